"""Boxes that hold no part of an article, told by their tag, role, class or id."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

from lxml import etree

Kind = Literal["frame", "comments", "pointer", "tool", "caption", "credit"]

# Words of class and id. They are matched at the beginning of a word: camelCase and the usual dividers part words.
_WORDS: tuple[tuple[Kind, str], ...] = (
    ("comments", r"comments?(?!ary)|commentlist|disqus|respond|discussion|replies|livefyre|pinglun|review-list"),
    (
        "pointer",
        (
            r"related|recommend\w*|suggested|read-?more|more-?(?:from|stories|news|posts|articles|on|like)|"
            r"also-?(?:read|like)|most-?(?:read|popular|viewed)|popular|"
            r"trending|latest|recent(?:-?posts)?|similar|you-?may|next-?(?:post|article|up)|"
            r"prev(?:ious)?-?(?:post|article)|post-?nav\w*|"
            r"pagination|pager|breadcrumbs?|crumbs?|outbrain|taboola|zergnet|xiangguan|tuijian|relevant|teasers?|"
            r"promo\w*|upsell|jp-relatedposts|"
            r"readnext|see-?also|carousel|slider|ranking|hot-?news|cross-?(?:sell|link)s?|link-?list|"
            r"further-?reading|more-?link"
        ),
    ),
    (
        "tool",
        (
            r"share\w*|sharing|social\w*|addthis|addtoany|sharedaddy|newsletter\w*|subscri\w+|sign-?up|login|"
            r"register|paywall|popup|pop-?over|modal|overlay|"
            r"cookie\w*|consent|gdpr|ads?|advert\w*|adbox|adsense|sponsor\w*|banner|toolbar|print\w*|donat\w+|"
            r"follow\w*|download-?app|app-?(?:promo|download)|"
            r"qr-?code|erweima|fenxiang|cta|call-?to-?action|toc|table-?of-?contents|tooltip|skip-?link|rating\w*|"
            r"poll|quiz|tags?|tag-?(?:list|cloud)s?|"
            r"topics-?list|categor(?:y|ies)-?(?:list|links)|post-?(?:tags|categories)|screen-?reader\w*|"
            r"visually-?hidden|sr-?only|alert|notice|disclosure"
        ),
    ),
    (
        "frame",
        (
            r"sidebar\w*|side-?(?:bar|nav|col\w*|menu)|footer\w*|foot|nav|navbar|navigation|menu\w*|masthead|"
            r"topbar|site-?header|page-?header|offcanvas|rail|aside|copyright\w*"
        ),
    ),
    (
        "caption",
        (
            r"caption\w*|wp-caption-text|photo-?credit|image-?(?:credit|caption)|img-?(?:credit|caption)|"
            r"media-?caption|cutline"
        ),
    ),
    (
        "credit",
        (
            r"by-?lines?|author\w*|writer|bio|biography|contributor\w*|about-?author|post-?meta\w*|entry-?meta|"
            r"article-?meta|meta-?(?:data|info)|dateline|timestamp|pub-?date|"
            r"published?|post-?(?:date|info|author)|article-?(?:info|date)|read(?:ing)?-?time|editor|bianji|laiyuan"
        ),
    ),
)
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|[\s_:/.]+|--+")
_NAMED = re.compile(rf"(?:^|[ -])(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _WORDS)})(?![a-z])")
# Words that speak for the article itself; a box of both kinds is judged by what lies in it.
_GOOD = re.compile(
    r"(?:^|[ -])(?:article-?(?:body|content|text)|post-?(?:body|content)|entry-?content|story-?(?:body|"
    r"content)|main-?content|page-?content|content-?body|rich-?text|body-?(?:copy|text))(?![a-z])"
)
_TAGS: dict[str, Kind | None] = {
    **dict.fromkeys(("body", "html", "main", "article")),
    "nav": "frame",
    "footer": "frame",
    "aside": "frame",
    "figcaption": "caption",
    "menu": "frame",
    "address": "credit",
}
_ROLES: dict[str, Kind] = {
    "navigation": "frame", "complementary": "frame", "contentinfo": "frame", "banner": "frame", "search": "tool", "dialog": "tool",
    "alertdialog": "tool", "menu": "frame", "menubar": "frame", "toolbar": "tool", "alert": "tool",
}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def kind(element: etree._Element, tag: str) -> Kind | None:
    """What kind of noise a box seems to be, by its own names; whether it is meant is judged by what it holds."""
    if tag in _TAGS:
        return _TAGS[tag]
    names = element.keys()  # costs as much as to ask for one attribute, and mostly there is one or none
    if not names:
        return None
    if "role" in names and (role := (element.get("role") or "").lower()) in _ROLES:
        return _ROLES[role]
    classes = element.get("class") if "class" in names else None
    identity = element.get("id") if "id" in names else None
    return _by_name(classes or "", identity or "") if classes or identity else None


@lru_cache(maxsize=4096)
def _by_name(classes: str, identity: str) -> Kind | None:
    kinds = [_by_word(word) for word in f"{classes} {identity}"[:300].split()]
    return None if "article" in kinds else next((cast(Kind, kind) for kind in kinds if kind), None)


@lru_cache(maxsize=8192)
def _by_word(word: str) -> Kind | Literal["article"] | None:
    """What one name speaks for. Names repeat from page to page, where their sets do not."""
    parts = " ".join(_SPLIT.split(word)).lower()
    if _GOOD.search(parts) or "hentry" in parts:
        return "article"
    match = _NAMED.search(parts)
    return cast(Kind, match.lastgroup) if match else None


def hidden(element: etree._Element) -> bool:
    """Whether an element is never shown."""
    style = element.get("style")
    if style and _HIDDEN.search(style[:500]):
        return True
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"
