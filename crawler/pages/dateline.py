"""Datelines: the agency, place, day and reporters that stand before the first sentence of a dispatch."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from . import agencies, dispatches, people

_HEAD = 260  # characters: a longer dateline has not been seen
_OPENED, _DIGIT = re.compile(r"[(（\[/]"), re.compile(r"\d")
# Whether a western form has a bracket or stroke, and whether it has a digit: it is compiled when a text first has what it needs.
_WESTERN = (
    (False, True),
    (True, True),
    (True, True),
    (True, True),
    (True, False),
    (True, False),
    (False, False),
    (False, True),
    (True, False),
    (True, True),
    (False, True),
    (False, True),
)


class Dateline(NamedTuple):
    """What stands before the first sentence, and where that begins."""

    agency: str | None
    place: str | None
    date: str | None
    """As written, often without a year."""
    authors: tuple[str, ...]
    end: int
    """Offset of the first sentence in the text."""


def read(text: str) -> Dateline | None:
    """The dateline at the beginning of a text; none when there is none."""
    head = text[:_HEAD]
    opened, counted = _OPENED.search(head), _DIGIT.search(head)
    for number, (opens, counts) in enumerate(_WESTERN):
        if (opened or not opens) and (counted or not counts) and (match := _western(number).match(head)):
            found = _made(match)
            return found if found.place else _with_place(found, text)
    for pattern in () if head.isascii() else _chinese():
        if match := pattern.match(head):
            return _made(match)
    opening = dispatches.read(text)
    return _abroad(opening) if opening else None


def place_alone(text: str) -> str | None:
    """The place that a text begins with in capitals, before a dash: BEIJING — ..., NAIROBI, Kenya - ... Whether it is one nobody says, so
    it stays in the text."""
    match = _ALONE.match(text)
    if match is None or not agencies.no_places().isdisjoint(match["place"].split()) or agencies.agency(match["place"]):
        return None
    return _place(match["place"])


_INITIALS = frozenset({"DC", "UN", "US", "UK", "UAE", "USA", "EU"})
_SMALL = frozenset({"DE", "DA", "DO", "DEL", "ES", "OF"})
_SITE = re.compile(r",\s\S+\.(?:com|co|net|org|id)\b.*$", re.IGNORECASE)
"""An outlet behind the town: JAKARTA, HERALD.com -"""
_CAPITALS = r"(?P<place>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]{2,}(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’\-]*){0,3}(?:,\s[A-ZÀ-ÖØ-Þ][\w.'’\- ]{1,28}?)?)"
_ALONE = re.compile(rf"{_CAPITALS}(?:\s?(?:--+|[—―])\s?|\s[-–]\s)(?=\S)")


def _made(match: re.Match[str]) -> Dateline:
    groups = match.groupdict()
    names, agency = groups.get("names") or "", groups.get("agency") or ""
    return Dateline(
        agency=agencies.agency(agency) or agencies.agency(agency + "社"),
        place=_place(groups.get("place")),
        date=(groups.get("date") or "").strip(" ,.") or None,
        authors=people.names(names) if names else (),
        end=match.end(),
    )


def _abroad(opening: dispatches.Opening) -> Dateline:
    agency = agencies.in_dateline(opening.agency or "")
    return Dateline(
        agency, _place(opening.place), (opening.date or "").strip(" ,.") or None, authors=(), end=opening.end
    )


def _with_place(found: Dateline, text: str) -> Dateline:
    """The same with the place and day that stand behind the agency: (ANSA) - ROMA, 12 NOV - ..."""
    behind = dispatches.read(text[found.end :])
    if behind is None or behind.date is None:
        return found
    return _abroad(behind)._replace(agency=found.agency, end=found.end + behind.end)


def _place(written: str | None) -> str | None:
    place = _SITE.sub("", (written or "").strip(" ,./-—(（"))
    town, comma, country = place.partition(",")
    words = town.split()
    long = any(len(word) > 3 for word in words)
    named = (_capital(word, 1 if long and word not in _INITIALS else 3, number) for number, word in enumerate(words))
    return (" ".join(named) + comma + " ".join(["", *(_capital(word, 3, 0) for word in country.split())])) or None


def _capital(word: str, least: int, number: int) -> str:
    """BEIJING is written Beijing, DAR ES SALAAM Dar es Salaam; initials and words that are not longer than `least` stay (U.S., AL)."""
    if not word.isupper() or len(word) <= least or "." in word:
        return word
    if number and word in _SMALL:
        return word.lower()
    return "/".join(part.capitalize() for part in word.split("/")).replace("i\u0307", "i")


@cache
def _western(number: int) -> re.Pattern[str]:
    return re.compile(r"\s*" + _western_forms()[number])


@cache
def _western_forms() -> tuple[str, ...]:
    """In the order of `_WESTERN`."""
    month = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
    day = (
        rf"(?P<date>(?:{month}\s?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d)?|\d{{1,2}}(?:st|nd|rd|"
        rf"th)?\s{month}(?:,?\s(?:19|20)\d\d)?))"
    )
    whole = rf"(?P<date>{month}\s?\d{{1,2}},?\s(?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s{month},?\s(?:19|20)\d\d)"
    agency = rf"(?P<agency>{agencies.pattern()})"
    place = r"(?P<place>[A-Z][\w.'’\- ]{1,38}?(?:[,/]\s?[A-Z][\w.'’\- ]{1,28}?){0,2})"
    # Nothing but name, day and dash: a town in small letters must be one that is written so, and "On Monday" is none.
    town = (
        r"(?P<place>(?!(?:On|In|At|By|Since|Until|From|After|Before|This|Last|Next|Today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
        r"[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|de|da|do|del|di|el|es|la|al|am|of|on|the|upon|sur)){0,3}"
        r"(?:[,/]\s?[A-Z][\w.'’\- ]{1,28}?){0,2})"
    )
    dash = r"\s?(?:--+|[-–—―:])\s*"
    names = r"(?:\s?[(（](?:by\s|记者|記者|reporters?:?\s)?(?P<names>[^()（）]{2,120})[)）])?"
    weekday = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
    return (
        # China News Service, Wuzhen, November 9th (Wang Yifei and Zhang Yuhuan) The ...
        rf"{agency},\s{place},\s{day}{names}(?:{dash}|\s+)(?=\S)",
        # BEIJING, Nov. 9 (Xinhua) --        ADDIS ABABA, 9 November 2023 (ENA) -
        rf"{place}(?:\s?\[[A-Z][\w ]{{2,30}}\])?,?\s{weekday}{day},?\s?[(（\[/]{agency}(?:/[\w ]{{2,20}})?[)）\]/]\.?(?:{dash}|\s+)",
        # MOSCOW, November 9. /TASS/.
        rf"{place},\s{day}\.?\s?/{agency}/\.?(?:{dash}|\s+)",
        # (Xinhua) BEIJING, Nov 9 --         (ECNS) -- Wuzhen, Nov. 9 --
        rf"[(（]{agency}[)）](?:{dash}|\s+){_CAPITALS},?\s{day}{dash}",
        # HAVANA, Cuba (AP) —                Jakarta (ANTARA) -
        rf"{place}\s?[(（]{agency}(?:/[\w ]{{2,20}})?[)）]{dash}",
        # (ECNS) --                          (Reuters) -
        rf"[(（]{agency}[)）]{dash}",
        # AFP -
        rf"{agency}\s(?:--+|[-–—―])\s",
        # Xinhua, Beijing, Nov. 9 --         CAIRO, Nov 9 -
        rf"{_CAPITALS},\s{weekday}{day}{dash}",
        # VIENTIANE (KPL) The ...
        rf"{_CAPITALS}\s?[(（]{agency}[)）]\s+(?=\S)",
        # TUNIS, Nov 9 (XYZ) -               an agency that nobody told us of
        rf"{_CAPITALS},\s{weekday}{day}\s?[(（][A-Z]{{2,8}}[)）]{dash}",
        # Geneva, 9 November 2023 –          whole day and dash make it one
        rf"{town},\s{weekday}{whole}(?:\s?(?:--+|[—―])\s?|\s[-–]\s)(?=\S)",
        # Baku, November 9, AZERTAC
        rf"{place},\s{day},\s{agency}(?:{dash}|\s*$)",
    )


@cache
def _chinese() -> tuple[re.Pattern[str], ...]:
    agency = rf"(?P<agency>{agencies.pattern()})"
    han_place = r"(?P<place>[\u4e00-\u9fff·／/、]{2,14}?)?"
    han_day = r"(?P<date>(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?\d{1,2}日)"
    han_names = r"(?:\s?[(（【\[](?:记者|記者|见习记者|通讯员|作者)?[:：\s]?(?P<names>[^()（）【】]{2,60})[)）】\]])?"
    forms = (
        (
            rf"(?:据)?{agency}(?:客户端|记者)?\s?{han_place}\s?{han_day}\s?(?:讯|訊|消息|[电電](?!话|视|影|力|站|"
            rf"动|商|子|网)){han_names}\s?[:：,，]?\s*"
        ),
        (
            rf"(?:本报|本网)\s?{han_place}\s?{han_day}\s?(?:讯|[电電](?!话|视|影|力|站|动|商|子|"
            rf"网)){han_names}\s?[:：,，]?\s*"
        ),
        rf"(?:据)?{agency}(?:客户端)?(?:消息|讯|[电電](?!话|视|影|力|站|动|商|子|网)){han_names}\s?[:：,，]\s*",
        rf"【{agency}(?:报道|综合报道|讯)?\s*(?:(?:记者|特约记者)\s*(?P<names>[^】]{{2,60}}))?】\s*",
        rf"(?:本报|本网)讯{han_names}\s?[:：,，]?\s*",
        # （中央社記者王小明台北9日電）
        (
            r"[（(](?P<agency>中央社)(?:[記记]者(?P<names>[\u4e00-\u9fff]{3}))?(?P<place>[\u4e00-\u9fff·]{2,10}?)"
            r"(?P<date>\d{1,2}日)(?:綜合外|专|專)?[電电](?:報導)?[)）]\s*"
        ),
        # (하노이=연합뉴스) 김지훈 기자 =      [서울=어느통신]김지훈 기자 =
        (
            r"[(\[](?P<place>[\uac00-\ud7a3·]{2,12})=(?P<agency>[\w\uac00-\ud7a3]{2,12})[)\]]\s?"
            r"(?:(?P<names>[\uac00-\ud7a3]{2,4}\s(?:기자|특파원))|[\uac00-\ud7a3· ]{4,20}\s(?:기자|특파원))(?:\s?=\s?|\s+)"
        ),
        # 【ソウル＝田中恵子】                【カイロ共同】
        (
            r"【(?P<place>[\u30a1-\u30fa・ー\u4e00-\u9fff]{2,12}?)(?:[＝=](?P<names>(?!共同|時事)[\u30a1-\u30fa・ー\u4e00-\u9fff]{2,12})|"
            r"[＝=]?(?P<agency>共同|時事))】\s*"
        ),
    )
    return tuple(re.compile(r"\s*" + form) for form in forms)
