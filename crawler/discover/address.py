"""What the address of a link tells of the page behind it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|zip|rar|gz|7z|mp[34]|m4a|avi|mov|apk|exe|ics|epub)$",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.]?(0[1-9]|1[0-2])[-/_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_NAMED_DATE = re.compile(
    r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(0?[1-9]|[12]\d|3[01])(?=/)", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"/(?:19|20)\d\d[-/_]?(?:0[1-9]|1[0-2])/")
_DAYS = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/(?:0?[1-9]|[12]\d|3[01]))?/?$")
"""An address that ends with a day or month is that of all its articles, unless one is named before (`/how-to-build-a-port/2026/11`)."""
_ENTRANCE = re.compile(r"index|default|home|main|page", re.IGNORECASE)
"""A program that shows every page of its site, each by its number (`index.php?id=7`)."""
_COMMENTS = frozenset({"comment", "comments"})
"""... and the comments on them."""
_ELSEWHERE = re.compile(
    r"(?:tags?|categor(?:y|ies)|authors?|writers?|profiles?|topics?|log-?in|sign-?in|sign-?up|register|subscri\w+|about(?:-?us)?|contacts?(?:-?us)?"
    r"|privacy(?:-?policy)?|terms(?:-.*)?|help|faqs?|search|cart|account|users?|jobs|careers|advertis\w+|site-?map|rss|feeds?|newsletters?"
    r"|cookies?(?:-.*)?|page|index|default|home|copyright|disclaimer|legal|accessibility|archives?|share|print|wp-login|member\w*"
    r"|temas?|etiquetas?|etiquettes?|schlagworte?|mots?-cles?|tagi?|teg(?:i|lar)?|etiket(?:ler)?|autor(?:es)?|auteurs?|autori|autoren|avtor\w*"
    r"|yazar(?:lar)?|penulis|tac-gia|categorias?|kategori(?:en|ler)?|rubrica|quienes-somos|quem-somos|qui-sommes-nous|chi-siamo|ueber-uns"
    r"|hakkimizda|o-nas|tentang-kami|gioi-thieu|contactos?|contacte[nz]-nous|contatti|kontakt|iletisim|hubungi-kami|lien-he|impressum|datenschutz"
    r"|mentions-legales|avisos?-legal(?:es)?|aviso-de-privacidad|politica-de-(?:privacidade?|cookies)|politique-de-(?:confidentialite|cookies)|(?:terminos|termos)-(?:y|e|de)-.*|buscar|buscador|recherche|suche|arama"
    r"|suscripcion(?:es)?|suscribirse|assinaturas?|abonn?ements?|abo|mapa-d(?:el-sitio|o-site)|plan-du-site)",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"temas?|categorias?|kategori(?:en|ler)?|rubrica", re.IGNORECASE)
_NUMBER = re.compile(r"(?!(?:19|20)\d\d$)\d{3,}")
"""A step that is a number and no year: `/news/12345/agreement`."""
_QUERY_ID = re.compile(r"(?:^|&)(?:\w*id|p|n|a|s|story|article|news|no)=\w*\d\w*", re.IGNORECASE)

_QUERY_NAME = re.compile(r"(?:^|&)([^=&]{1,40}(?==)|[^=&\d]{1,40}(?=\d+(?:&|$)))")
"""What a query names: `id` in `?id=7`, and `article` where it stands before its number (`?article7`, as SPIP writes)."""


def is_file(url: str) -> bool:
    """Whether the address names a file that is no page."""
    return _FILES.search(urlsplit(url).path) is not None


def date_in(url: str) -> datetime | None:
    """The day that an address tells (`/2026/10-05/`, `t20260925_1.html`, `/2024/0424/`, `/2026/nov/20/`), at 00:00 UTC."""
    path = urlsplit(url).path
    if named := _NAMED_DATE.search(path):
        path = f"{named[1]}-{_MONTHS.index(named[2].lower()) + 1:02}-{named[3]:0>2}"
    for found in _DATE.finditer(path):
        try:
            return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
        except ValueError:
            continue
    return None


def shape(url: str) -> str:
    """The address with what differs from article to article left open: links of one shape belong together."""
    parts = urlsplit(url)
    path = "/".join(_step_shape(step) for step in parts.path.split("/"))
    names = "&".join(sorted(_QUERY_NAME.findall(parts.query))) if parts.query else ""
    return f"{parts.netloc}{path}?{names}"


def _step_shape(step: str) -> str:
    """A step with a figure, a slug of three words or more, or the step itself."""
    if any(char.isdigit() for char in step):
        return "N"
    return "S" if step.count("-") + step.count("_") >= 2 else step


def likeness(url: str) -> float:
    """How much an address looks like an article's: above 1.5 it does, below 0 it does not."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    if not steps:
        return 1.5 if _QUERY_ID.search(parts.query) else -5.0
    stem, dot, _ = steps[-1].rpartition(".")
    last = stem if dot else steps[-1]
    score = _name_score(last) + (0.5 if dot else 0.0)
    dated = _DATE.search(parts.path) or _NAMED_DATE.search(parts.path)
    score += 2.5 if dated else 1.5 if _MONTH.search(parts.path) else 0.0
    numbered = _QUERY_ID.search(parts.query) is not None
    score += 1.5 if numbered else 0.0
    score += 1.5 if len(steps) > 1 and _NUMBER.fullmatch(steps[-2]) else 0.0
    entrance = numbered and _ENTRANCE.fullmatch(last) and not _COMMENTS.intersection(steps)
    named = steps[:-1] if entrance else (*steps[:-1], last)
    above = named[:-2]  # an article may lie in a folder of its subject: /categoria/politica/dos-paises-firman
    score -= 3.0 * any(_ELSEWHERE.fullmatch(step) for step in named if step not in above or not _FOLDER.fullmatch(step))
    score -= 5.0 if not parts.query and _is_of_days(parts.path) else 0.0
    if re.search(r"(?:^|&)(?:page|paged|pg|offset|start)=\d", parts.query) or re.search(r"/page/\d+", parts.path):
        score -= 5.0
    return score


def _is_of_days(path: str) -> bool:
    ends = _DAYS.search(path)
    return ends is not None and all(_name_score(step) < 2 for step in path[: ends.start()].split("/") if step)


def _name_score(last: str) -> float:
    """The last step of the path: a long number or a slug of words is an article, one word is a section."""
    digits = max((len(run) for run in re.findall(r"\d+", last)), default=0)
    breaks = len(re.findall(r"[-_]", last))
    score = 0.0
    if digits >= 5:
        score += 2.0
    elif digits:
        score += 1.0
    elif re.fullmatch(r"(?=.*\d)(?=.*[a-z])[0-9a-z]{7,}", last, re.IGNORECASE):
        score += 1.5
    if breaks >= 3 and len(last) >= 15:
        score += 2.0
    elif not digits:
        score -= 1.5 if breaks < 2 else 0.0
    return score
