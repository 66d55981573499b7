"""Groups: what can be switched off, found in the tree itself: every list of every table, every grammar rule, every step.

A table's list is a group (names_titles.toml: honorifics); a grammar rule is one (timex_en_days.toml: "last weekday");
a step of reading that takes mentions or sentences and gives them back changed is one (reading.names.agree.agree).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "briefing" / "data"

#: Steps that hand on what they were given: (module, function, which argument is handed on).
STEPS = (
    ("briefing.reading.names.mentions", "outvote", 1),
    ("briefing.reading.names.mentions", "complete", 2),
)
#: Tables that are no rules: words of the page, settings, weights.
APART = frozenset({"briefing.toml", "calendar.toml"})


@dataclass(frozen=True, slots=True)
class Group:
    """Something that can be switched off.

    Attributes:
        name: as `make ablate ARGS="…"` takes it: "names_titles.toml:honorifics", "timex_en_days.toml#last weekday".
        kind: "list", "rule" or "step".
        size: entries of a list, else 1.
    """

    name: str
    kind: str
    size: int


def groups() -> list[Group]:
    """All of them, by name."""
    found = [*_tables(), *(Group(f"{module}.{function}", "step", 1) for module, function, _ in STEPS)]
    return sorted(found, key=lambda group: group.name)


def _tables() -> Iterator[Group]:
    for path in sorted(DATA.glob("*.toml")):
        if path.name in APART:
            continue
        yield from _lists(path.name, "", tomllib.loads(path.read_text(encoding="utf-8")))


def _lists(file: str, head: str, content: dict[str, object]) -> Iterator[Group]:
    for key, value in content.items():
        name = f"{head}.{key}" if head else key
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from (Group(f"{file}#{rule.get('name', number)}", "rule", 1) for number, rule in enumerate(value))
        elif isinstance(value, list):
            yield Group(f"{file}:{name}", "list", len(value))
        elif isinstance(value, str):
            if words := len(value.split()):
                yield Group(f"{file}:{name}", "list", words)
        elif isinstance(value, dict):
            yield from _lists(file, name, value)


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
                return {**content, key: [] if isinstance(value, list) else ""}
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
