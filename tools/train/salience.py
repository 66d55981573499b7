"""Trains the weights of word importance: ``python -m tools.train.salience --data DIR [--out FILE]``.

Data: GUM's training texts (news, biographies, interviews, speeches; CC BY 4.0), each with five summaries of one
sentence. Target: the share of an article's summaries that use a term; a term is a stem as `briefing.reading.summarisers.importance`
makes it. Logistic regression with a ridge penalty, articles weighted equally. No randomness. Prints the
cross-entropy on held-out articles, by ten folds, and what our summariser reaches on them with weights that have not
seen them: ROUGE-1 at 60 words less LEAD's, against the summaries by humans.
"""

import argparse
import dataclasses
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from briefing.lexicon.words import words
from briefing.model import Reading
from briefing.reading.reader import Reader
from briefing.reading.summarisers import importance, summarise
from briefing.reading.summarisers.importance import PROPERTIES, STEM, Bag, weigh
from briefing.settings import ReadingSettings
from briefing.sources.draft import Draft
from briefing.sources.page.finishing import finish
from tools.eval.rouge import rouge_n, tokens
from tools.eval.summaries import SAMPLES, SEED
from tools.train import logistic

Floats = NDArray[np.float64]

#: Penalty on squared standardised weights; 0.5 to 30 score alike in the folds.
RIDGE = 10.0
FOLDS = 10
OUT = Path("briefing/data/salience_words.json")


@dataclass(frozen=True, slots=True)
class Example:
    """An article's terms, the share of its summaries that use each, and its summaries by humans."""

    terms: Bag
    used: Floats
    reading: Reading
    human: list[list[str]]


def examples(data: Path) -> list[Example]:
    """GUM's training articles, read by our own reader."""
    reader = Reader(ReadingSettings(summariser="lead"))
    found = []
    with gzip.open(data / "gum" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            draft = Draft(origin=row["id"], id=row["id"], title=row["title"], text=row["text"], verbatim=True)
            reading = reader.read(finish(draft))
            terms = weigh(reading.article, reading.sentences, reading.mentions)
            summaries = [{word[:STEM] for word in words(each["text"])} for each in row["summaries"]]
            used = [sum(stem in summary for summary in summaries) / len(summaries) for stem in terms.stems]
            human = [tokens(each["text"]) for each in row["summaries"] if each["by"].startswith("human")]
            found.append(Example(terms, np.array(used), reading, human))
    return found


def fit(given: list[Example]) -> tuple[Floats, float]:
    """Weights of the properties, and the bias; articles count alike."""
    x = np.concatenate([each.terms.properties for each in given])
    y = np.concatenate([each.used for each in given])
    share = np.concatenate([np.full(len(each.used), 100 / len(each.used)) for each in given])
    return logistic.fit(x, y, share, RIDGE)


def loss(given: list[Example], weights: Floats, bias: float) -> float:
    """Mean cross-entropy a term, articles weighted equally."""
    total = 0.0
    for each in given:
        likely = 1 / (1 + np.exp(-(each.terms.properties @ weights + bias)))
        total -= float(np.mean(each.used * np.log(likely) + (1 - each.used) * np.log(1 - likely)))
    return total / len(given)


def gain(each: Example, weights: Floats, bias: float, budget: int = 60) -> float:
    """ROUGE-1 of our summary with these weights less that of LEAD, in per cent."""
    reading = each.reading
    with mock.patch.object(importance, "_weights", return_value=(weights, bias)):
        reading = dataclasses.replace(reading, terms=each.terms.noun(len(reading.sentences)))
        picks = [summarise(reading, name, sentences=None, words=budget) for name in ("briefing", "lead")]
    ours, lead = (tokens(" ".join(reading.text_of(n) for n in pick)) for pick in picks)
    return 100 * (rouge_n(ours, each.human, 1).f1 - rouge_n(lead, each.human, 1).f1)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.train.salience", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    given = examples(asked.data)
    unseen = [fit([each for n, each in enumerate(given) if n % FOLDS != fold]) for fold in range(FOLDS)]
    held_out = [loss(given[fold::FOLDS], *unseen[fold]) for fold in range(FOLDS)]
    gains = np.array([gain(each, *unseen[n % FOLDS]) for n, each in enumerate(given)])
    picks = np.random.default_rng(SEED).integers(0, len(gains), (SAMPLES, len(gains)))
    low, high = np.percentile(gains[picks].mean(axis=1), [2.5, 97.5])
    rate = float(np.mean([each.used.mean() for each in given]))
    plain = -(rate * np.log(rate) + (1 - rate) * np.log(1 - rate))
    print(f"{len(given)} articles; cross-entropy held out {np.mean(held_out):.4f}, of the bare rate {plain:.4f}")
    print(f"ROUGE-1 less LEAD's at 60 words, held out: {gains.mean():+.2f} [{low:+.2f}, {high:+.2f}]")
    weights, bias = fit(given)
    note = (
        "Likelihood that a summary uses a word of its article. Logistic regression, ridge 10, on GUM's training "
        "summaries (annotation CC BY 4.0), by python -m tools.train.salience."
    )
    content = {
        "note": note,
        "bias": round(bias, 5),
        "weights": {name: round(float(weight), 5) for name, weight in zip(PROPERTIES, weights, strict=True)},
    }
    asked.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
