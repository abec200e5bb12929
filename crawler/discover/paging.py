"""Where older entries of a list stand."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from crawler.discover.page import base_of, first, words
from crawler.discover.words import absolute
from crawler.model import Source

_NEXT = re.compile(
    r"(?:(?:go to )?(?:the )?(?:next|older)(?: page| posts| news| entries)?|下一?页|下一頁|下頁|后页|次へ|次のページ|다음(?: ?페이지)?"
    r"|(?:aller à la )?(?:page )?suivante?|(?:página )?siguiente|(?:página )?(?:próxima?|seguinte)|(?:nächste|weiter)(?: seite)?"
    r"|(?:pagina )?(?:successiva|următoarea|următor)|succ|avanti|volgende(?: pagina)?|następna|další|nästa|neste|næste|επόμενη"
    r"|(?:следующая|след|наступна|следваща|следећа|келесі|кейинги)\.?(?: страница| сторінка)?|далее|вперед|вперёд|sonraki(?: sayfa)?|ileri"
    r"|keyingi|(?:halaman )?(?:selanjutnya|berikutnya)|seterusnya|(?:trang )?(?:sau|tiếp(?: theo)?)|التالي|التالية|الصفحة التالية"
    r"|(?:صفحه )?بعدی?|اگلا|अगला|ถัดไป|ต่อไป|ຕໍ່ໄປ|បន្ទាប់|дараах)?\s*[›»>→⟩]*",
    re.IGNORECASE,
)
"""What the link to the following page is called. `previous` is called so nowhere: weblogs and newspapers mean opposite pages by it."""
_CALLED = re.compile(
    r"(?<![a-z])(?:page[rn]?|pagination|nav|page-numbers)?[_-]{0,2}next(?:[_-]{0,2}(?:page|link|posts?link|posts))?(?![a-z-])"
)
"""... and what it, or the list item around it, is called by its class, where it shows an arrow alone."""
_WORD = re.compile(r"\w{3}")
_PAGER = re.compile(
    r"pag(?:er|es|ing|ination|inator)(?![a-z])|(?<![\w-])page(?![\w-])|page[-_]?(?:nav|num|link|list|bar|box|turn|next)"
)
"""What the box around the links to other pages is called; a page-slider is none."""

_CREATED = re.compile(
    r"createPageHTML\(\s*[\"']?(?P<all>\d{1,5})[\"']?\s*,\s*[\"']?(?P<now>\d{1,5})[\"']?\s*,\s*[\"'](?P<name>\w{1,40})[\"']\s*,\s*[\"'](?P<end>\w{1,6})[\"']"
)
"""`createPageHTML(25, 0, "index", "html")`: pages, number of this one from 0, and how their files are called: index_1.html."""


def next_page(root: etree._Element, text: str, url: str, source: Source | None) -> str | None:
    """The following page of a list: as the source file says, else as the page itself (`text`, and `root` its tree) says."""
    listing = source.listing if source else None
    if listing and listing.pages:
        return _numbered(url, listing.pages, listing.first, source.lists if source else ())
    base = base_of(root, url)
    if listing and listing.next_page:
        found = first(root, listing.next_page)
        href = found.get("href") if isinstance(found, etree._Element) else found
        return _other(absolute(base, href), url)
    links = list(root.iter("link", "a"))
    for test in (_is_related, _is_named, _is_classed):
        for node in links:
            if test(node) and (found_url := _other(absolute(base, node.get("href")), url)):
                return found_url
    return _counted(root, base, url) or _scripted(text, url)


def _is_related(node: etree._Element) -> bool:
    return "next" in (node.get("rel") or "").lower().split()


def _is_named(node: etree._Element) -> bool:
    """Whether its text says so, or (where it has none but an arrow) what is written for those who cannot see it."""
    text = words(node)
    if len(text) > 30 or node.tag != "a":
        return False
    if re.search(r"\w", text):
        return _NEXT.fullmatch(text) is not None
    told = (" ".join((node.get(key) or "").split()) for key in ("title", "aria-label"))
    return any(len(one) <= 30 and re.search(r"\w", one) and _NEXT.fullmatch(one) for one in told)


def _is_classed(node: etree._Element) -> bool:
    """Whether it stands in the links to other pages, as an arrow whose class says which way."""
    above = node.getparent()
    if node.tag != "a" or above is None:
        return False
    if not any(_CALLED.search(one.get("class", "").lower()) for one in (node, above)) or _WORD.search(words(node)):
        return False
    around = (above, *islice(above.iterancestors(), 3))
    return any(_PAGER.search(f"{one.get('class', '')} {one.get('id', '')}".lower()) for one in around)


def _counted(root: etree._Element, base: str, url: str) -> str | None:
    """Where pages are only numbered: the number after the one that is no link, or a link to the page itself."""
    pagers: dict[etree._Element, dict[int, str]] = {}
    for node in root.iter("a"):
        if (number := _number(words(node))) and (address := absolute(base, node.get("href"))):
            for above in islice(node.iterancestors(), 4):
                if _PAGER.search(f"{above.get('class', '')} {above.get('id', '')}".lower()):
                    pagers.setdefault(above, {}).setdefault(number, address)
                    break
    for pager, linked in pagers.items():
        shown = {number for piece in pager.itertext() if (number := _number(str(piece).strip()))}
        here = [number for number in shown if linked.get(number, url) == url and number + 1 in linked]
        if len(here) == 1:
            return _other(linked[here[0] + 1], url)
    return None


def _number(text: str) -> int | None:
    """The number that a text is, of up to three figures of any script."""
    return int(text) if len(text) <= 3 and text.isdecimal() else None


def _scripted(text: str, url: str) -> str | None:
    """The next page where the content system of many Chinese ministries (TRS) has a script write the links."""
    found = _CREATED.search(text) if "createPageHTML" in text else None
    if not found or int(found["now"]) + 1 >= int(found["all"]):
        return None
    return _other(absolute(url, f"{found['name']}_{int(found['now']) + 1}.{found['end']}"), url)


def _numbered(url: str, template: str, start: int, lists: tuple[str, ...]) -> str | None:
    """The next number in a template such as `{list}index_{n}.html`."""
    for home in lists or (url,):
        whole = template.replace("{list}", home)
        before, _, behind = whole.partition("{n}")
        found = re.fullmatch(re.escape(before) + r"(\d{1,6})" + re.escape(behind), url)
        if found:
            return whole.replace("{n}", str(int(found[1]) + 1))
    return template.replace("{list}", url).replace("{n}", str(start)) if url in lists else None


def _other(found: str | None, url: str) -> str | None:
    """The address, if it lies on the same host and is another page."""
    if not found or found == url:
        return None
    return found if urlsplit(found).netloc == urlsplit(url).netloc else None
