"""Whether a selector can be used: CSS (with `::attr(name)` and `::text`), or XPath when it begins with `/` or `(`."""

from __future__ import annotations

from typing import Any

from crawler.sources.values import text


def selector(value: Any) -> str:
    """A selector that compiles. Raises ValueError with the reason."""
    import cssselect  # loaded late: a home without selectors need not pay for it
    from lxml import etree
    from parsel.csstranslator import HTMLTranslator

    found = text(value)
    try:
        etree.XPath(found if found[0] in "/(" else HTMLTranslator().css_to_xpath(found))
    except (cssselect.SelectorError, cssselect.ExpressionError, etree.XPathError, ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise ValueError(f"is no selector: {reason} in {found[:60]!r}") from error
    return found
