"""The JSON Schemas of the forms (draft 2020-12), made from the nouns and their docstrings."""

import enum
import inspect
import re
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from briefing.forms.shape import ONLY_KEPT, SCHEMAS, Member, members
from briefing.model import Actor, Article, Decisions, Edition, EditionActor, Reading, Span, Story, StoryDate

FORMS: dict[str, type] = {
    "article": Article,
    "reading": Reading,
    "story": Story,
    "edition": Edition,
    "decisions": Decisions,
}

_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
    Span: {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
}
_DAY = _PLAIN[date]
_ATTRIBUTE = re.compile(r"^    (\w+): (.+(?:\n        +.+)*)", re.MULTILINE)


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of the form called ``name``: article, reading, story, edition or decisions.

    Articles come from others, so only their text is required; of the rest all that is written is.
    """
    noun = FORMS[name]
    found: dict[str, Any] = {}
    made = _object(noun, found)
    made["properties"] = {"schema": {"const": SCHEMAS[noun]}, **made["properties"]}
    if noun is Reading:
        made["properties"] = {key: value for key, value in made["properties"].items() if key not in ONLY_KEPT}
    made["required"] = ["text"] if noun is Article else list(made["properties"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"briefing.{name}/1",
        **made,
        "$defs": dict(sorted(found.items())),
    }


def _object(noun: type, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of one noun; those that it holds go to ``found``."""
    said = dict(_ATTRIBUTE.findall(inspect.cleandoc(noun.__doc__ or "").partition("Attributes:")[2]))
    properties: dict[str, Any] = {}
    for member in members(noun):
        about = {"description": " ".join(said[member.name].split())} if member.name in said else {}
        properties.update(_property(member, found, about))
    if noun in (Actor, EditionActor):
        properties["dated_roles"] = properties["roles"]
        properties["roles"] = {"type": "array", "items": {"type": "string"}}
    if noun is StoryDate:
        properties |= {"day": _DAY, "from": _DAY, "to": _DAY}
        del properties["first"], properties["last"]
    needed = [key for key in properties if noun is not StoryDate or key not in ("day", "from", "to")]
    title = inspect.cleandoc(noun.__doc__ or "").splitlines()[0]
    return {
        "title": noun.__name__,
        "description": title,
        "type": "object",
        "properties": properties,
        "required": needed,
    }


def _property(member: Member, found: dict[str, Any], about: dict[str, str]) -> dict[str, Any]:
    if member.type is Span and member.flat:
        return {"start": {"type": "integer"}, "end": {"type": "integer"}}
    if member.flat:
        inner: dict[str, Any] = _object(member.type, found)["properties"]
        return inner
    return {member.key: {**_of(member.type, found), **about}}


def _of(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type as it stands in a noun."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_of(argument, found) for argument in arguments]}
    if origin is tuple and len(arguments) > 1 and arguments[1] is not Ellipsis:
        return {"type": "array", "prefixItems": [_of(argument, found) for argument in arguments]}
    if origin in (tuple, frozenset, list):
        return {"type": "array", "items": _of(arguments[0], found)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _of(arguments[1], found)}
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return {"enum": [each.value for each in kind]}
    if kind.__name__ not in found:
        found[kind.__name__] = {}
        found[kind.__name__] = _object(kind, found)
    return {"$ref": f"#/$defs/{kind.__name__}"}
