"""Since the last brief: new, developing, unchanged, quiet."""

from __future__ import annotations

from datetime import date, timedelta

from briefing.edition import Material, compose
from briefing.model import Edition, Previous
from briefing.model.history import History
from tests.make import ISRAEL, by_id, reading, story

MONDAY, TUESDAY = date(2019, 1, 28), date(2019, 1, 29)
FIRST = reading(
    "Israel struck targets in the south.\nThe army gave no details.", title="Strikes", day=MONDAY, actors=(ISRAEL,)
)
MORE = reading(
    "Israel said a training camp was hit.", title="Camp hit", day=TUESDAY, source="Gulf Observer", actors=(ISRAEL,)
)
OTHER = reading("The central bank raised its rate by half a point.", title="Rate", day=TUESDAY, source="Ledger")


def on_monday() -> Edition:
    return compose([story(FIRST, title="Strikes")], by_id(FIRST), Material(day=MONDAY, inputs=1))


def on_tuesday(*stories_and_readings: object) -> Edition:
    previous = on_monday()
    history = History(previous=previous, number=2, story_days={"s1": (MONDAY,)})
    stories = [story(FIRST, MORE), story(OTHER, id_="s2", title="Rate")]
    return compose(stories, by_id(FIRST, MORE, OTHER), Material(day=TUESDAY, inputs=3, history=history))


def test_the_first_brief_has_no_yesterday() -> None:
    """It compares with nothing and says so by `previous` being None."""
    edition = on_monday()
    assert edition.previous is None
    assert edition.changes == ()
    assert edition.sections[0].stories[0].status == "new"


def test_a_story_that_was_quiet_comes_back_with_what_is_new_only() -> None:
    """What an earlier brief printed is not news, though the last one was silent on it; nor is it in another spelling."""
    late = reading(
        "Israël struck targets in the South.", title="Strikes", day=TUESDAY, source="Ledger", actors=(ISRAEL,)
    )
    silent = compose([story(OTHER, id_="s2", title="Rate")], by_id(OTHER), Material(day=MONDAY, inputs=1))
    history = History(
        previous=silent,
        number=3,
        story_days={"s1": (MONDAY - timedelta(days=1),)},
        printed={"s1": ("Israel struck targets in the south.", "The army gave no details.")},
    )
    edition = compose([story(late)], by_id(late), Material(day=TUESDAY, inputs=1, history=history))
    told = edition.sections[0].stories[0]
    assert (told.status, told.day, told.fresh) == ("unchanged", 3, ())
    edition = compose([story(late, MORE)], by_id(late, MORE), Material(day=TUESDAY, inputs=2, history=history))
    told = edition.sections[0].stories[0]
    assert told.status == "developing"
    assert [told.key_points[n].verbatim for n in told.fresh] == ["Israel said a training camp was hit."]


def test_a_story_with_fresh_sentences_develops() -> None:
    """Its second day, and what is new in it."""
    edition = on_tuesday()
    assert edition.previous == Previous(number=1, date=MONDAY)
    told = {s.id: s for section in edition.sections for s in section.stories}
    assert (told["s1"].status, told["s1"].day) == ("developing", 2)
    assert any(told["s1"].key_points[n].verbatim == "Israel said a training camp was hit." for n in told["s1"].fresh)
    assert (told["s2"].status, told["s2"].day) == ("new", 1)
    assert {change.kind for change in edition.changes} == {"new", "developing"}


def test_what_happened_since_is_news_in_known_words() -> None:
    """The day is later than the last brief that told of those whom it names; the same said again of the old day is none."""
    since = reading(
        "The army of Israel left the targets struck in the south on Tuesday.",
        title="Left",
        day=TUESDAY,
        timexes=[("Tuesday", "2019-01-29", TUESDAY, TUESDAY)],
    )
    again = reading(
        "Targets in the south of Israel were struck on Monday.",
        title="Struck",
        day=TUESDAY,
        timexes=[("Monday", "2019-01-28", MONDAY, MONDAY)],
    )
    history = History(
        previous=on_monday(),
        number=2,
        story_days={"s1": (MONDAY,)},
        printed={"s1": ("Israel struck targets in the south on Monday.", "The army gave no details.")},
    )
    for one, state in ((since, "developing"), (again, "unchanged")):
        edition = compose([story(one)], by_id(one), Material(day=TUESDAY, inputs=1, history=history))
        assert edition.sections[0].stories[0].status == state


def test_what_a_new_report_says_is_told() -> None:
    """However much of it the sentence before it has said already; a figure that has moved on since is no news."""
    ousted = reading(
        "Parliament in Oslo removed Prime Minister Anna Berg on Monday by 112 votes to 98.\n"
        "The speaker of parliament, Ola Moe, was sworn in as acting prime minister on Tuesday.",
        title="Berg ousted as prime minister",
        day=TUESDAY,
        timexes=[("Monday", "2019-01-28", MONDAY, MONDAY), ("Tuesday", "2019-01-29", TUESDAY, TUESDAY)],
    )
    told = "Parliament in Oslo voted on Monday to remove Prime Minister Anna Berg by 112 votes to 98."
    history = History(number=2, story_days={"s1": (MONDAY,)}, printed={"s1": (told,)})
    edition = compose([story(ousted)], by_id(ousted), Material(day=TUESDAY, inputs=1, history=history))
    (line,) = edition.sections[0].stories
    assert line.status == "developing"
    assert [line.key_points[n].verbatim[:11] for n in line.fresh] == ["The speaker"]


def test_a_story_without_fresh_sentences_is_unchanged() -> None:
    """The same words two days running are no news."""
    history = History(previous=on_monday(), number=2, story_days={"s1": (MONDAY,)})
    edition = compose([story(FIRST)], by_id(FIRST), Material(day=TUESDAY, inputs=1, history=history))
    assert edition.sections[0].stories[0].status == "unchanged"


def test_a_story_that_is_gone_went_quiet() -> None:
    """Yesterday's story without an article today is named once."""
    history = History(previous=on_monday(), number=2)
    edition = compose([story(OTHER, id_="s2")], by_id(OTHER), Material(day=TUESDAY, inputs=1, history=history))
    assert [(change.kind, change.title) for change in edition.changes if change.kind == "quiet"] == [
        ("quiet", "Strikes")
    ]


def test_the_order_of_days_does_not_matter_to_day_one() -> None:
    """A story first told after this edition's day is new in it."""
    history = History(story_days={"s1": (TUESDAY + timedelta(days=3),)})
    edition = compose([story(FIRST)], by_id(FIRST), Material(day=TUESDAY, inputs=1, history=history))
    assert edition.sections[0].stories[0].day == 1
