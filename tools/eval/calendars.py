"""Measures the calendar, the direction of dates and kinds of days: `python -m tools.eval tests/gold/{calendar,direction,day-kinds}.jsonl`.

The calendar is that of `briefing.edition.agenda`, which the page prints. A line counts as right where its words are those
of an entry and its first day is the entry's; entries labelled "may" are neither asked for nor wrong.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefing.edition.agenda import SURE_ENOUGH, lines_of, listed
from briefing.model import Article, CalendarEntry, Timex
from briefing.reading import dates
from briefing.reading.text.segment import segment
from tools.eval.sentences import story_of

Record = Mapping[str, Any]

#: Where an article of the direction gold has no day, it is read as if of this one, a Wednesday.
DAY = date(2019, 6, 12)
_WEEK = 7


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of one of the three sets."""
    return (
        {"entries", "text"} <= fields.keys()
        or {"start", "end", "label"} <= fields.keys()
        or {"kind", "days"} <= fields.keys()
    )


def run(path: Path) -> dict[str, Any]:
    """The scores of one file of gold, by split."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    measure = calendar if "entries" in records[0] else kinds if "days" in records[0] else directions
    splits = sorted({record["split"] for record in records})
    return {split: measure([record for record in records if record["split"] == split]) for split in splits}


def calendar(records: Sequence[Record]) -> dict[str, Any]:
    """Precision and recall of calendar lines, in percent; each article is an edition of its own day."""
    count: Counter[str] = Counter()
    for record in records:
        missing = [entry for entry in record["entries"] if entry["label"] == "line"]
        count["asked"] += len(missing)
        for line in lines(record):
            fault, entry = judged(line, record)
            count["printed"] += 1
            count["confirmed"] += line.certain
            count[fault] += 1
            count["confirmed wrong"] += line.certain and fault == "wrong"
            if entry in missing:
                missing.remove(entry)
        count["missed"] += len(missing)
    return {
        "asked": count["asked"],
        "printed": count["printed"],
        "wrong lines %": 100 * count["wrong"] / max(count["printed"], 1),
        "confirmed and wrong %": 100 * count["confirmed wrong"] / max(count["confirmed"], 1),
        "found %": 100 * (count["asked"] - count["missed"]) / max(count["asked"], 1),
    }


def lines(record: Record) -> tuple[CalendarEntry, ...]:
    """The calendar of an edition of this one article, on its day."""
    story, readings = story_of([record])
    return listed([lines_of(story, readings, date.fromisoformat(record["published"]), ("en",), {})])[0]


def judged(line: CalendarEntry, record: Record) -> tuple[str, Record | None]:
    """Whether a line is "right", one that "may" stand, or "wrong", and the entry that says so."""
    start = record["text"].find(line.words)
    cited = line.what.citations[0].span
    for entry in record["entries"]:
        inside = cited.start <= entry["start"] < cited.end
        named = entry["words"] in line.words or line.words in entry["words"]
        if inside and named and start >= 0:
            if entry["label"] == "may":
                return "may", entry
            if line.first.isoformat() == entry["day"]:
                return "right", entry
    return "wrong", None


def directions(records: Sequence[Record]) -> dict[str, Any]:
    """Share of expressions that point the right way, and of those said to lie ahead that are past.

    Of a sentence whose day nobody knows, weekdays are judged, and no month, which may be near or far. "Of its own day":
    what the very day of publication brings, and whether it was still to come.
    """
    count: Counter[str] = Counter()
    for record in records:
        day = date.fromisoformat(record["published"]) if record["published"] else DAY
        hit = next((timex for timex in _read(record, day) if _meets(timex, record)), None)
        if hit is None or hit.first is None or hit.last is None:
            continue
        if hit.first == day == hit.last:
            count["own day"] += 1
            count["own day right"] += (hit.ahead > 0.5) == (record["label"] == "ahead")
            count["own day surely ahead"] += hit.ahead >= SURE_ENOUGH
            count["own day surely ahead, not"] += hit.ahead >= SURE_ENOUGH and record["label"] != "ahead"
        unknown = not record["published"] and "weekday" not in hit.rule
        if hit.first <= day <= hit.last or (unknown and abs((hit.first - day).days) > _WEEK):
            continue
        said, told = hit.first > day, record["label"] == "ahead"
        count["placed"] += 1
        count["right"] += said == told
        count["latest"] += not told
        count["certain"] += hit.certain
        count["wrong and certain"] += hit.certain and said != told
        count["surely ahead"] += said and hit.certain
        count["surely ahead, past"] += said and hit.certain and not told
    return {
        "placed": count["placed"],
        "right %": 100 * count["right"] / max(count["placed"], 1),
        "right by the latest such day %": 100 * count["latest"] / max(count["placed"], 1),
        "certain %": 100 * count["certain"] / max(count["placed"], 1),
        "wrong and certain %": 100 * count["wrong and certain"] / max(count["placed"], 1),
        "surely ahead but past %": 100 * count["surely ahead, past"] / max(count["surely ahead"], 1),
        "of its own day": count["own day"],
        "of its own day right %": 100 * count["own day right"] / max(count["own day"], 1),
        "of its own day, in the calendar": count["own day surely ahead"],
        "of its own day, in the calendar, wrong %": 100
        * count["own day surely ahead, not"]
        / max(count["own day surely ahead"], 1),
    }


def kinds(records: Sequence[Record]) -> dict[str, Any]:
    """Share of sentences all of whose labelled expressions are read right, of all and of each kind."""
    right: dict[str, list[bool]] = {}
    for record in records:
        right.setdefault(record["kind"], []).append(not misread(record))
    every = [fact for facts in right.values() for fact in facts]
    return {
        "kinds right %": 100 * sum(every) / len(every),
        **{kind: f"{sum(facts)} of {len(facts)}" for kind, facts in right.items()},
    }


def misread(record: Record) -> list[tuple[Record, list[Timex]]]:
    """The labels of a sentence that its reading fails, each with what was found there."""
    day = date.fromisoformat(record["published"]) if record["published"] else None
    found = _read(record, day)
    met = [(label, [timex for timex in found if _meets(timex, label)]) for label in record["days"]]
    return [(label, hits) for label, hits in met if not _told(label, hits)]


def _told(label: Record, hits: Sequence[Timex]) -> bool:
    if "value" in label:
        return any(timex.value == label["value"] for timex in hits)
    if not label["from"]:
        return all(timex.first is None and timex.type != "TIME" for timex in hits)
    days = (date.fromisoformat(label["from"]), date.fromisoformat(label["to"]))
    return any((timex.first, timex.last) == days for timex in hits)


def _read(record: Record, day: date | None) -> tuple[Timex, ...]:
    article = Article(id="x", title="", text=record["text"], published=day, language=record["language"])
    return dates.find(article, segment(article))


def _meets(timex: Timex, record: Record) -> bool:
    return timex.span.start < int(record["end"]) and int(record["start"]) < timex.span.end
