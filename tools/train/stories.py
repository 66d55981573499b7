"""Trains the pair model of stories: ``python -m tools.train.stories --data DIR [--out DIR]``.

Data: ECB+ (CC BY 3.0), its topics but for those of `tools.eval.piles.HELD_OUT`, as full texts, as openings, as first
sentences, mixed, in small and in all-different piles; half of the stories of UCI News Aggregator's headlines (CC BY
4.0); for pairs of two languages the same texts with the words of half of them made strange and their vectors moved as
far as a translation's, and half of MEANTIME's articles in English and Dutch (CC BY 4.0). How rare a word is in the
news at large: Wikipedia's Current Events (CC BY-SA 4.0). Target: same story or not. Logistic regression with a ridge
penalty; what is likeness never counts against. No randomness but of fixed seeds. Run it again when the encoder
changes: no weight depends on its width. Prints B-cubed F1 of what is held out.
"""

import argparse
import dataclasses
import functools
import json
import math
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import wordfreq
from numpy.typing import NDArray

from briefing import intake
from briefing.grouping.events import events
from briefing.grouping.evidence import Evidence
from briefing.grouping.model import KINDS, LogOdds, Weights, bareness, kinds, likeness, model
from briefing.grouping.rarity import _background, rarity
from briefing.grouping.traits import STEM, Traits, traits
from briefing.lexicon.words import stop_words, words
from briefing.model import Reading
from briefing.settings import Settings
from tools.eval.clusters import b_cubed, load
from tools.eval.piles import HELD_OUT, MIXED, halves, in_training, records, shortened, topic_of

Floats = NDArray[np.float64]
#: Evidence that grows with likeness, and what only says that both articles have anything to be like in. A weight of the
#: first kind is never negative.
ALIKE = ("head", "body", "smooth", "vector", "margin", "brief_vector", "names", "people", "rare", "numbers", "shared")
PRESENT = ("named", "peopled", "numbered", "both_brief", "brief")
#: Those of `ALIKE` that near neighbours bring.
BY_NEIGHBOURS = ("smooth", "brief_vector", "shared")
#: (traits, story) of each article.
Pile = list[tuple[Traits, str]]
#: Of many pairs: evidence, each for texts and for headlines; whether they are of one story; weight.
Sample = tuple[Floats, Floats, Floats]

OUT = Path("briefing/data")
RIDGE = 1.0
#: Pairs of an article: its likest ones, and all of its own story. What they weigh together, of either kind.
CANDIDATES, WEIGHT = 40, 2.0
#: Headlines of one story at most in the one pile of them, and all in the other.
EACH, FEW = 8, 300
#: Times that what is drawn is drawn: with one, B-cubed F1 of what is held out hangs on the draw (headlines 93 to 96).
DRAWS = 4
#: News items of Wikipedia that make one article together, and stems that are kept of those counted.
ITEMS, STEMS = 5, 8000
#: Stems of another language that are kept, words of an article, and articles that have a stem that is not kept. On halves
#: of MEANTIME 500 to 4000 stems are alike, and 150 to 400 words.
ELSEWHERE, LENGTH, OTHERS = 1500, 150, 4
LANGUAGES = "ar bg cs da de es fa fi fr hu id it mk nl pl pt ro ru sv tr uk".split()
#: Share of the words of names that are spelt otherwise in another language.
SPELT_OTHERWISE = 0.4
#: Length of what a translation adds to a unit vector: the cosine of MEANTIME's titles to their translations is 0.7.
TRANSLATED = 1.0
#: How often the small pile of real translations counts, each time whole and once with half of its stories in one language
#: only: most of what is told abroad nobody here tells. (With whole ones alone, of 181 pages in eight languages four were
#: joined across languages, all wrongly; so none. Training halves 87.3 → 90.5, unseen ones 92.1 either way.)
REAL = 8


def background(data: Path) -> dict[str, Any]:
    """Of how many articles of the news at large in each language a stem is one."""
    rows = [row for name in ("desks", "undesked") for row in records(data / "current-events" / f"{name}.jsonl.gz")]
    texts = [row["text"] for row in sorted(rows, key=lambda row: (row["day"], row["id"]))]
    count = len(texts) // ITEMS
    stops = stop_words("en")
    holders: Counter[str] = Counter()
    for i in range(count):
        # Items of one article are years apart, so that no story is counted for a word's being common.
        listed = (word for k in range(ITEMS) for word in words(texts[i + k * count]))
        holders.update({word[:STEM] for word in listed if word not in stops})
    told = {"en": {"": OTHERS, **dict(_most(holders, STEMS))}}
    for language in LANGUAGES:
        told[language] = {"": OTHERS, **_elsewhere(language, count)}
    note = (
        "Of how many articles a stem is one; counted on Wikipedia's Current Events, and after the word lists of wordfreq "
        "(Speer); both CC BY-SA 4.0, as is this table."
    )
    return {"note": note, "documents": count, "holders": told}


def _elsewhere(language: str, count: int) -> dict[str, int]:
    """Of how many of ``count`` articles in ``language`` each of its frequent stems is one, if words fall by chance."""
    shares: Counter[str] = Counter()
    for written, share in wordfreq.get_frequency_dict(language).items():
        for word in words(written):
            shares[word[:STEM]] += share  # type: ignore[assignment]
    return {stem: round(count * (1 - math.exp(-LENGTH * share))) for stem, share in _most(shares, ELSEWHERE)}


def _most(counted: Mapping[str, float], kept: int) -> list[tuple[str, Any]]:
    return sorted(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:kept])


def piles(data: Path, mode: str) -> list[Pile]:
    """What is trained on."""
    texts = [pair for pair in read(data / "ecbplus" / "all.jsonl.gz", mode) if topic_of(pair[1]) not in HELD_OUT]
    bare = [pair for pair in read(data / "headlines" / "dev.jsonl.gz", mode) if in_training(pair[1])]
    openings = [(shortened(reading, 0, 2), story) for reading, story in texts]
    given = [texts, openings, random.Random(0).sample(bare, FEW)]
    for seed in range(DRAWS):
        rng = random.Random(seed)
        mixed = [(shortened(r, 0, n) if (n := rng.choice((0, 0, 3, 1))) else r, story) for r, story in texts]
        several = rng.sample(texts, 120)
        alone = list({story: (reading, story) for reading, story in several + texts}.values())
        given += [mixed, several, alone, _as_a_day(bare, seed, (EACH,)), _as_a_day(bare, seed, (1, 2, 3, 4))]
        given += [_as_a_day(texts, seed, (1, 1, 2, 2, 3)), _as_a_day(mixed, seed, (1, 2, 3))]
    return [[(traits(reading), story) for reading, story in pile] for pile in given]


def _as_a_day(pile: Sequence[tuple[Reading, str]], seed: int, most: Sequence[int]) -> list[tuple[Reading, str]]:
    """A day's pile: of each story one to a few articles, one of ``most`` drawn for each."""
    rng = random.Random(seed)
    left: dict[str, int] = {}
    kept = []
    for reading, story in rng.sample(pile, len(pile)):
        left[story] = left.get(story, rng.choice(most)) - 1
        if left[story] >= 0:
            kept.append((reading, story))
    return kept


@functools.cache
def read(path: Path, mode: str) -> list[tuple[Reading, str]]:
    """Readings of a corpus and their stories."""
    settings = Settings.model_validate({"reading": {"model": mode}})
    articles, gold = load(path)
    return [(r, gold[r.article.id]) for r in intake.read(articles, settings) if isinstance(r, Reading)]


def strange(pile: Pile) -> Pile:
    """Every other article in a language of its own words; numbers and most of the names stay."""

    def other(counted: Mapping[str, int], names: Mapping[str, int]) -> dict[str, int]:
        return {_said(stem, names): count for stem, count in counted.items()}

    return [
        (
            dataclasses.replace(
                each,
                language="xx",
                **{part: other(getattr(each, part), each.names) for part in ("head", "body", "names", "people")},
                vector=_translated(each),
            )
            if zlib.crc32(each.id.encode()) % 2
            else each,
            story,
        )
        for each, story in pile
    ]


def _translated(each: Traits) -> NDArray[np.float32] | None:
    """The vector as that of a translation: a little beside it."""
    if each.vector is None:
        return None
    beside = np.random.default_rng(zlib.crc32(each.id.encode())).normal(size=each.vector.shape)
    moved = each.vector + TRANSLATED * beside / np.linalg.norm(beside)
    return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)


def translations(data: Path) -> Pile:
    """Halves of MEANTIME's articles in two languages, with vectors, but for those of the mixed pile."""
    apart = {row["story"].removeprefix("meantime-") for row in records(MIXED)}
    settings = Settings.model_validate({"reading": {"model": "auto"}})
    told = [(article, story) for article, story in halves(data) if in_training(story) and story not in apart]
    stories_ = {article.id: story for article, story in told}
    read_ = [r for r in intake.read([article for article, _ in told], settings) if isinstance(r, Reading)]
    return [(traits(reading), stories_[reading.article.id]) for reading in read_]


def parted(pile: Pile, seed: int) -> Pile:
    """A pile of two languages of which half of the stories keep one of them."""

    def drawn(story: str, what: str) -> bool:
        return zlib.crc32(f"{story}{what}{seed}".encode()) % 1000 < 500

    return [(each, story) for each, story in pile if drawn(story, "") or (each.language == "en") == drawn(story, "in")]


def _said(stem: str, names: Mapping[str, int]) -> str:
    if stem[0].isdigit() or (stem in names and zlib.crc32(stem.encode()) % 100 >= 100 * SPELT_OTHERWISE):
        return stem
    return f"~{stem}"


def pairs(pile: Pile, kind: str, near: Mapping[str, Weights] | None) -> Sample:
    """Evidence of the pairs of ``kind``, whether they are of one story, and their weights.

    Where no article has a vector ``near`` decides who stands for whom; with None nobody does.
    """
    listed = [each for each, _ in pile]
    stories = np.array([story for _, story in pile])
    evidence = Evidence(listed, rarity(listed))
    matrices = dict(evidence.direct())
    if evidence.read:
        matrices |= evidence.by_neighbours(evidence.likeness())
    elif near:
        nearness = LogOdds(listed, near)
        for name, matrix in matrices.items():
            nearness.add(name, matrix)
        matrices |= evidence.by_neighbours(likeness(nearness.total()))
    same = stories[:, None] == stories[None, :]
    alike = matrices["head"] + matrices["body"] + matrices["vector"]
    np.fill_diagonal(alike, -9)
    likest = np.argsort(-alike, axis=1, kind="stable")[:, :CANDIDATES]
    wanted = same.copy()
    wanted[np.arange(len(pile))[:, None], likest] = True
    left, right = np.nonzero(np.triu(wanted | wanted.T, 1) & kinds(listed)[kind])
    together = same[left, right]
    sizes = Counter(stories.tolist())
    weight = np.array([WEIGHT / max(1, sizes[story] - 1) for story in stories[left].tolist()])
    weight[~together] = WEIGHT * len(pile) / max(1, int((~together).sum()))
    bare = np.prod(bareness(listed)[[left, right]], axis=0)[:, None]
    nothing = np.zeros_like(alike)
    columns = np.stack([matrices.get(name, nothing)[left, right] for name in (*ALIKE, *PRESENT)], axis=1)
    columns = np.hstack([columns, np.ones((len(left), 1))])
    columns = np.hstack([columns * (1 - bare), columns * bare])
    return columns.astype(np.float64), together.astype(np.float64), weight


def fitted(given: Sequence[Sample], silent: Iterable[str] = ()) -> dict[str, dict[str, float]]:
    """Weights of the evidence and the biases; likeness that would count against is left out, the worst first."""
    x, y, weight = (np.concatenate(part) for part in zip(*given, strict=True))
    every = [(of, name) for of in ("texts", "headlines") for name in (*ALIKE, *PRESENT, "bias")]
    kept = [column for column in every if column[1] not in set(silent)]
    while True:
        free = np.array([name == "bias" for _, name in kept])
        theta = _newton(x[:, [every.index(column) for column in kept]], y, weight, free)
        worst = min((n for n, (_, name) in enumerate(kept) if name in ALIKE), key=lambda n: theta[n])
        if theta[worst] >= 0:
            break
        del kept[worst]
    found: dict[str, dict[str, float]] = {"texts": {}, "headlines": {}}
    for (of, name), value in zip(kept, theta, strict=True):
        found[of][name] = round(float(value), 3)
    return found


def _newton(x: Floats, y: Floats, weight: Floats, free: NDArray[np.bool_]) -> Floats:
    penalty = np.where(free, 1e-3, RIDGE)
    theta = np.zeros(x.shape[1])
    for _ in range(50):
        likely = 1 / (1 + np.exp(-np.clip(x @ theta, -30, 30)))
        gradient = x.T @ (weight * (likely - y)) + penalty * theta
        curvature = (x * (weight * likely * (1 - likely))[:, None]).T @ x + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curvature, gradient)
        theta -= step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(theta)


def learnt(data: Path) -> dict[str, dict[str, Any]]:
    """The weights of each kind of pair: for near neighbours, then for one story."""
    near: dict[str, Any] = {}
    story: dict[str, Any] = {}
    _, known = _background()
    known["xx"] = {f"~{stem}" if stem and not stem[0].isdigit() else stem: n for stem, n in known["en"].items()}
    for mode, (one, two) in (("rules", KINDS[2:]), ("auto", KINDS[:2])):
        given = piles(data, mode)
        silent = () if mode == "auto" else ("vector", "margin", "brief_vector")
        told = translations(data) if mode == "auto" else []
        real = [pile for n in range(REAL) for pile in (told, parted(told, n)) if pile]
        shown = {one: given, two: [*map(strange, given), *real]}
        for kind, listed in shown.items() if mode == "rules" else ():
            near[kind] = fitted([pairs(pile, kind, None) for pile in listed], (*silent, *BY_NEIGHBOURS))
        for kind, listed in shown.items():
            story[kind] = fitted([pairs(pile, kind, near) for pile in listed], silent)
    return {"near": near, "weights": story}


def report(data: Path) -> None:
    """B-cubed F1 of what is held out."""
    for mode in ("auto", "rules"):
        texts = [pair for pair in read(data / "ecbplus" / "all.jsonl.gz", mode) if topic_of(pair[1]) in HELD_OUT]
        bare = [p for p in read(data / "headlines" / "dev.jsonl.gz", mode) if not in_training(p[1])]
        rng = random.Random(1)
        kinds_ = {
            "full": texts,
            "openings": [(shortened(r, 0, 3), s) for r, s in texts],
            "first sentences": [(shortened(r, 0, 1), s) for r, s in texts],
            "mixed": [(shortened(r, 0, n) if (n := rng.choice((0, 0, 3, 1))) else r, s) for r, s in texts],
            "all different": list({s: (r, s) for r, s in texts}.values()),
            "seventeen": rng.sample(texts, 17),
            "headlines": bare,
            "400 headlines": rng.sample(bare, 400),
        }
        for name, pile in kinds_.items():
            listed = [traits(reading) for reading, _ in pile]
            label = {i: n for n, group in enumerate(events(listed)) for i in group}
            scores = b_cubed([label[i] for i in range(len(pile))], [story for _, story in pile])
            print(f"{mode:6} {name:16} {len(pile):5}", " ".join(f"{k} {v:.1f}" for k, v in scores.items()))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.stories", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    table = json.dumps(background(asked.data), ensure_ascii=False, indent=0)
    (asked.out / "story_words.json").write_text(table + "\n", encoding="utf-8")
    _background.cache_clear()
    tables = learnt(asked.data)
    note = (
        "Log-odds that two articles tell one story. Logistic regression on ECB+ (CC BY 3.0), headlines of UCI News "
        "Aggregator and MEANTIME (CC BY 4.0), by python -m tools.train.stories."
    )
    content = json.dumps({"note": note, **tables}, indent=1)
    (asked.out / "story_pairs.json").write_text(content + "\n", encoding="utf-8")
    if asked.out.resolve() == OUT.resolve():  # what is held out is read with the tables of the tree
        model.cache_clear()
        report(asked.data)


if __name__ == "__main__":
    main()
