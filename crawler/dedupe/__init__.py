"""Duplicates, decided and nothing else: pure functions over records; the store brings the candidates and does the deed.

url_key(url)                  what an address and its disguises have in common
fingerprint(article)          hashes that find its copies
decide(own, candidates)       which story an article tells
lead(tellings)                whose words stand for a story
compare(old, new)             what a new version of a page changed, and whether it matters
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.dedupe.prints import VERSION, fingerprint, signature
from crawler.dedupe.sketch import Overlap, overlap
from crawler.dedupe.urls import url_key
from crawler.dedupe.words import sentence_hash, sentences
from crawler.late import late

if TYPE_CHECKING:
    from crawler.dedupe.changes import Change, compare, word_diff
    from crawler.dedupe.decision import Candidate, Decision, Own, decide
    from crawler.dedupe.leads import Telling, lead

__all__ = [
    "VERSION", "Candidate", "Change", "Decision", "Overlap", "Own", "Telling", "compare", "decide", "fingerprint", "lead",
    "overlap", "sentence_hash", "sentences", "signature", "url_key", "word_diff",
]  # fmt: skip

# what decides on stories is asked by the store alone, and by nobody who reads pages
__getattr__ = late(
    __name__,
    changes=("Change", "compare", "word_diff"),
    decision=("Candidate", "Decision", "Own", "decide"),
    leads=("Telling", "lead"),
)
