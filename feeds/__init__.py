"""Publish: from stories in the store to documents that readers subscribe to."""
