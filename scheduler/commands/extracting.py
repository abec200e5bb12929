"""Reading one page, and keeping nothing."""

from __future__ import annotations

from pathlib import Path

import click

from scheduler.commands.documents import document, is_address
from scheduler.commands.options import config_option, example, home_option, json_option, say_json, settings


@click.command(
    epilog=example(
        "silkwire extract page.html --url https://news.example/story", "silkwire extract https://news.example/story"
    )
)
@click.argument("file_or_url", metavar="FILE_OR_URL")
@click.option("--url", help="Address that the document came from.")
@click.option("--source", "name", help="Read it with this source's selectors.")
@json_option
@home_option
@config_option
def extract(
    file_or_url: str, url: str | None, name: str | None, as_json: bool, home: Path | None, config_file: Path | None
) -> None:
    """Show what is read and understood in one page, and keep nothing. `-` reads standard input."""
    from crawler.annotate import explain
    from crawler.reading import read
    from scheduler import jobs

    config = settings(home, config_file)
    loaded = jobs.load(config)
    if is_address(file_or_url):
        page, source = jobs.fetch_one(config, loaded, file_or_url, name)
    else:
        page = document(Path(file_or_url), url)
        source = jobs.source_of(loaded, page.url, name)
    lexicon = config.home.lexicon
    reading = read(page, source, lexicon=lexicon)
    if as_json:
        say_json({"article": reading.article, "annotation": reading.annotation})
        return
    article = reading.article
    rows = {
        "title": article.title,
        "published": f"{article.published} ({article.published_precision})",
        "authors": ", ".join(article.authors),
        "editor": article.editor,
        "agency": article.agency,
        "place": article.place,
        "language": article.language,
        "summary": article.summary,
        "keywords": ", ".join(article.keywords),
        "rights": article.rights,
        "read by": article.extractor,
    }
    for label, value in rows.items():
        if value:
            click.echo(f"{label:10} {value}")
    click.echo("\n" + article.text + "\n")
    for line in explain(article, reading.annotation):
        click.echo(line)
