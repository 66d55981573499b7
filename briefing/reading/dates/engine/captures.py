"""Captures, typed: what a production makes has fields of their types, for each pattern that the tables can match."""

import dataclasses
import functools
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from briefing.reading.dates.engine.productions import IMPOSSIBLE, PRODUCTIONS, Captured
from briefing.reading.dates.engine.tokens import number_classes

#: Forms of one class, each of another shape, that later rules are tried with.
_SHAPES = 12
#: Numbers of every shape that `number_classes` knows; suffixes are added by the language.
_NUMBERS = (
    "0 1 5 12 24 31 45 98 00 365 1130 1998 2019 123456 1,234 2.5 29/1 3/4 28-30 2-5 18.30 7.15 1998-99 2014-2018 2015/03 "
    "29.1.2019 29/01/19 2019-01-29 9:30 2019-01-29t10:00z"
).split()
#: What the matcher itself gives.
_MARKS: dict[str, list[Any]] = {"name": [True], "start": [True], "stop": ["."], "numword": [5, 1998], "num": [3]}


def ill_typed(form: Any) -> str:
    """The first field of a form that has not its type, as words; "" where all have, or it is no form."""
    if not dataclasses.is_dataclass(form) or isinstance(form, type):
        return ""
    for name, allowed in _fields(type(form)):
        value = getattr(form, name)
        if not _is(value, allowed):
            return f"{type(form).__name__}.{name} is {value!r}"
    return ""


@functools.cache
def _fields(kind: Any) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """The fields of a form: name, and what may stand there: types, or the values of a Literal."""
    hints = get_type_hints(kind)
    return tuple((field.name, tuple(_allowed(hints[field.name]))) for field in dataclasses.fields(kind))


def _allowed(hint: Any) -> Iterator[Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        for part in get_args(hint):
            yield from _allowed(part)
    elif origin is Literal:
        yield frozenset(get_args(hint))
    else:
        yield {float: (int, float)}.get(hint, origin or hint)


def _is(value: Any, allowed: tuple[Any, ...]) -> bool:
    for one in allowed:
        if isinstance(one, frozenset):
            if isinstance(value, str) and value in one:
                return True
        elif isinstance(value, one):
            return True
    return False


def values(words: Iterable[tuple[str, Any]], suffixes: Mapping[str, str]) -> dict[str, list[Any]]:
    """Class → values that words and numbers of a language can have in it, each once.

    Args:
        words: (class, value) of each entry of the lexicon.
        suffixes: letters glued to a number → what they say.
    """
    found: dict[str, list[Any]] = {name: list(known) for name, known in _MARKS.items()}

    def add(name: str, value: Any) -> None:
        known = found.setdefault(name, [])
        if value not in known:
            known.append(value)

    for name, value in words:
        add(name, value)
    numbers = (*_NUMBERS, *(number + suffix for suffix in suffixes for number in ("3", "12", "23", "90", "1990")))
    for number in numbers:
        for name, value in number_classes(number, dict(suffixes)).items():
            add(name, value)
    return found


def faults(
    rules: Sequence[Mapping[str, Any]],
    sequences: Sequence[Sequence[tuple[str, ...]]],
    known: Mapping[str, Sequence[Any]],
    most: int = 1,
) -> list[str]:
    """Patterns whose captures their production cannot take: each is tried with values of each of its classes.

    Args:
        rules: of a language, as they stand in the tables.
        sequences: of each rule: the classes that its patterns stand for.
        known: class → values, see `values`.
        most: values of a class that are tried; of what other rules make, one of each shape is.
    """
    samples = {name: list(some[:most]) for name, some in known.items()}
    wrong: list[str] = []
    for stage in sorted({int(rule.get("stage", 1)) for rule in rules}):
        for rule, own in zip(rules, sequences, strict=True):
            if int(rule.get("stage", 1)) == stage:
                wrong += _rule_faults(rule, own, samples)
    return wrong


def _rule_faults(
    rule: Mapping[str, Any], sequences: Sequence[tuple[str, ...]], samples: dict[str, list[Any]]
) -> Iterator[str]:
    production = PRODUCTIONS.get(rule["make"])
    if production is None:
        yield f"{rule['name']}: no production is called {rule['make']!r}"
        return
    for sequence in sequences:
        for captured in _fillings(sequence, samples):
            try:
                form = production(captured, rule.get("with", {}))
                error = ill_typed(form)
            except Exception as raised:  # noqa: BLE001 — whatever it is, it is the rule's fault
                form, error = None, f"{type(raised).__name__}: {raised}"
            if error:
                yield f"{rule['name']}: {' '.join(sequence)}: {error}"
                break
            if form is not None and form is not IMPOSSIBLE:
                _give(str(rule.get("gives", "")).split(), form, samples)


def _give(names: Sequence[str], form: Any, samples: dict[str, list[Any]]) -> None:
    """Later rules may capture ``form``: one of each type is kept."""
    for name in names:
        made = samples.setdefault(name, [])
        if len(made) < _SHAPES and all(_shape(form) != _shape(other) for other in made):
            made.append(form)


def _shape(form: Any) -> Any:
    """What two forms must share to be as one to a production: their type, which fields they lack, their words."""
    if not dataclasses.is_dataclass(form) or isinstance(form, type):
        return form
    held = (getattr(form, name) for name, _ in _fields(type(form)))
    return type(form), tuple(value if isinstance(value, str) else value is None for value in held)


def _fillings(sequence: tuple[str, ...], samples: Mapping[str, Sequence[Any]]) -> Iterator[Captured]:
    """Captures of ``sequence``: the first value of each class, then each other value of one class at a time."""
    choices = [samples.get(name, ()) if not name.startswith("=") else (name[1:],) for name in sequence]
    if not all(choices):
        return  # no word of this language is of that class
    for place, values_ in enumerate(choices):
        for value in values_ if place == 0 else values_[1:]:
            captured: Captured = {}
            for at, name in enumerate(sequence):
                captured.setdefault(name, []).append(value if at == place else choices[at][0])
            yield captured
