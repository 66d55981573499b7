"""Deciding: decisions applied, so that the same archive and the same decisions give the same edition.

A decision on what is no longer there changes nothing: a draft that is built again keeps what still applies.
"""

import dataclasses
from collections import ChainMap
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from briefing.edition import Picks
from briefing.edition.picks import Pick
from briefing.grouping import join, split
from briefing.lexicon.regions import WORLD, region_of
from briefing.model import (
    Correction,
    Decision,
    Decisions,
    Desk,
    Edition,
    Note,
    PassedOver,
    Reading,
    Review,
    Role,
    Story,
)
from briefing.settings import ActorEntry, table

_DESKS = frozenset(desk.value for desk in Desk)


def entries(decisions: Sequence[Decision]) -> tuple[ActorEntry, ...]:
    """What was decided on who is who, as the configuration has it; the latest word on a name first."""
    known = {one.actor.name: one.actor for one in decisions if one.kind == "actor" and one.actor}
    return tuple(ActorEntry(**dataclasses.asdict(actor)) for actor in reversed(known.values()))


def regrouped(stories: Sequence[Story], readings: Mapping[str, Reading], decisions: Sequence[Decision]) -> list[Story]:
    """``stories`` split and merged, one decision after the other; not yet weighed anew."""
    made = {story.id: story for story in stories}
    for one in decisions:
        story = made.get(one.story)
        if story is None:
            continue
        if one.kind == "split":
            made |= {part.id: part for part in split(story, one.articles, readings)}
        elif one.kind == "merge" and (others := [id_ for id_ in one.stories if id_ in made and id_ != story.id]):
            made[story.id] = join([story, *(made.pop(id_) for id_ in others)], readings)
    return list(made.values())


def revised(
    stories: Sequence[Story], readings: Mapping[str, Reading], decisions: Sequence[Decision]
) -> tuple[list[Story], Mapping[str, Reading]]:
    """Stories and readings as decided on: dropped, filed, entitled, put in order; days set right.

    Args:
        stories: weightiest first.
        readings: by article id.
        decisions: in their order.
    """
    dated: dict[str, Reading] = {}
    texts = ChainMap(dated, cast("dict[str, Reading]", readings))
    dropped = {one.story for one in decisions if one.kind == "drop"}
    made = {story.id: story for story in stories if story.id not in dropped}
    order = list(made)
    for one in decisions:
        if one.kind == "day" and one.citation and one.citation.source in texts:
            dated[one.citation.source] = _dated(texts[one.citation.source], one)
        story = made.get(one.story)
        if story is None:
            continue
        if one.kind == "section":
            made[story.id] = _filed(story, one.to)
        elif one.kind == "title" and one.citation and one.citation.source in story.articles:
            made[story.id] = dataclasses.replace(story, title=texts[one.citation.source].article.title or story.title)
        elif one.kind == "order":
            order.remove(story.id)
            order.insert(order.index(one.to) if one.to in order else len(order), story.id)
    return [made[id_] for id_ in order], texts if dated else readings


def _filed(story: Story, to: str) -> Story:
    if to in _DESKS:
        return dataclasses.replace(story, gravity=dataclasses.replace(story.gravity, desk=Desk(to), filed=Desk(to)))
    if region_of(to) != WORLD:
        return dataclasses.replace(story, gravity=dataclasses.replace(story.gravity, state=to))
    known = any(actor.id == to for actor in story.actors)
    return dataclasses.replace(story, lead_actor=to) if known else story


def _dated(reading: Reading, one: Decision) -> Reading:
    """``reading`` with the days that the desk gives for one of its time expressions."""
    assert one.citation
    span = one.citation.span
    if one.first is None:
        return reading
    first, last = one.first, one.last or one.first
    value = first.isoformat() if first == last else f"{first}/{last}"
    return dataclasses.replace(
        reading,
        timexes=tuple(
            dataclasses.replace(timex, value=value, first=first, last=last, certain=True, probability=1.0)
            if timex.span == span
            else timex
            for timex in reading.timexes
        ),
    )


def picks(decisions: Sequence[Decision]) -> Picks:
    """What was chosen among what could be printed."""
    points: dict[str, list[Pick]] = {}
    for one in decisions:
        if one.kind == "point" and one.place > 0:
            points.setdefault(one.story, []).append((one.place, one.citation))
    dropped = dict.fromkeys(one.story for one in decisions if one.kind == "drop")
    return Picks(
        pinned={one.story: one.place for one in decisions if one.kind == "pin"},
        points=points,
        filed={one.story: one.to for one in decisions if one.kind == "section"},
        dropped=tuple(PassedOver(story=id_, reason="dropped by the desk") for id_ in dropped),
    )


def marked(
    edition: Edition, decided: Decisions | None, corrections: Sequence[Correction] = (), *, reviewing: bool = False
) -> Edition:
    """``edition`` with the desk's notes and roles, corrections of earlier ones, and the mark of who let it out.

    Args:
        edition: composed.
        decided: None where nothing was.
        corrections: that no earlier edition printed.
        reviewing: whether it waits for a release; else it needs none.
    """
    decisions = decided.decisions if decided else ()
    released = decided.released if decided else None
    told = {story.id for section in edition.sections for story in section.stories}
    notes = tuple(
        Note(text=one.text, by=one.by, story=one.story)
        for one in decisions
        if one.kind == "note" and (not one.story or one.story in told)
    )
    roles = {one.to: one.text for one in decisions if one.kind == "role"}
    actors = tuple(
        dataclasses.replace(
            actor,
            roles=(
                Role(text=roles[actor.id], day=edition.date),
                *(role for role in actor.roles if role.text != roles[actor.id])
            )
        )
        if actor.id in roles
        else actor
        for actor in edition.actors
    )  # fmt: skip
    if released:
        review = Review(state="reviewed" if released.reviewed else "not reviewed", by=released.by, at=released.at)
    else:
        review = Review(state="draft" if reviewing else "automatic")
    return dataclasses.replace(edition, notes=notes, actors=actors, corrections=tuple(corrections), review=review)


def tables(entries: Sequence[ActorEntry], known: Sequence[ActorEntry], day: date) -> str:
    """TOML to be put at the end of a configuration that has ``known``; "" where it has all of ``entries``."""
    new = [entry for entry in entries if entry not in known]
    return "".join(f"\n# Decided at the desk on {day}.\n{table('actor', entry)}" for entry in new)
