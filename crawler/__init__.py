"""Collect and keep: from a source's entry points to stories in the store."""
