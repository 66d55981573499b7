"""Measures the order of a day's stories: pairs that a head of office would decide, and what stands on page one."""

import gzip
import itertools
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.edition.front import select
from briefing.grouping import rank
from briefing.grouping.stories import group
from briefing.model import Desk, Reading, Story
from briefing.settings import DeskSettings

Record = Mapping[str, Any]

#: Grades apart from which a pair counts, and from which it is clear; grades up to which news is trivia.
COUNTS, CLEAR, TRIVIA = 1.0, 2.5, 1.0
#: The grade from which both of a pair are news, so that it is no easy one.
NEWS = 1.5
#: Grades of days whose texts lie in a corpus and not in the repository.
ABROAD = Path(__file__).parent.parent.parent / "tests" / "gold" / "weight-abroad.jsonl"
#: Blanks that tokens leave before marks and within brackets.
_SPACED = re.compile(r" (?=[.,;:!?)%\]])|(?<=[(\[$]) | (?=['’]s\b)| - (?=\w)")


def run(records: Sequence[Record], folder: Path) -> dict[str, Any]:
    """The scores of weight*.jsonl, in all and by split; records of other sets are looked up beside it."""
    others = {
        row["id"]: row for row in map(json.loads, (folder / "genres.jsonl").read_text(encoding="utf-8").splitlines())
    }
    whole = [{**others[record["id"]], "split": "", **record} if "gold" in record else record for record in records]
    return scores(whole)


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a corpus with these fields is the one that `ABROAD` grades: tokens of whole articles."""
    return {"tokens", "tags", "sents", "split"} <= fields.keys()


def abroad(path: Path) -> dict[str, Any]:
    """The scores of weight-abroad.jsonl with the texts of the corpus at ``path``."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: _printed(row) for row in map(json.loads, lines)}
    records = [json.loads(line) for line in ABROAD.read_text(encoding="utf-8").splitlines()]
    return scores([{**record, "text": texts[record["id"]]} for record in records if record["id"] in texts])


def _printed(row: Record) -> str:
    """The text of an article that is kept as tokens: a paragraph a sentence."""
    text = "\n".join(" ".join(row["tokens"][start:end]) for start, end in row["sents"])
    return _SPACED.sub(lambda found: found.group().strip(), text)


def scores(records: Sequence[Record]) -> dict[str, Any]:
    """Shares of pairs that stand right, of first stories and of trivia on page one, in all and by split."""
    by_split: dict[str, Counter[str]] = {}
    faults: list[str] = []
    for day, listed in _by_day(records):
        tally = by_split.setdefault(listed[0].get("split", ""), Counter())
        tally.update(_of_day(day, listed, faults))
    total: Counter[str] = sum(by_split.values(), Counter())
    parts = {split: _shares(tally) for split, tally in sorted(by_split.items())} if len(by_split) > 1 else {}
    return {**_shares(total), **parts, "at fault": ", ".join(faults)}


def great(records: Sequence[Record]) -> dict[str, Any]:
    """Where the event of days that history remembers stands among what else was printed then, by split."""
    by_split: dict[str, Counter[str]] = {}
    behind: list[str] = []
    for day, listed in _by_day(records):
        ranked, _ = _ranked(day, listed)
        stands = [record["id"] for story in ranked for record in listed if record["id"] in story.articles]
        meant = {record["id"] for record in listed if record["great"]}
        best = min(stands.index(id_) for id_ in meant)
        shown = {id_ for story in select(ranked, DeskSettings()).front for id_ in story.articles}
        tally = by_split.setdefault(listed[0]["split"], Counter())
        tally.update(days=1, first=best == 0, third=best < 3, shown=bool(meant & shown))
        tally["pairs"] += len(meant) * (len(stands) - len(meant))
        tally["stand"] += sum(
            stands.index(one) < stands.index(other) for one in meant for other in stands if other not in meant
        )
        behind += [stands[best]] if best and listed[0]["split"] == "tune" else []
    parts = {
        split: {
            "days": tally["days"],
            "the day's event first %": 100 * tally["first"] / tally["days"],
            "among the first three %": 100 * tally["third"] / tally["days"],
            "on page one %": 100 * tally["shown"] / tally["days"],
            "pairs right %": 100 * tally["stand"] / tally["pairs"],
        }
        for split, tally in by_split.items()
    }
    return {**parts, "at fault": ", ".join(behind)}


def _by_day(records: Sequence[Record]) -> list[tuple[str, list[Record]]]:
    days: dict[str, list[Record]] = {}
    for record in records:
        days.setdefault(record["day"], []).append(record)
    return sorted(days.items())


def _ranked(day: str, listed: Sequence[Record]) -> tuple[list[Story], dict[str, Reading]]:
    """The records as stories of one article each, weightiest first, and their readings by id."""
    from tools.eval.news import read

    readings = {record["id"]: read(record, day) for record in listed}
    return rank([story for each in readings.values() for story in group([each])], readings), readings


def _of_day(day: str, listed: Sequence[Record], faults: list[str]) -> Counter[str]:
    tally: Counter[str] = Counter({"days": 1})
    grade = {record["id"]: record["gravity"] for record in listed}
    ranked, readings = _ranked(day, listed)
    place = {id_: n for n, story in enumerate(ranked) for id_ in story.articles}
    for one, other in itertools.combinations(grade, 2):
        apart = grade[one] - grade[other]
        stands = (place[one] < place[other]) == (apart > 0)
        kinds = ["pairs"] * (abs(apart) >= COUNTS)
        kinds += ["hard"] * (abs(apart) >= COUNTS and min(grade[one], grade[other]) >= NEWS)
        kinds += ["clear"] * (abs(apart) >= CLEAR)
        tally.update(kinds)
        tally.update(f"{kind} right" for kind in kinds if stands)
    tally["near"] += max(grade.values()) - grade[ranked[0].articles[0]] <= 1
    for story in select(ranked, DeskSettings()).front:
        tally["printed"] += 1
        if grade[story.articles[0]] <= TRIVIA:
            tally["trivia"] += 1
            faults.append(story.articles[0])
    for record in listed:
        if isinstance(record.get("desk"), str) and readings[record["id"]].news.desk:
            tally["labelled"] += 1
            tally["desks"] += next(iter(readings[record["id"]].news.desk)) == _desk(record["desk"])
    return tally


def _shares(tally: Counter[str]) -> dict[str, Any]:
    def share(part: str, whole: str) -> float:
        return 100 * tally[part] / max(1, tally[whole])

    return {
        "days": tally["days"],
        "pairs": tally["pairs"],
        "pairs right %": share("pairs right", "pairs"),
        "pairs of news": tally["hard"],
        "pairs of news right %": share("hard right", "hard"),
        "clear pairs": tally["clear"],
        "clear pairs right %": share("clear right", "clear"),
        "first within one grade": tally["near"],
        "items on page one": tally["printed"],
        "trivia on page one": tally["trivia"],
        "desk right % (portal's headings)": share("desks", "labelled"),
    }


def _desk(name: str) -> Desk:
    return next(Desk(each.value) for each in Desk if each.value in name)
