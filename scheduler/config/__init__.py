"""Configuration: read once, at the top, from `silkwire.toml` and the environment into one record."""

from scheduler.config.describe import describe
from scheduler.config.keys import KEYS, TABLES, Key
from scheduler.config.load import load_config
from scheduler.config.record import Config, SourceChange

__all__ = ["KEYS", "TABLES", "Config", "Key", "SourceChange", "describe", "load_config"]
