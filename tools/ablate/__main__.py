"""``python -m tools.ablate [--ledger] [--count] [--log FILE] [--corpora PATH…] [WORD…]``: which rules fire, and what each pays.

A group is a list of a table, a rule of the grammar, a word list or regex of a module, or a step of reading
(`tools.ablate.groups`); WORD keeps those whose name holds it. One pass over the corpora counts where each fires; then
each that fires is switched off in a process of its own and measured as `make eval` measures, on the records that it can
touch and no others: the rest cannot change. What fires nowhere, or moves nothing on two sets, is no rule but a memory.
``--count`` leaves the second part out; ``--log FILE`` keeps what was measured, so that a run goes on where one stopped;
``--ledger`` writes docs/rules.md; PATH are sets beside those of the repository, which only count.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path

from rich.console import Console
from rich.progress import track

from briefing.model import Article, Reading
from briefing.reading.reader import Reader
from tools.ablate.groups import Group, groups, switch_off
from tools.ablate.ledger import Entry, Moves, worth, write
from tools.ablate.reach import Reach, lines_of, reach
from tools.eval.__main__ import ROOT, flat, measured

GOLD, LABELLED = ROOT / "tests" / "gold", ROOT / "tests" / "labelled"
_DATES = ("direction.jsonl", "direction-wires.jsonl", "day-kinds.jsonl", "timexes.jsonl", "calendar.jsonl")
_ROLES = (
    "roles.jsonl", "roles-items.jsonl", "roles-abroad.jsonl", "roles-unseen.jsonl", "roles-drawn.jsonl",
    "roles-wires.jsonl",
)  # fmt: skip
_NAMES = ("identity.jsonl", "letters.jsonl", "references.jsonl", "references-abroad.jsonl", *_ROLES, "leads.jsonl")
_WORDS = (*_NAMES, "names.jsonl", "names-alphabets.jsonl")
_PAGES = ("debris.jsonl", "stories.jsonl")
_WEIGHT = (
    "weight.jsonl", "weight-real.jsonl", "weight-days.jsonl", "weight-upper.jsonl", "weight-protocol.jsonl",
    "weight-memorials.jsonl",
)  # fmt: skip
_FIGURES = ("figures.jsonl", "figures-abroad.jsonl", "figures-days.jsonl")
#: Head of a group's name → the sets that it can move; the first that fits counts.
SETS: dict[str, tuple[str, ...]] = {
    "timex_": _DATES, "reading.dates": _DATES, "lexicon.days": _DATES, "lexicon.events": _DATES,
    "names_persons": (*_ROLES, "leads.jsonl"), "reading.actors.role": _ROLES, "names_": _WORDS,
    "lexicon.names": _WORDS, "reading.names": _NAMES, "reading.actors": _NAMES, "lexicon.places": _NAMES,
    "debris": _PAGES, "sources.page": _PAGES, "words_furniture": _PAGES, "words_asides": _PAGES, "reading.text": _PAGES,
    "words_leaning": ("stories.jsonl",), "words_claims": ("claims.jsonl",),
    "words_abbreviations": ("stories.jsonl", "roles.jsonl"), "quantities": _FIGURES, "words_deeds": _FIGURES,
    "edition": ("stories.jsonl", *_FIGURES), "grouping": ("leads.jsonl", "mixed-pile.jsonl", "headlined.jsonl"),
    "words_genre": ("genres.jsonl",), "genre": ("genres.jsonl",), "words_desk": ("genres.jsonl",),
    "words_gravity": _WEIGHT, "agencies": ("weight-real.jsonl", "stories.jsonl"),
    "reading.facts.subject": ("leads.jsonl", "states.jsonl", "weight-real.jsonl"), "reading.facts.gravity": _WEIGHT,
    "reading.facts": (*_FIGURES, "genres.jsonl", "weight-real.jsonl", "claims.jsonl"),
    "languages": ("languages.jsonl",), "lexicon.languages": ("languages.jsonl",),
    "words_style": ("styles.jsonl", "stories.jsonl"), "reviews": ("genres.jsonl",), "labels": ("genres.jsonl",),
    "words_stop": ("stories.jsonl", "leads.jsonl"), "lexicon.words": _PAGES, "lexicon.paragraphs": _PAGES,
    "reading.summarisers": ("stories.jsonl",), "lexicon.roles": _ROLES,
}  # fmt: skip
#: Scores that say how much was printed, not how well; counts are whole numbers and no scores anyway.
UNTOLD = ("point",)
#: A score moves that moves by this much, in points of the whole set.
LEAST = 0.005
#: Records of one set that a group is measured on at the most, evenly drawn: the rest is like them.
MOST = 120


def main() -> int:
    """0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("words", nargs="*")
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--count", action="store_true")
    parser.add_argument("--corpora", nargs="*", type=Path, default=[])
    parser.add_argument("--log", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    console = Console(width=140)
    chosen = [group for group in groups() if not asked.words or any(word in group.name for word in asked.words)]
    corpora = [*sorted(LABELLED.glob("*.jsonl")), *sorted(GOLD.glob("*.jsonl")), *asked.corpora]
    judged = {group.name: [*_judges(group), *asked.corpora] for group in chosen}
    found = reach(chosen, corpora, judged)
    known, trees = _logged(asked.log)
    entries = {group.name: Entry(group, found[group.name], known.get(group.name)) for group in chosen}
    work = [(group, found[group.name]) for group in chosen if not asked.count and group.name not in known]
    for name, moves in _measured([each for each in work if _sets(*each)], asked.jobs):
        entries[name] = entries[name]._replace(moves=moves)
        trees.add(commit())
        if asked.log:
            with asked.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps([name, moves, commit()]) + "\n")
        told = ", ".join(f"{score} {move:+.2f}" for score, move in moves.items()) or "nothing moves"
        console.print(f"{worth(moves):+7.2f}  {name}: {told}", highlight=False, soft_wrap=True)
    if asked.count:
        for entry in entries.values():
            records = sum(len(numbers) for numbers in entry.reach.records.values())
            console.print(f"{records:6}  {entry.group.name}: {len(entry.reach.rows)} of {len(entry.group.rows)} rows")
    if asked.ledger:
        write(ROOT / "docs" / "rules.md", list(entries.values()), commit(), sorted(trees))
    return 0


def _logged(log: Path | None) -> tuple[dict[str, Moves], set[str]]:
    """What earlier runs have measured, and the commits that they measured."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log and log.exists() else []
    return {name: moves for name, moves, _ in lines}, {tree for _, _, tree in lines}


@cache
def commit() -> str:
    """The commit that the tree stands at, short."""
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()


def _measured(work: Sequence[tuple[Group, Reach]], jobs: int) -> Iterator[tuple[str, Moves]]:
    """What moves without each group, one after another."""
    if not work:
        return
    _remember({path for each in work for path in _sets(*each) if path.name not in _DATES})
    with multiprocessing.get_context("fork").Pool(jobs, maxtasksperchild=1) as pool:
        quiet = not sys.stderr.isatty()
        yield from track(pool.imap(_moves, work), total=len(work), console=Console(stderr=True), disable=quiet)


def _judges(group: Group) -> list[Path]:
    """The corpora of the repository that can judge ``group``."""
    names = next((sets for head, sets in SETS.items() if group.name.startswith(head)), ())
    return [path for file in names for path in (GOLD / file, LABELLED / file) if path.exists()]


def _sets(group: Group, reached: Reach) -> dict[Path, Sequence[int]]:
    """The corpora of the repository that ``group`` can move, and which records of each."""
    paths = _judges(group)
    if group.kind == "step":
        return {path: range(len(lines_of(path))) for path in paths}
    return {path: reached.records[path] for path in paths if reached.records.get(path)}


def _moves(work: tuple[Group, Reach]) -> tuple[str, Moves]:
    """What moves without a group, in this process only, which ends with it."""
    group, reached = work
    moved: Moves = {}
    with tempfile.TemporaryDirectory() as folder:
        parts = [
            (_part(path, numbers, Path(folder)), path, len(numbers)) for path, numbers in _sets(group, reached).items()
        ]
        before = [_scores(part) for part, _, _ in parts]
        switch_off(group)
        _reread.clear()
        for (part, path, size), base in zip(parts, before, strict=True):
            try:
                after = _scores(part)
            except Exception as error:  # noqa: BLE001 — code that cannot run without its list says so by failing
                moved[f"{path.stem} fails: {type(error).__name__}"] = -100.0
                continue
            share = size / len(lines_of(path))
            for score, value in base.items():
                move = (after.get(score, 0.0) - value) * share
                if abs(move) >= LEAST:
                    moved[f"{path.stem} {score}"] = move
    return group.name, moved


def _part(path: Path, numbers: Sequence[int], folder: Path) -> Path:
    """The chosen records as a corpus of their own, with those of the same day, beside the sets that it looks up."""
    lines = lines_of(path)
    step = -(-len(numbers) // MOST)
    kept = set(numbers[::step])
    if path.stem.startswith("weight"):
        days = {_day(lines[n]) for n in kept}
        kept = {n for n, line in enumerate(lines) if _day(line) in days}
    place = folder / path.stem
    place.mkdir()
    for other in path.parent.glob("*.jsonl"):
        (place / other.name).symlink_to(other)
    (place / path.name).unlink()
    for split in ("tune", "test"):  # a measure by split needs one record of each
        if not any(f'"split": "{split}"' in lines[n] for n in kept):
            kept |= {next((n for n, line in enumerate(lines) if f'"split": "{split}"' in line), min(kept))}
    (place / path.name).write_text("".join(lines[n] for n in sorted(kept)), encoding="utf-8")
    return place / path.name


def _day(line: str) -> str:
    return line.partition('"day": "')[2][:10]


def _scores(path: Path) -> dict[str, float]:
    """The scores of one corpus that a rule can move."""
    return {
        score: float(value)
        for _, measure in measured(path)
        for score, value in flat(measure)
        if isinstance(value, float) and not any(word in score.split() for word in UNTOLD)
    }


#: Readings of this process; sentences are remembered by the model itself, for all processes that come after.
_reread: dict[Article, Reading] = {}


def _remember(paths: Collection[Path]) -> None:
    """Read every article of ``paths`` once, and run the model once over every sentence."""
    from briefing.reading.model import encode

    encode.REMEMBERED = 1_000_000
    once = Reader.read

    def read(self: Reader, article: Article) -> Reading:
        if article not in _reread:
            _reread[article] = once(self, article)
        return _reread[article]

    Reader.read = read  # type: ignore[method-assign]
    for path in paths:
        _scores(path)


if __name__ == "__main__":
    sys.exit(main())
