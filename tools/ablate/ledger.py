"""The ledger: every table and module with rules of its own, where they fire and what they pay, as a page."""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tools.ablate.groups import Group
from tools.ablate.reach import Reach
from tools.eval.__main__ import ceiling

Moves = dict[str, float]

HEAD = """# What each rule pays

Made by `make ablate ARGS=--ledger`: one pass over the sets of the repository (and others, by path) counts where each
list, regex, rule and step fires; each that fires is then switched off by itself, and what that moves on the sets that
judge it is what it **pays**, in points of the whole set, all moved scores together; what stands in neither of the last
columns has not been measured yet (`--log` lets a run go on where one stopped). **Fired**: records whose text holds a row
of it; for a rule of the grammar, the matches that it made, and how many of its expressions with gold are right. An
anchored regex cannot be seen so. What fires nowhere or pays nothing on two sets goes, unless it completes a closed class
(months, states, weekdays) or serves a language or a form of input that no set here holds.

Where rules fire was counted at {counted}; what they pay was measured at {measured}.

| table or module | groups | rows that occur | fired | right | pays | fire and pay nothing here | never fire |
|---|--:|--:|--:|--:|---|---|---|
"""
#: Groups named in one cell.
NAMED = 12


class Entry(NamedTuple):
    """A group, what it reaches, and what moves without it; None where that was not measured."""

    group: Group
    reach: Reach
    moves: Moves | None


def worth(moves: Moves) -> float:
    """What a group pays: the points that are lost without it, over all scores that move."""
    return sum(move if ceiling(name) else -move for name, move in moves.items())


def write(path: Path, entries: Sequence[Entry], counted: str, measured: Sequence[str]) -> None:
    """Write the page to ``path``: one row a table or module, and the commits that were ``counted`` and ``measured``."""
    tables: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        tables[re.split("[:#]", entry.group.name)[0]].append(entry)
    head = HEAD.format(counted=counted, measured=", ".join(measured) or "none")
    path.write_text(head + "\n".join(_row(name, own) for name, own in sorted(tables.items())) + "\n", encoding="utf-8")


def _row(table: str, entries: Sequence[Entry]) -> str:
    rows = sum(len(entry.group.rows) for entry in entries)
    occur = sum(len(entry.reach.rows) for entry in entries)
    made = sum(entry.reach.fired["fired"] for entry in entries)
    gold, right = (sum(entry.reach.fired[what] for entry in entries) for what in ("gold", "right"))
    fired = made or sum(len(numbers) for entry in entries for numbers in entry.reach.records.values())
    moved = [(worth(entry.moves), entry) for entry in entries if entry.moves]
    pays = [f"{_short(entry)} {value:+.1f}" for value, entry in sorted(moved, key=lambda one: -abs(one[0]))]
    idle = [_short(entry) for entry in entries if entry.moves == {}]
    never = [_short(entry) for entry in entries if not entry.reach.records and entry.group.kind != "step"]
    cells = (_told(pays), _told(idle), _told(never))
    share = f"{100 * right / gold:.0f} % of {gold}" if gold else ""
    return f"| `{table}` | {len(entries)} | {occur}/{rows} | {fired} | {share} | " + " | ".join(cells) + " |"


def _short(entry: Entry) -> str:
    return re.split("[:#]", entry.group.name, maxsplit=1)[1].replace("|", "\\|")


def _told(names: Sequence[str]) -> str:
    more = f" … {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more
