"""Crawls as processes: killed at any moment, two at once, and started by Scrapy's own commands."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from aiohttp import web

from crawler.store import Store
from feeds.model import Query

ROOT = Path(__file__).resolve().parents[2]
PAGES = 24
CRAWL = """
import json, sys
from pathlib import Path
from crawler.engine import CrawlOptions, crawl, run
from crawler.home import Home
from crawler.sources import load_sources
from crawler.store import Store
home = Home(Path(sys.argv[1]))
source = load_sources(home.sources).sources["herald"]
with Store(home.database) as store:
    (report,) = run(crawl([source], store=store, options=CrawlOptions(timeout=10)))
print(json.dumps(dict(report.outcomes)))
"""


@pytest.fixture
def home(site, tmp_path, make_article):
    """A home whose one source names two dozen articles."""
    for number in range(PAGES):
        site.routes[f"/{number}.html"] = make_article(number)
    site.routes["/feed.xml"] = site.feed([f"/{number}.html" for number in range(PAGES)])
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "herald.toml").write_text(
        f'name = "herald"\ntitle = "The Herald"\nurl = "{site.base}/"\nlanguage = "en"\n'
        f'feeds = ["{site.base}/feed.xml"]\ndelay = 0\nallow_private = true\n'
    )
    return tmp_path


def begin(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", CRAWL, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def kept(home: Path) -> list[str]:
    """The addresses of all articles."""
    with Store(home / "news.db") as store:
        found = store.stories(Query(everything=True), limit=200)
        return sorted(outlet.url for story in found for outlet in story.outlets)


def everything(site) -> list[str]:
    return sorted(f"{site.base}/{number}.html" for number in range(PAGES))


def test_a_killed_crawl_loses_nothing_and_doubles_nothing(site, home):
    running = []

    def strike(_: web.Request) -> str:
        if running:
            os.kill(running.pop().pid, signal.SIGKILL)
        return article

    article = site.routes["/4.html"]
    site.routes["/4.html"] = strike
    process = begin(home)
    running.append(process)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    out, _ = begin(home).communicate()
    outcomes = json.loads(out)
    assert sum(outcomes.values()) == PAGES
    assert set(outcomes) <= {"known", "new", "copy", "seen"}
    assert kept(home) == everything(site)


def test_two_crawls_at_once_both_end_well_and_double_nothing(site, home):
    processes = [begin(home), begin(home)]
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0, 0]
    assert kept(home) == everything(site)


def scrapy(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SILKWIRE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_scrapys_own_commands_go_through_the_same_parts(site, home):
    listed = scrapy(home, "list")
    assert "herald" in listed.stdout.split()
    crawled = scrapy(home, "crawl", "herald")
    assert crawled.returncode == 0, crawled.stderr
    assert kept(home) == everything(site)
    assert "Traceback" not in crawled.stderr
    parsed = scrapy(home, "parse", "--spider=herald", f"{site.base}/7.html")
    assert "number 7" in parsed.stdout
    assert "Traceback" not in parsed.stderr
    unknown = scrapy(home, "crawl", "nobody")
    assert unknown.returncode != 0
