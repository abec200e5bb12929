"""What a person does wrong gives one line and the right exit code, never a traceback, and harms nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chain.conftest import silkwire

GOOD = 'name = "good"\ntitle = "Good"\nurl = "http://127.0.0.1:9/"\nfeeds = ["http://127.0.0.1:9/rss"]\nallow_private = true\n'


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('name = "bad"\nurl = "https://bad.example/"\n', "title", ""),
        ('name = "bad"\ntitle = "Bad"\nurl = "https://bad.example/"\narticle = "(["\n', "article", ""),
        ('name = "bad"\ntitle = "Bad"\nurl = "https://bad.example/"\nzone = "Mars/Olympus"\n', "zone", "Mars/Olympus"),
        ('name = "bad"\ntitle = "Bad"\nurl = "https://bad.example/"\nfeed = []\n', "feed", ""),
        ("name = [\n", "bad.toml", ""),
    ],
)
def test_a_wrong_source_file_is_told_and_the_others_go_on(tmp_path: Path, text: str, key: str, says: str) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "bad.toml").write_text(text, "utf-8")
    (tmp_path / "sources" / "good.toml").write_text(GOOD, "utf-8")
    done = silkwire("sources", "list", "--home", tmp_path)
    assert done.returncode == 1
    assert "good" in done.stdout
    lines = [line for line in done.stderr.splitlines() if "bad.toml" in line]
    assert len(lines) == 1
    assert key in lines[0]
    assert says in lines[0]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("crwal",), 2, "No such command"),
        (("crawl", "--no-such-option"), 2, "No such option"),
        (("crawl", "no-such-source"), 1, "no such source"),
        (("extract", "no-such-file.html"), 1, "no-such-file.html"),
        (("extract", "/"), 1, "cannot be read"),
        (("search", "anything"), 1, "is not there"),
        (("why", "many"), 2, "many"),
        (("crawl", "--url", "file:///etc/hostname"), 1, "file"),
        (("crawl", "--url", "http://127.0.0.1:9/secret"), 1, "refused"),
        (("sources", "add", "herald.example"), 1, "https://"),
        (("config", "show", "--config", "no-such-file.toml"), 1, "no-such-file.toml"),
    ],
)
def test_a_mistake_is_one_clear_line(tmp_path: Path, args: tuple[str, ...], code: int, says: str) -> None:
    done = silkwire(*args, SILKWIRE_HOME=str(tmp_path))
    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "news.db").write_bytes(b"not a database, but somebody's notes" * 40)
    before = (tmp_path / "news.db").read_bytes()
    done = silkwire("status", "--home", tmp_path)
    assert done.returncode == 1
    assert "news.db" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "news.db").read_bytes() == before
