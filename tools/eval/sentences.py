"""Measures what is printed of stories: `python -m tools.eval tests/gold/{stories,debris,claims,figures,references}.jsonl`.

Every measure calls the functions that print, on the gold of ``tests/gold`` (see its README for the labels), and gives
the third that is never tuned on, ``test``, beside the rest, ``tune``.
"""

import functools
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefing.edition.differences import compare, differences
from briefing.edition.points import choose, standing
from briefing.grouping.headlines import clearest
from briefing.lexicon.names import parse_person
from briefing.model import Difference, KeyPoint, Kind, Reading, Span, Story
from briefing.reading.facts.quantities import quantities
from briefing.reading.reader import Reader
from briefing.settings import EditionSettings
from briefing.sources.draft import Draft
from briefing.sources.page.finishing import finish

Record = Mapping[str, Any]

#: Labels of a sentence in stories.jsonl: see tests/gold/README.md.
FIRST, LEANS, DEBRIS, MORE = "!", "~", "-", "+"
#: A bracket that says who: no day, no omission.
_NAMED = re.compile(r"\[[^\[\]\d…]+\]")


def run(path: Path) -> dict[str, Any]:
    """The scores of one file of gold, by split."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    measure = _measure(records[0])
    splits = sorted({record["split"] for record in records})
    return {split: measure([record for record in records if record["split"] == split]) for split in splits}


def _measure(record: Record) -> Callable[[Sequence[Record]], dict[str, Any]]:
    if "references" in record:
        return references
    if "figures" in record:
        return counted
    if "debris" in record:
        return debris
    if "claims" in record:
        return claims
    return figures if "label" in record else stories


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of one of the six sets."""
    return "split" in fields and bool(
        fields.keys() & {"references", "figures", "debris", "claims", "label", "articles"}
    )


@functools.cache
def _reader() -> Reader:
    return Reader()


def story_of(articles: Sequence[Record]) -> tuple[Story, dict[str, Reading]]:
    """One story of the given articles, read as they stand."""
    readings: dict[str, Reading] = {}
    for number, one in enumerate(articles):
        day = date.fromisoformat(one["published"]) if one.get("published") else None
        draft = Draft(
            origin=f"gold:{number}",
            id=one.get("id", str(number)),
            title=one.get("title", ""),
            text=one["text"],
            published=day,
            language=one.get("language", "en"),
            source=f"Outlet {number}",
            verbatim=True,
        )
        readings[draft.id] = _reader().read(finish(draft))
    days = [reading.article.day for reading in readings.values() if reading.article.day]
    story = Story(
        id="gold",
        title=clearest(list(readings.values())),
        articles=tuple(readings),
        first=min(days, default=None),
        last=max(days, default=None),
    )
    return story, readings


def stories(records: Sequence[Record]) -> dict[str, Any]:
    """Key points: the first one, repetition, debris, sentences that hang in the air."""
    count: Counter[str] = Counter()
    for record in records:
        labels, line = _told(record)
        count["stories"] += 1
        count["line"] += FIRST in line
        count["first"] += bool(labels) and FIRST in labels[0][1]
        said: set[str] = set()
        before: tuple[str, int] | None = None
        repeats = 0
        for point, label, place in labels:
            facts = set(label) & set("abcdefghijklmnopqrstuvwxyz")
            repeats += bool(facts) and MORE not in label and facts <= said
            said |= facts
            count["debris"] += DEBRIS in label
            behind = before is not None and before == (place[0], place[1] - 1)
            count["dangling"] += LEANS in label and not _NAMED.search(point.text) and not behind
            count["points"] += 1
            count["words"] += len(point.text.split())
            before = place
        count["redundant"] += repeats
        count["repeating"] += repeats > 0
    points = count["points"] or 1
    return {
        "stories": count["stories"],
        "points a story": count["points"] / count["stories"],
        "words a point": count["words"] / points,
        "best first %": 100 * count["first"] / count["stories"],
        "page one's line best %": 100 * count["line"] / count["stories"],
        "redundant points %": 100 * count["redundant"] / points,
        "stories that repeat %": 100 * count["repeating"] / count["stories"],
        "debris points %": 100 * count["debris"] / points,
        "dangling points %": 100 * count["dangling"] / points,
    }


def _told(record: Record) -> tuple[list[tuple[KeyPoint, str, tuple[str, int]]], str]:
    """The key points as printed, each with its label, its article and its place; and the label of page one's line."""
    story, readings = story_of(record["articles"])
    chosen = choose(story, readings, day=story.last or date(2019, 1, 29), settings=EditionSettings(), weights={})
    labelled = {article["id"]: article["sentences"] for article in record["articles"]}
    found = []
    for one in chosen:
        citation = one.point.citations[0]
        rows = labelled[citation.source]
        best = _nearest(rows, citation.span)
        found.append((one.point, rows[best][2], (citation.source, best)))
    line = (standing(chosen) or chosen[0].point).citations[0] if chosen else None
    return found, label_of(labelled[line.source], line.span) if line else ""


def label_of(rows: Sequence[Sequence[Any]], span: Span) -> str:
    """The label of the gold sentence that ``span`` lies in."""
    return str(rows[_nearest(rows, span)][2])


def _nearest(rows: Sequence[Sequence[Any]], span: Span) -> int:
    return max(range(len(rows)), key=lambda n: _shared(span, rows[n]))


def _shared(span: Span, row: Sequence[Any]) -> int:
    return min(span.end, int(row[1])) - max(span.start, int(row[0]))


def debris(records: Sequence[Record]) -> dict[str, Any]:
    """Furniture that is left among the quotable sentences, and good sentences that are lost, as page and verbatim."""
    scores: dict[str, Any] = {}
    for name, verbatim in (("page", False), ("verbatim", True)):
        spans = leaked = kept = lost = 0
        for record in records:
            quotable = _quotable(record, verbatim=verbatim)
            for start, end in record["debris"]:
                spans += 1
                leaked += _stands(record["text"][start:end], quotable, record)
            for start, end in record["keep"]:
                kept += 1
                lost += not any(" ".join(record["text"][start:end].split()) in one for one in quotable)
        scores[name] = {"spans": spans, "leaked %": 100 * leaked / spans, "lost %": 100 * lost / kept}
    return scores


def _quotable(record: Record, *, verbatim: bool) -> list[str]:
    draft = Draft(
        origin=record["id"],
        title=record["title"],
        text=record["text"],
        language=record.get("language", "en"),
        verbatim=verbatim,
    )
    reading = _reader().read(finish(draft))
    return [" ".join(reading.text_of(n).split()) for n, sent in enumerate(reading.sentences) if sent.quotable]


def _stands(words: str, quotable: Sequence[str], record: Record) -> bool:
    """Whether furniture, or a sentence of it, stands among the quotable sentences; not as part of a good one's words."""
    said = " ".join(words.split())
    good = [" ".join(record["text"][start:end].split()) for start, end in record["keep"]]
    return any(said in one or (one in said and one not in good) for one in quotable if one not in good)


def claims(records: Sequence[Record]) -> dict[str, Any]:
    """Claims that their article refutes: those that could be quoted all the same, and what else was lost."""
    count: Counter[str] = Counter()
    for record in records:
        text = "\n\n".join(words for _, words in record["claims"])
        draft = Draft(origin=record["id"], title=record["title"], text=text, language=record["language"])
        reading = _reader().read(finish(draft))
        quotable = {reading.text_of(n) for n, sent in enumerate(reading.sentences) if sent.quotable}
        for label, words in record["claims"]:
            count[label] += 1
            count[f"{label} quotable"] += any(one in words for one in quotable)
    return {
        "claims": count["c"],
        "leaked %": 100 * count["c quotable"] / max(1, count["c"]),
        "lost %": 100 * (1 - count["v quotable"] / max(1, count["v"])),
    }


def figures(records: Sequence[Record]) -> dict[str, Any]:
    """Differences: those printed that are real and of the right kind, and those found of the real ones."""
    count: Counter[str] = Counter()
    for record in records:
        story, readings = story_of(record["articles"])
        right = 0
        for made in differences(compare(story, readings)):
            kind = "updated" if made.updated else "differ"
            fits = kind == record["label"] and any(_same_values(made, each) for each in values_of(record))
            right += fits
            count["right" if fits else "wrong"] += 1
        count["real"] += record["label"] != "none"
        count["found"] += right > 0
        for label in ("differ", "updated"):
            count[f"{label} real"] += record["label"] == label
            count[f"{label} found"] += record["label"] == label and right > 0
    printed = count["right"] + count["wrong"]
    return {
        "pairs": len(records),
        "printed": printed,
        "precision %": 100 * count["right"] / max(1, printed),
        "recall %": 100 * count["found"] / max(1, count["real"]),
        "disputed recall %": 100 * count["differ found"] / max(1, count["differ real"]),
        "updated recall %": 100 * count["updated found"] / max(1, count["updated real"]),
    }


def values_of(record: Record) -> list[Sequence[str]]:
    """The pairs of figures that the two reports give differently, as printed."""
    return [record["values"], *record.get("also", ())]


def _same_values(made: Difference, values: Sequence[str]) -> bool:
    claims = [claim.value.casefold() for claim in made.claims]
    return len(claims) == len(values) and all(
        any(value.casefold() in claim or claim in value.casefold() for claim in claims) for value in values
    )


#: What a toll counts.
_TOLLS = frozenset({Kind.DEAD, Kind.INJURED, Kind.MISSING, Kind.ARRESTED, Kind.DISPLACED})


def counted(records: Sequence[Record]) -> dict[str, Any]:
    """Figures of people in other languages than English: value and what they count."""
    found = right = total = 0
    for record in records:
        said = quantities(record["text"], language=record["language"])
        got = {(one.value, one.kind) for one in said if one.kind in _TOLLS}
        wanted = {(float(one["value"]), Kind(one["kind"])) for one in record["figures"]}
        found, right, total = found + len(got), right + len(got & wanted), total + len(wanted)
    return {"figures": total, "precision %": 100 * right / max(1, found), "recall %": 100 * right / max(1, total)}


def references(records: Sequence[Record]) -> dict[str, Any]:
    """Pronouns whose bearer a bracket would name: how often rightly, and how many of all."""
    named = right = total = 0
    for record in records:
        _, readings = story_of([record])
        for reading in readings.values():
            actors = {actor.id: actor for actor in reading.actors}
            known = {mention.span: actors.get(mention.actor or "") for mention in reading.references}
            for one in record["references"]:
                total += bool(one["names"])  # where nobody can say who is meant, nothing is to be found
                actor = known.get(Span(one["start"], one["end"]))
                if actor is not None:
                    named += 1
                    right += any(_surname(actor.name) in _words(name) for name in one["names"])
    return {"references": total, "precision %": 100 * right / max(1, named), "recall %": 100 * right / max(1, total)}


def _surname(name: str) -> str:
    return (parse_person(name).surname or name).split()[-1].casefold()


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name.casefold()))
