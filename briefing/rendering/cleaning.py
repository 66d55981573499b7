"""Cleaning: characters that no page, no mail and no PDF may carry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from markupsafe import Markup

Thing = TypeVar("Thing")

#: Controls other than tab and line break, surrogates, non-characters; and the marks that
#: turn the direction of what follows them (embeddings and overrides, Unicode TR 9), which could make
#: a link or a name read as another. Isolates are left: they end with their line.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e"
    + "".join(chr(plane * 0x10000 + low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF)) + "]"
)  # fmt: skip


def printable(text: str) -> str:
    """``text`` without forbidden characters."""
    return _FORBIDDEN.sub("", text)


def mapped(thing: Thing, change: Callable[[str], str]) -> Thing:
    """``thing`` with every string in it changed; drawings of ours stay as they are."""
    return cast("Thing", _mapped(thing, change))


def _mapped(thing: Any, change: Callable[[str], str]) -> Any:
    if isinstance(thing, Markup):
        return thing
    if isinstance(thing, str):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_mapped(item, change) for item in thing) if thing else thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: _mapped(getattr(thing, f.name), change) for f in fields(thing)})
    if isinstance(thing, dict):
        return {key: _mapped(value, change) for key, value in thing.items()}
    if isinstance(thing, list):
        return [_mapped(item, change) for item in thing]
    return thing
