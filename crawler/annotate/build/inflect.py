"""The forms of names, by the rules of school grammar: cases of Russian countries and cities, gender and number of peoples."""

from __future__ import annotations

# ending of the nominative -> what replaces it: genitive, dative, accusative, instrumental, prepositional
_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ия", ("ии", "ии", "ию", "ией", "ии")),
    ("ская", ("ской", "ской", "скую", "ской", "ской")),
    ("ая", ("ой", "ой", "ую", "ой", "ой")),
    ("ое", ("ого", "ому", "ое", "ым", "ом")),
    ("ый", ("ого", "ому", "ый", "ым", "ом")),
    ("ий", ("ого", "ому", "ий", "им", "ом")),
    ("ые", ("ых", "ым", "ые", "ыми", "ых")),
    ("ие", ("их", "им", "ие", "ими", "их")),
    ("ка", ("ки", "ке", "ку", "кой", "ке")),
    ("га", ("ги", "ге", "гу", "гой", "ге")),
    ("ша", ("ши", "ше", "шу", "шей", "ше")),
    ("а", ("ы", "е", "у", "ой", "е")),
    ("я", ("и", "е", "ю", "ей", "е")),
    ("ай", ("ая", "аю", "ай", "аем", "ае")),
    ("й", ("я", "ю", "й", "ем", "е")),
    ("ины", ("ин", "инам", "ины", "инами", "инах")),
    ("вы", ("вов", "вам", "вы", "вами", "вах")),
    ("ы", ("ов", "ам", "ы", "ами", "ах")),
    ("ль", ("ля", "лю", "ль", "лем", "ле")),
    ("ь", ("и", "и", "ь", "ью", "и")),
    ("ш", ("ша", "шу", "ш", "шем", "ше")),
)
_FIXED = "оиуэюе"
_ROMANCE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ão", ("ão", "ãos", "ães")),
    ("o", ("o", "a", "os", "as")),
    ("és", ("és", "esa", "eses", "esas")),
    ("ês", ("ês", "esa", "eses", "esas")),
    ("ón", ("ón", "ona", "ones", "onas")),
    ("í", ("í", "íes", "ís")),
    ("ú", ("ú", "úes", "ús")),
    ("eu", ("eu", "eia", "eus", "eias")),
    ("ol", ("ol", "ola", "oles", "olas", "óis")),
    ("ar", ("ar", "ares")),
    ("ís", ("ís", "isa", "ises", "isas")),
)


def russian(name: str) -> list[str]:
    """The nominative and the other cases, without repetitions; words joined by a hyphen bend at the last only."""
    columns = [_cases(word) for word in name.split()]
    if len(columns) > 4 or not columns:
        return [name]
    return list(dict.fromkeys(" ".join(words) for words in zip(*columns, strict=True)))


def _cases(word: str) -> tuple[str, ...]:
    if word.islower() or not word[-1:].isalpha():
        return (word,) * 6
    for ending, others in _RULES:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            return (word, *(stem + other for other in others))
    if word[-1].lower() in _FIXED:
        return (word,) * 6
    return (word, word + "а", word + "у", word, word + "ом", word + "е")


def romance(word: str) -> list[str]:
    """A Spanish or Portuguese word for a people in the masculine, and its other forms."""
    for ending, forms in _ROMANCE:
        if word.endswith(ending):
            return [word.removesuffix(ending) + form for form in forms]
    return [word, f"{word}s"]
