"""Measures what is called new of a story that goes on: `python -m tools.eval tests/gold/{moved,stories}.jsonl`.

In ``moved.jsonl`` a brief has printed some sentences and reports of a later day say more; in ``stories.jsonl`` the key
points of a story's first reports are taken for what was printed, and the sentences of the next one are judged: those
tell nothing new all of whose letters were told and that add nothing.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from briefing.edition.candidates import gather
from briefing.edition.points import choose
from briefing.edition.retold import Earlier
from briefing.settings import EditionSettings
from tools.eval.sentences import DEBRIS, MORE, label_of, story_of

Record = Mapping[str, Any]

_DAY = date(2019, 1, 29)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def run(path: Path) -> dict[str, Any]:
    """The scores of one file of gold, by split."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    judged = later_days if "printed" in records[0] else later_reports
    return {
        split: scores([pair for record in records if record["split"] == split for pair in judged(record)])
        for split in sorted({record["split"] for record in records})
    }


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of one of the two sets."""
    return "split" in fields and ("printed" in fields or ("articles" in fields and "label" not in fields))


def scores(pairs: Sequence[tuple[bool, bool]]) -> dict[str, Any]:
    """Of pairs (is new, is called new): the new that is found, and the old that is known again."""
    count = Counter(pairs)
    new, old = count[True, True] + count[True, False], count[False, True] + count[False, False]
    return {
        "sentences": len(pairs),
        "new found %": 100 * count[True, True] / max(1, new),
        "told known %": 100 * count[False, False] / max(1, old),
    }


def later_days(record: Record) -> Iterator[tuple[bool, bool]]:
    """Each sentence of a later day: whether it is new, and whether it is called so."""
    reports = [
        {"id": str(n), "text": said, "published": record["published"]}
        for n, (said, _) in enumerate(record["sentences"])
    ]
    story, readings = story_of(reports)
    earlier = Earlier(record["printed"], since=date.fromisoformat(record["last"]))
    for n, (_, label) in enumerate(record["sentences"]):
        for one in gather(replace(story, articles=(str(n),)), readings):
            yield label == "new", earlier.lacks(one)


def later_reports(record: Record) -> Iterator[tuple[bool, bool]]:
    """Likewise each sentence of a further report of the same days, debris left out."""
    rows = {article["id"]: article["sentences"] for article in record["articles"]}
    whole, readings = story_of(record["articles"])
    for n in range(1, len(whole.articles)):
        before = replace(whole, articles=whole.articles[:n])
        points = choose(before, readings, day=_DAY, settings=EditionSettings(), weights={})
        cited = [chosen.point.citations[0] for chosen in points]
        told = {letter for c in cited for letter in label_of(rows[c.source], c.span)} & _LETTERS
        earlier = Earlier([chosen.point.verbatim for chosen in points])
        id_ = whole.articles[n]
        for one in gather(replace(whole, articles=(id_,)), readings) if points else ():
            label = label_of(rows[id_], one.span)
            if DEBRIS not in label:
                new = MORE in label or not _LETTERS & set(label) or not _LETTERS & set(label) <= told
                yield new, earlier.lacks(one)
