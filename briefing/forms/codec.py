"""Codec: nouns → plain JSON values and back, by cattrs and the few departures of `shape`."""

import dataclasses
import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from cattrs import ClassValidationError, IterableValidationError, transform_error

from briefing.errors import InputError
from briefing.forms.converter import CONVERTER
from briefing.forms.shape import MANY, NEEDED, ONLY_KEPT, SCHEMAS
from briefing.model import Edition, Reading

Noun = TypeVar("Noun")


def dump(noun: object, *, whole: bool = False) -> dict[str, Any]:
    """``noun`` as plain dicts, lists, strings and numbers.

    Args:
        noun: any dataclass of `briefing.model`.
        whole: with what only the archive needs of a reading: the article's blocks, the vectors.
    """
    plain: dict[str, Any] = CONVERTER.unstructure(noun)
    if isinstance(noun, Reading) and not whole:
        plain = {key: value for key, value in plain.items() if key not in ONLY_KEPT}
    form = SCHEMAS.get(type(noun))
    return {"schema": form, **plain} if form else plain


def line(noun: object, *, whole: bool = False) -> str:
    """One line of JSON, keys in the order of the noun's fields, non-ASCII as it is."""
    if isinstance(noun, Edition):
        return "".join(pieces(noun))
    return json.dumps(dump(noun, whole=whole), ensure_ascii=False, separators=(", ", ": "))


def pieces(noun: Any, *, indent: int | None = None, depth: int = 0) -> Iterator[str]:
    """The JSON of an edition as `line` has it, or indented, one story after the other: as a whole its plain values take ten times its text.

    Args:
        noun: an edition, or what stands in one.
        indent: blanks by which each depth stands further in; None for one line.
        depth: how deep the noun stands.
    """
    long = {name: items for name in MANY.get(type(noun), ()) if (items := getattr(noun, name))}
    outer, inner = ("" if indent is None else "\n" + " " * indent * (depth + n) for n in (0, 1))
    between = (", " if indent is None else ",") + inner
    plain = dump(dataclasses.replace(noun, **dict.fromkeys(long, ()))) if long else dump(noun)
    before = "{" + inner
    for key, value in plain.items():
        yield f"{before}{json.dumps(key)}: "
        before = between
        if key in long:
            yield from _listed(long[key], indent, depth + 1)
        else:
            yield json.dumps(value, ensure_ascii=False, indent=indent).replace("\n", inner)
    yield outer + "}"


def _listed(items: Sequence[Any], indent: int | None, depth: int) -> Iterator[str]:
    outer, inner = ("" if indent is None else "\n" + " " * indent * (depth + n) for n in (0, 1))
    between, before = (", " if indent is None else ",") + inner, "[" + inner
    for item in items:
        yield before
        before = between
        if type(item) in MANY:
            yield from pieces(item, indent=indent, depth=depth + 1)
        else:
            yield json.dumps(dump(item), ensure_ascii=False, indent=indent).replace("\n", inner)
    yield outer + "]"


def load(kind: type[Noun], plain: object) -> Noun:
    """The noun that ``plain`` was made of; keys that it does not know are passed over.

    Raises:
        ValueError: naming the first key at fault and what is wrong with it.
    """
    if not (dataclasses.is_dataclass(kind) and isinstance(plain, dict)):
        raise ValueError(f"the whole: a JSON object was expected, not {type(plain).__name__}")
    if plain.get("schema", form := SCHEMAS.get(kind)) != form:
        raise ValueError(f"schema: {str(plain['schema'])[:80]!r} is not {form}")
    if missing := [key for key in NEEDED.get(kind, ()) if key not in plain]:
        raise ValueError(f"{missing[0]}: required")
    try:
        return CONVERTER.structure(plain, kind)
    except (ClassValidationError, IterableValidationError) as error:
        what, _, where = transform_error(error, path="", format_exception=_said)[0].rpartition(" @ ")
        raise ValueError(f"{where.lstrip('.') or 'the whole'}: {what}") from error


def parse(kind: type[Noun], content: str | bytes) -> Noun:
    """As `load`, from JSON text.

    Raises:
        ValueError: if it is no JSON, or no such noun.
    """
    try:
        plain = json.loads(content)
    except RecursionError as error:
        raise ValueError("the whole: nested too deeply") from error
    return load(kind, plain)


def _said(error: BaseException, _: type | None) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]} is required"
    return str(error) or type(error).__name__


def load_edition(content: str | bytes, subject: str) -> Edition:
    """The edition in ``content``, without its sources' texts.

    Raises:
        InputError: naming ``subject``, if it is no edition, or holds a key point that is not verbatim.
    """
    try:
        return parse(Edition, content)
    except ValueError as error:
        raise InputError(subject, f"not an edition: {error}", "give an edition.json") from error
