"""Stories that mean harm, or that came out of broken pages: seeded, so that a failure can be seen again."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.model import Deal, DealField, Evidence, Mention, Story
from tests.feeds.stories import BEGIN, annotation, article, outlet, story

TEXTS = (
    "",
    "   ",
    "plain words",
    "A \x00 null, a bell \x07, an escape \x1b[31m and \x0b more",
    "lone \ud800 surrogate \udfff",
    "S&P500 \ufffd R&D2 <b",
    "not characters \ufffe \uffff \U0001fffe \ufdd0",
    "overrides \u202etxet\u202c and isolates \u2066x",
    "line\u2028separators\u2029and\x85next\rline\r\nends",
    "<script>alert(1)</script>",
    "<b>bold</b> & <i>brash</i>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;amp;amp;lt;b&amp;gt;",
    "&#60;img src=x onerror=alert(1)&#62;",
    "]]> <![CDATA[ &undefined; %entity;",
    "\"quotes\" and 'single' ones",
    "5 < 6 && 7 > 2 <",
    "𝒳" * 40 + " 中国和老挝签署铁路合作协议。" * 30,
    "word " * 900,
    "nospaces" * 300,
    "tabs\tand  blanks\u00a0of\u3000all kinds",
    "مرحبا \u200fبكم",
    "<!-- comment --> text <a href='javascript:alert(1)'>x</a>",
    "{{ 7 * 7 }} {% raw %} ${x} #{y}",
    "</content></entry></feed>",
    "</channel></rss>",
)
ADDRESSES = (
    "https://herald.example/a",
    "http://herald.example:8080/a?b=c&d=e#f",
    "https://herald.example/ä/路?q=é&x=<y>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " https://herald.example/spaces in it ",
    "https://user:secret@herald.example/private",
    "data:text/html,<script>alert(1)</script>",
    "https://",
    "//herald.example/relative",
    "/relative/path",
    "https://herald.example/%zz%2",
    "https://herald.example/a#b#c",
    "https://[::1]:80/x",
    "https://[bad/x",
    "https://herald.example:99999/x",
    "https://例え.テスト/ページ",
    "https://herald.example/" + "long" * 1000,
    "https://herald.example/\x00\x1f",
    'https://herald.example/"onmouseover="alert(1)',
    "https://a..b/",
    "",
    "ftp://herald.example/file",
    "file:///etc/passwd",
    "https://herald.example/\ud800",
)
HTML = (
    None,
    "<p>fine</p>",
    "<p onclick=alert(1)>x<script>alert(1)</script><iframe src=//evil.example></iframe></p>",
    "<img src=x onerror=alert(1)><img src='https://t.example/pixel.gif' width=1 height=1><img src='/photo.jpg'>",
    "<a href='java\nscript:alert(1)'>x</a><a href='vbscript:x'>y</a><a href='/ok'>z</a>",
    "<svg><script>alert(1)</script></svg><math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<style>body{display:none}</style><link rel=stylesheet href=x><base href='//evil.example'><meta http-equiv=refresh>",
    "<form action=x><input><button>go</button></form><object data=x></object><embed src=x>",
    "<p style='background:url(javascript:alert(1))'>x</p><div class=a id=b>y</div>",
    "<p>unclosed <b>bold <i>tags",
    "<" * 500,
    "</article><article id='story-1'>forged</article>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>1</script></template><details ontoggle=alert(1) open>",
    "]]></content:encoded></item>",
    "<img srcset='x 1x, javascript:alert(1) 2x' src='https://herald.example/a.png'>",
)
MOMENTS = (
    None,
    BEGIN,
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(1969, 12, 31, tzinfo=UTC),
    datetime(2026, 2, 28, 23, 59, 59, 999999, tzinfo=UTC),
)
LANGUAGES = (None, "en", "zh", "zh-Hans", "x" * 40, "", "en_US", '"><script>', "日本語", "sr-Latn")


def stories(seed: int, number: int) -> list[Story]:
    """That many stories with the worst of everything, in pairs of the same instant."""
    rng = random.Random(seed)
    return [_story(rng, one) for one in range(1, number + 1)]


def _story(rng: random.Random, number: int) -> Story:
    lead = article(
        url=rng.choice(ADDRESSES),
        canonical_url=rng.choice((None, *ADDRESSES)),
        title=rng.choice(TEXTS),
        text="\n\n".join(rng.choices(TEXTS, k=rng.randint(0, 4))),
        html=rng.choice(HTML),
        authors=tuple(rng.choices(TEXTS, k=rng.randint(0, 3))),
        agency=rng.choice((None, *TEXTS)),
        language=rng.choice(LANGUAGES),
        images=tuple(rng.choices(ADDRESSES, k=rng.randint(0, 3))),
        rights=rng.choice((None, *TEXTS, "All rights reserved.")),
        published=rng.choice(MOMENTS),
        source=rng.choice(TEXTS),
    )
    others = (
        outlet(lead, lead=False, name=rng.choice(TEXTS), title=rng.choice(TEXTS), url=rng.choice(ADDRESSES))
        for _ in range(3)
    )
    seen = BEGIN + timedelta(minutes=number // 2)
    changes: dict[str, Any] = {
        "outlets": (replace(outlet(lead), name=rng.choice(TEXTS)), *others) if rng.random() < 0.9 else (),
        "annotation": annotation(
            countries=_mentions(rng, ("CN", "KE", "ZZ")),
            kinds=_mentions(rng, ("agreement", "no-such-kind")),
            sectors=_mentions(rng, ("energy", "no-such-sector")),
            evidence=tuple(Evidence(text=rng.choice(TEXTS), start=0, end=1, why=rng.choice(TEXTS)) for _ in range(2)),
        ),
        "rights": rng.choice(("full", "excerpt", "link")),
        "rights_note": rng.choice((None, *TEXTS)),
        "first_seen": seen,
        "updated": rng.choice((seen, datetime(1, 1, 1, tzinfo=UTC))),
        "revision": rng.randint(0, 2),
        "change": rng.choice((None, *TEXTS)),
        "deal": rng.choice((None, _deal(rng))),
    }
    return story(number, lead=lead, **changes)


def _mentions(rng: random.Random, codes: tuple[str, ...]) -> tuple[Mention, ...]:
    return tuple(Mention(code=rng.choice((*codes, *TEXTS)), score=1.0) for _ in range(rng.randint(0, 3)))


def _deal(rng: random.Random) -> Deal:
    def said() -> tuple[DealField, ...]:
        evidence = Evidence(text="", start=0, end=0, why="")
        return tuple(
            DealField(value=rng.choice(TEXTS), evidence=evidence, outlet=rng.choice(TEXTS))
            for _ in range(rng.randint(0, 2))
        )

    return Deal(parties=said(), kind=said(), sector=said(), amount=said(), stage=said(), date=said())
