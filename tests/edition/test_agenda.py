"""Agenda: what is still to come is the calendar, what has been is the timeline."""

from dataclasses import replace
from datetime import date

import pytest

from briefing.edition import Material, compose
from briefing.model import Edition, Reading
from briefing.reading.dates import find
from tests.make import DAY, ISRAEL, RUSSIA, by_id, reading, story

TODAY = ("Tuesday", "2019-01-29", DAY, DAY)


def edition(*readings: Reading, day: date = DAY) -> Edition:
    return compose([story(*readings)], by_id(*readings), Material(day=day, inputs=len(readings)))


def one(text: str, *timexes: tuple[str, str, date, date]) -> Reading:
    return reading(text, actors=(RUSSIA,), timexes=timexes)


def test_a_day_ahead_is_a_line_of_the_calendar_with_its_citation() -> None:
    """First and last day, the words in the text, the sentence that says it."""
    day = date(2019, 2, 5)
    made = edition(one("Russia will open the bridge on 5 February.", ("5 February", "2019-02-05", day, day)))
    (entry,) = made.calendar
    assert (entry.first, entry.last, entry.words) == (day, day, "5 February")
    assert entry.what.citations[0].source == made.sources[0].id
    assert made.timeline == ()


def test_of_two_languages_the_readers_announces_it() -> None:
    """The other says the same day once more, and better placed; where it stands alone it is printed."""
    day = date(2019, 2, 5)
    foreign = reading(
        "Russland wird die Brücke am 5. Februar öffnen.\nDie Brücke ist fertig.",
        source="Morgenlotse",
        language="de",
        actors=(RUSSIA,),
        timexes=[("5. Februar", "2019-02-05", day, day)],
        salience=[1.0, 0.1],
    )
    own = reading(
        "The bridge is ready, Russia said.\nRussia will open the bridge on 5 February.",
        actors=(RUSSIA,),
        timexes=[("5 February", "2019-02-05", day, day)],
        salience=[1.0, 0.1],
    )
    (line,) = edition(foreign, own).calendar
    assert line.what.citations[0].source == own.article.id
    assert edition(foreign).calendar[0].what.citations[0].source == foreign.article.id


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("The union will march on 6 February.", 1),
        ("The union marched on 6 February, and the police then barred the road.", 0),
        ("The council typically meets on 6 February.", 0),
        ("The council asks what you will do on 6 February.", 0),
    ],
)
def test_a_day_ahead_of_what_has_been_or_commonly_is_dates_nothing(told: str, lines: int) -> None:
    """The day of publication may be wrong, and then the clause is right."""
    article = one(told).article
    read = replace(one(told), timexes=find(article, one(told).sentences))
    assert [timex.first for timex in read.timexes] == [date(2019, 2, 6)]
    assert len(edition(read).calendar) == lines


def test_a_day_behind_is_a_line_of_the_timeline() -> None:
    """And none of the calendar."""
    day = date(2019, 1, 20)
    made = edition(one("Russia closed the bridge on 20 January after a storm.", ("20 January", "2019-01-20", day, day)))
    assert [entry.first for entry in made.timeline] == [day]
    assert made.calendar == ()


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Russia will open the bridge on Tuesday.", True),
        ("Russia opened the bridge to lorries on Tuesday.", False),
        ("Russia opened the bridge on Tuesday, and lorries will follow within weeks.", False),
        ("The bridge will be opened in spring, Russia told its neighbours on Tuesday.", False),
        ("Russia closed the bridge last week, but it is to open again on Tuesday.", True),
    ],
)
def test_on_the_editions_own_day_the_verb_of_the_clause_decides(text: str, ahead: bool) -> None:
    """A "will" elsewhere in the sentence does not put what has happened into the calendar."""
    assert bool(edition(heard(text)).calendar) is ahead


def heard(text: str, *, published: date = DAY, source: str = "Outlet") -> Reading:
    """A report whose days are found by the reader's own rules."""
    plain = reading(text, source=source, actors=(RUSSIA,), day=published)
    return replace(plain, timexes=find(plain.article, plain.sentences))


def test_what_yesterdays_papers_announced_for_today_is_in_todays_calendar() -> None:
    """Unless a report of the day itself says that it has happened."""
    told = heard("Russia will open the bridge over the strait on Tuesday.", published=date(2019, 1, 28))
    assert [entry.first for entry in edition(told).calendar] == [DAY]
    done = heard("Russia opened the bridge over the strait on Tuesday.", source="Herald")
    assert edition(told, done).calendar == ()


@pytest.mark.parametrize(
    "text",
    [
        "The talks planned for Friday have been called off.",
        "Results will not be released on Friday.",
        "The vote will be held on 5 February instead of Friday.",
        "He would have turned 65 on Friday.",
        "The hearing was moved from Friday to 5 February.",
        "The bridge will be built in spring.",
        "Shops must close by 10 p.m. from now on.",
        "If the bridge opens on Friday, prices will fall.",
        "Boxing Day is going to be busy for the shops of Moscow.",
        "The envoy will face questions about Russia's 1 July call.",
    ],
)
def test_what_will_not_be_is_no_line(text: str) -> None:
    """Cancelled, moved, unreal, a season, a clock without a day."""
    assert all(entry.first == date(2019, 2, 5) for entry in edition(heard(text)).calendar)


def test_a_deadline_at_midnight_ends_its_day() -> None:
    """It is that day's, and its hour is the last."""
    (entry,) = edition(heard("The ultimatum expires at midnight on 31 January, the ministry said.")).calendar
    assert (entry.first, entry.last, entry.time) == (date(2019, 1, 31), date(2019, 1, 31), "24:00")


def test_a_long_line_keeps_the_event() -> None:
    """Clauses that add to it go, marked as such."""
    text = (
        "Russia will open the bridge over the strait to lorries and to trains on 5 February, in an attempt to ease "
        "the long queues at the ports on both of its shores."
    )
    (entry,) = edition(heard(text)).calendar
    assert entry.what.text == "Russia will open the bridge over the strait to lorries and to trains on 5 February […]"


def test_what_two_sources_announce_in_nearly_the_same_words_is_one_line() -> None:
    """One story once, in the calendar too."""
    day = date(2019, 2, 5)
    timex = ("5 February", "2019-02-05", day, day)
    first = one("Russia will open the new bridge over the river on 5 February.", timex)
    second = reading(
        "Russia will open the new bridge over the river on 5 February.",
        source="Gulf Observer",
        actors=(RUSSIA,),
        timexes=[timex],
    )
    assert len(edition(first, second).calendar) == 1


@pytest.mark.parametrize(("told", "lines"), [("Israel will host Russia's envoys", 1), ("Russia will open a dam", 2)])
def test_what_two_stories_announce_of_the_same_actors_is_one_line(told: str, lines: int) -> None:
    """A meeting is of both who meet, in whichever story it stands; each goes about other things alone."""
    day = date(2019, 2, 5)
    said = ("5 February", "2019-02-05", day, day)
    first = reading(
        "Russia's delegation is to meet Israel's in Sochi on 5 February.", actors=(RUSSIA, ISRAEL), timexes=(said,)
    )
    other = reading(f"{told} on 5 February.", source="Ledger", actors=(RUSSIA, ISRAEL), timexes=(said,))
    stories = [story(first), story(other, id_="s2")]
    made = compose(stories, by_id(first, other), Material(day=DAY, inputs=2))
    assert len(made.calendar) == lines


def test_of_a_day_and_a_week_for_one_event_the_day_stands() -> None:
    """The exact day says more than "early February", whichever sentence is the weightier."""
    vague = heard("Russia will open the new bridge over the river in early February.")
    exact = heard("Russia will open the new bridge over the river on 5 February.", source="Ledger")
    for readings in ((vague, exact), (exact, vague)):
        assert [(entry.first, entry.last) for entry in edition(*readings).calendar] == [(date(2019, 2, 5),) * 2]


def test_what_two_sentences_of_a_story_say_of_one_evening_is_one_line() -> None:
    """However little their words are alike: nothing else is told of that hour."""
    first = heard("Russia will meet its rivals on the ice of Sochi on Friday night.")
    second = heard("The teams will face off Friday night for the cup.", source="Ledger")
    assert len(edition(first, second).calendar) == 1


@pytest.mark.parametrize(("whose", "lines"), [("The bridge", 1), ("Israel", 2)])
def test_an_article_tells_of_one_event_a_day_unless_of_others(whose: str, lines: int) -> None:
    """What it says of a day twice is one event, in whatever words, but where each sentence names its own actors."""
    day = date(2019, 2, 5)
    text = f"Russia will open the bridge on 5 February.\n{whose} is to vote on a new law that Tuesday."
    told = reading(
        text,
        actors=(RUSSIA, ISRAEL),
        timexes=[("5 February", "2019-02-05", day, day), ("that Tuesday", "2019-02-05", day, day)],
    )
    assert len(edition(told).calendar) == lines


def test_a_day_ahead_is_a_line_wherever_it_stands_in_its_article() -> None:
    """The last sentence of a long report often tells what comes next."""
    day = date(2019, 2, 5)
    text = "\n".join([*(f"Russia closed bridge number {n}." for n in range(20)), "They open again on 5 February."])
    made = edition(
        reading(text, actors=(RUSSIA,), timexes=[("5 February", "2019-02-05", day, day)], salience=[*[0.5] * 20, 0.1])
    )
    assert [entry.first for entry in made.calendar] == [day]


def test_years_and_seasons_are_no_lines_of_a_calendar() -> None:
    """Too long a span is a period in which too much happens."""
    span = ("next year", "2020", date(2020, 1, 1), date(2020, 12, 31))
    assert edition(one("Russia will open the bridge next year.", span)).calendar == ()


def test_two_days_of_one_meeting_are_one_line() -> None:
    """Days that are named together and follow one another are a stretch; others are two lines."""
    first, second, later = date(2019, 3, 19), date(2019, 3, 20), date(2019, 3, 22)
    together = edition(
        one(
            "Russia will open the talks on 19 and 20 March.",
            ("19", "2019-03-19", first, first),
            ("20 March", "2019-03-20", second, second),
        )
    )
    assert [(entry.first, entry.last, entry.words) for entry in together.calendar] == [
        (first, second, "19 and 20 March")
    ]
    apart = edition(
        one(
            "Russia will open the talks on 19 and 22 March.",
            ("19", "2019-03-19", first, first),
            ("22 March", "2019-03-22", later, later),
        )
    )
    assert [(entry.first, entry.last) for entry in apart.calendar] == [(first, first), (later, later)]


@pytest.mark.parametrize(("who", "lines"), [("I", 0), ("we", 0), ("Russia", 1)])
def test_what_a_speaker_will_do_himself_is_in_nobodys_calendar(who: str, lines: int) -> None:
    """A shop assistant's tomorrow is no date of a brief."""
    day = date(2019, 1, 30)
    made = edition(
        one(f"“Tomorrow {who} will come for the boats,” a sailor of Russia said.", ("Tomorrow", "2019-01-30", day, day))
    )
    assert len(made.calendar) == lines
