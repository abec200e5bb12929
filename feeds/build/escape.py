"""Escaping for XML and HTML alike; as plain replacements, which is four times faster than the general functions."""

from __future__ import annotations


def escape(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """The value of an attribute, in its quotation marks."""
    return f'"{escape(text).replace(chr(34), "&quot;")}"'
