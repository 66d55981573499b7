"""The converter: how values of each type are written and read; strict, since what is read may be forged."""

import base64
import dataclasses
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from briefing.forms.shape import UNWRITTEN, members
from briefing.model import Actor, Article, EditionActor, Role, Span, StoryDate

#: Places of a score: the same figure prints the same everywhere.
_PLACES = 4
#: Nothing that an edition counts is as large; figures beyond it cannot be drawn.
_BEYOND = 10**15
_ISO_DAY = len("2019-01-29")


def _overrides(kind: type) -> dict[str, Any]:
    """Keys other than the fields' names, and fields that are not written."""
    named = {each.name: override(rename=each.key) for each in members(kind) if each.key != each.name}
    return named | ({UNWRITTEN[kind]: override(omit=True)} if kind in UNWRITTEN else {})


def _writer(kind: type) -> Callable[[Any], dict[str, Any]]:
    """Writes ``kind``: fields under their keys, flat ones beside the others."""
    fields = members(kind)
    base: Callable[[Any], dict[str, Any]] = make_dict_unstructure_fn(kind, CONVERTER, **_overrides(kind))
    flat = {member.key for member in fields if member.flat}

    def write(noun: Any) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for key, value in base(noun).items():
            if key not in flat:
                plain[key] = value
            elif isinstance(value, dict):
                plain.update(value)
            else:
                plain["start"], plain["end"] = value
        return plain

    return write if flat else base


def _reader(kind: type) -> Callable[[Any, Any], Any]:
    """Reads what `_writer` wrote."""
    fields = members(kind)
    base: Callable[[Any, Any], Any] = make_dict_structure_fn(kind, CONVERTER, **_overrides(kind))
    flat = [member.key for member in fields if member.flat]

    def read(plain: Any, kind: Any) -> Any:
        if not isinstance(plain, dict):
            raise ValueError(f"an object was expected, not {type(plain).__name__}")  # noqa: TRY004 — one kind of fault for all that is wrong with a form
        return base({**plain, **dict.fromkeys(flat, plain)}, kind)

    return read


def _only(*kinds: type) -> Callable[[Any, Any], Any]:
    """Takes a value of one of ``kinds`` as it is, and nothing else."""

    def take(value: Any, kind: Any) -> Any:
        if type(value) not in kinds:
            raise ValueError(f"{kinds[0].__name__} was expected, not {type(value).__name__}")
        if not isinstance(value, str | bool) and not abs(value) < _BEYOND:
            raise ValueError(f"a number below {_BEYOND:.0e} was expected")
        if kinds[0] is str and not value.isascii():
            value.encode()  # half a surrogate pair is no character
        return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value

    return take


def _day(value: Any, _: Any = None) -> date:
    return date.fromisoformat(_only(str)(value, None))


def _moment(value: Any, _: Any = None) -> datetime:
    return datetime.fromisoformat(_only(str)(value, None))


def _published(value: Any, _: Any) -> date | datetime | None:
    """A day ("2019-01-29"), with hours a moment; "" and null are none."""
    if value in ("", None):
        return None
    return _day(value) if len(str(value)) == _ISO_DAY else _moment(value)


def _span(value: Any, _: Any) -> Span:
    start, end = (value.get("start"), value.get("end")) if isinstance(value, dict) else value
    return Span(_only(int)(start, None), _only(int)(end, None))


def _write_date(named: StoryDate) -> dict[str, Any]:
    """A day, or a span from … to."""
    first, last = named.first.isoformat(), named.last.isoformat()
    when = {"day": first} if first == last else {"from": first, "to": last}
    return {**when, "text": named.text, "key_point": named.key_point}


def _read_date(plain: Any, _: Any) -> StoryDate:
    first, last = (plain["day"],) * 2 if plain.get("day") else (plain.get("from"), plain.get("to"))
    return StoryDate(
        first=_day(first),
        last=_day(last),
        text=_only(str)(plain["text"], None),
        key_point=_only(int)(plain["key_point"], None),
    )


def _actors(kind: type) -> tuple[Callable[[Any], dict[str, Any]], Callable[[Any, Any], Any]]:
    """An actor's `roles` are plain words; `dated_roles` have all that is known of each."""
    write, read = _writer(kind), _reader(kind)

    def written(actor: Any) -> dict[str, Any]:
        plain = write(actor)
        at = list(plain).index("roles") + 1
        head, tail = list(plain.items())[:at], list(plain.items())[at:]
        return {**dict(head), "roles": [role.text for role in actor.roles], "dated_roles": plain["roles"], **dict(tail)}

    def as_read(plain: Any, kind: Any) -> Any:
        if isinstance(plain, dict) and plain.get("dated_roles"):
            plain = {**plain, "roles": plain["dated_roles"]}
        return read(plain, kind)

    return written, as_read


def _article(read: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Of an article only `text` is required."""

    def as_read(plain: Any, kind: Any) -> Any:
        if isinstance(plain, dict):
            plain = {"id": "", "title": "", **plain}
            plain["language"] = plain.get("language") or "en"
        return read(plain, kind)

    return as_read


def _made() -> Converter:
    converter = Converter(detailed_validation=True)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.end])
    converter.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode())
    converter.register_unstructure_hook(float, lambda value: round(value, _PLACES))
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_unstructure_hook(datetime, lambda value: value.isoformat().replace("+00:00", "Z"))
    converter.register_unstructure_hook(date | datetime | None, lambda value: value.isoformat() if value else None)
    converter.register_unstructure_hook_func(
        lambda kind: getattr(kind, "__origin__", None) is frozenset,
        lambda items: sorted(map(converter.unstructure, items)),
    )
    for kinds in ((str,), (int,), (float, int), (bool,)):
        converter.register_structure_hook(kinds[0], _only(*kinds))
    converter.register_structure_hook(bytes, lambda value, _: base64.b64decode(_only(str)(value, None), validate=True))
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(datetime, _moment)
    converter.register_structure_hook(date | datetime | None, _published)
    converter.register_structure_hook(Span, _span)
    converter.register_unstructure_hook_factory(_is_noun, _writer)
    converter.register_structure_hook_factory(_is_noun, _reader)
    return converter


def _is_noun(kind: Any) -> bool:
    return isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind not in (Span, StoryDate)


CONVERTER = _made()
CONVERTER.register_unstructure_hook(StoryDate, _write_date)
CONVERTER.register_structure_hook(StoryDate, _read_date)
for _kind in (Actor, EditionActor):
    _write, _read = _actors(_kind)
    CONVERTER.register_unstructure_hook(_kind, _write)
    CONVERTER.register_structure_hook(_kind, _read)
_role = _reader(Role)  # a role may be its words alone
CONVERTER.register_structure_hook(
    Role, lambda said, kind: _role({"text": said} if isinstance(said, str) else said, kind)
)
CONVERTER.register_structure_hook(Article, _article(_reader(Article)))
