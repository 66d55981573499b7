"""An edition is proved against what was archived."""

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


def test_another_headline_is_noticed() -> None:
    """A headline is a quotation too."""
    made = compose([story(READING, title="Talks")], by_id(READING), Material(day=DAY, inputs=1))
    assert prove(made, {READING.article.id: READING.article}.get).faults == ()
    story_ = made.sections[0].stories[0]
    section = dataclasses.replace(made.sections[0], stories=(dataclasses.replace(story_, title="Talks fail"),))
    forged = dataclasses.replace(made, sections=(section, *made.sections[1:]))
    faults = prove(forged, {READING.article.id: READING.article}.get).faults
    assert [(fault.quoted, fault.reason) for fault in faults] == [("Talks fail", "the source has another headline")]


def test_another_figure_is_noticed() -> None:
    """12 dead or 15: each figure stands in the sentence that is cited for it."""
    told = [
        reading(
            f"The blast at the harbour market killed {n} people, police said.", source=source, title=f"Blast kills {n}"
        )
        for n, source in ((12, "A"), (15, "B"))
    ]
    articles = {one.article.id: one.article for one in told}
    made = compose([story(*told)], by_id(*told), Material(day=DAY, inputs=2))
    assert prove(made, articles.get).faults == ()
    story_ = made.sections[0].stories[0]
    (difference,) = story_.differences
    claims = (dataclasses.replace(difference.claims[0], value="13"), *difference.claims[1:])
    forged = dataclasses.replace(story_, differences=(dataclasses.replace(difference, claims=claims),))
    made = dataclasses.replace(made, sections=(dataclasses.replace(made.sections[0], stories=(forged,)),))
    assert [fault.quoted for fault in prove(made, articles.get).faults] == ["13"]
