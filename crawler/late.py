"""Names of a package that are loaded when they are first asked for (PEP 562).

Each process loads what it has to do with, and no more: what crawls need not know how pages are read, and what reads them no stories. As
small as it is, it is our own: a library for it (lazy_loader) loads more than a room does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any


def late(package: str, **homes: Iterable[str]) -> Callable[[str], Any]:
    """A package's `__getattr__`: by module of it, the names that are loaded from there."""
    home_of = {name: module for module, names in homes.items() for name in names}

    def get(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return get
