"""Ranking: which story comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from briefing.grouping.gravity import Policy, weigh
from briefing.model import KnownStory, Reading, Story
from briefing.settings import DeskSettings, WatchSettings


def rank(
    stories: Iterable[Story],
    readings: Mapping[str, Reading],
    *,
    watch: WatchSettings | None = None,
    weights: Mapping[str, float] | None = None,
    known: Iterable[KnownStory] = (),
    desk: DeskSettings | None = None,
    day: date | None = None,
) -> list[Story]:
    """The stories with their gravity, in an edition of ``day``, weightiest first; ties by the later day, then by id."""
    policy = Policy.of(desk or DeskSettings())
    old = {one.id for one in known}
    weighed = []
    for story in stories:
        gravity = weigh(
            story,
            readings,
            policy,
            watch=watch or WatchSettings(),
            weights=weights or {},
            new=story.id not in old,
            day=day,
        )
        weighed.append(replace(story, gravity=gravity))
    return sorted(weighed, key=_order)


def _order(story: Story) -> tuple[float, int, str]:
    return (-story.gravity.total, -(story.last.toordinal() if story.last else 0), story.id)
