"""The small parts of the service: lock, clocks, night, weather, systemd, logs, files."""

from __future__ import annotations

import contextvars
import io
import json
import logging
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.errors import ServiceError
from scheduler.config import Config, load_config
from scheduler.logs import configure, get_logger, of_crawl
from scheduler.service.clock import Every, JumpWatch
from scheduler.service.files import signature
from scheduler.service.lock import held
from scheduler.service.night import upkeep_due
from scheduler.service.systemd import Notifier
from scheduler.service.weather import PROBE, RECOVERY, Weather
from tests.scheduler.reports import START, failed, report

HOUR = timedelta(hours=1)


def test_a_home_has_one_service_and_the_second_is_told_who_the_first_is(tmp_path: Path) -> None:
    lock = tmp_path / "service.lock"
    with held(lock), pytest.raises(ServiceError, match=r"runs on .* already \(process \d+\)"), held(lock):
        pass
    with held(lock):
        assert lock.read_text().strip().isdigit()
    with pytest.raises(ServiceError, match="another home"), held(tmp_path / "nowhere" / "service.lock"):
        pass


class Clocks:
    """A wall clock and a steady one, moved by hand."""

    def __init__(self) -> None:
        self.at, self.steady = START, 100.0

    def wall(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.steady

    def passes(self, seconds: float, *, jump: timedelta = timedelta()) -> None:
        self.at += timedelta(seconds=seconds) + jump
        self.steady += seconds


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_was_moved_is_noticed_once_and_slewing_is_not(hours: int) -> None:
    clocks = Clocks()
    watch = JumpWatch(clocks.wall, clocks.monotonic)
    clocks.passes(600)
    assert watch.look() is None
    clocks.passes(1, jump=hours * HOUR)
    assert watch.look() == hours * HOUR
    clocks.passes(1, jump=timedelta(seconds=2))
    assert watch.look() is None


@pytest.mark.parametrize("away", [timedelta(0), timedelta(seconds=0.5), timedelta(days=60 * 365)])
def test_what_a_clock_passed_over_is_not_counted_second_by_second(away: timedelta) -> None:
    every = Every(1)
    planned = datetime(1970, 1, 1, 0, 0, 5, tzinfo=UTC)
    now = planned + away
    following = every.get_next_fire_time(planned, now)
    assert following is not None
    assert now < following <= now + timedelta(seconds=1)
    assert every.get_next_fire_time(now, now) == now + timedelta(seconds=1)


def test_upkeep_comes_once_a_night_and_after_missed_nights() -> None:
    began = datetime(2026, 3, 2, 10, tzinfo=UTC)
    night = began.replace(day=3, hour=3)
    assert not upkeep_due(None, began + HOUR, 3, began)
    assert upkeep_due(None, night, 3, began)
    assert not upkeep_due(night, night + timedelta(minutes=5), 3, began)
    assert not upkeep_due(night, night - HOUR, 3, began), "the clock went back"
    assert upkeep_due(night, night + timedelta(days=1), 3, began)
    assert upkeep_due(night, night + 31 * HOUR, 3, began)
    assert not upkeep_due(night, night + 20 * HOUR, 3, began)


def test_our_own_network_is_called_down_when_several_sources_cannot_be_reached() -> None:
    clocks = Clocks()
    weather = Weather(clocks.monotonic, sources=10)
    for name in ("a", "a", "a", "b"):
        weather.saw(failed(START, name=name))
    assert not weather.offline
    assert weather.saw(failed(START, name="c"))
    assert weather.offline
    weather.started()
    assert not weather.may_start(0)
    clocks.passes(PROBE)
    assert not weather.may_start(1)
    assert weather.may_start(0)


def test_a_recovered_network_lets_no_crowd_loose() -> None:
    clocks = Clocks()
    weather = Weather(clocks.monotonic, sources=10)
    for name in "abc":
        weather.saw(failed(START, name=name))
    assert weather.saw(report(START, name="d"))
    weather.started()
    assert not weather.may_start(1)
    clocks.passes(RECOVERY)
    assert weather.may_start(5)
    weather.caught_up()
    weather.started()
    assert weather.may_start(5)


def test_an_answer_of_any_kind_shows_that_the_network_is_there() -> None:
    weather = Weather(Clocks().monotonic, sources=10)
    for name in ("a", "b"):
        weather.saw(failed(START, name=name))
    weather.saw(failed(START, "status", "the server answers 500 Internal Server Error", name="c"))
    assert not weather.saw(failed(START, name="d"))
    assert not weather.offline


def test_systemd_is_told_and_its_absence_is_no_matter(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        notifier = Notifier({"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "30000000"})
        assert notifier.watchdog == 30.0
        notifier.ready("4 sources")
        notifier.alive("4 sources")
        notifier.stopping()
        heard = [ear.recv(200).decode() for _ in range(3)]
    assert [one.partition("\n")[0] for one in heard] == ["READY=1", "WATCHDOG=1", "STOPPING=1"]
    Notifier({"NOTIFY_SOCKET": str(tmp_path / "gone")}).alive("x")
    assert Notifier({"WATCHDOG_USEC": "30000000"}).watchdog is None
    assert Notifier({"NOTIFY_SOCKET": "/x", "WATCHDOG_USEC": "1", "WATCHDOG_PID": "1"}).watchdog is None


def test_a_changed_source_file_is_noticed(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    config.home.make()
    before = signature(config)
    path = config.home.sources / "herald.toml"
    path.write_text("name = 'herald'")
    added = signature(config)
    path.write_text("name = 'herald' # more")
    assert len({before, added, signature(config)}) == 3
    path.unlink()
    assert signature(config) == before


def logged(config: Config, level: str | None = None) -> list[str]:
    out = io.StringIO()
    configure(config, level=level, stream=out)
    log = get_logger("scheduler.test")

    def work() -> None:
        of_crawl.set("c0ffee")
        log.info("crawled", source="herald", title="forged\n2026 [info] line")
        token = "s3cret"  # noqa: F841  # a traceback must not show it
        try:
            raise ValueError("broken")
        except ValueError:
            log.exception("failed")

    contextvars.copy_context().run(work)
    return out.getvalue().splitlines()


def test_logs_are_json_by_flag_with_the_crawl_they_belong_to(tmp_path: Path) -> None:
    first, second = [json.loads(line) for line in logged(load_config(tmp_path, env={"SILKWIRE_LOG_FORMAT": "json"}))]
    assert first["event"] == "crawled"
    assert first["crawl"] == "c0ffee"
    assert "\n" not in first["title"]
    assert "ValueError: broken" in second["exception"]
    assert "s3cret" not in str(second)


def test_logs_for_people_are_lines_and_hold_no_secrets_either(tmp_path: Path) -> None:
    lines = logged(load_config(tmp_path))
    assert "crawled" in lines[0]
    assert "herald" in lines[0]
    assert "s3cret" not in "\n".join(lines)
    assert logged(load_config(tmp_path), level="critical") == []


def test_a_record_of_a_library_takes_the_same_way(tmp_path: Path) -> None:
    out = io.StringIO()
    configure(load_config(tmp_path, env={"SILKWIRE_LOG_FORMAT": "json"}), stream=out)
    logging.getLogger("somebody.else").warning("%s broke", "it")
    logging.getLogger("scrapy").info("of no interest")
    (line,) = out.getvalue().splitlines()
    assert json.loads(line) | {"timestamp": ""} == {"event": "it broke", "level": "warning", "timestamp": ""}


def test_nothing_is_ever_logged_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    get_logger("scheduler.unconfigured").warning("told", source="herald")
    assert capsys.readouterr().out == ""
