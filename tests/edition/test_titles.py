"""Titles: where no source has a headline, a story is called by the sentence that stands for it, and says it once."""

from datetime import date

from briefing.edition import Material, compose
from briefing.model import Edition, Reading
from briefing.model.history import History
from briefing.rendering.plain import text
from briefing.settings import EditionSettings
from tests.make import ISRAEL, by_id, reading, story

DAY = date(2019, 1, 29)
SHORT = reading("Israel struck targets in the south.\nThe army gave no details.", title="", actors=(ISRAEL,))
LONG = reading(
    "Israel said on Tuesday that a training camp in the hills to the south of the capital had been struck from the air "
    "during the night.",
    title="",
    actors=(ISRAEL,),
)
OTHER = reading("The central bank raised its rate by half a point.", title="Rate", source="Ledger")


def edition(one: Reading) -> Edition:
    before = compose([story(OTHER, id_="s2", title="Rate")], by_id(OTHER), Material(day=DAY, inputs=1))
    history = History(previous=before, number=2)
    return compose([story(one, title="whatever")], by_id(one), Material(day=DAY, inputs=1, history=history))


def test_it_is_called_by_the_first_words_of_its_news_and_cites_them() -> None:
    """Whole and without a full stop where they are few."""
    for one, title in (
        (SHORT, "Israel struck targets in the south"),
        (
            LONG,
            "Israel said on Tuesday that a training camp in the hills to the south of the capital had been struck from the …",
        ),
    ):
        told = edition(one).sections[0].stories[0]
        assert told.title == title
        assert told.title_citation == told.key_points[0].citations[0]


def test_the_sentence_stands_once_on_page_one_and_among_the_changes() -> None:
    """No line is left without its words, and none says them twice."""
    for one in (SHORT, LONG):
        told = " ".join(text(edition(one), settings=EditionSettings()).split())
        news = one.text_of(0).replace("Tuesday", "Tuesday [29 Jan]") if "[29 Jan]" in told else one.text_of(0)
        above, changes = told.partition("STORIES BY ACTOR")[0].split("SINCE NO. 1")
        assert above.count(news[:40]) == 1
        assert f"New: {news}" in changes


def test_a_heading_that_is_the_news_is_not_followed_by_it() -> None:
    """The other points stand below it."""
    told = (
        " ".join(text(edition(SHORT), settings=EditionSettings()).split())
        .partition("STORIES BY ACTOR")[2]
        .split("SOURCES")[0]
    )
    assert told.count("Israel struck targets in the south") == 1
    assert "- The army gave no details." in told
