"""Measures summaries: `python -m tools.eval.summaries FILE.jsonl[.gz] [--words 60] [--only NAMES] [--limit N]`.

FILE holds one article a line: `text` (and `title`, `language`) with `highlights`, `summary` or `summaries`: a string,
a list of strings (lines of one summary under `highlights` and `summary`, several summaries under `summaries`), or a
list of `{"by", "text"}`, of which those by humans count where there are any. Every summariser gets the same sentences
and the same budget in words (as printed, between spaces), in whole sentences; ROUGE against `lead` is compared by a
paired bootstrap over articles (1,000 samples, fixed seed). Three rows are no summarisers: `lead-cut` is the first
words up to the budget, cut within a sentence; `lead-filled` is LEAD that passes over sentences too long for what is
left; `oracle` adds greedily whatever sentence raises ROUGE-1 most, knowing the answer.
"""

import argparse
import gzip
import io
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from briefing.model import Reading
from briefing.reading.reader import Reader
from briefing.reading.summarisers import summarise
from briefing.settings import SUMMARISERS, ReadingSettings
from briefing.sources.draft import Draft
from briefing.sources.page.finishing import finish
from tools.eval.rouge import Score, rouge_l, rouge_n, tokens

SAMPLES = 1000
SEED = 20190129
MEASURES = ("r1", "r2", "rl")


@dataclass(frozen=True, slots=True)
class Case:
    """A reading and the words of its reference summaries."""

    reading: Reading
    references: tuple[tuple[str, ...], ...]

    @property
    def quotable(self) -> list[int]:
        """The sentences that may be chosen."""
        return [n for n, sent in enumerate(self.reading.sentences) if sent.quotable]

    def printed(self, chosen: Sequence[int]) -> str:
        """The summary as it reads."""
        return " ".join(self.reading.text_of(n) for n in chosen)

    def length(self, index: int) -> int:
        """Words of a sentence, as printed."""
        return len(self.reading.text_of(index).split())


def run(path: Path, words: int = 60, only: Sequence[str] = (), limit: int | None = None) -> dict[str, Any]:
    """ROUGE of every summariser in `SUMMARISERS` (or ``only`` those), LEAD and ORACLE on the articles of ``path``.

    Returns:
        "articles", "words" and "systems": name → mean "r1", "r2", "rl" (F1), "r1_recall", "length" in words,
        "ms" an article, and against LEAD "r1_lead" = [difference, low, high] of the 95 % bootstrap interval.
        Scores are per cent.
    """
    cases = list(_cases(path, limit))
    systems: dict[str, Callable[[Case, int], str]] = {
        "lead": lambda case, budget: case.printed(_lead(case, budget)),
        "lead-cut": lambda case, budget: " ".join(case.printed(case.quotable).split()[:budget]),
        "lead-filled": lambda case, budget: case.printed(_lead_filled(case, budget)),
        "oracle": lambda case, budget: case.printed(_oracle(case, budget)),
    }
    for name in SUMMARISERS:
        if name != "lead" and (not only or name in only):
            systems[name] = _by_name(name)
    scored: dict[str, dict[str, list[float]]] = {}
    for name, system in systems.items():
        started = time.perf_counter()
        texts = [system(case, words) for case in cases]
        spent = time.perf_counter() - started
        scored[name] = _scores(cases, texts)
        scored[name]["ms"] = [1000 * spent / max(1, len(cases))]
    return {
        "articles": len(cases),
        "words": words,
        "systems": {name: _summed(scores, scored["lead"]) for name, scores in scored.items()},
    }


def _cases(path: Path, limit: int | None) -> Iterator[Case]:
    reader = Reader(ReadingSettings(summariser="lead"))
    with path.open("rb") as raw, gzip.open(raw) if path.suffix == ".gz" else raw as stream:
        for number, line in enumerate(io.TextIOWrapper(stream, encoding="utf-8")):
            if limit is not None and number >= limit:
                return
            row = json.loads(line)
            references = tuple(tuple(tokens(text)) for text in _references(row))
            if not references or not row.get("text", "").strip():
                continue
            draft = Draft(
                origin=f"{path.name}:{number + 1}",
                text=row["text"],
                title=row.get("title") or "",
                id=str(row.get("id", number)),
                language=row.get("language") or row.get("lang") or "",
                verbatim=True,
            )
            case = Case(reader.read(finish(draft)), references)
            if case.quotable:
                yield case


def _references(row: dict[str, Any]) -> list[str]:
    several = row.get("summaries")
    if several:
        named = [each for each in several if isinstance(each, dict)]
        human = [each["text"] for each in named if str(each.get("by", "")).startswith("human")]
        return human or [each["text"] for each in named] or [str(each) for each in several]
    for key in ("highlights", "summary"):
        one = row.get(key)
        if one:
            return [one if isinstance(one, str) else " ".join(map(str, one))]
    return []


def _by_name(name: str) -> Callable[[Case, int], str]:
    return lambda case, budget: case.printed(summarise(case.reading, name, sentences=None, words=budget))


def _lead(case: Case, budget: int) -> list[int]:
    chosen: list[int] = []
    left = budget
    for n in case.quotable:
        left -= case.length(n)
        if left < 0 and chosen:
            break
        chosen.append(n)
    return chosen


def _lead_filled(case: Case, budget: int) -> list[int]:
    chosen: list[int] = []
    left = budget
    for n in case.quotable:
        if case.length(n) <= left or not chosen:
            chosen.append(n)
            left -= case.length(n)
    return chosen


def _oracle(case: Case, budget: int) -> list[int]:
    chosen: list[int] = []
    best = 0.0
    while True:
        left = budget - sum(map(case.length, chosen))
        tried = [
            (rouge_n(tokens(case.printed([*chosen, n])), case.references, 1).f1, -n)
            for n in case.quotable
            if n not in chosen and case.length(n) <= left
        ]
        if not tried or max(tried)[0] <= best:
            return sorted(chosen)
        best, n = max(tried)
        chosen.append(-n)


def _scores(cases: Sequence[Case], texts: Sequence[str]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {key: [] for key in (*MEASURES, "r1_recall", "length")}
    for case, text in zip(cases, texts, strict=True):
        words = tokens(text)
        one: Score = rouge_n(words, case.references, 1)
        found["r1"].append(one.f1)
        found["r1_recall"].append(one.recall)
        found["r2"].append(rouge_n(words, case.references, 2).f1)
        found["rl"].append(rouge_l(words, case.references).f1)
        found["length"].append(len(text.split()) / 100)
    return found


def _summed(scores: dict[str, list[float]], lead: dict[str, list[float]]) -> dict[str, Any]:
    summed: dict[str, Any] = {key: round(100 * float(np.mean(values)), 2) for key, values in scores.items()}
    summed["ms"] = round(scores["ms"][0], 2)
    for key in MEASURES:
        gains = 100 * (np.array(scores[key]) - np.array(lead[key]))
        picks = np.random.default_rng(SEED).integers(0, len(gains), (SAMPLES, len(gains)))
        low, high = np.percentile(gains[picks].mean(axis=1), [2.5, 97.5])
        summed[f"{key}_lead"] = [round(float(value), 2) for value in (gains.mean(), low, high)]
    return summed


def table(result: dict[str, Any]) -> str:
    """The result as lines of text."""
    lines = [f"{result['articles']} articles, {result['words']} words; F1 in per cent, ± against lead (95 %)"]
    lines.append(f"{'':14}{'R1':>7}{'R2':>7}{'RL':>7}{'recall':>8}{'words':>7}{'ms':>8}   R1 - lead")
    for name, row in sorted(result["systems"].items(), key=lambda item: -item[1]["r1"]):
        gain, low, high = row["r1_lead"]
        lines.append(
            f"{name:14}{row['r1']:7.2f}{row['r2']:7.2f}{row['rl']:7.2f}{row['r1_recall']:8.2f}{row['length']:7.1f}"
            f"{row['ms']:8.2f}   {gain:+.2f} [{low:+.2f}, {high:+.2f}]"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--words", type=int, default=60)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--limit", type=int)
    asked = parser.parse_args(arguments)
    print(table(run(asked.path, asked.words, asked.only, asked.limit)))


if __name__ == "__main__":
    main()
