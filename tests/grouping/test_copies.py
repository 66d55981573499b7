"""Copies: the same report printed again, however it was dressed up; never another report of the same event."""

import random
from dataclasses import replace

import pytest

from briefing.grouping import copies, group
from briefing.grouping.voices import voices
from tests.grouping.news import ELECTION, FLOOD_A, FLOOD_B, MERGER, OTHER_FLOOD, STRIKE_A, STRIKE_B, day_of_news, told

TEXTS = (FLOOD_A, FLOOD_B, OTHER_FLOOD, STRIKE_A, STRIKE_B, ELECTION, MERGER)


def dressed(text: str, rng: random.Random) -> str:
    """As a client paper prints an agency's report: a dateline, the tail cut, a spelling changed, quotes curled."""
    sentences = text.split(". ")
    kept = sentences[: max(3, len(sentences) - rng.randrange(3))]
    body = ". ".join(kept).rstrip(".") + "."
    body = body.replace("defence", "defense").replace("per cent", "percent").replace("'", "’")
    if rng.random() < 0.5:
        body = f"TARVIK, March 4 (Harbour Wire) - {body}"
    if rng.random() < 0.5:
        body += "\n\nSign up for our newsletter."
    return body


@pytest.mark.parametrize("seed", range(6))
def test_planted_copies_are_found(seed: int) -> None:
    """Every text with a dressed-up copy of it: all pairs are found, and no other one."""
    rng = random.Random(seed)
    pairs = [
        (told(text, f"Headline {n}"), told(dressed(text, rng), f"Another line {n}", "Copycat", 2 + n))
        for n, text in enumerate(TEXTS)
    ]
    readings = [reading for pair in pairs for reading in pair]
    rng.shuffle(readings)
    assert set(copies.find(readings)) == {tuple(one.article.id for one in pair) for pair in pairs}


def test_different_reports_of_one_event_are_no_copies() -> None:
    """They share facts and names, not sentences."""
    assert copies.find(day_of_news()) == ()


def test_the_original_is_the_earliest_then_the_longest() -> None:
    """Whoever printed it first; at the same hour, whoever printed more of it."""
    short = FLOOD_A.rsplit(". ", 1)[0] + "."
    late, early = told(FLOOD_A, "Late", "A", 9), told(short, "Early", "B", 1)
    assert copies.find([late, early]) == ((early.article.id, late.article.id),)
    whole, part = told(FLOOD_A, "Whole", "A", 1), told(short, "Part", "B", 1)
    assert copies.find([part, whole]) == ((whole.article.id, part.article.id),)


def test_two_short_texts_are_copies_only_word_for_word() -> None:
    """A few words in common prove nothing; the same words do."""
    one = told("The summit was postponed.", "A", "A")
    same = told("The summit was postponed.", "B", "B", 1)
    other = told("The summit was postponed again.", "C", "C", 2)
    assert copies.find([one, same, other]) == ((one.article.id, same.article.id),)


def test_a_copy_is_no_voice_of_its_own() -> None:
    """It is in its original's story, folded."""
    news = [*day_of_news(), told("LONDON (Harbour Wire) - " + FLOOD_A, "Orlen floods Tarvik", "Copycat", 5)]
    story = next(one for one in group(news) if "Tarvik" in one.title)
    assert len(story.articles) == 3
    assert story.independent == 2
    assert len(story.copies) == 1


def test_a_teaser_is_an_outlet_and_no_witness() -> None:
    """Two lines before a paywall tell that somebody has the story, not that he saw it."""
    news = [told(FLOOD_A, "Orlen floods Tarvik", "A"), told(FLOOD_B, "Army sent to Tarvik", "B")]
    teaser = replace(news[1], article=replace(news[1].article, extract="paywall teaser"))
    whole, part = ({one.article.id: one for one in found} for found in (news, [news[0], teaser]))
    assert (voices(list(whole), (), whole).independent, voices(list(part), (), part).independent) == (2, 1)
    assert voices(list(part), (), part).outlets == ("A", "B")


def test_many_copies_of_one_text_stay_cheap_and_together() -> None:
    """A wire story in a hundred papers is one group."""
    many = [told(FLOOD_A, f"Headline {n}", f"Paper {n}", n / 10) for n in range(100)]
    assert [len(found) for found in copies.find(many)] == [100]
