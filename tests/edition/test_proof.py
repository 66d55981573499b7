"""An edition is proved against what was archived."""

from __future__ import annotations

import dataclasses

from briefing.edition import Material, compose, prove
from briefing.model import Article, Edition
from tests.make import DAY, ISRAEL, NETANYAHU, by_id, reading, story

READING = reading(
    "Netanyahu will meet officials from Moscow.\nIsrael is concerned about the border.",
    title="Talks",
    actors=(NETANYAHU, ISRAEL),
)


def edition() -> Edition:
    return compose([story(READING)], by_id(READING), Material(day=DAY, inputs=1))


def test_what_was_quoted_is_found() -> None:
    """Every key point of a built edition stands in its source."""
    proof = prove(edition(), {READING.article.id: READING.article}.get)
    assert proof.quotations > 0
    assert proof.faults == ()


def test_a_changed_source_is_noticed() -> None:
    """One letter changed in the archive, and the proof fails."""
    changed = dataclasses.replace(READING.article, text=READING.article.text.replace("Moscow", "Moskow"))
    assert {fault.reason for fault in prove(edition(), lambda _: changed).faults} == {
        "the archived text is not the one that was quoted"
    }


def test_a_missing_source_is_noticed() -> None:
    """What the archive does not hold cannot be proved."""

    def nothing(_: str) -> Article | None:
        return None

    assert prove(edition(), nothing).faults
