"""Stories: every article in one, one event in one, whatever the order; and yesterday's go on."""

import dataclasses
import random
from collections.abc import Iterable
from datetime import datetime

import pytest

from briefing.grouping import entitled, group, remembered
from briefing.model import KnownStory, Reading, Story
from tests.grouping.news import (
    ELECTION,
    FLOOD_A,
    FLOOD_B,
    MERGER,
    OTHER_FLOOD,
    STRIKE_A,
    day_of_news,
    told,
)


def texts(stories: Iterable[Story], readings: Iterable[Reading]) -> set[frozenset[str]]:
    """The stories as sets of the first words of their articles."""
    start = {reading.article.id: reading.article.text[:20] for reading in readings}
    return {frozenset(start[id_] for id_ in story.articles) for story in stories}


def test_one_event_is_one_story_and_look_alikes_stay_apart() -> None:
    """Two reports of the flood in Tarvik are one story; the flood in Kessel, told in the same words, is another."""
    news = day_of_news()
    grouped = texts(group(news), news)
    assert frozenset({FLOOD_A[:20], FLOOD_B[:20]}) in grouped
    assert frozenset({OTHER_FLOOD[:20]}) in grouped
    assert frozenset({ELECTION[:20]}) in grouped
    assert len(grouped) == 5


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_input_changes_nothing(seed: int) -> None:
    """The same stories with the same ids, headlines and actors, in the same order."""
    news = day_of_news()
    mixed = list(news)
    random.Random(seed).shuffle(mixed)
    assert group(mixed) == group(news)


def test_every_article_is_in_exactly_one_story() -> None:
    """Copies and strays included."""
    news = [*day_of_news(), told(FLOOD_A, "Another headline", "Copycat", 5), told("", "Nothing but a headline")]
    listed = sorted(id_ for story in group(news) for id_ in story.articles)
    assert listed == sorted(reading.article.id for reading in news)


def test_an_article_in_a_language_without_vectors_does_not_change_the_others() -> None:
    """Where the model does not read, words alone decide; for all others nothing is lost."""
    news = day_of_news()
    french = told(
        "La mairie de Brune a fermé le marché couvert lundi, a annoncé la maire.", "Marché fermé", language="fr"
    )
    assert texts(group(news), news) <= texts(group([*news, french]), [*news, french])


def test_a_wrong_day_tears_no_story() -> None:
    """A page that says when it was changed last, a week and a half later, still tells of the same flood."""
    late = told(FLOOD_B, "Army helicopters sent to flooded Tarvik", "Gulf Observer", 24 * 11)
    news = [*(reading for reading in day_of_news() if reading.article.text != FLOOD_B), late]
    assert frozenset({FLOOD_A[:20], FLOOD_B[:20]}) in texts(group(news), news)


def test_no_readings_are_no_stories() -> None:
    """A quiet day."""
    assert group([]) == []


def yesterday() -> list[KnownStory]:
    news = day_of_news()
    return list(remembered(group(news), {one.article.id: one for one in news}))


def test_a_story_that_goes_on_keeps_its_id() -> None:
    """Tomorrow's report of the flood joins today's story; the merger does not."""
    known = yesterday()
    flood = next(one for one in known if "Tarvik" in one.title)
    later = told(
        "The Orlen crested at Tarvik on Wednesday and the death toll rose to eleven, the Norland civil defence agency said. "
        "Governor Maria Lund visited the old town, where soldiers were clearing mud. Trains to the capital may run again "
        "on Friday.",
        "Tarvik flood toll rises to eleven",
        hours=26,
    )
    new = told(
        "A ferry caught fire off the island of Sund on Wednesday; all 212 passengers were saved, the coast guard said.",
        "Ferry burns off Sund",
        hours=27,
    )
    ids = {story.title: story.id for story in group([later, new], known=known)}
    assert ids["Tarvik flood toll rises to eleven"] == flood.id
    assert ids["Ferry burns off Sund"] not in {one.id for one in known}


def test_a_look_alike_of_yesterdays_story_is_new() -> None:
    """Another port, another union: no day two of the strike at Halden."""
    other = told(
        "Dock workers at the port of Ostrava walked out on Wednesday over safety after a crane fell. Their union, the "
        "Seamen's League, wants an inquiry. Lucia Fabri, who runs the harbour board, offered talks.",
        "Dockers walk out at Ostrava",
        hours=26,
    )
    known = yesterday()
    (story,) = group([other], known=known)
    assert story.id not in {one.id for one in known}


def test_two_stories_of_yesterday_may_become_one() -> None:
    """The closer gives its id, the other is remembered in it: it has not gone quiet."""
    news = day_of_news()
    known = [one for one in yesterday() if "Tarvik" in one.title]
    both = [known[0], dataclasses.replace(known[0], id="sother", articles=(news[1].article.id,))]
    story = next(one for one in group(news, known=both) if "Tarvik" in one.title)
    assert {story.id, *story.before} == {known[0].id, "sother"}


def test_a_story_of_yesterday_may_part_in_two() -> None:
    """Neither of them is new: what was told of both is remembered in the one that bears another id."""
    news = day_of_news()
    flood = next(one for one in yesterday() if "Tarvik" in one.title)
    strike = next(one for one in yesterday() if "Halden" in one.title)
    whole = dataclasses.replace(flood, articles=(*flood.articles, *strike.articles))
    found = [one for one in group(news, known=[whole]) if whole.id in (one.id, *one.before)]
    assert len(found) == 2
    assert len({one.id for one in found}) == 2


def test_an_old_story_is_over_after_its_window() -> None:
    """A month later the same town floods again, beyond what is remembered: a new story."""
    later = told(FLOOD_B, "Floods in Tarvik again", "Gulf Observer", 24 * 30)
    known = yesterday()
    (story,) = group([later], known=known)
    assert story.id not in {one.id for one in known}


def test_no_two_stories_have_one_id() -> None:
    """Two stories of today cannot both be yesterday's."""
    known = yesterday()
    parts = [told(STRIKE_A, "Dockers walk out at Halden", "A", 24), told(MERGER, "Vantor and Aeolis", "B", 24)]
    ids = [story.id for story in group([*parts, *day_of_news()], known=known)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("language", "title"), [("en", "Flood in Tarvik kills nine"), ("de", "Neun Tote in Tarvik")])
def test_the_headline_is_in_a_language_of_the_reader(language: str, title: str) -> None:
    """Where the story has one."""
    news = [
        told(FLOOD_A, "Flood in Tarvik kills nine"),
        told(FLOOD_B, "Neun Tote in Tarvik", "Orlener Bote", 1, "de"),
    ]
    (story,) = group(news)
    assert entitled(story, {one.article.id: one for one in news}, (language,)).title == title


def test_a_remembered_vector_of_another_model_is_not_compared() -> None:
    """It says nothing, whatever it says."""
    news = day_of_news()
    blind = [dataclasses.replace(one, vector=b"") for one in yesterday()]
    other = [
        dataclasses.replace(one, vector=bytes(len(one.vector) - 1) + b"\x7f", encoder="other") for one in yesterday()
    ]
    assert group(news, known=other) == group(news, known=blind)


def test_articles_stand_in_the_order_of_their_hours_whatever_their_zones() -> None:
    """Noon in Manila is before eleven in London."""
    manila, london = (
        dataclasses.replace(one, article=dataclasses.replace(one.article, published=datetime.fromisoformat(when)))
        for one, when in (
            (told(FLOOD_A), "2025-03-05T12:00:00+08:00"),
            (told(FLOOD_B, source="B"), "2025-03-05T11:00:00+00:00"),
        )
    )
    [story] = group([london, manila])
    assert story.articles == (manila.article.id, london.article.id)
