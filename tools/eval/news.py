"""Measures what kind of news articles are and how they are ranked: genres.jsonl, weight.jsonl, leads.jsonl, states.jsonl of tests/gold."""

import functools
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from briefing.grouping.gravity import FILED
from briefing.grouping.stories import group
from briefing.lexicon.names_sound import fold
from briefing.model import Article, Genre, Reading
from briefing.reading.reader import Reader
from briefing.sources.draft import Draft
from briefing.sources.page.finishing import finish

Record = Mapping[str, Any]

#: Genres that page one excludes.
EXCLUDED = frozenset(
    {
        Genre.OPINION, Genre.REVIEW, Genre.HOW_TO, Genre.PROMOTION, Genre.SPORT, Genre.INTERVIEW, Genre.FEATURE,
        Genre.FACT_CHECK, Genre.OBITUARY,
    }
)  # fmt: skip


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of one of these sets."""
    return (
        bool(fields.keys() & {"genre", "gravity", "great", "leads", "states", "comment"})
        and "text" in fields
        and "mentions" not in fields
    )


def run(path: Path) -> dict[str, Any]:
    """The scores of one file."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if "day" in records[0] and "gravity" in records[0]:
        from tools.eval import order

        return order.run(records, path.parent)
    if "great" in records[0]:
        from tools.eval import order

        return order.great(records)
    measures = {"leads": _leads, "states": _states, "comment": _columns}
    measure = next((made for field, made in measures.items() if field in records[0]), _genres)
    return {split: measure([r for r in records if r["split"] == split]) for split in ("tune", "test")}


def article_of(record: Record, day: str = "") -> Article:
    """The article that a record describes, as the doors would hand it in."""
    text = record.get("text") or record.get("title", "")
    draft = Draft(
        origin=f"gold:{record['id']}",
        id=record["id"],
        title=record.get("title", ""),
        text=text,
        published=date.fromisoformat(day) if day else None,
        language=record.get("language", "en"),
        source=record.get("source", ""),
        url=record.get("url", ""),
        section=record.get("section", ""),
        authors=tuple(record.get("authors", ())),
        verbatim=True,
    )
    return finish(draft)


@functools.cache
def _reader() -> Reader:
    return Reader()


def read(record: Record, day: str = "") -> Reading:
    """Its reading with the shipped model."""
    return _reader().read(article_of(record, day))


def _genres(records: Sequence[Record]) -> dict[str, Any]:
    right: Counter[str] = Counter()
    faults: list[str] = []
    for record in records:
        news = read(record).news
        said, meant = news.genre.label, {Genre(each) for each in record["genre"]}
        right["genre"] += said in meant
        out, should = said in EXCLUDED, meant <= EXCLUDED
        right["excluded"] += out
        right["excluded rightly"] += out and bool(meant & EXCLUDED)
        right["to exclude"] += should
        right["found"] += should and out
        if news.desk:
            filed = next(iter(news.desk)).value in record["desk"]
            right["desk"] += filed
            if max(news.desk.values()) >= FILED:
                right["filed"] += 1
                right["misfiled"] += not filed
        if said not in meant:
            faults.append(f"{record['id']}: {said.value} ({news.genre.cue}) for {record['genre']}: {record['title']}")
    if os.environ.get("FAULTS"):
        print("\n".join(faults))
    total = len(records)
    return {
        "records": total,
        "genre right %": 100 * right["genre"] / total,
        "excluded: precision %": 100 * right["excluded rightly"] / max(1, right["excluded"]),
        "excluded: recall %": 100 * right["found"] / max(1, right["to exclude"]),
        "desk right %": 100 * right["desk"] / total,
        "desk printed %": 100 * right["filed"] / total,
        "desk wrong where printed %": 100 * right["misfiled"] / max(1, right["filed"]),
    }


def _columns(records: Sequence[Record]) -> dict[str, Any]:
    """Share of comment that loses weight by its style alone."""
    found = sum(read(record, "").news.style > 0 for record in records)
    return {"columns": len(records), "comment demoted %": 100 * found / len(records)}


def _states(records: Sequence[Record]) -> dict[str, Any]:
    """Shares of reports whose state, as page one prints it, is one of those that they may be filed under."""
    printed = right = fair = 0
    for record in records:
        state = read(record, record.get("day") or record["published"]).news.state
        printed += bool(state)
        right += state in record["states"]
        fair += state in record["states"] if state else record["may_be_none"]
        if os.environ.get("FAULTS") and not (state in record["states"] if state else record["may_be_none"]):
            print(record["id"], record["split"], state or "-", record["states"], record["text"][:150])
    return {
        "reports with a state": len(records),
        "state of those printed right %": 100 * right / max(1, printed),
        "state right or rightly none %": 100 * fair / len(records),
    }


def _leads(records: Sequence[Record]) -> dict[str, Any]:
    """Shares of stories that are filed under somebody acceptable: "-" where nobody acts."""
    right = whole = 0
    for record in records:
        reading = read(record, record["published"])
        whole += not reading.news.style
        (story,) = group([reading])
        actor = next((each for each in story.actors if each.id == story.lead_actor), None)
        names = {fold(name) for name in (actor.name, *actor.aliases)} if actor else {"-"}
        wanted = {fold(name) for name in record["leads"]}
        right += bool(names & wanted)
        if os.environ.get("FAULTS") and not names & wanted:
            print(record["id"], actor.name if actor else None, record["leads"], record["title"] or record["text"][:90])
    return {
        "stories": len(records),
        "lead actor acceptable %": 100 * right / len(records),
        "reports of full style %": 100 * whole / len(records),
        **_states([record for record in records if "states" in record]),
    }
