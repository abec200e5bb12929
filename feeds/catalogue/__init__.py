"""Catalogue: which feeds there are. Standing feeds come from what the store has, own feeds from `silkwire.toml`. Pure."""

from __future__ import annotations

from feeds.catalogue.adhoc import ADHOC, from_params, of_query
from feeds.catalogue.own import as_of, own
from feeds.catalogue.standing import CHANGES, HEALTH, find, standing

__all__ = ["ADHOC", "CHANGES", "HEALTH", "as_of", "find", "from_params", "of_query", "own", "standing"]
