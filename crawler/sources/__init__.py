"""The sites we watch: one TOML file each. The shipped ones lie in `catalogue/`, a user's own in `<home>/sources/`."""

from crawler.sources.keys import KEYS, Key
from crawler.sources.load import CATALOGUE, Loaded, load_sources
from crawler.sources.parse import parse_source
from crawler.sources.render import render_source

__all__ = ["CATALOGUE", "KEYS", "Key", "Loaded", "load_sources", "parse_source", "render_source"]
