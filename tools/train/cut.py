"""Calibrates what is not learnt about stories: ``python -m tools.train.cut --data DIR``.

Of ECB+ (CC BY 3.0) and half of the headlines (CC BY 4.0), as the pair model has them: how many points of B-cubed F1 each
value of the cut's constants loses against the best cut of each pile, and how many links from day to day are right and
found at each value of `memory.GOES_ON`. Prints; writes nothing: the constants stand in `briefing/grouping/`.
"""

import argparse
import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from briefing.grouping import cut, memory
from briefing.grouping.cut import TRIED, Tree
from briefing.grouping.linkage import Merge, average_link
from briefing.grouping.model import logits
from briefing.grouping.rarity import rarity
from briefing.grouping.traits import Floats, traits
from briefing.model import Reading, Story
from tools.eval.clusters import b_cubed
from tools.eval.piles import HELD_OUT, topic_of
from tools.train.stories import Pile, piles, read

#: Values that are tried of the cut's constants: of those that the silhouettes hang on, and of the others.
FIT = {"ALONE": (2.0, 3.0), "BEYOND": (-6.0, -4.0)}
WHERE = {
    "EXPECTED": (-0.75, -0.25),
    "COST": (0.02, 0.04),
    "OWN": (0.1, 0.2, 0.4),
    "BRANCH": (8, 12),
    "CLOSE": (0.01, 0.02),
}
#: Log-odds that are tried for a story's going on, and draws of two days.
LINKS, DAYS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0), 3


def grown(pile: Pile) -> tuple[Floats, Sequence[Merge], Sequence[str], Sequence[float]]:
    """The log-odds of a pile, its tree, its stories, and the F1 of each of `TRIED`."""
    listed, stories = [one for one, _ in pile], [story for _, story in pile]
    alike = logits(listed, rarity(listed))
    merges = average_link(alike)
    labels = Tree.of(alike, merges).labels
    return alike, merges, stories, [b_cubed(row.tolist(), stories)["B3 F1"] for row in labels]


def cuts(data: Path) -> None:
    """What each set of constants loses against the best cut of each pile, the least first."""
    known = [grown(pile) for pile in piles(data, "auto") if len(pile) > 1]
    for t in (-1.0, -0.5, 0.0):
        at = TRIED.tolist().index(t)
        print(f"constant {t:5}: {np.mean([max(each) - each[at] for *_, each in known]):.2f}")
    found = []
    for fit in _grid(FIT):
        with patch.multiple(cut, **fit):
            trees = [Tree.of(alike, merges) for alike, merges, *_ in known]
        for where in _grid(WHERE):
            with patch.multiple(cut, **where):
                said = [cut.cut([tree])[0] for tree in trees]
            lost = [max(each) - b_cubed(row, gold)["B3 F1"] for row, (*_, gold, each) in zip(said, known, strict=True)]
            found.append((round(float(np.mean(lost)), 2), str({**fit, **where})))
    print(*(f"lost {lost}: {constants}" for lost, constants in sorted(found)[:20]), sep="\n")


def _grid(values: Mapping[str, Sequence[float]]) -> Iterator[dict[str, Any]]:
    for each in itertools.product(*values.values()):
        yield dict(zip(values, each, strict=True))


def links(texts: Sequence[tuple[Reading, str]], seed: int) -> list[tuple[float, bool, str, int]]:
    """(log-odds, whether right, id of the earlier story, place of the later one) of two days drawn from ``texts``."""
    rng = random.Random(seed)
    by: dict[str, list[Reading]] = {}
    for reading, story in texts:
        by.setdefault(story, []).append(reading)
    before: dict[str, list[Reading]] = {}
    after: dict[str, list[Reading]] = {}
    for story in sorted(by):
        drawn = rng.sample(by[story], min(len(by[story]), rng.choice((2, 3, 5, 8))))
        half = {0: 0, 1: len(drawn) // 2, 2: len(drawn)}[rng.choice((0, 1, 1, 2))]
        before[story], after[story] = drawn[:half], drawn[half:]
    first, second = (
        [Story(id=name, title="", articles=tuple(r.article.id for r in part)) for name, part in day.items() if part]
        for day in (before, after)
    )
    known = list(memory.remembered(first, {one.article.id: one for part in before.values() for one in part}))
    seen = {reading.article.id: traits(reading) for part in after.values() for reading in part}
    with patch.object(memory, "GOES_ON", min(LINKS)):
        near = memory.near(second, seen, known)
    both = sum(bool(before[name] and after[name]) for name in by)
    return [(0.0, False, "", both)] + [(odds, id_ == second[at].id, id_, at) for odds, id_, at in near]


def going_on(data: Path) -> None:
    """Right and found at each of `LINKS`."""
    texts = [pair for pair in read(data / "ecbplus" / "all.jsonl.gz", "auto") if topic_of(pair[1]) not in HELD_OUT]
    draws = [links(texts, seed) for seed in range(DAYS)]
    for least in LINKS:
        right = said = 0
        for _, *near in draws:
            taken: set[str | int] = set()
            for odds, same, id_, at in sorted(near, key=lambda link: (-link[0], link[2], link[3])):
                if odds >= least and not taken & {id_, at}:
                    taken |= {id_, at}
                    said += 1
                    right += same
        there = sum(draw[0][3] for draw in draws)
        print(f"GOES_ON {least:5}: right {100 * right / max(1, said):.0f} %, found {100 * right / there:.0f} %")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.cut", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    data = parser.parse_args().data
    going_on(data)
    cuts(data)


if __name__ == "__main__":
    main()
