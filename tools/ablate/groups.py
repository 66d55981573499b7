"""Groups: what can be switched off, found in the tree itself: lists of tables, rules of the grammar, constants, steps.

A list of a table is one (names_titles.toml:honorifics), with what hangs below it; so are a rule of the grammar
(timex_en_days.toml#last weekday), a word list or a regex of a module (reading.names.agree:_THING), and a step of
reading that gives back changed what it was given (reading.names.mentions:outvote).
"""

import importlib
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "briefing" / "data"

#: Steps that hand on what they were given → which argument is handed on.
STEPS = {"reading.names.mentions:outvote": 1, "reading.names.mentions:complete": 2}
#: Tables that are no rules: words of the page, settings, weights.
APART = frozenset({"briefing.toml", "calendar.toml", "weights.toml"})
#: Rooms whose modules hold word lists and regexes of their own.
ROOMS = ("reading", "lexicon", "grouping", "edition", "sources.page")
#: Levels of a table that are told apart.
_DEEP = 2
#: Words a line from which on a text of several lines lists words and no phrases.
_WIDE = 6
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Group:
    """Something that can be switched off.

    Attributes:
        name: as `make ablate ARGS="…"` takes it.
        kind: "list", "rule", "words" or "regex" (of a module), "step".
        rows: its entries as they stand.
    """

    name: str
    kind: str
    rows: tuple[str, ...] = ()


def groups() -> list[Group]:
    """All of them, by name."""
    found = [*_tables(), *_constants(), *(Group(name, "step") for name in STEPS)]
    return sorted(found, key=lambda group: group.name)


def _tables() -> Iterator[Group]:
    for path in sorted(DATA.glob("*.toml")):
        if path.name not in APART:
            yield from _lists(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")), 1)


def _lists(file: str, head: str, content: dict[str, object], level: int) -> Iterator[Group]:
    for key, value in content.items():
        name = f"{head}.{key}" if head else key
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (Group(f"{file}#{rule.get('name', number)}", "rule") for number, rule in enumerate(value))
        elif isinstance(value, dict) and level < _DEEP:
            yield from _lists(file, name, value, level + 1)
        elif rows := tuple(_rows(value)):
            yield Group(f"{file}:{name}", "list", rows)


def _rows(value: object) -> Iterator[str]:
    if isinstance(value, str):
        lines = [line.strip() for line in value.split("\n")]
        yield from lines if len(value.split()) < _WIDE * len(lines) and len(lines) > 1 else value.split()
    elif isinstance(value, list | tuple | frozenset | set):
        for each in value:
            yield from [each] if isinstance(each, str) else _rows(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _rows([key] if isinstance(each, str | bool | int | float) else each)


def modules() -> Iterator[str]:
    """The modules of the rooms, loaded."""
    for room in ROOMS:
        package = importlib.import_module(f"briefing.{room}")
        for each in pkgutil.walk_packages(package.__path__, f"briefing.{room}."):
            importlib.import_module(each.name)
            yield each.name


def _constants() -> Iterator[Group]:
    for module in modules():
        loaded = sys.modules[module]
        made = set(
            re.findall(r"^(_?[A-Z][A-Z_0-9]*)\b[^=\n]*=", Path(str(loaded.__file__)).read_text("utf-8"), re.MULTILINE)
        )
        for name, value in vars(loaded).items():
            own = f"{module.removeprefix('briefing.')}:{name}"
            if name not in made:
                continue
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield Group(own, "regex", (value.pattern,))
            elif isinstance(value, frozenset | tuple | dict) and (rows := tuple(_rows(value))):
                yield Group(own, "words", rows)


def switch_off(group: Group) -> None:
    """Let this process do without ``group``: it is to be ended afterwards."""
    if group.kind in ("list", "rule"):
        _untable(group)
        return
    place, _, name = group.name.partition(":")
    module = sys.modules[f"briefing.{place}"]
    if group.kind == "step":
        at = STEPS[group.name]
        setattr(module, name, lambda *given, **_: given[at])
        return
    old = vars(module)[name]
    new = _NEVER if isinstance(old, re.Pattern) else type(old)()
    replace(old, new)


def replace(old: object, new: object) -> None:
    """Put ``new`` where any module of the product holds ``old``, and forget what was made from it."""
    for place, loaded in list(sys.modules.items()):
        if place.startswith("briefing."):
            for name, held in list(vars(loaded).items()):
                if held is old:
                    setattr(loaded, name, new)
                elif hasattr(held, "cache_clear") and "model" not in place:
                    held.cache_clear()


def _untable(group: Group) -> None:
    from briefing.lexicon import tables

    file, read = re.split("[:#]", group.name)[0], tables.read_table

    def cut(name: str) -> dict[str, object]:
        content = read(name)
        return without(group, content) if name == file else content

    replace(read, cut)


def without(group: Group, content: dict[str, object]) -> dict[str, object]:
    """The table ``content`` without ``group``: its list empty, its rule gone."""
    _, mark, rest = re.split(r"([:#])", group.name, maxsplit=1)
    return _cut(content, rest.split(".")) if mark == ":" else _unruled(content, rest)


def _cut(content: dict[str, object], path: list[str]) -> dict[str, object]:
    for taken in range(len(path), 0, -1):  # keys may hold dots themselves
        key = ".".join(path[:taken])
        if key in content:
            value = content[key]
            if taken == len(path):
                return {**content, key: type(value)()}
            if isinstance(value, dict):
                return {**content, key: _cut(value, path[taken:])}
    raise KeyError(".".join(path))


def _unruled(content: dict[str, object], name: str) -> dict[str, object]:
    return {
        key: [rule for number, rule in enumerate(value) if str(rule.get("name", number)) != name]
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else value
        for key, value in content.items()
    }
