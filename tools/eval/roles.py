"""Measures roles and affiliations as the table of actors prints them: roles.jsonl of tests/gold."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.lexicon.names_sound import fold
from briefing.model import Actor

Record = Mapping[str, Any]


def fits(fields: Mapping[str, Any]) -> bool:
    """Whether a record with these fields is of this set."""
    return "persons" in fields


def run(path: Path) -> dict[str, Any]:
    """The scores of one file, by split; a file may hold one of them alone."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    splits = {split: [r for r in records if r["split"] == split] for split in ("tune", "test")}
    return {split: _scored(held) for split, held in splits.items() if held}


def _scored(records: Sequence[Record]) -> dict[str, Any]:
    counted: Counter[str] = Counter()
    for record in records:
        for person, actor, owner in _found(record):
            counted["persons"] += 1
            counted["missed"] += actor is None
            role = actor.roles[0].text if actor and actor.roles else ""
            owners = {fold(name) for name in (owner.name, *owner.aliases)} if owner else set()
            wanted = {fold(name) for name in person["affiliations"]}
            _count(
                counted, "role", printed=bool(role), right=acceptable(role, person), gold=person["roles"], person=person
            )
            counted["whole"] += acceptable(role, person) and is_whole(role, person)
            _count(
                counted, "affiliation", printed=bool(owners), right=bool(owners & wanted), gold=wanted, person=person
            )
            if os.environ.get("FAULTS"):
                print(f"{record['id']} {person['name']}: {role!r} of {owner.name if owner else None}; {person}")
    return {
        "persons": counted["persons"],
        "persons not found": counted["missed"],
        "right roles whole %": 100 * counted["whole"] / max(1, counted["role right"]),
        **{
            f"{what}s {measure} %": 100 * counted[f"{what} right"] / max(1, counted[f"{what} {under}"])
            for what in ("role", "affiliation")
            for measure, under in (("precision", "printed"), ("recall", "wanted"))
        },
    }


def _count(counted: Counter[str], what: str, *, printed: bool, right: bool, gold: object, person: Record) -> None:
    """One person's: where nothing need be printed, silence is no fault and a right answer is one to find."""
    counted[f"{what} printed"] += printed
    counted[f"{what} right"] += printed and right
    counted[f"{what} wanted"] += bool(gold) and (not person[f"{what}_optional"] or (printed and right))


def acceptable(printed: str, person: Record) -> bool:
    """Whether ``printed`` holds a role's core and nothing that the text does not say with it."""
    words = _words(printed)
    also = {word for name in person["affiliations"] for word in _words(name)}
    return any(set(_words(core)) <= set(words) <= set(_words(full)) | also for core, full in person["roles"])


def is_whole(printed: str, person: Record) -> bool:
    """Whether ``printed`` says all that the text says of a role, but for whose it is."""
    also = {word for name in person["affiliations"] for word in _words(name)}
    return any(set(_words(full)) - also <= set(_words(printed)) for _, full in person["roles"])


def _words(text: str) -> list[str]:
    return [
        word for word in re.findall(r"[\w&]+", re.sub(r"['’]s?\b", "", text.casefold())) if word not in ("the", "a")
    ]


def _found(record: Record) -> Iterator[tuple[Record, Actor | None, Actor | None]]:
    """Each labelled person, the actor of the reading that bears the name, and whom it belongs to."""
    from tools.eval.news import read

    reading = read(record, record["published"])
    by_id = {actor.id: actor for actor in reading.actors}
    for person in record["persons"]:
        name = fold(person["name"])
        actor = next((a for a in reading.actors if name in {fold(n) for n in (a.name, *a.aliases)}), None)
        yield person, actor, by_id.get(actor.affiliation or "") if actor else None
