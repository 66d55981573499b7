"""Places: states by every name, demonym and capital; cities; regions; peoples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from babel import Locale, UnknownLocaleError

from briefing.lexicon.names_sound import fold
from briefing.lexicon.tables import read_lines, read_table

PlaceKind = Literal["state", "demonym", "capital", "city", "region", "people"]


@dataclass(frozen=True, slots=True)
class Place:
    """What a name is known to be.

    Attributes:
        kind: of the words: "Russian" is a demonym, "Moscow" a capital.
        name: in English, as the actor is called ("Russia", "Moscow", "Middle East", "Kurds").
        state: ISO 3166 code of the state it means or lies in; "" for regions and peoples.
    """

    kind: PlaceKind
    name: str
    state: str = ""


class _Row(NamedTuple):
    code: str
    names: list[str]
    demonyms: list[str]
    capitals: list[list[str]]
    cities: list[list[str]]


def _cells(cell: str) -> list[str]:
    return [entry.strip() for entry in cell.split(";") if entry.strip()]


def _spellings(cell: str) -> list[list[str]]:
    """The places of a cell, each with its spellings, the usual one first."""
    return [[name.strip() for name in entry.split("=")] for entry in _cells(cell)]


@cache
def _rows() -> tuple[_Row, ...]:
    rows = []
    for line in read_lines("names_states.txt"):
        code, names, demonyms, capitals, cities = (line + "||||").split("|")[:5]
        rows.append(_Row(code.strip(), _cells(names), _cells(demonyms), _spellings(capitals), _spellings(cities)))
    return tuple(rows)


#: CLDR's names that newspapers do not use as they stand.
_COMMON = {
    "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macau", "CD": "Democratic Republic of Congo", "CG": "Republic of Congo",
    "BA": "Bosnia and Herzegovina", "TT": "Trinidad and Tobago", "AG": "Antigua and Barbuda", "CI": "Ivory Coast",
    "VC": "Saint Vincent and the Grenadines", "PS": "Palestine", "TR": "Turkey", "CZ": "Czech Republic",
    "LC": "Saint Lucia", "ST": "São Tomé and Príncipe", "KN": "Saint Kitts and Nevis", "VA": "Vatican",
    "SZ": "Eswatini", "US": "United States", "GB": "United Kingdom",
}  # fmt: skip
#: Shorter names are too close to other words for a slip of the pen to be told.
_SHORTEST_SLIP = 7
#: Languages whose names are written in Cyrillic and change their endings.
#: Languages that say whose by an s alone: "Sloweniens", "Moskaus".
GENITIVE = frozenset({"de", "nl", "sv", "da", "nb", "no"})
_SLAVIC = frozenset({"ru", "uk", "be", "bg", "mk", "sr"})
_CASES = re.compile(r"(?<=...)(?:[аяиы]ми|[аяиы]х|[аяоеиы]м|[ое]го|[оеє][йю]|[ое]ю)\Z")
_VOWELS = "аеёиоуыьюяйіїє"
#: Arabic "and", "so", "in", "like", "for", written together with what follows.
_CLITICS = frozenset("وفبكل")
#: Endings of Arabic adjectives: feminine, dual, plural.
_NISBA = re.compile(r"ي(?:ة|ه|ين|ون|ات|ان|تين)?\Z")
#: What states call themselves.
_ON_PAPER = re.compile(
    r"(?:[A-Z][\w'’]+ ){0,3}(?:Republic|Kingdom|Sultanate|Principality|Emirate) of (?:the )?(?P<of>[A-Z].{1,40})"
    r"|(?P<adjective>[A-Z]\w{1,30}) (?:Republic|Kingdom)"
)
_NO_STATES = frozenset({"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO", "AQ", "CP", "DG", "EA", "IC", "TA", "UM", "AC", "CQ"})


@cache
def state_name(code: str) -> str:
    """The English name of a state by its ISO 3166 code; the code itself where none is known."""
    return _COMMON.get(code) or Locale("en").territories.get(code) or code


def _entries() -> Iterator[tuple[str, Place]]:
    """(name, place), states before demonyms before regions and peoples before capitals before cities."""
    for code, name in sorted(Locale("en").territories.items()):
        if len(code) == 2 and code not in _NO_STATES:
            for form in (name, state_name(code), name.replace("&", "and").replace("St. ", "Saint ")):
                yield form, Place("state", state_name(code), code)
    rows = _rows()
    yield from ((name, Place("state", state_name(row.code), row.code)) for row in rows for name in row.names)
    yield from ((name, Place("demonym", state_name(row.code), row.code)) for row in rows for name in row.demonyms)
    for line in read_lines("names_regions.txt"):
        name, adjectives, others = (line + "||").split("|")[:3]
        region = name.strip().removeprefix("the ")
        yield from ((other, Place("region", region)) for other in (region, *_cells(others)))
        yield from ((adjective, Place("people", region)) for adjective in _cells(adjectives))
    for line in read_lines("names_peoples.txt"):
        forms = _cells(line)
        yield from ((form, Place("people", forms[0])) for form in forms)
    for row in rows:
        yield from ((name, Place("capital", one[0], row.code)) for one in row.capitals for name in one)
    for row in rows:
        yield from ((name, Place("city", one[0], row.code)) for one in row.cities for name in one)


@cache
def _english() -> dict[str, Place]:
    """Every known name → place; earlier entries win."""
    known: dict[str, Place] = {}
    for name, where in _entries():
        known.setdefault(name, where)
        known.setdefault(name.replace("’", "'"), where)
    return known


@cache
def _folded() -> dict[str, Place]:
    """The same without accents and capitals, for all-caps headlines and sloppy accents."""
    known: dict[str, Place] = {}
    for name, place in _english().items():
        if len(name) > 2:
            known.setdefault(fold(name), place)
    return known


@cache
def _foreign(language: str) -> dict[str, Place]:
    """States and cities in another language, folded: CLDR's territories and time zones, and what those lack."""
    if not Locale.parse(language):
        return {}
    locale = Locale(language)
    known: dict[str, Place] = {}
    for zone, names in sorted(locale.time_zones.items()):
        where = _english().get(zone.rpartition("/")[2].replace("_", " "))
        if "city" in names and where is not None and where.kind in ("capital", "city"):
            known[fold(names["city"])] = where
    for code, name in sorted(locale.territories.items()):
        if len(code) == 2 and code not in _NO_STATES:
            known[fold(name)] = Place("state", state_name(code), code)
    for name, english in read_table("names_abroad.toml").get(language, {}).items():
        known[fold(name)] = _english()[english]
    return known


@cache
def beginnings(language: str, letters: int) -> frozenset[str]:
    """The first letters, folded, of the states of a language; their peoples' adjectives mostly share them."""
    names = (name for name, where in _foreign(language).items() if where.kind == "state" and len(name) >= letters)
    return frozenset(name[:letters] for name in names)


@cache
def _stems(language: str) -> dict[str, Place]:
    """The same without their last vowels: what stays the same in all cases; what two places share is left out."""
    known: dict[str, Place | None] = {}
    for name, where in _foreign(language).items():
        stem = _stem(name)
        if stem:
            known[stem] = where if known.get(stem, where) == where else None
    return {stem: where for stem, where in known.items() if where is not None}


def _stem(name: str) -> str:
    """A Cyrillic name without its case; "" where too little would be left."""
    words = [_CASES.sub("", word).rstrip(_VOWELS) for word in name.split()]
    return " ".join(words) if all(len(word) > 2 for word in words) else ""


@cache
def _nisbas() -> dict[str, Place]:
    """Arabic adjectives of states, as the language makes them of their names: "روسيا" → "روسي"."""
    known: dict[str, Place] = {}
    for name, where in _foreign("ar").items():
        if where.kind == "state" and " " not in name:
            for bare in (name, name.removeprefix("ال")):
                stem = bare.rstrip("اةهي")
                if len(stem) > 2:
                    known.setdefault(f"{stem}ي", Place("demonym", where.name, where.state))
    return known


def _inflected(name: str, language: str) -> Place | None:
    """A place in another case than the first ("Анкару", "России"), or behind an Arabic clitic ("والقاهرة")."""
    if language in _SLAVIC:
        stem = _stem(fold(name))
        return _stems(language).get(stem) if stem else None
    if language in GENITIVE and name.endswith("s"):
        return place(name[:-1], language)
    if language == "ar":
        known = _foreign("ar")
        for size in (1, 2):
            rest = fold(name[size:])
            if set(name[:size]) <= _CLITICS and len(rest) > 2 and (found := known.get(rest) or known.get("ال" + rest)):
                return found
        adjective = _NISBA.sub("ي", fold(name))
        return _nisbas().get(adjective) or _nisbas().get(adjective.removeprefix("ال"))
    return None


def place(name: str, language: str = "en", *, exact: bool = False) -> Place | None:
    """What ``name`` is known to be, if it names a place or a people.

    Args:
        name: as printed, without a leading article.
        language: ISO 639-1; names of states are known in every language of CLDR.
        exact: only in the first case, with the usual capitals and accents ("US" but not "us").
    """
    found = _english().get(name) or _official(name)
    if found is None and not exact:
        found = _folded().get(fold(name))
    if found is None and language != "en":
        try:
            found = _foreign(language).get(fold(name)) or (None if exact else _inflected(name, language))
        except (ValueError, UnknownLocaleError):  # a language that CLDR does not have
            return None
    return found


def _official(name: str) -> Place | None:
    """The state behind its name on paper ("Arab Republic of Egypt", "Portuguese Republic"): more of them than any table has."""
    said = _ON_PAPER.fullmatch(name)
    if said is None:
        return None
    found = _english().get(said["of"] or said["adjective"])
    if found is None or found.kind != ("state" if said["of"] else "demonym"):
        return None
    return Place("state", found.name, found.state)


@cache
def _near() -> dict[str, set[str]]:
    """Letters left after one is dropped → the states and capitals that they come from (symmetric deletes)."""
    near: dict[str, set[str]] = {}
    for name, where in _english().items():
        if where.kind in ("state", "capital") and len(name) >= _SHORTEST_SLIP and " " not in name:
            folded = fold(name)
            for i in range(len(folded)):
                near.setdefault(folded[:i] + folded[i + 1 :], set()).add(name)
            near.setdefault(folded, set()).add(name)
    return near


def slip(name: str) -> Place | None:
    """The state or capital that ``name`` misspells by one letter ("Damscus"), if it can be only one."""
    folded = fold(name)
    if len(folded) < _SHORTEST_SLIP - 1 or " " in folded or place(name) is not None:
        return None
    near = _near()
    found = set(near.get(folded, ()))
    for i in range(len(folded)):
        found |= {one for one in near.get(folded[:i] + folded[i + 1 :], ()) if abs(len(one) - len(folded)) < 2}
    return place(found.pop()) if len(found) == 1 else None


def state_of(name: str) -> str:
    """ISO code of the state that a name, demonym or capital speaks for; "" where it speaks for none."""
    found = place(name)
    return found.state if found is not None and found.kind in ("state", "demonym", "capital") else ""


@cache
def demonyms(code: str) -> tuple[str, ...]:
    """The adjectives and names of a state's people."""
    return next((tuple(row.demonyms) for row in _rows() if row.code == code), ())


@cache
def capitals(code: str) -> tuple[str, ...]:
    """The cities that newspapers name for a state's government, the capital first."""
    return next((tuple(one[0] for one in row.capitals) for row in _rows() if row.code == code), ())
