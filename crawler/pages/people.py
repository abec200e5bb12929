"""Names of people, out of bylines and credits: authors apart from outlets, agencies, roles and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from . import agencies, zones
from .clean import HAN, line

_BY = re.compile(
    r"^(?:(?:(?:written|posted|published|submitted|enviad[oa]|publicad[oa]|soumise?|publiée?|"
    r"reported|authored|story|words|article|text|contributed|created|a post|guest post|recipe)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|oleh|przez|от|بقلم|كتب|كتبت|מאת)(?:\s*[:：]\s*|\s+)|"
    r"(?:автор|autor(?:in|a)?|auteur|author(?:s|\(s\))?|writer|reporters?|story|words|text|texte|"
    r"penulis|wartawan|tác giả|haber|muhabir|yazar|लेखक|نویسنده)\s*[:：]\s*|"
    r"(?:作者|文|撰文|撰稿|记者|記者|采写|执笔|글|기자)\s*[/／:：|｜=]\s*|(?:本报记者|本网记者|记者|記者|通讯员)\s*)",
    re.IGNORECASE,
)
_DOTS = re.compile("[·•]")
_ASIDE = re.compile(
    r"(?<=\w)\s*[(（][^()（）]{1,60}[)）](?=\s*(?:[,;、，；]|(?:and|und|et|y|e|og|och|и)\s))", re.IGNORECASE
)
"""What is told of one of several: "Awa Ndiaye (Dakar, by telephone) and Ana Prado"."""
MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
"""Whole words: Martin, Mayer and Decker are names."""
_TAIL = re.compile(
    r"\s*(?:\s(?:publi(?:é|ée|cado|cada)|mis à jour|modifié|actualizado|atualizado|veröffentlicht|aktualisiert|опубликован\w*|"
    r"обновлен\w*|פורסם|עודכן|نشر|تاريخ|güncelle\w*|yayın\w*)(?!\w).*|[(（\[【<].*|@\S+.*|\S+@\S+.*|\s(?:is|was|has|covers|writes)\s.*|(?-i:\s(?:el|em|en|le|il|am))$|\b(?:updated|published|posted|last\s+updated|on|in|for|at|from)\b\s.*|"
    rf"https?:.*|\d{{1,2}}[:/.]\d.*|\b{MONTHS}\.?\s\d.*|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s{MONTHS}\b.*|\b(?:19|20)\d\d\b.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ROLE = re.compile(
    r"(?i)\b(?:staff|writers?|reporters?|correspondents?|editors?|editorial|contributors?|columnists?|journalists?|producers?|photographers?|"
    r"bureau|chief|senior|associate|assistant|managing|deputy|director|manager|president|ceo|founder|co-founder|professor|ph\.?d|(?<=\s)m\.?d|rn|rd|mba|"
    r"cpa|jr|sr|news|newsroom|desk|agency|agencies|guest|freelance|special|analyst|specialist|strategist|content|marketing|updated|published|written|insights|licensed|articles?|"
    r"read|minutes?|views?|comments?|share|print|email|contact|about|posts?|author|follow|bio|profile|archive|home|login|"
    r"secretar[ií]a|minist(?:erio|[eéè]re|ério)|presid[eê]ncia|présidence|gobierno|governo|gouvernement|embajada|embaixada|ambassade|"
    r"dirección|direction|oficina|assessoria|comunicação|redacción|redação|rédaction|agencia|agência|agence|prensa|imprensa|presse|"
    r"stampa|unidad|gabinete|service (?:de|des|du)|coordena(?:ção|doria)|coordinación|universi(?:dade?|tà|té)|"
    r"institut[oe]?|istituto|departamento|département|consula(?:do|t)|fundación|fundação|fondation|asociación|associação|"
    r"reviewed|fact|checked|medically|photos?|images?|illustrations?|video|credit|courtesy|getty|advertis\w+)\b"
)
_NOBODY = frozenset({
    "admin", "administrator", "root", "user", "unknown", "none", "null", "n/a", "na", "anonymous", "editor",
    "editors", "staff", "author", "authors", "the_author", "webmaster", "guest", "default", "test", "super",
    "redaktion", "redaction", "redacción", "redação", "rédaction", "redazione", "редакция", "编辑", "編輯", "小编",
    "本站", "网络", "佚名", "匿名", "未知", "原创", "转载", "记者", "記者", "来源", "作者", "责任编辑", "综合", "官网",
    "super user", "la rédaction", "la redacción", "la redaction", "ویب ڈیسک", "نیوز ڈیسک",
    "本网", "本报讯", "gmt", "utc", "est", "pst", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "website",
})  # fmt: skip
_EDGES = " .,:;|-–—_*\"“”'‘’()（）[]【】："
_ROMANCE = frozenset({"DE", "DEL", "LA", "DI", "DA", "DO", "DOS", "DAS", "DU"})
PARTICLES = frozenset({
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "la", "le", "el",
    "al", "bin", "binti", "ibn", "ben", "bint", "ul", "ter", "ten", "zu", "y", "e", "af", "av",
})  # fmt: skip
_MONTH = re.compile(rf"(?<=\w\s)(?P<last>\w[\w.'’-]*)\s+{MONTHS}\.?$")
"""That of a date whose figures are cut off, behind a whole name: Theresa May keeps hers."""
_JUNIOR = re.compile(r",?\s(?:jr|sr)\.?$", re.IGNORECASE)
_REPORTER = re.compile(r"\s+(?:(?:수습|인턴|선임|전문|객원)\s?)?(?:기자|특파원|논설위원|記者|记者)$")
"""What stands behind the name of who reports, in Korean and Japanese."""
_NAMED_ALIKE = frozenset({"Petra", "Tasnim", "Andina"})
"""Agencies that have the names of people."""
_DEGREES = frozenset({
    "ms", "rd", "ma", "phd", "ph.d", "ph.d.", "md", "m.d", "m.d.", "mba", "cpa", "cfp", "rn", "fand", "lcsw",
    "dvm", "jr", "sr", "jr.", "sr.", "esq", "esq.", "bsc", "msc", "ba", "bs", "rdn", "mph", "cfa", "ldn", "np",
    "pa-c", "mla",
})  # fmt: skip
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u0e00-\u0eff\u200c"  # of vowels, which are no letters in Unicode
_NAME = re.compile(rf"^[^\W\d_][\w{MARKS}.'’\-‐]*(?:\s+[\w{MARKS}.'’\-‐]+){{0,5}}\.?$")


@cache
def _split(dotted: bool) -> re.Pattern[str]:
    """What parts several names; a dot does where it is not that of a Chinese one."""
    dots = rf"(?-i:(?<![{HAN}])[·•]|[·•](?![{HAN}]))|" if dotted else ""
    return re.compile(
        rf"\s*(?:[,;，；]\s+(?:and|und|et|og|och|и)\s|[,;|、，；/／&\n]|{dots}"
        r"\s(?:and|und|et|y|e|with|avec|og|och|en|dan|и|và)\s|\s-\s|\s[–—]\s)\s*",
        re.IGNORECASE,
    )


@cache
def _korean_name() -> re.Pattern[str]:
    return re.compile("[\uac00-\ud7a3]{2,5}")


@cache
def _han_name() -> re.Pattern[str]:
    return re.compile(rf"^(?:[{HAN}]{{2,5}}|(?=.*[·•])[{HAN}·•]{{2,12}}|[{HAN}]{{1,2}}[A-Z])$")


@cache
def _han_list() -> re.Pattern[str]:
    return re.compile(rf"^[{HAN}]{{1,4}}[A-Z]?(?:\s+[{HAN}]{{1,4}}[A-Z]?)+$")


def names(written: str | None, *, outlets: Iterable[str] = (), loose: bool = False) -> tuple[str, ...]:
    """The people that a byline names, in order. `outlets` are names of the site itself; `loose` allows one-word names
    and names with a role in them, as structured data gives them."""
    if not written:
        return ()
    return _names(written[:400], frozenset(outlet.casefold() for outlet in outlets if outlet), loose)


@lru_cache(maxsize=1024)
def _names(written: str, foreign: frozenset[str], loose: bool) -> tuple[str, ...]:
    """A page names its authors in several places, a site the same ones on many pages."""
    found: dict[str, None] = {}
    for part in _parts(written):
        if found and loose and _ROLE.search(_JUNIOR.sub("", part)):
            continue  # of the one before: "Ana Prado, Staff Writer"
        if (name := _name(part, foreign, loose)) is not None:
            found[name] = None
    return tuple(found)


def reports(text: str) -> bool:
    """Whether a text has a Korean word for who reports, which stands behind the name."""
    return "기자" in text or "특파원" in text


def is_byline(text: str) -> bool:
    """Whether a text begins with "by", in some language, and names people behind it."""
    return _BY.match(text) is not None and bool(names(text))


def _parts(written: str) -> Iterator[str]:
    text = _BY.sub("", line(written), count=1)
    if "(" in text or "（" in text:
        text = _ASIDE.sub("", text)
    if not text.isascii() and _han_list().match(text):
        yield from _han_names(text.split())
        return
    for part in _split(_DOTS.search(text) is not None).split(text):
        part = _BY.sub("", part.strip(), count=1)
        yield from _han_names(part.split()) if not part.isascii() and _han_list().match(part) else [part]


def _han_names(words: list[str]) -> Iterator[str]:
    """Chinese names divided by blanks; a name of two letters is often set with a blank between them."""
    waiting = ""
    for word in words:
        if len(word) > 1:
            yield word
        elif waiting:
            yield waiting + word
            waiting = ""
        else:
            waiting = word


def _name(part: str, foreign: frozenset[str], loose: bool) -> str | None:
    whole = _TAIL.sub("", part).strip(_EDGES)
    if (name := _without_office(whole)) != whole and _korean_name().fullmatch(name):
        return name
    low = name.casefold()
    if not 2 <= len(name) <= 60 or low in _NOBODY or low in foreign or agencies.agency(name):
        return None
    if low in _DEGREES or re.search(r"\.(?:com|org|net|cn|co|io)\b", low):
        return None
    if (
        "://" in name
        or name.startswith(("www.", "@", "#", "/"))
        or (any(char.isdigit() for char in name) and not loose)
    ):
        return None
    if _is_han(name[0]):
        name = re.sub(r"^(?:本报|本网|见习|实习|特约|通讯员|记者|編輯|编辑)+", "", name)
        name = re.sub(r"(?:摄影|图文|综合)?(?:报道|報道)$|(?:摄影|整理|编译)$", "", name)
        return name if _han_name().match(name) and not re.search(r"[社网報报站局部台室]$", name) else None
    if _ROLE.search(_JUNIOR.sub("", name)) and not (loose and len(name.split()) > 1):
        return None
    name = _MONTH.sub(r"\g<last>", name)
    if not loose and (len(name.split()) < 2 or not _NAME.match(name) or not all(map(is_proper, name.split()))):
        return None
    if loose and len(name.split()) > 6:
        return None
    return _cased(name)


def _without_office(name: str) -> str:
    """A name without what may stand behind it and no comma before that: the word for reporter, the agency, the day of the week."""
    words = name.split()
    if not name.isascii():
        name = _REPORTER.sub("", name)
        if len(words) > 2 and words[-1] in zones.weekdays():
            name = " ".join(words[:-1])
    for count in (2, 1):
        last = " ".join(words[-count:])
        if len(words) > count + 1 and len(last) > 4 and last not in _NAMED_ALIKE and agencies.agency(last):
            return " ".join(words[:-count]).rstrip(_EDGES)
    return name


def is_proper(word: str) -> bool:
    """Whether a word can stand in a name: it begins with a capital, is a particle, or its script has no capitals."""
    return not word[0].islower() or word.casefold() in PARTICLES or word[:2] in ("d'", "d’")


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u4dbf" or "\u4e00" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"


def _cased(name: str) -> str:
    """JOHN SMITH is written John Smith; short words stay, they may be initials, but the particles of Romance names are none."""
    if name.isupper() and " " in name and len(name) > 6:
        first, *others = name.split()
        return " ".join([_word(first), *(word.lower() if word in _ROMANCE else _word(word) for word in others)])
    first, _, last = name.rpartition(" ")
    if first and len(last) > 3 and last.isupper() and "." not in last and all(map(_is_written_small, first.split())):
        return f"{first} {last.title()}"  # as French writes surnames
    return name


def _is_written_small(word: str) -> bool:
    """Whether no letter but the first of each part is a capital; those of FlowGuard EMEA are a company's."""
    return word.islower() or word.istitle()


def _word(word: str) -> str:
    if word in ("JR", "SR"):
        return word.title()
    return word if len(word) <= 2 or "." in word else word.title()
