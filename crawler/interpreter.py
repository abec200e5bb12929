"""Our own interpreter, for processes of ours."""

from __future__ import annotations

import sys


def command(call: str) -> list[str]:
    """The command line of an interpreter that finds what this one finds, whatever lies in the folder that it is started in, and makes
    that call."""
    return [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {call}"]
