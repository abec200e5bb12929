"""Looking at stories, and judging them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scheduler.commands.options import (
    Group,
    config_option,
    example,
    home_option,
    json_option,
    opened,
    say_json,
    settings,
)
from scheduler.commands.words import Day, Number

if TYPE_CHECKING:
    from crawler.model import Story
    from feeds.model import Query
    from scheduler.config import Config

FOLLOW = "the feeds follow with the next publishing, `silkwire publish` at the latest"
NUMBER = Number(1, 2**63 - 1)
"""What a story or an article may be numbered: a larger number is one that the database cannot even be asked for."""


@click.command(
    epilog=example(
        "silkwire search '\"green energy\"' --country CN --country LA",
        "silkwire search 铁路 --kind agreement --since 2026-05-01",
    )
)
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@click.option(
    "--country", "countries", multiple=True, metavar="CC", help="ISO code; given twice, the story is about both."
)
@click.option("--sector", "sectors", multiple=True, metavar="SLUG", help="Any of the sectors given.")
@click.option("--kind", "kinds", multiple=True, metavar="SLUG", help="Any of the kinds given.")
@click.option("--source", "sources", multiple=True, metavar="NAME", help="Any of the sources given.")
@click.option("--language", "languages", multiple=True, metavar="XX", help="Any of the languages given.")
@click.option("--since", type=Day(), metavar="DAY", help="First seen on this day (UTC) or later.")
@click.option("--everything", is_flag=True, help="Also what is not cooperation news.")
@click.option("--limit", type=Number(1, 1000), default=20, show_default=True, help="Most stories shown.")
@json_option
@home_option
@config_option
def search(
    words: tuple[str, ...], countries: tuple[str, ...], sectors: tuple[str, ...], kinds: tuple[str, ...], sources: tuple[str, ...],
    languages: tuple[str, ...], since: datetime | None, everything: bool, limit: int, as_json: bool, home: Path | None,
    config_file: Path | None,
) -> None:  # fmt: skip
    """Find stories that hold all words, in any language, the best first.

    "Words in quotation marks" must stand together (within '...', or the shell takes the marks away), word* finds what begins so.
    """
    query = " ".join(words)
    given = {"country": countries, "sector": sectors, "kind": kinds, "language": languages}
    chosen = replace(_selected(given), sources=sources, since=since, everything=everything)
    config = settings(home, config_file)
    with opened(config, make=False) as store:
        hits = store.search(query, chosen, limit=limit)
    if as_json:
        say_json(
            {
                "query": query,
                "hits": [
                    {"story": hit.story, "snippet": _plain_marks(hit.snippet), "score": hit.score} for hit in hits
                ],
            }
        )
        return
    for hit in hits:
        click.echo(_headline(hit.story))
        click.echo("    " + hit.snippet.replace("\2", "\033[1m").replace("\3", "\033[0m"), color=None)
    if not hits:
        click.echo(f"nothing found: {_unknown(config, sources) or 'fewer words or filters find more'}")


@click.command(epilog=example("silkwire why 12"))
@click.argument("story_id", metavar="STORY", type=NUMBER)
@json_option
@home_option
@config_option
def why(story_id: int, as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Show why a story is (or is not) cooperation news: every finding with the words it rests on."""
    from crawler.annotate import explain

    with opened(settings(home, config_file), make=False) as store:
        found = store.story(story_id)
    if as_json:
        say_json({"story": found.id, "annotation": found.annotation, "deal": found.deal})
        return
    click.echo(_headline(found))
    for line in explain(found.lead, found.annotation):
        click.echo(line)


@click.group(cls=Group)
def story() -> None:
    """Look at one story, and put right what was joined or split wrongly.

    What is decided here by hand is never overruled later.
    """


@story.command("show", epilog=example("silkwire story show 12"))
@click.argument("story_id", metavar="STORY", type=NUMBER)
@json_option
@home_option
@config_option
def show(story_id: int, as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Show a story: its outlets, its revisions, its words."""
    with opened(settings(home, config_file), make=False) as store:
        found, revisions = store.story(story_id), store.revisions(story_id)
    if as_json:
        say_json({"story": found, "revisions": revisions})
        return
    click.echo(_headline(found))
    for outlet in found.outlets:
        when = f"{outlet.published:%Y-%m-%d %H:%M}" if outlet.published else "no date"
        mark = "*" if outlet.lead else " "
        click.echo(f"  {mark} {outlet.name}: {outlet.title} ({when}, likeness {outlet.likeness:.2f})")
        click.echo(f"      article {outlet.article}, {outlet.url}")
    for revision in revisions:
        weight = "corrected" if revision.substance else "touched up"
        click.echo(f"  {weight} {revision.at:%Y-%m-%d %H:%M} by {revision.source}: {revision.change}")
    click.echo("\n" + found.lead.text)


@story.command("split", epilog=example("silkwire story split 31"))
@click.argument("article_id", metavar="ARTICLE", type=NUMBER)
@home_option
@config_option
def split(article_id: int, home: Path | None, config_file: Path | None) -> None:
    """Take an article out of its story: it becomes a story of its own.

    The number of an article stands in `silkwire story show STORY`.
    """
    with opened(settings(home, config_file), make=False) as store:
        click.echo(f"article {article_id} is now story {store.split_story(article_id, datetime.now(UTC))}; {FOLLOW}")


@story.command("join", epilog=example("silkwire story join 12 15"))
@click.argument("first", type=NUMBER)
@click.argument("second", type=NUMBER)
@home_option
@config_option
def join(first: int, second: int, home: Path | None, config_file: Path | None) -> None:
    """Make two stories one; the older number stays."""
    with opened(settings(home, config_file), make=False) as store:
        click.echo(f"they are now story {store.join_stories(first, second, datetime.now(UTC))}; {FOLLOW}")


@story.command("delete", epilog=example("silkwire story delete 12 --yes"))
@click.argument("story_id", metavar="STORY", type=NUMBER)
@click.confirmation_option(prompt="Delete the story for good? It will not come back.")
@home_option
@config_option
def delete(story_id: int, home: Path | None, config_file: Path | None) -> None:
    """Delete a story; its articles are not collected again."""
    with opened(settings(home, config_file), make=False) as store:
        store.delete_story(story_id, datetime.now(UTC))
    click.echo(f"story {story_id} is deleted; {FOLLOW}")


@click.command(epilog=example("silkwire judge 12 no"))
@click.argument("story_id", metavar="STORY", type=NUMBER)
@click.argument("verdict", type=click.Choice(["yes", "no"]))
@home_option
@config_option
def judge(story_id: int, verdict: str, home: Path | None, config_file: Path | None) -> None:
    """Say whether a story is cooperation news. `silkwire evaluate` measures the rules against your judgements."""
    with opened(settings(home, config_file), make=False) as store:
        store.judge(story_id, verdict == "yes", datetime.now(UTC))
    click.echo(f"noted: story {story_id} is {'' if verdict == 'yes' else 'not '}cooperation news; {FOLLOW}")


@click.command(epilog=example("silkwire evaluate --json"))
@json_option
@home_option
@config_option
def evaluate(as_json: bool, home: Path | None, config_file: Path | None) -> None:
    """Measure the rules against your judgements: precision, recall, and where they differ."""
    from crawler.annotate import evaluate as measure

    with opened(settings(home, config_file), make=False) as store:
        result = measure(
            {story_id: (store.story(story_id).annotation, yes) for story_id, yes in store.judgements().items()}
        )
    if as_json:
        say_json(result)
        return
    click.echo(str(result))


def _selected(given: Mapping[str, Sequence[str]]) -> Query:
    """The selection of those words. Ends the command when one of them is none."""
    from feeds.catalogue import from_params
    from feeds.catalogue.adhoc import BadQuery

    try:
        return from_params(given).query
    except BadQuery as error:
        raise click.UsageError(str(error)) from error


def _unknown(config: Config, sources: Sequence[str]) -> str | None:
    """What is wrong with the names of sources, if nothing was found."""
    from crawler.errors import SourceError
    from scheduler.jobs import choose, load

    try:
        choose(load(config), sources)
    except SourceError as error:
        return str(error)
    return None


def _headline(found: Story) -> str:
    lead = found.lead
    when = f"{lead.published:%Y-%m-%d}" if lead.published else "no date"
    countries = " ".join(mention.code for mention in found.annotation.main_countries)
    kinds = ", ".join(mention.code for mention in found.annotation.kinds)
    outlets = f"{len(found.outlets)} outlet{'s' if len(found.outlets) != 1 else ''}"
    facts = (when, outlets, countries or "-", kinds or "-", f"cooperation {found.annotation.cooperation:.2f}")
    return f"[{found.id}] {lead.title}\n    {' | '.join(facts)}"


def _plain_marks(snippet: str) -> str:
    return snippet.replace("\2", "").replace("\3", "")
