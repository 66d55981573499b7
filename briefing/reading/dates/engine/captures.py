"""Captures, typed: what a production makes has fields of their types."""

import dataclasses
import functools
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


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
