"""All sources: shipped ones, a user's own, and what cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import Never

import pytest

from crawler.sources import load_sources

OWN = 'name = "{name}"\ntitle = "Mine"\nurl = "https://mine.example/"\n'


def test_a_folder_that_is_not_there_gives_the_shipped_ones(tmp_path: Path) -> None:
    assert load_sources(tmp_path / "none") == load_sources()
    assert "seetao" in load_sources().sources


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: Path) -> Never:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)
    loaded = load_sources(tmp_path)
    assert [str(error) for error in loaded.errors] == [
        f"{tmp_path}: cannot be read (Permission denied): give your user the right to do so"
    ]
    assert loaded.sources.keys() == load_sources(None).sources.keys()


def test_own_sources_add_and_replace(tmp_path: Path) -> None:
    for name in ("seetao", "aardvark"):
        (tmp_path / f"{name}.toml").write_text(OWN.format(name=name), "utf-8")
    loaded = load_sources(tmp_path)
    assert loaded.errors == ()
    assert loaded.sources["seetao"].title == "Mine"
    assert next(iter(loaded.sources)) == "aardvark"
    assert set(loaded.sources) == {*load_sources().sources, "aardvark"}


def test_a_mistake_costs_its_own_file_alone(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(OWN.format(name="good"), "utf-8-sig")
    (tmp_path / "other.toml").write_text(OWN.format(name="another"), "utf-8")
    (tmp_path / "latin.toml").write_bytes(OWN.format(name="latin").replace("Mine", "Caf\xe9").encode("latin-1"))
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / ".hidden.toml").write_text("nonsense", "utf-8")
    (tmp_path / "notes.txt").write_text("nonsense", "utf-8")
    loaded = load_sources(tmp_path)
    assert "good" in loaded.sources
    assert not {"other", "another", "latin", "folder"} & set(loaded.sources)
    assert [Path(str(error.path)).name for error in loaded.errors] == ["folder.toml", "latin.toml", "other.toml"]
    assert "UTF-8" in str(loaded.errors[1])


def test_a_broken_file_still_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "seetao.toml").write_text("enabled = fal", "utf-8")
    loaded = load_sources(tmp_path)
    assert "seetao" not in loaded.sources
    assert len(loaded.errors) == 1


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        load_sources().sources["seetao"].title = "Other"  # type: ignore[misc]
