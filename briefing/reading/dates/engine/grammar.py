"""Grammar: words and rules of a language, read from the tables in briefing/data."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

from briefing.lexicon.tables import read_table
from briefing.reading.dates.engine.rules import Stage, literals, patterns, sequences_of, stages
from briefing.reading.dates.engine.tokens import TOKEN, Classes

#: What another language's text is read with where we keep no table: dates in figures only.
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "ru", "ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """An expression of several words, as one token.

    Attributes:
        rest: its words behind the first, lower case.
        name: the class it gives.
        value: the value.
        cased: whether it must begin with a capital.
    """

    rest: tuple[str, ...]
    name: str
    value: Any
    cased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """All tables of one language, compiled.

    Attributes:
        words: lower-case word → its classes when printed small, and when printed with a capital.
        phrases: first word → the expressions of several words that begin with it, the longest first.
        inner: all words of such expressions.
        dotted: abbreviations whose full stop belongs to them.
        small: words that say what they say only in small letters, or where a sentence begins: "morgen" and "Morgen".
        triggers: words of which a sentence must hold one, unless it has a telling number or expression.
        telling: longest word of a telling expression → all words of each such expression.
        bare: finds a number behind a word with which it may be a day of the month; None where there are none such.
        prefixes: one-letter words written together with the next one, the longest first.
        suffixes: letters glued to a number → what they say.
        stages: one pass after another.
        verbs: forms of verbs and nouns of plan, that the direction of a date is learnt from.
        months_first: whether "1/2/2019" is January here, where nobody says.
        nouns: whether all nouns have capitals, so that they make no headline.
    """

    language: str
    words: dict[str, tuple[Classes, Classes]]
    phrases: dict[str, tuple[Phrase, ...]]
    inner: frozenset[str]
    dotted: frozenset[str]
    small: frozenset[str]
    triggers: frozenset[str]
    telling: dict[str, tuple[frozenset[str], ...]]
    bare: re.Pattern[str] | None
    prefixes: tuple[str, ...]
    suffixes: dict[str, str]
    stages: tuple[Stage, ...]
    verbs: dict[str, frozenset[str]]
    months_first: bool
    nouns: bool

    def promises(self, words: set[str]) -> bool:
        """Whether a sentence of these words, lower case, may hold a time expression; numbers aside."""
        if not self.triggers.isdisjoint(words):
            return True
        return any(parts <= words for word in words & self.telling.keys() for parts in self.telling[word])


@cache
def grammar(language: str) -> Grammar:
    """The grammar of ``language`` (ISO 639-1); for one that we keep no tables of, dates in figures only."""
    tables = _tables(language if language in LANGUAGES else "any")
    rules = _rules(tables)
    scan = {name: _listed(tables, name) for name in ("silent", "telling", "dull", "dotted", "small", "prefixes")}
    words, phrases = _lexicon(tables, rules)
    triggers, telling = _triggers(words, phrases, scan)
    groups, suffixes = _merged(tables, "groups"), _merged(tables, "suffixes")
    sequences = [[found for pattern in patterns(rule) for found in sequences_of(pattern, groups)] for rule in rules]
    return Grammar(
        language=language,
        words={
            word: (
                {name: value for name, value, cased in entries if not cased},
                {name: value for name, value, _ in entries},
            )
            for word, entries in words.items()
        },
        phrases={first: tuple(sorted(found, key=lambda phrase: -len(phrase.rest))) for first, found in phrases.items()},
        inner=frozenset(part for first, found in phrases.items() for phrase in found for part in (first, *phrase.rest)),
        dotted=scan["dotted"],
        small=scan["small"],
        triggers=triggers,
        telling=telling,
        bare=_bare(_listed(tables, "bare")),
        prefixes=tuple(sorted(scan["prefixes"], key=lambda prefix: (-len(prefix), prefix))),
        suffixes=suffixes,
        stages=stages(rules, sequences, groups),
        verbs={name: frozenset(str(text).split()) for name, text in _merged(tables, "verbs").items()},
        months_first=_says(tables, "months_first"),
        nouns=_says(tables, "nouns"),
    )


def _says(tables: list[dict[str, Any]], name: str) -> bool:
    return any(table.get("scan", {}).get(name, False) for table in tables)


def _bare(words: frozenset[str]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, words)))})\s\d\d?\b", re.IGNORECASE) if words else None


def _rules(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rules of all tables: a language's own stands for one of the same name that all share; some it does without."""
    without = {name for table in tables for name in table.get("common", {}).get("without", ())}
    every = [rule for table in tables for rule in table.get("rule", [])]
    last = {rule["name"]: rule for rule in every}
    return [rule for rule in every if last[rule["name"]] is rule and rule["name"] not in without]


#: Word → (class, value, whether it needs a capital).
_Words = dict[str, list[tuple[str, Any, bool]]]


def _lexicon(tables: list[dict[str, Any]], rules: list[dict[str, Any]]) -> tuple[_Words, dict[str, list[Phrase]]]:
    words: _Words = {}
    phrases: dict[str, list[Phrase]] = {}
    for name, text, value in _listed_words(tables):
        parts = tuple(part.group().lower() for part in TOKEN.finditer(text))
        # of an expression of several words the first decides: "la veille de Noël" may begin small
        cased = text[:1] != text[:1].lower() if len(parts) > 1 else text != text.lower()
        if len(parts) == 1:
            words.setdefault(parts[0], []).append((name, value, cased))
        else:
            phrases.setdefault(parts[0], []).append(Phrase(rest=parts[1:], name=name, value=value, cased=cased))
    for rule in rules:
        for literal in literals(rule):
            words.setdefault(literal, []).append((f"={literal}", literal, False))
    return words, phrases


def _listed_words(tables: list[dict[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """(class, word, value) of every word, of those too that a table puts together: "Montag" + "abend", "drei" + "tägig" + "e"."""
    for name, entries in _merged(tables, "words").items():
        yield from ((name, word, value) for word, value in _entries(entries))
    for name, parts in _merged(tables, "compounds").items():
        for chosen in product(*map(_entries, parts)):
            said = [str(value) for _, value in chosen if value != ""]
            yield name, "".join(word for word, _ in chosen), _value(" ".join(said))


def _triggers(
    words: _Words, phrases: dict[str, list[Phrase]], scan: dict[str, frozenset[str]]
) -> tuple[frozenset[str], dict[str, tuple[frozenset[str], ...]]]:
    """The words, and the expressions by their longest word, without which a sentence is not worth reading."""
    silent, prefixes = scan["silent"], ("", *sorted(scan["prefixes"]))
    single = {word for word, classes in words.items() if any(_tells(name, silent) for name, _, _ in classes)}
    single = {word for word in single | scan["telling"] if word[0].isalpha()} - scan["dull"]
    telling: dict[str, set[frozenset[str]]] = {}
    for first, found in phrases.items():
        for phrase in found:
            parts = {part for part in (first, *phrase.rest) if part[0].isalpha()}
            if parts and _tells(phrase.name, silent):
                for prefix in prefixes if first in parts else ("",):
                    whole = frozenset({*(parts - {first}), prefix + first} if first in parts else parts)
                    telling.setdefault(max(sorted(whole), key=len), set()).add(whole)
    triggers = frozenset(prefix + word for prefix in prefixes for word in single)
    return triggers, {word: tuple(sorted(sets, key=sorted)) for word, sets in sorted(telling.items())}


def _tells(name: str, silent: frozenset[str]) -> bool:
    return name not in silent and not name.startswith("=")


def _tables(language: str) -> list[dict[str, Any]]:
    folder = resources.files("briefing") / "data"
    names = sorted(
        entry.name for entry in folder.iterdir() if entry.name.startswith((f"timex_{language}_", f"timex_{language}."))
    )
    shared = ["timex_any.toml"] if language == "any" else ["timex_any.toml", "timex_common.toml"]
    return [read_table(name) for name in (*shared, *(name for name in names if name not in shared))]


def _listed(tables: list[dict[str, Any]], name: str) -> frozenset[str]:
    """The words of one list of the section "scan", of all tables together."""
    return frozenset(word for table in tables for word in str(table.get("scan", {}).get(name, "")).split())


def _merged(tables: list[dict[str, Any]], section: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for table in tables:
        for name, value in table.get(section, {}).items():
            if isinstance(value, dict) and isinstance(found.get(name), dict):
                known = found[name]
                found[name] = {**known, **{key: _both(known.get(key), more) for key, more in value.items()}}
            else:
                found[name] = value
    return found


def _both(known: Any, more: Any) -> Any:
    """Two lists of words as one; where there is nothing to join, the later."""
    return more if known is None else [*_list(known), *_list(more)]


def _entries(entries: Any) -> Iterator[tuple[str, Any]]:
    """(word, value): a table gives each word its value; a text lists words whose value is themselves."""
    if isinstance(entries, dict):
        for value, text in entries.items():
            yield from ((word, _value(value)) for word in _list(text))
    else:
        yield from ((word, word.lower()) for word in _list(entries))


def _list(text: Any) -> list[str]:
    return list(text) if isinstance(text, list) else str(text).split()


def _value(text: str) -> Any:
    if text.lstrip("-").isdigit():
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text
