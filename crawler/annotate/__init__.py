"""What we understand in an article. Pure: the word lists are read from the package when first needed, nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.late import late

if TYPE_CHECKING:
    from crawler.annotate.annotation import VERSION, annotate, version, warm
    from crawler.annotate.deals import deal
    from crawler.annotate.evaluation import Evaluation, changes, evaluate
    from crawler.annotate.lexicon import Lexicon, load_lexicon
    from crawler.annotate.why import explain, reason

__all__ = [
    "VERSION",
    "Evaluation",
    "Lexicon",
    "annotate",
    "changes",
    "deal",
    "evaluate",
    "explain",
    "load_lexicon",
    "reason",
    "version",
    "warm",
]

# the rules are loaded when they are first asked for
__getattr__ = late(
    __name__,
    annotation=("VERSION", "annotate", "version", "warm"),
    deals=("deal",),
    evaluation=("Evaluation", "changes", "evaluate"),
    lexicon=("Lexicon", "load_lexicon"),
    why=("explain", "reason"),
)
