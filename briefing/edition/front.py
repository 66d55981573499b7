"""The front: which stories stand on page one, which in its short lines, and why the others do not."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Desk, PassedOver, Placement, Story
from briefing.settings import DeskSettings

#: Places that gravity alone decides, and what a line asks for that fills them, or stands among the short ones.
FIRST, LOW = 3, 3.5
#: Further down at most so many of one desk, one state, one outlet …
DESK, STATE, OUTLET = 2, 2, 3
#: … but no cap holds back what is so much heavier than what would stand in its place.
HEAVIER = 1.5
#: Short lines.
ALSO = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Where each story stands on page one; all lists but ``front`` by desk, then by weight."""

    front: tuple[Story, ...]
    also: tuple[Story, ...]
    comment: tuple[Story, ...]
    checked: tuple[Story, ...]
    passed_over: tuple[PassedOver, ...]


def select(stories: Sequence[Story], settings: DeskSettings, pinned: Mapping[str, int] | None = None) -> Selection:
    """Who stands where.

    Args:
        stories: that can be printed, weightiest first, with their gravity.
        settings: floor, number of items, profile.
        pinned: story → the place, from 1, that the desk gives it; 0 for none.
    """
    pinned = pinned or {}
    reasons = {id_: "the desk has taken it off page one" for id_, place in pinned.items() if place == 0}
    free = [story for story in stories if story.id not in pinned and story.gravity.place is Placement.FRONT]
    fit = [story for story in free if story.gravity.total >= settings.floor]
    if len(fit) < FIRST:
        low = min(LOW, settings.floor)
        fit = [story for story in free if story.gravity.total >= low][:FIRST]
    held = sorted((story for story in stories if pinned.get(story.id)), key=lambda story: pinned[story.id])
    front = _capped(fit, max(0, settings.front - len(held)), reasons)
    for story in held:
        front.insert(pinned[story.id] - 1, story)
    shown = {story.id for story in front}
    rest = [story for story in stories if story.id not in shown]
    checked = [story for story in rest if story.gravity.place is Placement.CHECKED]
    comment = [s for s in rest if s.gravity.place is Placement.COMMENT] if settings.profile != "ministry" else []
    low = min(LOW, settings.floor)
    short = [s for s in rest if s.gravity.place in (Placement.FRONT, Placement.ALSO) and s.gravity.total >= low][:ALSO]
    elsewhere = {story.id for story in (*checked, *comment)}
    passed = [
        PassedOver(story=story.id, reason=reasons.get(story.id) or _reason(story, settings))
        for story in rest
        if story.id not in elsewhere
    ]
    return Selection(
        front=tuple(front),
        also=tuple(sorted(short, key=_by_desk)),
        comment=tuple(sorted(comment, key=_by_desk)),
        checked=tuple(checked),
        passed_over=tuple(passed),
    )


def _capped(fit: Sequence[Story], most: int, reasons: dict[str, str]) -> list[Story]:
    """The first three as they are, then under the caps."""
    front: list[Story] = list(fit[:FIRST])[:most]
    left = list(fit[len(front) :])
    while left and len(front) < most:
        held = [(story, _over(story, front)) for story in left]
        free = next((n for n, (_, why) in enumerate(held) if not why), None)
        heaviest, why = held[0]
        substitute = held[free][0].gravity.total if free is not None else None
        if not why or (substitute is not None and heaviest.gravity.total - substitute >= HEAVIER):
            front.append(left.pop(0))
        elif free is None:
            break
        else:
            front.append(left.pop(free))
    for story in left:
        reasons[story.id] = _over(story, front) or "page one is full"
    return front


def _over(story: Story, front: Sequence[Story]) -> str:
    """Which cap the story would break."""
    states = Counter(other.gravity.state for other in front if other.gravity.state)
    desks = Counter(other.gravity.desk for other in front)
    outlets = Counter(other.outlets[0] for other in front if len(other.outlets) == 1)
    if desks[story.gravity.desk] >= DESK:
        return f"{desks[story.gravity.desk]} stories of the desk {story.gravity.desk.value} stand before it"
    if story.gravity.state and states[story.gravity.state] >= STATE:
        return f"{states[story.gravity.state]} stories of {story.gravity.state} stand before it"
    if len(story.outlets) == 1 and outlets[story.outlets[0]] >= OUTLET:
        return f"{outlets[story.outlets[0]]} stories that only {story.outlets[0]} has stand before it"
    return ""


def _reason(story: Story, settings: DeskSettings) -> str:
    if story.gravity.place is not Placement.FRONT:
        return f"{story.gravity.genre.value.replace('_', ' ')}: {story.gravity.place.value}"
    if story.gravity.total < settings.floor:
        return f"weighs {story.gravity.total:.1f}, below the floor of {settings.floor:g}"
    return "page one is full"


def _by_desk(story: Story) -> tuple[int, float, str]:
    return (list(Desk).index(story.gravity.filed), -story.gravity.total, story.id)
