"""Measures the order of a day's stories: pairs that a head of office would decide, and what stands on page one."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.edition.front import select
from briefing.grouping import rank
from briefing.grouping.stories import group
from briefing.model import Desk
from briefing.settings import DeskSettings

Record = Mapping[str, Any]

#: Grades apart from which a pair counts, and from which it is clear; grades up to which news is trivia.
COUNTS, CLEAR, TRIVIA = 1.0, 2.5, 1.0
#: The grade from which both of a pair are news, so that it is no easy one.
NEWS = 1.5


def run(records: Sequence[Record], folder: Path) -> dict[str, Any]:
    """The scores of weight.jsonl; records of other sets are looked up beside it."""
    from tools.eval.news import read

    others = {
        row["id"]: row for row in map(json.loads, (folder / "genres.jsonl").read_text(encoding="utf-8").splitlines())
    }
    days: dict[str, list[Record]] = {}
    for record in records:
        days.setdefault(record["day"], []).append({**others[record["id"]], **record} if "gold" in record else record)
    right = pairs = clear = clear_right = hard = hard_right = near = trivia = printed = desks = labelled = 0
    faults = []
    for day, listed in sorted(days.items()):
        grade = {record["id"]: record["gravity"] for record in listed}
        readings = {record["id"]: read(record, day) for record in listed}
        stories = [story for each in readings.values() for story in group([each])]
        ranked = rank(stories, readings)
        place = {id_: n for n, story in enumerate(ranked) for id_ in story.articles}
        for one, other in itertools.combinations(grade, 2):
            apart = grade[one] - grade[other]
            if abs(apart) < COUNTS:
                continue
            stands = (place[one] < place[other]) == (apart > 0)
            pairs, right = pairs + 1, right + stands
            if min(grade[one], grade[other]) >= NEWS:
                hard, hard_right = hard + 1, hard_right + stands
            if abs(apart) >= CLEAR:
                clear, clear_right = clear + 1, clear_right + stands
        first = ranked[0].articles[0]
        near += max(grade.values()) - grade[first] <= 1
        front = select(ranked, DeskSettings()).front
        for story in front:
            printed += 1
            trivia += grade[story.articles[0]] <= TRIVIA
            if grade[story.articles[0]] <= TRIVIA:
                faults.append(story.articles[0])
        for record in listed:
            if isinstance(record.get("desk"), str) and readings[record["id"]].news.desk:
                labelled += 1
                desks += next(iter(readings[record["id"]].news.desk)) == _desk(record["desk"])
    return {
        "days": len(days),
        "pairs": pairs,
        "pairs right %": 100 * right / max(1, pairs),
        "pairs of news": hard,
        "pairs of news right %": 100 * hard_right / max(1, hard),
        "clear pairs": clear,
        "clear pairs right %": 100 * clear_right / max(1, clear),
        "first within one grade": near,
        "items on page one": printed,
        "trivia on page one": trivia,
        "desk right % (portal's headings)": 100 * desks / max(1, labelled),
        "at fault": ", ".join(faults),
    }


def _desk(name: str) -> Desk:
    return Desk({"health": "health"}.get(name) or next(d.value for d in Desk if d.value in name))
