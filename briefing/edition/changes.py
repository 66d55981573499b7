"""Since the last brief: what is new, what moved, what went quiet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.edition.points import Chosen
from briefing.lexicon.words import stop_words, words
from briefing.model import Change, Difference, Edition, EditionStory, Section, Status, Story
from briefing.model.history import History

#: Lines of each kind: a minute's reading.
MOST = {"new": 6, "developing": 6, "revised": 3, "disputed": 3, "quiet": 3}


def status(story: Story, fresh: Sequence[int], history: History, day: date) -> tuple[Status, int]:
    """How a story with so many new points stands against the last brief, and which day of it this is (1 for a new one)."""
    days = [d for id_ in (story.id, *story.before) for d in history.story_days.get(id_, ()) if d <= day]
    if not days:
        return "new", 1
    nth = (day - min(days)).days + 1
    return ("developing" if fresh else "unchanged"), nth


def news(points: Sequence[Chosen], printed: Sequence[str], history: History) -> tuple[int, ...]:
    """Which of ``points`` are new: no brief printed them, their article came since, and they say something.

    Half of the words must be new to who has read the earlier briefs, as among the key points themselves; or a figure.

    Args:
        points: of one story.
        printed: what earlier briefs printed of it, verbatim.
        history: what earlier briefs were made of.
    """
    known = {word for sentence in printed for word in words(sentence)}
    return tuple(
        n
        for n, chosen in enumerate(points)
        if chosen.fresh
        and chosen.candidate.article.id not in history.used
        and _says_something(chosen.point.verbatim, chosen.candidate.article.language, known)
    )


def _says_something(sentence: str, language: str, known: set[str]) -> bool:
    said = set(words(sentence)) - stop_words(language)
    new = said - known
    return any(word[0].isdigit() for word in new) or 2 * len(new) >= len(said)


def changes(
    sections: Sequence[Section], previous: Edition | None, gone_on: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """One line each, in the order of the sections; nothing for a first brief.

    Args:
        sections: of today.
        previous: the last brief.
        gone_on: ids of the earlier stories that some story of today goes on, printed or not.
    """
    if previous is None:
        return ()
    lines: list[Change] = []
    today = [story for section in sections for story in section.stories]
    before = {story.id: story for section in previous.sections for story in section.stories}
    for story in today:
        if story.status == "new" and story.key_points:
            lines.append(_line("new", story, 0))
        elif story.status == "developing" and story.fresh:
            lines.append(_line("developing", story, story.fresh[0]))
        lines += _figures(story, before.get(story.id))
    told = {id_ for story in today for id_ in (story.id, *story.sources)}
    for id_, story in before.items():
        # One that has become part of another is told there: it did not go quiet.
        if id_ not in told | gone_on and not told.intersection(story.sources):
            lines.append(Change(kind="quiet", story=id_, title=story.title, text=story.title))
    return tuple(_limited(lines))


def _line(kind: Status, story: EditionStory, point: int) -> Change:
    said = story.key_points[point]
    assert kind != "unchanged"
    return Change(kind=kind, story=story.id, title=story.title, text=said.text, citations=said.citations[:3])


def _figures(story: EditionStory, before: EditionStory | None) -> Iterable[Change]:
    """Figures that were updated or became disputed since the last brief."""
    known = {_key(difference) for difference in before.differences} if before else set()
    for difference in story.differences:
        if _key(difference) in known:
            continue
        values = [claim.value for claim in difference.claims]
        cited = tuple(citation for claim in difference.claims for citation in claim.citations[:1])
        arrow = " → " if difference.updated else " / "
        yield Change(
            kind="revised" if difference.updated else "disputed",
            story=story.id,
            title=story.title,
            text=f"{difference.about}: {arrow.join(values)}",
            citations=cited,
        )


def _key(difference: Difference) -> tuple[str, tuple[str, ...]]:
    return difference.about, tuple(claim.value for claim in difference.claims)


def _limited(lines: Iterable[Change]) -> Iterable[Change]:
    counts: dict[str, int] = {}
    kept = []
    for line in lines:
        counts[line.kind] = counts.get(line.kind, 0) + 1
        if counts[line.kind] <= MOST[line.kind]:
            kept.append(line)
    order = list(MOST)
    return sorted(kept, key=lambda line: order.index(line.kind))


def printed_before(history: History) -> Mapping[str, tuple[str, ...]]:
    """Story id → verbatim sentences of the last brief, and of the earlier ones that the history holds.

    A story that was quiet for a day comes back with what is new, not with what the brief before the last one said.
    """
    printed = dict(history.printed)
    for section in history.previous.sections if history.previous else ():
        for story in section.stories:
            said = tuple(point.verbatim for point in story.key_points)
            printed[story.id] = tuple(dict.fromkeys((*printed.get(story.id, ()), *said)))
    return printed
