"""What the templates see."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.model import CalendarEntry, Change, Desk, EditionActor, FrontLine, Role, Skipped, Window
from briefing.rendering.cleaning import clipped, mapped, printable
from briefing.rendering.context import brief
from briefing.rendering.context.actors import affiliation, role_of
from briefing.rendering.cutting import cut_to
from briefing.rendering.labels import labels
from briefing.settings import EditionSettings
from tests.rendering import samples, samples_made

LOOK = EditionSettings()
RICH = brief(samples.rich(), LOOK)


def test_the_calendar_is_told_by_stretches_of_days() -> None:
    """Today, tomorrow, this week to its Sunday, next week, later."""
    base = samples.rich()
    point = base.calendar[0].what
    days = [0, 1, 2, 4, 5, 11, 12]  # the edition is of a Wednesday
    entries = tuple(
        CalendarEntry(
            first=base.date + timedelta(days=n), last=base.date + timedelta(days=n), what=point, story="story-gas"
        )
        for n in days
    )
    told = brief(replace(base, calendar=entries), LOOK).calendar
    assert [(stretch.label, len(stretch.days)) for stretch in told] == [
        ("Today", 1), ("Tomorrow", 1), ("This week", 2), ("Next week", 2), ("Later", 1),
    ]  # fmt: skip


def test_a_timeline_of_two_days_is_none() -> None:
    """Three days are a course of events."""
    base = samples.rich()
    assert brief(replace(base, timeline=base.timeline[:2]), LOOK).timeline == ()
    assert len(brief(replace(base, timeline=base.timeline[:3]), LOOK).timeline) == 3


def test_a_change_that_the_bottom_line_has_told_is_its_headline_only() -> None:
    """No sentence twice on page one."""
    new = next(change for change in RICH.changes if change.kind == "new")
    assert new.titled
    assert new.runs == ()
    quiet = next(change for change in RICH.changes if change.kind == "quiet")
    assert not quiet.titled
    assert quiet.story == ""


def test_figures_are_named_in_the_readers_language() -> None:
    """What a difference is about is translated, in the story and among the changes."""
    base = samples.rich()
    change = Change(kind="revised", story="story-flood", title="T", text="dead: 14 → 17")
    told = brief(replace(base, language="fr", changes=(change,)), LOOK)
    assert told.changes[0].runs[0].text == "morts: 14 → 17"


def test_an_old_role_bears_its_day() -> None:
    """Printed before the window of this edition: with the day; within it: without."""
    edition, words = samples.rich(), labels("en")
    old = EditionActor(id="x", name="X", type="PER", roles=(Role(text="envoy", day=date(2030, 1, 3)),))
    now = replace(old, roles=(Role(text="envoy", day=date(2030, 1, 29)),))
    assert role_of(old, edition, words, {}) == "envoy (3 Jan)"
    assert role_of(now, edition, words, {}) == "envoy"


def test_an_affiliation_is_named_by_its_actor_or_its_state() -> None:
    """By ISO code where the state itself is no actor of the day; never by an internal id."""
    words = labels("fr")
    actor = EditionActor(id="x", name="X", type="PER", affiliation="gpe-ru")
    assert affiliation(actor, words, {}) == "Russie"
    assert affiliation(actor, words, {"gpe-ru": replace(actor, id="gpe-ru", name="La Russie")}) == "La Russie"
    assert affiliation(replace(actor, affiliation="org-unknown"), words, {}) == ""


@pytest.mark.parametrize(
    ("first", "last", "zone", "told"),
    [
        (datetime(2030, 1, 29, 5, tzinfo=UTC), datetime(2030, 1, 30, 5, tzinfo=UTC), "UTC", "news from Tue 29 Jan 05:00 to Wed 30 Jan 05:00 UTC"),
        (datetime(2030, 1, 29, 5, tzinfo=UTC), datetime(2030, 1, 30, 5, tzinfo=UTC), "Europe/Paris", "news from Tue 29 Jan 06:00 to Wed 30 Jan 06:00 CET"),
        (datetime(2030, 1, 29, 5, tzinfo=UTC), datetime(2030, 1, 30, 5, tzinfo=UTC), "Asia/Kathmandu", "news from Tue 29 Jan 10:45 to Wed 30 Jan 10:45 UTC+05:45"),
        (datetime(2030, 1, 29, tzinfo=UTC), datetime(2030, 1, 29, 23, 59, tzinfo=UTC), "UTC", "news of Tue 29 Jan"),
    ],
)  # fmt: skip
def test_the_window_is_told_in_the_editions_time_zone(first: datetime, last: datetime, zone: str, told: str) -> None:
    """With the zone; a whole day without hours."""
    edition = replace(samples.small(), window=Window(first=first, last=last), timezone=zone)
    assert brief(edition, LOOK).window == told


def test_a_story_of_no_sure_desk_names_none() -> None:
    """On page one its line begins without; among the short lines it stands under other news."""
    base = samples.rich()
    first = replace(base.front.items[0], desk=Desk.OTHER)
    short = FrontLine(story=first.story, desk=Desk.OTHER, state="", title="Ferry fares rise", outlets=())
    told = brief(replace(base, front=replace(base.front, items=(first,), also=(short,))), LOOK)
    assert RICH.bottom_line[0].kicker.startswith("Society")
    assert "Other" not in told.bottom_line[0].kicker
    assert [each.label for each in told.also] == ["Other news"]


def test_support_counts_independent_sources() -> None:
    """Copies are no second voice."""
    told = {section.title: section.stories[0].support for section in RICH.sections}
    assert told["Orsund Strait Authority"] == "5 sources, 4 independent"
    assert told["Karsia"] == "3 sources · also reported in French (Le Courrier du Delta)"
    assert told["Halden Energy"] == "Single source"


def test_inputs_left_out_are_gathered_by_reason_and_counted() -> None:
    """The first dozen by name, the others by number."""
    skipped = tuple(Skipped(input=f"f{n}.txt", reason="empty") for n in range(40))
    (group,) = brief(replace(samples.rich(), left_out=skipped), LOOK).left_out
    assert len(group.inputs) == 12
    assert group.more == 28


def test_an_edition_read_back_from_json_has_no_passages_but_all_its_points() -> None:
    """Without the archive's texts the citations still lead to their sources."""
    base = samples.rich()
    bare = brief(replace(base, sources=tuple(replace(source, text="") for source in base.sources)), LOOK)
    assert all(line.point.passage is None for line in bare.bottom_line)
    assert bare.bottom_line[0].point.cites[0].passage == "s1"


def test_words_that_no_page_may_carry_are_taken_out_everywhere() -> None:
    """Controls, surrogates and marks that turn the reading direction, in whatever field they stand."""
    assert printable("a\x00b\ud800c\u202ed\ufffee\tf\ng") == "abcde\tf\ng"
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    mapped(brief(samples_made.nasty(), LOOK), noted)
    assert found
    assert all(printable(text) == text for text in found)


def test_a_name_takes_no_more_than_a_line_or_two() -> None:
    """Cut between words; a name without blanks is cut all the same."""
    assert clipped("Ministry of Foreign Affairs") == "Ministry of Foreign Affairs"
    assert (
        clipped("Ministry of " + "Very Long Names " * 9) == "Ministry of " + "Very Long Names " * 3 + "Very Long Names…"
    )
    assert len(clipped("Very-Long-" * 40)) <= 81


def test_paper_prints_words_and_no_pictures_among_them() -> None:
    """No face that we carry has emoji: on paper they would be boxes; the screen keeps them."""
    base = samples.rich()
    item = replace(base.front.items[0], title="Strait closed \U0001f6a2\ufe0f \u2757 again, 3\u20ac a tonne")
    edition = replace(base, front=replace(base.front, items=(item,)))
    assert brief(edition, LOOK).bottom_line[0].title == item.title
    assert brief(edition, LOOK, cut_to(edition, 9)).bottom_line[0].title == "Strait closed again, 3\u20ac a tonne"


def test_without_a_table_of_actors_their_other_spellings_stand_under_the_story() -> None:
    """They are printed once: in the table, or where it is missing in the line."""
    base = samples.rich()
    people = tuple(
        replace(actor, also_known_as=("T. Brandt", actor.name)) if actor.id == "per-brandt" else actor
        for actor in base.actors
    )

    def spellings(*sections: str) -> list[str]:
        told = brief(replace(base, actors=people), LOOK.model_copy(update={"sections": sections}))
        return [name for s in told.sections for story in s.stories for actor in story.actors for name in actor.also]

    assert spellings("actors", "calendar") == []
    assert spellings("calendar") == ["T. Brandt"]


def test_the_margin_of_page_one_prints_the_event_and_not_the_headline() -> None:
    """The front's own lines, in its order, as sentences."""
    base = samples_made.many(12)
    shown = brief(base, LOOK).ahead
    assert ["".join(run.text for run in entry.point.runs) for entry in shown] == [
        entry.what.text for entry in base.front.next_72_hours
    ]
