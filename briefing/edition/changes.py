"""Since the last brief: what is new, what moved, what went quiet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.model import Change, Difference, Edition, EditionStory, Section, Status, Story
from briefing.model.history import History

#: Lines of each kind: a minute's reading.
MOST = {"new": 6, "developing": 6, "revised": 3, "disputed": 3, "quiet": 3}


def status(fresh: Sequence[int], days: Sequence[date], day: date) -> tuple[Status, int]:
    """How a story with so many new points stands against the last brief, and which day of it this is (1 for a new one).

    Args:
        fresh: its new points.
        days: of the earlier briefs that told it (`told_on`).
        day: today.
    """
    if not days:
        return "new", 1
    return ("developing" if fresh else "unchanged"), (day - min(days)).days + 1


def told_on(story: Story, history: History, day: date) -> list[date]:
    """The days up to ``day`` on which earlier briefs told ``story``, or what has become one in it."""
    return [on for id_ in (story.id, *story.before) for on in history.story_days.get(id_, ()) if on <= day]


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
        if story.status == "new":
            lines += [_line("new", story, 0)] if story.key_points else []
            continue  # what its sources say of it, and when, is no change since a brief that did not tell it
        if story.status == "developing" and story.fresh:
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
    """What it says: the newest figure where it has moved on, all where sources differ."""
    said = difference.claims[-1:] if difference.updated else difference.claims
    return difference.about, tuple(claim.value.casefold() for claim in said)


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
