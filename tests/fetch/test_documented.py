"""Every kind of problem that the code can tell stands in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_kind_of_problem_is_documented():
    told = set()
    for path in [*(ROOT / "crawler/fetch").glob("*.py"), *(ROOT / "crawler/spiders").glob("*.py")]:
        text = path.read_text("utf-8")
        told |= set(re.findall(r"Undelivered\(\s*\"([a-z-]+)\"", text)) | set(re.findall(r"kind=\"([a-z-]+)\"", text))
    documented = set(re.findall(r"`([a-z-]+)`", (ROOT / "docs/fetching.md").read_text("utf-8")))
    assert len(told) > 12
    assert told - documented == {"failed"} & told - documented
