"""Who wrote it: the byline under the headline, beside what the head claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from . import people, signature
from .blocks import Block
from .claims import Claims
from .tree import finder, text_of

_PROFILE = re.compile(
    r"(?i)/(?:authors?|people|person|profiles?|contributors?|staff|writers?|users?|members?|journalists?|"
    r"reporters?|by|bio|team|experts?|producers?|blog-authors?|editors?|auteurs?|autor(?:es)?|redaktion)/|"
    r"[?&/](?:author|auth)(?:id)?[=/]|/@\w"
)
_LED = re.compile(
    r"(?i)(?:^|[|·•●,;:–—-]\s*|\b\d{4}\s*|\bposted\s|\bwritten\s|\bpublished\s|\bpm\s|\bam\s|\bpost\s|"
    r"\bsubmitted\s|\b(?:enviad|publicad)[oa]\s|\b(?:soumis|publié)e?\s|"
    r"\bstory\s|\bwords\s|\brecipe\s)(?:by|von|par|por|di|door|av|"
    r"oleh|przez|بقلم|كتب|كتبت|מאת|(?:auteurs?|autor(?:in|a|es)?|writers?|reporters?|text|words|story|"
    r"penulis|wartawan|tác giả|haber|muhabir|yazar|लेखक|автор|الكاتب|نویسنده)(?=\s?:))\s?:?\s+"
    r"(?P<names>(?:[^|·•●⋅\d(]|\([^()|]{1,60}\)(?=\s?(?:[,;&]|(?:and|und|et|y|e|og|och)\s))){3,120})"
)
_LABEL = re.compile(
    r"(?i)^\W*(?:written by|by|authors?|words by|story by|posted by|published by|article by|reporters?|"
    r"text|autor(?:in)?|auteur|作者|文|撰文|撰稿|记者|本报记者|采写|글|기자|автор)\s?[:：/／|]?\s*$"
)
_MONTH_AND_DAY = re.compile(rf"[^|·•●⋅\d(]{{3,120}}\b{people.MONTHS}\.?\s\d{{1,2}}")
"""Names and the day behind them: without its figures nobody knows Ana July from Ana, July 27."""


@cache
def _korean() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[|·]\s*)(?P<names>[\uac00-\ud7a3]{2,4}\s(?:[\uac00-\ud7a3]{2}\s?)?(?:기자|특파원))(?:\s*[=(]?\s*\S+@\S+)?\s*(?:$|[|·])"
    )


_ALONE = re.compile(r"(?i)(?:written |posted |words |story )?by[: ]\s?\S")
_LEADING = "wWpPsS\u017fbB"  # the letters that it begins with


@cache
def _han_led() -> re.Pattern[str]:
    """A Chinese byline: behind its names the line ends, or the next label or mark stands; 记者了解到 ("reporters learn") goes on."""
    name = r"(?:[\u4e00-\u9fff]{2,5}(?:·[\u4e00-\u9fff]{1,8}){1,2}|[\u4e00-\u9fff]{2,4})"
    return re.compile(
        r"(?:(?:作者|撰文|撰稿|采写)(?:\s?[:：/／|]\s?|\s)|文\s?[:：/／|｜]\s?|^\W*文\s|记者\s?[:：/／|]?\s?)"
        rf"(?P<names>{name}(?:[\s、，,]+{name}){{0,4}})"
        r"(?=\s*(?:$|[()（）【】\[\]|｜/／;；•\d]|摄影报道|报道|通讯员)|\s[^\s:：]{1,6}\s?[:：])"
    )


_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:by-?line|author|writer|contributor|reporter|signature|auteur|autor|redactor|yazar|muhabir|penulis)s?(?![a-z])|(?:[a-z])(?:Author|Byline|Writer)"
)
_ROLE_CLASS = re.compile(r"(?i)bio|desc|title|role|job|position|image|avatar|social|box|about|date|reviewer|editor")
_RELATED = finder("descendant::a/@rel/..")
_BEFORE, _AFTER = 4, 16
_OTHER_HAND = re.compile(r"(?i)\W*(?:reviewed|edited|fact|medically|translated|photo)")
_MOST_PARTS = 20
"""Parts of a line that are looked at."""
_SHORT = 160


class Written(NamedTuple):
    """Authors and where they stand."""

    names: tuple[str, ...]
    origin: str


def find(claims: Claims, blocks: Sequence[Block], title: str | None, aliases: Iterable[str] = ()) -> Written | None:
    """The authors of a page: full names that it claims, else the visible byline, else what it claims."""
    outlets = (*claims.values("site", "publisher"), *aliases)
    claimed = _claimed(claims, outlets)
    seen = next(_visible(blocks, title, outlets), None)
    if claimed is None or seen is None:
        return claimed or seen
    full = any(" " in name or not name.isascii() for name in claimed.names)
    together = {name.casefold() for name in claimed.names} <= {name.casefold() for name in seen.names}
    return claimed if full and not together else seen


def _claimed(claims: Claims, outlets: Sequence[str]) -> Written | None:
    by_origin: dict[str, list[str]] = {}
    for claim in claims["author"]:
        by_origin.setdefault(claim.origin, []).extend(people.names(claim.value, outlets=outlets, loose=True))
    found = [Written(tuple(dict.fromkeys(names)), origin) for origin, names in by_origin.items() if names]
    full = [written for written in found if all(" " in name or not name.isascii() for name in written.names)]
    return next(iter(full or found), None)


def _visible(blocks: Sequence[Block], title: str | None, outlets: Iterable[str]) -> Iterator[Written]:
    head = next((number for number, block in enumerate(blocks) if block.text and block.text == title), None)
    if head is None:
        head = next((number for number, block in enumerate(blocks) if block.tag == "h1"), 0)
    near = [block for block in blocks[max(0, head - _BEFORE) : head + _AFTER] if _is_byline(block)]
    for reader in (_by_label, _by_profile, _by_class, _by_part):
        for before, block in zip([None, *near], near, strict=False):
            if names := reader(block, before, outlets):
                yield Written(names, "byline")
                return
    short = [block for block in blocks[head:] if len(block.text) < 60 and block.text[:1] in _LEADING]
    for block in short:
        led = _ALONE.match(block.text) and _is_byline(block)
        if led and (names := _by_label(block, None, outlets)):
            yield Written(names, "byline")
            return
    if blocks and (names := _signed(blocks[0], outlets)):
        yield Written(names, "rel")


def _signed(block: Block, outlets: Iterable[str]) -> tuple[str, ...]:
    """The one person whom all links to an author (`rel=author`, HTML Living Standard) name: a list of other articles names several."""
    *_, outermost = block.box.ancestors()
    links = (link for link in _RELATED(outermost.element) if "author" in (link.get("rel") or "").split())
    found = {people.names(text_of(link), outlets=outlets) for link in islice(links, _MOST_PARTS)} - {()}
    return found.pop() if len(found) == 1 else ()


def _is_byline(block: Block) -> bool:
    if not block.text or len(block.text) > _SHORT or block.tag in ("h1", "figcaption"):
        return False
    return not any(
        box.noise in ("comments", "pointer", "caption") or box.tag in ("nav", "figure") for box in block.box.ancestors()
    )


def _by_label(block: Block, before: Block | None, outlets: Iterable[str]) -> tuple[str, ...]:
    """ "By A and B | 3 April", "文/王某", and a name under a line that says "Written by"."""
    text = block.spaced
    match = _LED.search(text) or (None if text.isascii() else _han_led().search(text))
    if match is None and people.reports(text):
        match = _korean().search(text)
    if match:
        dated = _MONTH_AND_DAY.match(text, match.start("names"))
        return people.names(dated[0] if dated else match["names"], outlets=outlets)
    if before is not None and _LABEL.match(before.text):
        return people.names(text, outlets=outlets)
    return ()


def _by_profile(block: Block, before: Block | None, outlets: Iterable[str]) -> tuple[str, ...]:
    """The text of links to people's own pages."""
    found = [text for text, href, _ in block.pieces if href and _PROFILE.search(href)]
    names = [name for text in found for name in people.names(text, outlets=outlets, loose=True) if _likely(name)]
    return tuple(dict.fromkeys(names))


def _by_class(block: Block, before: Block | None, outlets: Iterable[str]) -> tuple[str, ...]:
    """A short line in a box that is called author or byline."""
    for box in list(block.box.ancestors())[:3]:
        name = f"{box.element.get('class') or ''} {box.element.get('id') or ''} {box.element.get('rel') or ''}"
        if _CLASS.search(name):
            own = block.box.element.get("class") or ""
            if _ROLE_CLASS.search(own) and box.element is not block.box.element:
                return ()
            return signature.each(block, outlets) or people.names(block.spaced, outlets=outlets)
    return ()


def _by_part(block: Block, before: Block | None, outlets: Iterable[str]) -> tuple[str, ...]:
    """A part of a line that is called author or byline."""
    if _OTHER_HAND.match(block.text):
        return ()
    for part in islice(block.box.element.iter("span", "a", "b", "strong", "em", "i", "cite"), _MOST_PARTS):
        called = f"{part.get('class') or ''} {part.get('rel') or ''}"
        if (
            _CLASS.search(called)
            and not _ROLE_CLASS.search(called)
            and (found := people.names(text_of(part), outlets=outlets))
        ):
            return found
    return ()


def _likely(name: str) -> bool:
    capital = name[:1].isupper() and not re.match(
        r"(?i)(?:written|posted|articles?|view|all|more|meet|about|read|see)\b", name
    )
    return (" " in name and capital) or not name.isascii()
