"""silkwire.toml and the environment: what they say, and what is said when they are wrong."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.model import Source
from scheduler.config import KEYS, TABLES, describe, load_config

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"


def write(home: Path, text: str) -> Path:
    path = home / "silkwire.toml"
    path.write_text(text, "utf-8")
    return path


def test_without_file_and_environment_all_is_default(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert config.home.root == tmp_path
    assert config.path is None
    assert config.address == "http://127.0.0.1:8000"


def test_environment_goes_before_the_file_and_arguments_before_both(tmp_path: Path) -> None:
    write(tmp_path, 'port = 9000\ncontact = "desk@example.org"\n[log]\nformat = "json"\n')
    config = load_config(tmp_path, env={"SILKWIRE_PORT": "9001", "SILKWIRE_HOME": "/nowhere"})
    assert (config.port, config.contact, config.log_format) == (9001, "desk@example.org", "json")
    assert config.home.root == tmp_path


def test_home_from_the_environment_and_a_named_file(tmp_path: Path) -> None:
    path = tmp_path / "other.toml"
    path.write_text("workers = 3\n")
    config = load_config(env={"SILKWIRE_HOME": str(tmp_path / "home"), "SILKWIRE_CONFIG": str(path)})
    assert config.home.root == tmp_path / "home"
    assert config.workers == 3


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ("prot = 1", "prot", "did you mean port?"),
        ("port = 0", "port", "between 1 and 65535"),
        ('port = "a"', "port", "must be a number"),
        ("port = true", "port", "must be a number"),
        ("max_articles = inf", "max_articles", "must be a number"),
        ("timeout = nan", "timeout", "must be a number"),
        ("[keep]\ndays = 99999999", "keep.days", "between 7 and 36500"),
        ('base_url = "https://x:main/"', "base_url", "a number for its port"),
        ("workers = 1.5", "workers", "whole number"),
        ('base_url = "ftp://x"', "base_url", "http://"),
        ('contact = ""', "contact", "text in quotation marks"),
        ('trust_proxy = "maybe"', "trust_proxy", "true or false"),
        ('[log]\nformat = "xml"', "log.format", "one of text, json"),
        ("log = 3", "log", "must be a table"),
        ("feeds = 3", "feeds", "must be a table"),
        ("[feeds]\nx = 1", "feeds.x", "must be a table"),
        ("[feeds.x]\ncountrys = []", "feeds.x.countrys", "did you mean countries?"),
        ('[feeds.x]\ntoken = "s3cret"', "feeds.x.token", "secrets do not belong in this file"),
        ("[feeds.x]\nprivate = true", "feeds.x.private", "needs a token"),
        ('[feeds.x]\ntoken_env = "GONE"', "feeds.x.token_env", "is not set"),
        ('[feeds.x]\ntoken_file = "gone"', "feeds.x.token_file", "cannot be read"),
        ('[notify]\nurls = ["mailto://me:pw@x"]', "notify.urls", "secrets do not belong in this file"),
        ('[sources.x]\nevery = "soon"', "sources.x.every", "such as 90s"),
        ("[sources.x]\ndelay = -1", "sources.x.delay", "between 0 and 3600"),
    ],
)
def test_a_mistake_names_file_key_and_reason(tmp_path: Path, text: str, key: str, reason: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    message = str(caught.value)
    assert message.startswith(f"{path}: {key}: ")
    assert reason in message
    assert "\n" not in message
    assert "s3cret" not in message
    assert "pw@" not in message


def test_a_mistake_in_the_environment_names_the_variable(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"^environment: SILKWIRE_PORT: must be a number"):
        load_config(tmp_path, env={"SILKWIRE_PORT": "http"})


def test_a_file_that_is_no_toml_or_is_not_there(tmp_path: Path) -> None:
    write(tmp_path, "port = [")
    with pytest.raises(ConfigError, match="is no TOML"):
        load_config(tmp_path)
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path, tmp_path / "gone.toml")


def test_a_misspelt_variable_is_only_a_warning(tmp_path: Path) -> None:
    config = load_config(tmp_path, env={"SILKWIRE_PROT": "1", "OTHER": "2"})
    assert config.warnings == ("environment: SILKWIRE_PROT: is not used (did you mean SILKWIRE_PORT?)",)


def test_secrets_come_from_environment_or_file_and_are_never_shown(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-file\n")
    write(
        tmp_path,
        '[notify]\nurls_env = "WHO"\n[feeds.desk]\ncountries = ["CU"]\ntoken_env = "DESK"\n'
        '[feeds.board]\nprivate = true\ntoken_file = "token"\n',
    )
    env = {"DESK": "from-env", "WHO": "mailto://me:pw@example.org, json://example.org/hook\n# no\n"}
    config = load_config(tmp_path, env=env)
    assert config.tokens == {"desk": ("from-env",), "board": ("from-file",)}
    assert config.notify == ("mailto://me:pw@example.org", "json://example.org/hook")
    assert config.feeds["desk"] == {"countries": ["CU"], "private": True}
    told = f"{describe(config)} {config!r}"
    assert not [word for word in ("from-env", "from-file", "me:pw") if word in told]


def test_commands_that_need_no_secret_do_without_and_the_feed_stays_private(tmp_path: Path) -> None:
    text = '[notify]\nurls_env = "WHO"\n[feeds.desk]\ncountries = ["CU"]\ntoken_env = "DESK"\n'
    write(tmp_path, text + '[feeds.board]\ntoken_file = "gone"\n')
    config = load_config(tmp_path, env={}, secrets=False)
    assert (config.notify, set(config.tokens.values())) == ((), {()})
    assert config.feeds["desk"]["private"] is config.feeds["board"]["private"] is True
    assert [line.split(": ")[1] for line in config.warnings] == [
        "feeds.desk.token_env",
        "feeds.board.token_file",
        "notify.urls_env",
    ]
    write(tmp_path, '[feeds.desk]\ntoken = "s3cret"\n')
    with pytest.raises(ConfigError, match="secrets do not belong in this file"):
        load_config(tmp_path, secrets=False)


def test_a_source_is_changed_without_a_file_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, '[sources.herald]\nenabled = false\nevery = "1h 30m"\nrights = "link"\n')
    changed = load_config(tmp_path).sources["herald"].apply(Source(name="herald", title="H", url="http://h.example/"))
    assert (changed.enabled, changed.every, changed.rights) == (False, timedelta(minutes=90), "link")
    assert changed.trust == 0.5


def test_every_key_has_its_own_variable_and_a_place_in_the_record(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert len({key.environment for key in KEYS}) == len(KEYS)
    assert all(hasattr(config, key.field) for key in KEYS)
    assert {key.name for key in KEYS} <= set(describe(config))


def test_every_key_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    for key in KEYS:
        assert f"`{key.name}`" in text, f"docs/configuration.md lacks {key.name}"
        assert key.meaning in text, f"docs/configuration.md explains {key.name} in other words"
    for table, rows in TABLES.items():
        for name, meaning in rows:
            assert f"| `{name}` | {meaning} |" in text, f"docs/configuration.md lacks {table}.{name}"
