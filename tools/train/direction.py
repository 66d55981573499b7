"""Trains the direction of dates: ``python -m tools.train.direction DATA [--out FILE] [--ablate]``.

Data: ``tests/gold/direction.jsonl`` (sentences labelled by reading, in eight languages), and from the folder DATA the
time expressions of MEANTIME and GUM, whose values tell the direction (CC BY 4.0), and what tells it by itself in other
texts (`tools.train.free_directions`). What is marked "test", by source and year, and half of MEANTIME's and GUM's articles,
are never trained on. Logistic regression, ℓ2; no randomness. Prints, on what was held out: the share right, that of the
rule "the latest such day, today included", and how far the probabilities can be trusted.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from briefing.lexicon.days import span_of
from briefing.model import SURE, Article, Timex
from briefing.reading.dates import direction, finder
from briefing.reading.dates.confidence import kind
from briefing.reading.dates.forms.context import Resolved
from briefing.reading.dates.forms.nouns import Form, Found
from briefing.reading.text.segment import segment
from tools.train.free_directions import free_labels

GOLD = Path("tests/gold/direction.jsonl")
OUT = Path("briefing/data/direction.json")
#: Inverse of the penalty; how much more freely distances are weighed; what a free label counts. By cross-validation over what
#: is trained on (`--ablate`) 9.8 % are wrong at 1.25 and 10.0 at 1 and at 1.5; less penalty makes more days certain, and wrong.
#: It is flat about the others.
STRENGTH, FREER, FREE = 1.25, 2.0, 0.3
#: Training sentences that a feature must be seen in; weights smaller than `LEAST` are left out.
SEEN, LEAST = 3, 0.015

#: Parts of a cross-validation.
FOLDS = 5
#: In news three of four such days are past; of our own sentences half are: their past ones weigh more.
PRIOR = 3.0
#: What another sentence counts for those on their own day, of which there are few.
BORROWED = 0.3
_TODAY = "today"
_OF_TODAY = (direction.OWN_DAY, direction.NOWADAYS)

#: What a form is taken for before any was seen, as if so many had been: absolute dates are right in 985 of 1,000.
LIKELY, LEAN = 0.985, 20
#: The same for what leans on a day named before: "the next day", "at 10 p.m.".
LEANING = 0.85
#: Above it the direction is settled, and what is wrong is the form or the anchor.
SETTLED = 0.9

Calls = list[tuple[int, int, str, int, int, list[str]]]


@dataclass(frozen=True, slots=True)
class Sample:
    """One expression: its features, whether it lies ahead, where it is from; of a "today", whether it means these times.

    `fold` is the same for what is of one article or sentence.
    """

    features: list[str]
    ahead: bool
    source: str
    test: bool
    weight: float
    nowadays: bool | None = None
    fold: int = 0


def asked(text: str, day: date, language: str) -> Calls:
    """What the finder asks the direction of in ``text``: (start, end, form, days behind, days ahead, features)."""
    calls: Calls = []

    class Spy(finder.Direction):
        __slots__ = ()

        def __call__(self, form: str, behind: int, ahead: int) -> float:
            _, start, end, _, _ = self._where
            if any(call[:2] == (start, end) for call in calls):
                return 0.0  # what it dates: asked a second time
            clause = direction.clause_features(*self._where)
            more = [] if form in _OF_TODAY else direction.distance_features(form, behind, ahead)
            calls.append((start, end, form, behind, ahead, [*clause, *more]))
            return 0.0

    article = Article(id="x", title="", text=text, published=day, language=language)
    with mock.patch.object(finder, "Direction", Spy):
        finder.find(article, segment(article))
    return calls


def hashed(name: str) -> int:
    """A number that follows from ``name`` alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def read_by_humans() -> Iterator[Sample]:
    """The repository's labels. Where the day of publication is not known, any day of that year is as good."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        days = (
            [date.fromisoformat(row["published"])]
            if row["published"]
            else [date(2019, 1, 1) + timedelta(days=hashed(row["id"] + salt) % 365) for salt in _salts(row)]
        )
        for day in days:
            for start, end, form, behind, ahead, features in asked(row["text"], day, row["language"]):
                if start < row["end"] and row["start"] < end:
                    if not row["published"] and form in ("day", "month") and abs(behind - ahead) > 200:
                        continue  # no writer would have left out the year
                    far = row["published"] and row["origin"] != "ECB+"  # whether how far it lies is known
                    yield Sample(
                        [feature for feature in features if far or not feature.startswith("ratio")],
                        row["label"] == "ahead",
                        f"{row['language']} {_TODAY if form in _OF_TODAY else row['origin']}",
                        row["split"] == "test",
                        _weight(row, form) / len(days),
                        row["label"] == "nowadays" if form == direction.NOWADAYS else None,
                        fold=hashed(row["id"]) % FOLDS,
                    )
                    break


def _weight(row: dict[str, Any], form: str) -> float:
    if form in _OF_TODAY:
        return 1.0
    return PRIOR if row["origin"] == "own" and row["label"] == "past" else 1.0


def _salts(row: dict[str, Any]) -> str:
    """Of how many days a sentence of an unknown day is read; for a "today" all are the same."""
    return "a" if row["id"].startswith("today-") else "abc"


def valued(path: Path, name: str) -> Iterator[Sample]:
    """Expressions of a corpus with TIMEX3 values (or GUM's days)."""
    for row in _rows(path):
        day = date.fromisoformat(row["published"][:10])
        gold = [
            (entry["start"], entry["end"], entry.get("value") or entry.get("when") or "")
            for entry in row.get("timexes") or row.get("dates") or ()
        ]
        for start, end, form, behind, ahead, features in asked(row["text"], day, "en"):
            for first, last, value in gold:
                span = span_of(value[:10]) if first < end and start < last else None
                if span is None or form == "within" or span[0] <= day <= span[1]:
                    continue
                back, on = abs((day - span[0]).days - behind), abs((span[1] - day).days - ahead)
                if min(back, on) <= 31:
                    number = hashed(row["id"])
                    yield Sample(features, on < back, name, number % 2 == 0, 1.0, fold=number // 2 % FOLDS)
                break


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def gather(data: Path) -> list[Sample]:
    """All samples."""
    return [
        *read_by_humans(),
        *valued(data / "timex" / "meantime-en.jsonl.gz", "MEANTIME"),
        *valued(data / "gum" / "train.jsonl.gz", "GUM"),
        *free(data),
    ]


def free(data: Path) -> Iterator[Sample]:
    """Expressions that say their direction themselves, outside what is held out."""
    test = [
        row for line in GOLD.read_text(encoding="utf-8").splitlines() if (row := json.loads(line))["split"] == "test"
    ]
    topics = {row["id"].split("-")[1].split("_")[0] for row in test if row["origin"] == "ECB+"}
    for features, ahead in free_labels(data, {row["text"] for row in test}, topics):
        yield Sample(features, ahead, "free", False, FREE, fold=hashed(" ".join(features)) % FOLDS)


def own_day(samples: list[Sample]) -> dict[str, float]:
    """The weights of what is counted from its own day: mostly from such sentences, and a little from all others."""
    told = [sample for sample in samples if sample.source.endswith(_TODAY)]
    others = [
        replace(sample, weight=sample.weight * BORROWED) for sample in samples if not sample.source.endswith(_TODAY)
    ]
    return fit([*told, *others], seen=Counter(feature for sample in told for feature in set(sample.features)))


def these_times(samples: list[Sample]) -> list[Sample]:
    """Each "today", asked whether it means these times."""
    return [replace(sample, ahead=sample.nowadays) for sample in samples if sample.nowadays is not None]


def fit(samples: list[Sample], *, without: str = "", seen: Counter[str] | None = None) -> dict[str, float]:
    """The weights; features that match ``without`` are left out, and those hardly ``seen``, by default in all."""
    seen = seen or Counter(feature for sample in samples for feature in set(sample.features))
    known = {
        feature for feature, count in seen.items() if count >= SEEN and not (without and re.fullmatch(without, feature))
    }
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{f: _scale(f) for f in sample.features if f in known} for sample in samples])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, fit_intercept=False)
    model.fit(matrix, [sample.ahead for sample in samples], sample_weight=[sample.weight for sample in samples])
    names = vectorizer.get_feature_names_out()
    return {
        str(name): round(float(weight) * _scale(str(name)), 3)
        for name, weight in sorted(zip(names, model.coef_[0], strict=True))
        if abs(weight) * _scale(str(name)) >= LEAST
    }


def _scale(feature: str) -> float:
    return FREER if feature.startswith("ratio") else 1.0


def report(samples: list[Sample], table: dict[str, float]) -> None:
    """Print what the weights reach on ``samples``, by source."""
    with mock.patch.object(direction, "table", return_value=table):
        probabilities = np.array([direction.ahead(sample.features) for sample in samples])
    truth = np.array([sample.ahead for sample in samples])
    right = (probabilities > 0.5) == truth
    sure = np.maximum(probabilities, 1 - probabilities)
    for source in sorted({sample.source for sample in samples}):
        own = np.array([sample.source == source for sample in samples])
        print(
            f"{source:24} {own.sum():4}  right {100 * right[own].mean():5.1f} %  always past {100 * (1 - truth[own].mean()):5.1f} %"
        )
    print(
        f"{'all':24} {len(samples):4}  right {100 * right.mean():5.1f} %  always past {100 * (1 - truth.mean()):5.1f} %"
    )
    said = probabilities > 0.5
    print(f"said ahead, but past: {100 * (~truth[said]).mean():.1f} % of {said.sum()}")
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.97), (0.97, 1.01)):
        here = (sure >= low) & (sure < high)
        if here.any():
            print(
                f"  told {low:.2f}–{min(high, 1):.2f}: {here.sum():4} mean {sure[here].mean():.3f} right {right[here].mean():.3f}"
            )


#: What an ablation leaves out: kinds of features, by their names.
ABLATIONS = {
    "each of the three nearest classes": r"[LR]\d \S+",
    "the two nearest classes together": r"[LR] \S*(?: \S+)?",
    "the nearest verb on both sides": r"L \S+ R \S+",
    "each class on a side": r"(?:left|right) .*",
    "the possessive": r"possessive.*",
    "words within six on a side": r"\w\w (?:before|after) .*",
    "the word before": r"\w\w -1 .*",
    "the two before the last": r"\w\w -3 .*",
    "the word behind": r"\w\w \+1 .*",
    "the form": r"form .*",
    "how far, of what comes once a year": r"ratio .*",
    "how far, of weekdays": r"\w+ within .*",
}


def ablate(samples: list[Sample]) -> None:
    """Print what each kind of features is worth, by cross-validation over what is trained on; lower is better.

    Log loss in thousandths; wrong, and wrong among those above `SURE`, in percent. What is free counts in training only.
    """
    print(f"{'without':36} {'loss':>6} {'wrong':>6} {'sure':>6} {'and wrong':>9} weights")
    for name, pattern in {"nothing": "", **ABLATIONS}.items():
        loss = wrong = sure = surely = told = weights = 0.0
        for fold in range(FOLDS):
            table = fit([sample for sample in samples if sample.fold != fold], without=pattern)
            held = [sample for sample in samples if sample.fold == fold and sample.source != "free"]
            with mock.patch.object(direction, "table", return_value=table):
                chances = np.array([direction.ahead(sample.features) for sample in held])
            right = np.where([sample.ahead for sample in held], chances, 1 - chances)
            certain = np.maximum(chances, 1 - chances) >= SURE
            loss -= np.log(np.maximum(right, 1e-6)).sum()
            wrong, sure, surely = (
                wrong + (right < 0.5).sum(),
                sure + certain.sum(),
                surely + (certain & (right < 0.5)).sum(),
            )
            told, weights = told + len(held), weights + len(table) / FOLDS
        print(
            f"{name:36} {1000 * loss / told:6.1f} {100 * wrong / told:6.2f} {100 * sure / told:6.1f} {100 * surely / sure:9.2f} {weights:7.0f}",
            flush=True,
        )


def reliability(data: Path, weights: dict[str, float]) -> dict[str, float]:
    """Kind of form → share of its expressions whose days overlap those that a human gave; the direction aside.

    Kinds seen seldom lean on `LIKELY`.
    """
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    tables = {"weights": weights, direction.OWN_DAY: {}, direction.NOWADAYS: {}, "reliability": {}}
    with mock.patch.object(direction, "table", lambda name: tables[name]):
        for row in [
            *_rows(data / "timex" / "meantime-en.jsonl.gz"),
            *_rows(data / "gum" / "train.jsonl.gz"),
        ]:
            if hashed(row["id"]) % 2 == 0:
                continue
            for form, resolved, days in compared(row):
                seen[kind(form)] += 1
                right[kind(form)] += resolved.first <= days[1] and days[0] <= resolved.last  # type: ignore[operator]
    likely = {name: LEANING if re.search(r"\b(?:then|alone)\b", name) else LIKELY for name in seen}
    return {name: round((right[name] + likely[name] * LEAN) / (seen[name] + LEAN), 3) for name in sorted(seen)}


def compared(row: dict[str, Any]) -> Iterator[tuple[Form, Resolved, tuple[date, date]]]:
    """Each placed expression of an article that a human gave days for: (form, what it came to, his days)."""
    pairs: list[tuple[Found, Resolved]] = []
    original = finder.timex_of

    def spy(one: Found, resolved: Resolved, ahead: float = 0.0, words: str = "") -> Timex:
        pairs.append((one, resolved))
        return original(one, resolved, ahead, words)

    article = Article(id="x", title="", text=row["text"], published=date.fromisoformat(row["published"][:10]))
    with mock.patch.object(finder, "timex_of", spy):
        finder.find(article, segment(article))
    for one, resolved in pairs:
        for entry in row.get("timexes") or row.get("dates") or ():
            value = (entry.get("value") or entry.get("when") or "")[:10]
            days = span_of(value)
            if days and "W" in value:  # half of MEANTIME's weeks are counted from another first week of the year
                days = (days[0] - timedelta(weeks=1), days[1] + timedelta(weeks=1))
            if days and resolved.first and entry["start"] < one.end and one.start < entry["end"]:
                if resolved.type in ("DATE", "TIME") and (resolved.probability > SETTLED):
                    yield one.form, resolved, days
                break


def main() -> None:
    """Train, print, write."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.direction", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--ablate", action="store_true", help="print what each kind of features is worth, and write nothing"
    )
    args = parser.parse_args()
    samples = gather(args.data)
    train, test = [s for s in samples if not s.test], [s for s in samples if s.test]
    print(f"{len(train)} to train on, {len(test)} held out")
    today = own_day(train)
    report([s for s in test if s.source.endswith(_TODAY)], today)
    nowadays = fit(these_times(train))
    print("whether a today means these times (for ahead read: these times)")
    report(these_times(test), nowadays)
    train, test = ([s for s in some if not s.source.endswith(_TODAY)] for some in (train, test))
    table = fit(train)
    report(test, table)
    if args.ablate:
        ablate(train)
        return
    args.out.write_text(
        json.dumps(
            {
                direction.OWN_DAY: today,
                direction.NOWADAYS: nowadays,
                "reliability": reliability(args.data, table),
                "weights": table,
            },
            ensure_ascii=False,
            indent=0,
            sort_keys=True,
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(table)} weights in {args.out}")


if __name__ == "__main__":
    main()
