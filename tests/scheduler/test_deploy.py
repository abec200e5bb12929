"""What lies in deploy/ fits the program: no unknown setting, enough time to stop, and valid where a tool here can tell."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.config import KEYS, load_config
from scheduler.service.service import ENDING

DEPLOY = Path(__file__).parents[2] / "deploy"
DOCS = Path(__file__).parents[2] / "docs" / "running.md"
KNOWN = {key.environment for key in KEYS} | {"SILKWIRE_HOME", "SILKWIRE_NOTIFY_URLS", "SILKWIRE_CONFIG"}


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["silkwire.service", "Dockerfile", "compose.yaml"])
def test_every_variable_named_there_is_one_of_ours(name: str) -> None:
    named = set(re.findall(r"\bSILKWIRE_[A-Z_]+", text(name)))
    assert named
    assert named <= KNOWN


def test_a_stop_is_given_more_time_than_it_may_take(tmp_path: Path) -> None:
    longest = load_config(tmp_path).timeout + 3 * ENDING
    stop = re.search(r"TimeoutStopSec=(\d+)", text("silkwire.service"))
    grace = re.search(r"stop_grace_period: (\d+)s", text("compose.yaml"))
    assert stop is not None
    assert grace is not None
    assert int(stop[1]) > longest
    assert int(grace[1]) > longest


def test_a_start_is_not_broken_off_while_a_large_database_is_brought_up_to_date() -> None:
    assert "\nTimeoutStartSec=infinity\n" in text("silkwire.service")


def test_what_is_installed_is_this_checkout_with_the_versions_that_were_tested() -> None:
    """No package of that name is published: whoever took the name could run code on the machine of who follows our words."""
    for name in ("silkwire.service", "Dockerfile"):
        assert "pip install silkwire" not in text(name)
        assert re.search(r"pip install .*--constraint constraints.txt '\.\[notify\]'", text(name))


def test_nothing_runs_as_root() -> None:
    assert "\nUser=silkwire\n" in text("silkwire.service")
    assert re.search(r"^USER \d+:\d+$", text("Dockerfile"), re.MULTILINE)


def test_the_page_names_every_file_and_every_alarm() -> None:
    page = DOCS.read_text("utf-8")
    for path in DEPLOY.iterdir():
        if not path.name.endswith(".dockerignore"):
            assert f"deploy/{path.name}" in page
    for kind in ("broken", "blocked", "thin", "stale", "silent"):
        assert f"**{kind}**" in page


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "silkwire.service"
    unit.write_text(text("silkwire.service").replace("/opt/silkwire/bin/silkwire", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_finds_the_unit_little_exposed() -> None:
    """Its scale goes from 0 to 10 (written as tenfold): above 2 something of the sandbox has been taken away."""
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(DEPLOY / "silkwire.service")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze is too old to look at a file")
    assert done.returncode == 0, done.stdout[-300:]


def compose_errors(path: Path) -> str:
    """What the schema of the Compose Specification has to say; nothing when all is well."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def test_the_compose_file_keeps_to_the_specification(tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema")
    assert compose_errors(DEPLOY / "compose.yaml") == ""
    (tmp_path / "wrong.yaml").write_text(text("compose.yaml").replace("mem_limit", "memory_limit"))
    assert "memory_limit" in compose_errors(tmp_path / "wrong.yaml")


def test_image_and_compose_file_agree() -> None:
    """On the home that is a volume, on the port that is published and asked for health, on the user that may not write elsewhere."""
    image, compose = text("Dockerfile"), text("compose.yaml")
    assert "SILKWIRE_HOME=/data" in image
    assert "\nVOLUME /data\n" in image
    assert "- silkwire:/data" in compose
    (port,) = re.findall(r"^EXPOSE (\d+)$", image, re.MULTILINE)
    assert f"127.0.0.1:{port}/healthz" in image
    assert f'"127.0.0.1:{port}:{port}"' in compose
    assert "read_only: true" in compose
    assert "cap_drop: [ALL]" in compose


@pytest.mark.skipif(shutil.which("nginx") is None or shutil.which("openssl") is None, reason="needs nginx and openssl")
def test_nginx_understands_its_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*make, "-days", "1", "-subj", "/CN=x"], check=True, capture_output=True, timeout=60)
    site = text("nginx.conf")
    site = re.sub(r"(ssl_certificate +)\S+;", rf"\g<1>{certificate};", site)
    site = re.sub(r"(ssl_certificate_key +)\S+;", rf"\g<1>{key};", site)
    site = site.replace("/var/cache/nginx/silkwire", str(tmp_path / "cache"))
    (tmp_path / "site.conf").write_text(site)
    whole = f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ access_log off; include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(whole)
    command = ["nginx", "-t", "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
