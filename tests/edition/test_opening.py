"""Opening: which sentence stands for a story, first in its key points and alone in the bottom line."""

from datetime import timedelta

from briefing.edition import Material, compose
from briefing.edition.points import choose
from briefing.edition.retold import Earlier
from briefing.model import Reading
from briefing.settings import EditionSettings
from tests.make import DAY, NETANYAHU, RUSSIA, by_id, reading, story

TUESDAY = [("Tuesday", "2019-01-29", DAY, DAY)]
SCENE = reading(
    "Somewhere under the hill lie boxes that belong to somebody.\n"
    "Russia has asked the keeper of the vault to release the silver to Netanyahu on Tuesday.\n"
    "The keeper keeps quiet.",
    title="Russia asks vault keeper for silver",
    actors=(NETANYAHU, RUSSIA),
    timexes=TUESDAY,
    salience=[1.0, 1.0, 0.5],
)


def first(one: Reading, title: str) -> str:
    chosen = choose(story(one, title=title), by_id(one), day=DAY, settings=EditionSettings(), weights={})
    return chosen[0].point.verbatim


def test_where_an_article_opens_on_a_scene_the_sentence_that_tells_the_news_stands_first() -> None:
    """It shares its words with the headline, says when, and names who; the scene follows."""
    assert first(SCENE, "Russia asks vault keeper for silver").startswith("Russia has asked")


def test_a_lede_that_tells_the_news_stays_first() -> None:
    """However weighty the sentences after it."""
    one = reading(
        "Russia asked the vault keeper for its silver on Tuesday.\n"
        "Netanyahu and Russia have quarrelled over 400 bars since 2004.",
        actors=(NETANYAHU, RUSSIA),
        timexes=TUESDAY,
        salience=[0.7, 1.0],
    )
    assert first(one, "Russia asks for silver").startswith("Russia asked")


def bottom_line(*told: tuple[Reading, str]) -> list[str]:
    stories = [story(one, title=title, id_=f"s{n}") for n, (one, title) in enumerate(told)]
    edition = compose(stories, by_id(*(one for one, _ in told)), Material(day=DAY, inputs=len(told)))
    return [line.point.verbatim for line in edition.bottom_line]


def other(n: int) -> tuple[Reading, str]:
    text = f"Russia opened bridge number {n} over the river on Tuesday."
    return reading(text, actors=(RUSSIA,), timexes=TUESDAY), f"Russia opens bridge {n}"


def test_no_line_of_the_bottom_line_is_longer_than_forty_words() -> None:
    """Of a story whose telling sentence is longer another one stands there."""
    long = reading(
        "Russia asked the vault keeper for its silver on Tuesday, " + "and again and again " * 12 + "in vain.\n"
        "The keeper is a quiet man of eighty.",
        actors=(RUSSIA,),
        timexes=TUESDAY,
    )
    lines = bottom_line((long, "Russia asks vault keeper for silver"), other(1), other(2), other(3))
    assert len(lines) >= 3
    assert all(len(line.split()) <= 40 for line in lines)


def test_there_are_three_lines_if_there_are_three_stories() -> None:
    """Better a plain sentence than a hole where the first story should stand."""
    plain = reading("A quiet day in the harbour town.", salience=[0.4])
    assert len(bottom_line((plain, "Ships"), other(1), other(2))) == 3


def test_yesterdays_line_is_not_printed_again_where_the_story_has_a_new_one() -> None:
    """What the last brief printed yields to what is new, if that can stand alone."""
    one = reading(
        "Russia asked the vault keeper for its silver.\nThe vault keeper gave Russia the silver on Tuesday.",
        actors=(RUSSIA,),
        timexes=TUESDAY,
        salience=[0.9, 0.8],
    )
    chosen = choose(
        story(one, title="Vault keeper gives Russia its silver"),
        by_id(one),
        day=DAY,
        settings=EditionSettings(),
        weights={},
        earlier=Earlier(["Russia asked the vault keeper for its silver."], since=DAY - timedelta(days=1)),
    )
    assert chosen[0].fresh
    assert chosen[0].point.verbatim.startswith("The vault keeper gave")
