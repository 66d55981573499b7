"""Ranking: which story comes first, and why."""

from datetime import timedelta

from briefing.grouping import group, rank, remembered
from briefing.model import Desk, Story
from briefing.settings import WatchSettings
from tests.grouping.news import DAY, day_of_news, told

NEWS = day_of_news()
BY_ID = {reading.article.id: reading for reading in NEWS}
STORIES = group(NEWS)


def place(ranked: list[Story], word: str) -> int:
    return next(n for n, story in enumerate(ranked) if word in story.title)


def test_more_independent_sources_come_first() -> None:
    """The flood that two outlets report stands above the one that a single outlet has."""
    ranked = rank(STORIES, BY_ID)
    assert place(ranked, "Tarvik") < place(ranked, "Duvane")


def test_a_watched_actor_or_topic_comes_before_everything() -> None:
    """By a name or an alias, or by words of the headline, whatever their case."""
    assert place(rank(STORIES, BY_ID, watch=WatchSettings(actors=("vantor",))), "Vantor") == 0
    assert place(rank(STORIES, BY_ID, watch=WatchSettings(topics=("Narrow Majority",))), "majority") == 0


def test_a_trusted_source_weighs_more() -> None:
    """The configured weight of a source lifts its stories."""
    before = place(rank(STORIES, BY_ID), "Vantor")
    after = place(rank(STORIES, BY_ID, weights={"Northern Ledger": 20.0}), "Vantor")
    assert after < before


def test_what_goes_on_weighs_less_than_what_is_new() -> None:
    """A story loses by an earlier brief that knew it, and no other does."""
    known = [entry for entry in remembered(STORIES, BY_ID) if entry.id == STORIES[0].id]
    fresh = {story.id: story.gravity.total for story in rank(STORIES, BY_ID)}
    later = {story.id: story.gravity.total for story in rank(STORIES, BY_ID, known=known)}
    assert {id_ for id_ in fresh if later[id_] != fresh[id_]} == {STORIES[0].id}
    assert later[STORIES[0].id] < fresh[STORIES[0].id]


def test_the_order_does_not_depend_on_the_order_of_the_stories() -> None:
    """Ties are broken by day and id."""
    assert rank(list(reversed(STORIES)), BY_ID) == rank(STORIES, BY_ID)


def test_an_old_report_yields_to_the_news_of_the_day() -> None:
    """Two reports of the same weight: the fortnight's old one stands last, and says why; one of the eve loses nothing."""
    told_now = told("Norland's parliament passed a law on dairies.", "Norland passes law on dairies")
    stories, readings = group([told_now]), {told_now.article.id: told_now}
    late = [rank(stories, readings, day=DAY + timedelta(days=n))[0].gravity.stale for n in (1, 4, 14)]
    assert late[0] == 0 > late[1] > late[2]


def test_what_looked_ahead_to_a_day_that_has_been_yields() -> None:
    """On the day itself the report of a coming vote weighs what it weighs; the day after less, and it says so."""
    one = told(
        "Lawmakers of Norland will vote on the budget on Wednesday, said the speaker, Karin Holm.",
        "Norland to vote on budget",
    )
    stories, readings = group([one]), {one.article.id: one}
    (before,) = rank(stories, readings, day=DAY + timedelta(days=1))
    (after,) = rank(stories, readings, day=DAY + timedelta(days=2))
    assert (before.gravity.stale, after.gravity.stale < 0) == (0, True)
    assert after.gravity.total < before.gravity.total


def test_only_a_desk_that_is_likelier_right_than_wrong_is_printed() -> None:
    """A flood is filed under disasters; what could be anything under none, though it weighs by its likeliest."""
    ranked = rank(STORIES, BY_ID)
    assert ranked[place(ranked, "Tarvik")].gravity.filed is Desk.DISASTER
    vague = told("The list was long. It was read out twice, and those who heard it went home.", "Many things were said")
    (story,) = rank(group([vague]), {vague.article.id: vague})
    assert story.gravity.filed is Desk.OTHER
    assert story.gravity.desk is not Desk.OTHER
