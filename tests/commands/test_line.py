"""The command line as a process: whatever is typed, it ends with a line for people and an exit code."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.store import Store
from scheduler import cli
from scheduler.service.lock import held

COMMAND = [sys.executable, "-m", "scheduler"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    found = tmp_path / "ein Ordner, 一个文件夹"
    found.mkdir()
    Store(found / "news.db").close()
    (found / "list.txt").write_bytes(
        "http://a.example/\n# Nachtr\N{LATIN SMALL LETTER A WITH DIAERESIS}ge".encode("latin-1")
    )
    (found / "empty.txt").write_bytes(b"\xef\xbb\xbf# nothing today\r\n   # nor here\r\n")
    (found / "page.html").write_text("<p>Nothing to see.</p>")
    return found


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SILKWIRE_")}
    return kept | {"SILKWIRE_HOME": str(home), "PYTHONPATH": str(Path.cwd())}


def silkwire(home: Path, *words: str, out: int = subprocess.PIPE, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], cwd=home, env=environment(home) | variables, stdout=out,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("extract http://[::1", 1, "is no web address"),
        ("extract page.html --url http://[a", 1, "is no address"),
        ("sources add http://[::1", 1, "write the whole address"),
        ("sources add http://a.example:99999999", 1, "write the whole address"),
        ("crawl --from list.txt", 2, "is no text in UTF-8"),
        ("import list.txt", 1, "is no text"),
        ("why 99999999999999999999", 2, "not in the range"),
        ("story join 1 99999999999999999999", 2, "not in the range"),
        ("maintain mute seeto", 1, "there is no such source (did you mean seetao?)"),
        ("maintain retain --days 999999999", 2, "not in the range"),
        ("why many", 2, "'many' is not a valid number"),
        ("crawl --since yesterday", 2, "'yesterday' is no day: write year, month and day, such as 2026-05-01"),
        ("crawl --url www.a.example/story", 2, "write the whole address, with https://"),
        ("search rail --kind agrement", 2, "is no kind: did you mean agreement"),
        ("search rail --country China", 2, "is no country: did you mean CN (China)?"),
        ("search rail --language english", 2, "is no language: did you mean en"),
        ("--home somewhere status", 2, "--home goes behind the command: silkwire COMMAND --home"),
        ("story --json show 1", 2, "--json goes behind the command: silkwire story COMMAND --json"),
        ("export stories.xlsx", 2, "end it with .jsonl, .csv or .parquet"),
    ],
)
def test_what_cannot_be_meant_is_told_in_a_line(home: Path, words: str, code: int, said: str) -> None:
    done = silkwire(home, *words.split())
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert said in done.stderr.splitlines()[-1]


def test_whoever_looks_after_the_service_needs_none_of_its_secrets(home: Path) -> None:
    (home / "silkwire.toml").write_text('[feeds.desk]\ncountries = ["KE"]\ntoken_env = "DESK_TOKEN"\n')
    for words in ("status", "doctor", "publish --full"):
        done = silkwire(home, *words.split())
        assert done.returncode == 0, done.stderr
        assert "'DESK_TOKEN' is not set" in done.stderr
    assert not list((home / "feeds").glob("desk.*")), "a private feed stays private"
    for words in ("serve --port 0", "run --port 0", "config check"):
        done = silkwire(home, *words.split())
        assert done.returncode == 1
        assert "'DESK_TOKEN' is not set" in done.stderr


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("silkwire.toml", '[feeds.desk]\ncountries = "KE"\n', "feeds.desk.countries: must be a list of texts"),
        ("lexicon.toml", "threshold = half\n", "is no TOML"),
    ],
)
def test_a_mistake_in_a_file_of_the_users_own_ends_what_needs_it_before_it_begins(
    home: Path, file: str, text: str, said: str
) -> None:
    (home / file).write_text(text)
    for words in ("run --port 0", "crawl --from empty.txt", "config check"):
        done = silkwire(home, *words.split())
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert said in done.stderr


def test_a_list_without_addresses_asks_for_nothing(home: Path) -> None:
    done = silkwire(home, "crawl", "--from", "empty.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing to crawl" in done.stdout


@pytest.mark.parametrize("words", ["sources list", "status", "sources list --json", "--help"])
def test_a_reader_who_leaves_is_no_failure(home: Path, words: str) -> None:
    out, into = os.pipe()
    os.close(out)
    done = silkwire(home, *words.split(), out=into)
    os.close(into)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_told_in_a_line(home: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    done = silkwire(home, "sources", "list", out=full)
    os.close(full)
    assert (done.returncode, done.stderr) == (1, "silkwire: output: No space left on device\n")


def test_a_job_of_the_night_is_muted_like_a_source(home: Path) -> None:
    done = silkwire(home, "maintain", "mute", "upkeep/backup")
    assert (done.returncode, done.stdout) == (0, "alarms of upkeep/backup are muted\n"), done.stderr
    assert silkwire(home, "maintain", "mute", "upkeep/nothing").returncode == 1


def test_all_sources_of_which_none_is_enabled_are_no_empty_list(home: Path) -> None:
    known = json.loads(silkwire(home, "sources", "list", "--json").stdout)["sources"]
    names = [one["name"] for one in known if one["enabled"]]
    (home / "silkwire.toml").write_text(f"ignore_sources = {json.dumps(names)}\n")
    done = silkwire(home, "crawl", "--all")
    assert (done.returncode, done.stdout.splitlines()[0][:42]) == (0, "nothing to crawl: no source is enabled: `s"), (
        done
    )


@pytest.mark.parametrize("mistake", [TimeoutError(), ConnectionResetError(104, "Connection reset by peer")])
def test_a_mistake_of_ours_is_not_told_as_one_of_the_output(monkeypatch: pytest.MonkeyPatch, mistake: OSError) -> None:
    def fails(**_: object) -> None:
        raise mistake

    monkeypatch.setattr(cli.silkwire, "main", fails)
    with pytest.raises(type(mistake)):
        cli.main(["status"])


def test_what_ends_the_process_with_a_text_is_told_by_the_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(**_: object) -> None:
        sys.exit("no room")

    monkeypatch.setattr(cli.silkwire, "main", ends)
    with pytest.raises(SystemExit, match="no room"):
        cli.run()


def test_an_empty_list_asks_nothing_of_source_files_either(home: Path) -> None:
    (home / "sources").mkdir()
    (home / "sources" / "herald.toml").write_text("name = 7")
    done = silkwire(home, "crawl", "--from", "empty.txt")
    assert (done.returncode, "nothing to crawl" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "ascii:surrogateescape"])
def test_an_encoding_that_has_not_every_sign_ends_no_command(home: Path, encoding: str) -> None:
    for words in ("status", "sources list", "search 铁路"):
        done = silkwire(home, *words.split(), PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, ""), words
    done = silkwire(home, "search", "铁路", "--json", PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout)["query"] == "铁路", "what a program reads is whole"


@pytest.mark.parametrize("closed", [1, 2])
def test_an_output_that_was_closed_before_ends_no_command(home: Path, closed: int) -> None:
    for words in ("status", "sources list --json", "crawl --from empty.txt"):
        line = shlex.join([*COMMAND, *words.split()]) + f" {closed}>&-"
        done = subprocess.run(
            line, shell=True, cwd=home, env=environment(home), capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), words


def test_what_failed_has_failed_though_nobody_reads_of_it(home: Path) -> None:
    for words in ("crawl --url file:///etc/hostname", "crawl --url file:///etc/hostname --json"):
        out, into = os.pipe()
        os.close(out)
        done = silkwire(home, *words.split(), out=into)
        os.close(into)
        assert (done.returncode, done.stderr) == (1, ""), words


def test_a_source_that_failed_is_told_once(home: Path) -> None:
    (home / "sources").mkdir()
    dead = 'name = "dead"\ntitle = "Dead"\nurl = "http://127.0.0.1:9/"\nallow_private = true\ndelay = 0\n'
    (home / "sources" / "dead.toml").write_text(dead, "utf-8")
    done = silkwire(home, "crawl", "dead", "--no-publish")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.count("cannot be reached") == 1


def test_words_need_no_quotation_marks_of_the_shell(home: Path) -> None:
    assert json.loads(silkwire(home, "search", "green", "energy", "--json").stdout)["query"] == "green energy"


def test_nothing_found_in_a_source_that_is_none_is_told(home: Path) -> None:
    assert "did you mean seetao?" in silkwire(home, "search", "rail", "--source", "seeto").stdout
    assert "fewer words" in silkwire(home, "search", "rail", "--source", "seetao").stdout


def test_an_own_feed_of_a_source_that_is_none_is_told(home: Path) -> None:
    (home / "silkwire.toml").write_text('[feeds.desk]\nsources = ["seetao", "seeto"]\n', encoding="utf-8-sig")
    done = silkwire(home, "config", "check")
    assert done.returncode == 1
    assert done.stderr.endswith("feeds.desk.sources: 'seeto' is no source (did you mean seetao?)\n")
    assert silkwire(home, "status").returncode == 0, "but it stops nothing"


def test_an_export_to_standard_output_is_nothing_but_lines(home: Path) -> None:
    done = silkwire(home, "export", "-")
    assert [json.loads(line) for line in done.stdout.splitlines()] == [{"silkwire": "export", "format": 1}]
    assert not (home / "-").exists()


def test_what_is_published_by_hand_beside_a_service_keeps_the_address_of_its_links(home: Path) -> None:
    def address() -> str:
        return str(json.loads((home / "feeds" / "all.json").read_text("utf-8"))["feed_url"])

    assert silkwire(home, "publish", SILKWIRE_PORT="8123").returncode == 0
    with held(home / "service.lock"):
        assert silkwire(home, "publish").returncode == 0
        assert address() == "http://127.0.0.1:8123/feeds/all.json"
    assert silkwire(home, "publish").returncode == 0
    assert address() == "http://127.0.0.1:8000/feeds/all.json"


def test_a_log_in_json_has_no_other_lines(home: Path) -> None:
    done = silkwire(home, "status", SILKWIRE_PROT="1", SILKWIRE_LOG_FORMAT="json")
    (line,) = done.stderr.splitlines()
    assert "did you mean SILKWIRE_PORT?" in json.loads(line)["why"]
    assert silkwire(home, "status", SILKWIRE_PROT="1").stderr.startswith("silkwire: environment: SILKWIRE_PROT")
