"""``python -m tools.ablate [--ledger] [--jobs N] [WORD…]``: switches off each rule group and prints what moves.

A group is a list of a table, a rule of the grammar, or a step of reading (`tools.ablate.groups`); WORD keeps those whose
name holds it. Each is switched off in a process of its own, and the sets of the repository that it can move are measured
as `make eval` measures them. What moves nothing, or the wrong way, on two sets is no rule but a memory: delete it.
``--ledger`` writes all of it to docs/rules.md.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import track

from briefing.lexicon import tables
from tools.ablate.groups import STEPS, Group, groups, without
from tools.ablate.ledger import write
from tools.eval.__main__ import ROOT, ceiling, flat, measured

GOLD, LABELLED = ROOT / "tests" / "gold", ROOT / "tests" / "labelled"
#: Head of a group's name → the sets that it can move.
SETS: dict[str, tuple[str, ...]] = {
    "timex_": ("direction.jsonl", "calendar.jsonl", "timexes.jsonl"),
    "briefing.reading.dates": ("direction.jsonl", "calendar.jsonl", "timexes.jsonl"),
    "names_": ("identity.jsonl", "references.jsonl", "roles.jsonl"),
    "briefing.reading.names": ("identity.jsonl", "references.jsonl", "roles.jsonl"),
    "briefing.reading.actors": ("identity.jsonl", "references.jsonl", "roles.jsonl"),
    "debris": ("debris.jsonl", "extraction_days.jsonl"),
    "words_furniture": ("debris.jsonl", "stories.jsonl"),
    "words_leaning": ("stories.jsonl",),
    "quantities": ("figures.jsonl",),
    "words_deeds": ("figures.jsonl",),
    "genre": ("genres.jsonl",),
    "weight": ("weight.jsonl", "genres.jsonl", "leads.jsonl"),
    "gravity": ("weight.jsonl",),
}
#: Figures that no rule can move, or that say how much was measured.
UNTOLD = ("items", "spans", "pairs", "stories", "articles", "printed")
#: A score moves that moves by this much, in points.
LEAST = 0.05

Moves = dict[str, float]
Scores = dict[str, float]


def main() -> int:
    """0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    chosen = [group for group in groups() if sets_of(group) and all(word in group.name for word in asked.words)]
    console = Console(width=140)
    bases = {path: scores(path) for path in sorted({path for group in chosen for path in sets_of(group)})}
    with multiprocessing.get_context("fork").Pool(
        asked.jobs, maxtasksperchild=1
    ) as pool:  # warm: the model, its vectors
        work = ((group, bases) for group in chosen)
        quiet = not sys.stderr.isatty()
        done = track(pool.imap(_moves, work), total=len(chosen), console=Console(stderr=True), disable=quiet)
        found = list(done)
    for group, moves in sorted(found, key=lambda each: worth(each[1])):
        told = ", ".join(f"{name} {move:+.1f}" for name, move in moves.items()) or "nothing moves"
        console.print(f"{worth(moves):+6.1f}  {group.name} ({group.size}): {told}", highlight=False)
    if asked.ledger:
        write(ROOT / "docs" / "rules.md", found, worth)
    return 0


def sets_of(group: Group) -> tuple[Path, ...]:
    """The corpora of the repository that ``group`` can move."""
    name = next((sets for head, sets in SETS.items() if group.name.startswith(head)), ())
    return tuple(path for file in name for path in (GOLD / file, LABELLED / file) if path.exists())


def worth(moves: Moves) -> float:
    """What a group pays: the points that are lost without it, over all scores that move."""
    return sum(move if ceiling(name) else -move for name, move in moves.items())


def scores(path: Path) -> Scores:
    """The scores of one corpus that a rule can move."""
    return {
        f"{path.stem} {score}": float(value)
        for _, measure in measured(path)
        for score, value in flat(measure)
        if isinstance(value, float) and not any(word in score.split() for word in UNTOLD)
    }


def _moves(work: tuple[Group, dict[Path, Scores]]) -> tuple[Group, Moves]:
    """Without ``group``, in this process only, which ends with it."""
    group, bases = work
    switch_off(group)
    moved: Moves = {}
    for path in sets_of(group):
        try:
            after = scores(path)
        except Exception as error:  # noqa: BLE001 — code that cannot run without its list says so by failing
            moved[f"{path.stem} fails: {type(error).__name__}"] = -100.0
            continue
        moved |= {
            score: after[score] - value for score, value in bases[path].items() if abs(after[score] - value) >= LEAST
        }
    return group, moved


def switch_off(group: Group) -> None:
    """Let this process read its tables without ``group``, or run without its step."""
    if group.kind == "step":
        module, _, function = group.name.rpartition(".")
        handed_on = next(at for known, name, at in STEPS if (known, name) == (module, function))
        setattr(importlib.import_module(module), function, lambda *given, **_: given[handed_on])
        return
    file, read = group.name.replace("#", ":").partition(":")[0], tables.read_table

    def cut(name: str) -> dict[str, object]:
        content = read(name)
        return without(group, content) if name == file else content

    for place, loaded in list(sys.modules.items()):
        if place.startswith("briefing."):
            if hasattr(loaded, "read_table"):
                vars(loaded)["read_table"] = cut
            for made in list(vars(loaded).values()):
                if hasattr(made, "cache_clear") and "model" not in place:
                    made.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
