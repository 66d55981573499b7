"""The page budget: an edition shortened from the bottom, saying what it cut."""

from __future__ import annotations

import dataclasses

from briefing.model import Edition, Section


def shortened(edition: Edition, most: int) -> Edition:
    """The first ``most`` stories of ``edition`` and all that belongs to them; the rest by title in `cut`.

    Numbers of sources stay as they are, so that the short and the whole edition cite alike.
    """
    sections: list[Section] = []
    left = most
    for section in edition.sections:
        if left <= 0:
            break
        sections.append(dataclasses.replace(section, stories=section.stories[:left]))
        left -= len(section.stories)
    kept = {story.id for section in sections for story in section.stories}
    everything = [story for section in edition.sections for story in section.stories]
    cut = tuple(story.title for story in everything if story.id not in kept)
    if not cut:
        return edition
    bottom_line = tuple(line for line in edition.bottom_line if line.story in kept)
    calendar = tuple(entry for entry in edition.calendar if entry.story in kept)
    timeline = tuple(entry for entry in edition.timeline if entry.story in kept)
    actors = tuple(actor for actor in edition.actors if kept & set(actor.stories))
    named = {actor.id for actor in actors}
    wanted = {id_ for section in sections for story in section.stories for id_ in story.sources}
    wanted |= {citation.source for entry in (*calendar, *timeline) for citation in entry.what.citations}
    wanted |= {citation.source for line in bottom_line for citation in line.point.citations}
    return dataclasses.replace(
        edition,
        bottom_line=bottom_line,
        sections=tuple(sections),
        actors=actors,
        ties=tuple(tie for tie in edition.ties if {tie.left, tie.right} <= named),
        calendar=calendar,
        timeline=timeline,
        sources=tuple(source for source in edition.sources if source.id in wanted),
        changes=tuple(change for change in edition.changes if change.kind == "quiet" or change.story in kept),
        cut=cut,
    )
