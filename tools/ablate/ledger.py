"""The ledger: every rule group and what it pays, as a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tools.ablate.groups import Group

HEAD = """# What each rule pays

Made by `make ablate ARGS=--ledger`: each group switched off by itself, and what that moved on the sets of the repository,
in points. **Pays** is what would be lost without it over all scores that move; a group at or under zero on every set
has to go, unless it serves a language or a form that no set here measures (those are not listed).

| group | entries | pays | what moves without it |
|---|--:|--:|---|
"""
#: Scores named in a row.
NAMED = 4


def write(
    path: Path, found: Sequence[tuple[Group, dict[str, float]]], worth: Callable[[dict[str, float]], float]
) -> None:
    """Write the page to ``path``, by table and by what each group pays."""
    rows = [
        f"| `{group.name}` | {group.size} | {worth(moves):+.1f} | {_told(moves)} |"
        for group, moves in sorted(found, key=lambda each: (each[0].name.split(":")[0].split("#")[0], -worth(each[1])))
    ]
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def _told(moves: dict[str, float]) -> str:
    largest = sorted(moves.items(), key=lambda each: -abs(each[1]))
    more = f" and {len(largest) - NAMED} more" if len(largest) > NAMED else ""
    return ", ".join(f"{name} {move:+.1f}" for name, move in largest[:NAMED]) + more if moves else "nothing"
