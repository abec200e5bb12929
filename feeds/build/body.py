"""What stands below the headline, in HTML: the same in every format.

Written by hand rather than with a template: it runs once for every story, and this takes a tenth of the time (16 against
170 µs). Every text goes through `escape`; only the article's own HTML, which `markup` made safe, goes in as it is.
"""

from __future__ import annotations

from feeds.build.direction import among_others, in_its_direction
from feeds.build.entry import Entry
from feeds.build.escape import attribute, escape
from feeds.build.moments import day


def body_of(one: Entry) -> str:
    """The body of an entry."""
    return "".join(
        (
            _correction(one) if one.revision else "",
            f'<p><img src={attribute(one.image)} alt=""></p>' if one.image else "",
            in_its_direction(one.html, one.language),
            ""
            if one.whole
            else f'<p class="more"><a href={attribute(one.link)}>Read it at {among_others(one.source)}</a></p>',
            f'<p class="deal"><strong>Deal:</strong> {escape(one.deal)}</p>' if one.deal else "",
            _tellers(one) if one.tellers else "",
            f'<p class="why"><strong>Why it is here:</strong> {"; ".join(map(among_others, one.reasons))}</p>'
            if one.reasons
            else "",
            _source(one),
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


def _tellers(one: Entry) -> str:
    items = (
        f"<li>{among_others(t.name)}: <a href={attribute(t.url)}>{among_others(t.title)}</a></li>" for t in one.tellers
    )
    return f'<p class="outlets"><strong>Also told by:</strong></p><ul>{"".join(items)}</ul>'


def _source(one: Entry) -> str:
    by = "" if one.authors == (one.source,) else f", by {', '.join(map(among_others, one.authors))}"
    return (
        f'<p class="source"><strong>Source:</strong> <a href={attribute(one.link)}>{among_others(one.source)}</a>, {when(one)}{by}. '
        f"<a href={attribute(one.page)}>All about this story</a></p>"
    )
