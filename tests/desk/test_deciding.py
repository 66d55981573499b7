"""Decisions: what each does to the brief, that they replay, and that the proof holds."""

import json
import shutil
import sqlite3
from pathlib import Path

import jsonschema
import pytest

from briefing.archive import Archive
from briefing.cli import main
from briefing.drafts import Draft
from briefing.errors import ArchiveError
from briefing.forms import dump, parse, schema
from briefing.model import Decision, Decisions, EditionStory
from briefing.settings import parse_settings
from tests.desk.conftest import Bureau
from tests.proving.news import SECOND

BLAST, BANK, TALKS = "Blast", "Orvia central bank holds rate", "fish talks"


def story_of(bureau: Bureau, words: str) -> EditionStory:
    return next(story for title, story in bureau.stories().items() if words in title)


def id_of(bureau: Bureau, words: str) -> str:
    return story_of(bureau, words).id


def test_a_draft_says_so_and_is_not_sent(bureau: Bureau) -> None:
    """On its masthead, in its form, and to who would send it."""
    assert bureau.written()["review"]["state"] == "draft"
    assert "Draft, not released" in (bureau.out / str(SECOND) / "edition.html").read_text()
    bureau.config.write_text(bureau.config.read_text() + 'server = "127.0.0.1"\nsender = "b@example.org"\n')
    assert bureau.run("send", "--to", "ann@example.org") == 1
    assert "waits for an editor" in bureau.said()


def test_a_dropped_story_leaves_nothing_behind(bureau: Bureau) -> None:
    """No key point, no source, no actor, no date; its reason stands among those passed over."""
    gone = bureau.stories()[BANK]
    assert bureau.edit("drop", gone.id) == 0
    edition = bureau.edition()
    assert gone.id not in json.dumps(dump(edition)["sections"])
    assert not {source.id for source in edition.sources} & set(gone.sources)
    assert "Brask" not in " ".join(actor.name for actor in edition.actors)
    assert all(entry.story != gone.id for entry in (*edition.calendar, *edition.timeline))
    assert ("dropped by the desk", gone.id) in {(one.reason, one.story) for one in edition.front.passed_over}
    assert bureau.edit("undo") == 0
    assert BANK in bureau.stories()


def test_a_pin_decides_page_one(bureau: Bureau) -> None:
    """At its place, or off the page."""
    bank = id_of(bureau, BANK)
    bureau.edit("pin", bank, "--at", "1")
    assert bureau.edition().front.items[0].story == bank
    assert bureau.edition().bottom_line[0].story == bank
    bureau.edit("pin", bank, "--at", "0")
    front = bureau.edition().front
    assert bank not in {item.story for item in front.items}


def test_order_and_section_move_a_story(bureau: Bureau) -> None:
    """Before another; to another desk; under another of its actors."""
    bank, talks = id_of(bureau, BANK), id_of(bureau, TALKS)
    bureau.edit("section", bank, "diplomacy")
    assert bureau.stories()[BANK].desk == "diplomacy"
    bureau.edit("order", bank, "--before", talks)
    told = [story.id for section in bureau.edition().sections for story in section.stories]
    assert told.index(bank) < told.index(talks)
    quill = next(actor for actor in story_of(bureau, TALKS).actors if "quill" in actor)
    bureau.edit("section", talks, quill)
    assert (
        next(section.actor for section in bureau.edition().sections if talks in {s.id for s in section.stories})
        == quill
    )


def test_a_story_is_filed_under_a_state_or_a_section_of_ones_own(bureau: Bureau) -> None:
    """Whatever it would fall under by itself; what goes elsewhere leaves it."""
    own = parse_settings({"edition": {"own_sections": [{"title": "Money", "desks": ["economy"]}]}}).edition
    with Archive.open(bureau.url) as archive:
        draft = Draft(archive, SECOND, bureau.settings)
        draft.settings = draft.settings.model_copy(update={"edition": own})
        told = {section.title: section for section in draft.edition(None)[0].sections}
        bank = told["Money"].stories[0].id
        blast = next(story.id for title, one in told.items() if title != "Money" for story in one.stories)
        moved = Decisions(
            date=SECOND,
            decisions=(
                Decision(kind="section", story=blast, to="Money"),
                Decision(kind="section", story=bank, to="NO"),
            ),
        )
        edition, grouped = draft.edition(moved)
    assert [story.id for section in edition.sections if section.title == "Money" for story in section.stories] == [
        blast
    ]
    assert next(story.gravity.state for story in grouped.stories if story.id == bank) == "NO"


def test_another_printed_sentence_and_headline_stand_in(bureau: Bureau) -> None:
    """Both are a source's own words, cited; a sentence stands once."""
    blast = story_of(bureau, BLAST)
    assert bureau.edit("show", blast.id) == 0
    shown = bureau.said().splitlines()
    other = next(line for line in shown if line.startswith("S") and line[4:6].strip() == "")
    bureau.edit("point", blast.id, "1", other.split()[0])
    headline = next(line for line in shown if line.startswith("H2"))
    bureau.edit("title", blast.id, "H2")
    now = next(story for story in bureau.stories().values() if story.id == blast.id)
    assert now.key_points[0].verbatim in other
    assert now.title in headline
    assert now.title_citation is not None
    assert len({point.verbatim for point in now.key_points}) == len(now.key_points)
    bureau.edit("point", blast.id, "1")
    after = next(story for story in bureau.stories().values() if story.id == blast.id)
    assert now.key_points[0].verbatim not in {point.verbatim for point in after.key_points}


def test_stories_are_split_and_merged(bureau: Bureau) -> None:
    """Every article stays in one story, and each has a sentence of its own."""
    blast = story_of(bureau, BLAST)
    assert len(blast.sources) == 3
    assert bureau.edit("split", blast.id, blast.sources[0]) == 0
    stories = {story.id: story for story in bureau.stories().values()}
    assert stories[blast.id].sources == blast.sources[1:]
    part = next(story for story in stories.values() if story.sources == blast.sources[:1])
    assert bureau.edit("merge", blast.id, part.id, id_of(bureau, BANK)) == 0
    merged = {story.id: story for story in bureau.stories().values()}
    assert set(merged[blast.id].sources) > set(blast.sources)
    assert part.id not in merged
    assert bureau.edition().counts.stories == 2


def test_a_day_set_right_moves_in_the_calendar(bureau: Bureau) -> None:
    """The bracket and the calendar follow; the source's words stay."""
    blast = story_of(bureau, BLAST)
    bureau.edit("show", blast.id)
    lines = [line for line in bureau.said().splitlines() if line.startswith("D")]
    which = lines[0].split()[0]
    words = lines[0].split("“")[1].split("”")[0]
    assert bureau.edit("day", blast.id, which, "2019-02-14") == 0
    edition = bureau.edition()
    dated = [date for section in edition.sections for story in section.stories for date in story.dates]
    assert ("2019-02-14", words) in {(str(date.first), date.text) for date in dated}


def test_an_actor_is_known_from_then_on(bureau: Bureau) -> None:
    """Two spellings become one in the brief, and the configuration knows it after the release."""
    renn = next(actor.id for actor in bureau.edition().actors if actor.name == "Paul Renn")
    bureau.edit("role", renn, "Minister of the Interior")
    bureau.edit("actor", "Ilse Marr-Holm", "--alias", "Ilse Marr", "--of", "Norland")
    names = {actor.name: actor for actor in bureau.edition().actors}
    assert "Ilse Marr-Holm" in names
    assert names["Paul Renn"].roles[0].text == "Minister of the Interior"
    assert bureau.release() == 0
    assert 'name = "Ilse Marr-Holm"' in bureau.config.read_text()
    assert bureau.settings.actor[0].aliases == ("Ilse Marr",)


def test_a_note_is_signed_and_no_quotation(bureau: Bureau) -> None:
    """It stands in a list of its own; unsigned it is refused."""
    bureau.edit("note", "Our embassy confirms the <date>.", "--story", id_of(bureau, TALKS))
    note = bureau.edition().notes[0]
    assert (note.text, note.by) == ("Our embassy confirms the <date>.", "Ann")
    unsigned = ["edit", "--config", str(bureau.config), "--archive", bureau.url, "note", "words"]
    assert main(unsigned) == 2
    bureau.release()
    html = (bureau.out / str(SECOND) / "edition.html").read_text()
    assert "Our embassy confirms the &lt;date&gt;." in html
    assert "Reviewed by Ann" in html


def test_what_cannot_be_done_is_refused(bureau: Bureau) -> None:
    """Nothing of it is kept."""
    bank = id_of(bureau, BANK)
    for words in (
        ("drop", "no-such"), ("section", bank, "nowhere"), ("split", bank, "no-such"), ("merge", bank, bank),
        ("point", bank, "1", "S99"), ("role", "per-nobody", "king"), ("order", bank, "--before", bank), ("undo", "3"),
        ("note", "x" * 1001), ("day", bank, "D9", "2019-01-01"),
    ):  # fmt: skip
        assert bureau.edit(*words) == 2, words
    with Archive.open(bureau.url) as archive:
        assert archive.desk.decisions(SECOND) is None


def test_the_same_decisions_give_the_same_bytes(bureau: Bureau, tmp_path: Path) -> None:
    """Replayed in a copy of the archive from the file beside the edition; the proof holds, and names what is forged."""
    shutil.copytree(bureau.folder, tmp_path / "other")
    bank, talks = id_of(bureau, BANK), id_of(bureau, TALKS)
    blast = story_of(bureau, BLAST)
    bureau.edit("pin", talks)
    bureau.edit("drop", bank)
    bureau.edit("split", blast.id, blast.sources[0])
    bureau.edit("note", "Seen.")
    bureau.release()
    folder = bureau.out / str(SECOND)
    beside = json.loads((folder / "edition.decisions.json").read_bytes())
    jsonschema.validate(beside, schema("decisions"))
    assert [one["kind"] for one in beside["decisions"]] == ["pin", "drop", "split", "note"]
    assert bureau.run("verify", str(folder / "edition.json")) == 0
    said = bureau.said()
    assert "every field made again from the sources and 4 decisions of the desk" in said
    assert "edition.decisions.json" in said

    with Archive.open(f"sqlite:///{tmp_path / 'other' / 'archive.sqlite'}") as other:
        draft = Draft(other, SECOND, bureau.settings)
        given = parse(Decisions, json.dumps(beside))
        draft.decide(given.decisions, instead_of=draft.decided())
        assert given.released
        draft.release(given.released, out=tmp_path / "other" / "out", formats=("html", "json", "txt"))
    for name in ("edition.json", "edition.html", "edition.txt", "edition.decisions.json"):
        assert (tmp_path / "other" / "out" / str(SECOND) / name).read_bytes() == (folder / name).read_bytes(), name

    forged = (folder / "edition.decisions.json").read_text().replace('"drop"', '"pin"')
    (folder / "edition.decisions.json").write_text(forged)
    assert bureau.run("verify", str(folder / "edition.json")) == 1


def test_a_released_edition_is_never_changed(bureau: Bureau) -> None:
    """Neither by a decision, nor by another release, nor by building it again."""
    bureau.edit("drop", id_of(bureau, BANK))
    with sqlite3.connect(bureau.folder / "archive.sqlite") as connection:  # a wrong clock, once: nothing rests on it
        for table in ("editions", "makings"):
            connection.execute(f"CREATE TEMP TABLE ahead AS SELECT * FROM {table} WHERE day = ?", (str(SECOND),))
            connection.execute("UPDATE ahead SET day = '2031-01-01'")
            connection.execute(f"INSERT INTO {table} SELECT * FROM ahead")
            connection.execute("DROP TABLE ahead")
    release = ("--date", str(SECOND), "release", "--out", str(bureau.out))
    assert bureau.edit(*release) == 0
    before = (bureau.out / str(SECOND) / "edition.json").read_bytes()
    assert bureau.edit("--date", str(SECOND), "undo") == 1
    assert bureau.edit(*release) == 1
    assert bureau.run("build", "--date", str(SECOND), "--out", str(bureau.out)) == 1
    assert (bureau.out / str(SECOND) / "edition.json").read_bytes() == before
    assert "briefing correct" in bureau.said()


def test_a_draft_built_again_keeps_what_was_decided(bureau: Bureau) -> None:
    """What came in meanwhile joins; what was dropped stays out."""
    bureau.edit("drop", id_of(bureau, BANK))
    assert bureau.run("build", "--date", str(SECOND), "--out", str(bureau.out)) == 0
    assert BANK not in bureau.stories()
    assert BANK not in json.dumps(bureau.written()["sections"])


def test_two_editors_do_not_overwrite_each_other(bureau: Bureau) -> None:
    """Who decides on what has changed meanwhile is told so."""
    bank = id_of(bureau, BANK)
    with Archive.open(bureau.url) as archive:
        draft = Draft(archive, SECOND, bureau.settings)
        one, other = draft.decided(), draft.decided()
        draft.decide((Decision(kind="drop", story=bank),), instead_of=one)
        with pytest.raises(ArchiveError, match="somebody else"):
            draft.decide((Decision(kind="pin", story=bank, place=1),), instead_of=other)
