"""What stands below the headline, in HTML: the same in every format.

Written by hand rather than with a template: it runs once for every story, and this takes a tenth of the time (16 against
170 µs). Every text goes through `escape`; only the article's own HTML, which `markup` made safe, goes in as it is.
"""

from __future__ import annotations

from collections.abc import Callable

from feeds.build.direction import among_others, from_the_right, right_to_left
from feeds.build.entry import Entry
from feeds.build.escape import attribute, escape
from feeds.build.moments import day

Put = Callable[[str], str]
"""How texts of others are escaped."""


def body_of(one: Entry) -> str:
    """The body of an entry."""
    put = among_others(one.language)
    return "".join(
        (
            _correction(one) if one.revision else "",
            f'<p><img src={attribute(one.image)} alt=""></p>' if one.image else "",
            from_the_right(one.html) if right_to_left(one.language) else one.html,
            "" if one.whole else f'<p class="more"><a href={attribute(one.link)}>Read it at {put(one.source)}</a></p>',
            f'<p class="deal"><strong>Deal:</strong> {escape(one.deal)}</p>' if one.deal else "",
            _tellers(one, put) if one.tellers else "",
            f'<p class="why"><strong>Why it is here:</strong> {"; ".join(map(put, one.reasons))}</p>'
            if one.reasons
            else "",
            _source(one, put),
            f'<p class="notice"><small>{escape(one.notice)}</small></p>' if one.notice else "",
        )
    )


def when(one: Entry) -> str:
    """`21 November 2026, 12:05 UTC`, or the day alone when the hour is not known."""
    at = one.published
    return f"{day(at)}, {at.hour:02}:{at.minute:02} UTC" if one.precise else day(at)


def _correction(one: Entry) -> str:
    change = f": {escape(one.change)}" if one.change else ""
    what = f"<strong>Corrected</strong>{change} (revision {one.revision}, {day(one.updated)})"
    return f'<p class="correction">{what}</p>'


def _tellers(one: Entry, put: Put) -> str:
    items = (f"<li>{put(t.name)}: <a href={attribute(t.url)}>{put(t.title)}</a></li>" for t in one.tellers)
    return f'<p class="outlets"><strong>Also told by:</strong></p><ul>{"".join(items)}</ul>'


def _source(one: Entry, put: Put) -> str:
    by = "" if one.authors == (one.source,) else f", by {', '.join(map(put, one.authors))}"
    return (
        f'<p class="source"><strong>Source:</strong> <a href={attribute(one.link)}>{put(one.source)}</a>, {when(one)}{by}. '
        f"<a href={attribute(one.page)}>All about this story</a></p>"
    )
