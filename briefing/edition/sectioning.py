"""Sections: by who acts, by region and state, by topic, or as the user cuts them; small ones share one."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Literal, TypeVar

from briefing.edition.front import FIRST
from briefing.lexicon.regions import WORLD, called, region_of
from briefing.lexicon.words import words
from briefing.model import Desk, EditionStory, Section, Story
from briefing.settings import EditionSettings, OwnSection

#: Desks in the order of the brief.
_DESKS = {desk: n for n, desk in enumerate(Desk)}
Key = TypeVar("Key", bound=Hashable)


def sections(
    stories: Sequence[Story],
    printed: Mapping[str, EditionStory],
    settings: EditionSettings,
    filed: Mapping[str, str] | None = None,
) -> tuple[Section, ...]:
    """Every story in one section: the user's own first, then as `[edition] stories` has it.

    Args:
        stories: that are told, weightiest first.
        printed: the same as they are printed, by id.
        settings: whether by actor, region or topic, and the user's own sections.
        filed: story → the section that the desk gives it; one that is none of the user's own keeps it out of those.
    """
    filed = filed or {}
    made: list[Section] = []
    left = list(stories)
    for own in settings.own_sections:
        told = [
            story
            for story in left
            if (filed[story.id] == own.title if story.id in filed else _belongs(story, printed[story.id], own))
        ]
        if told:
            made.append(_section("own", own.title, told, printed))
            left = [story for story in left if story not in told]
    match settings.stories:
        case "by region":
            made += _by_region(left, printed, settings.language)
        case "by topic":
            made += _by_topic(left, printed)
        case _:
            made += _by_actor(left, printed, settings, {story.id for story in stories[:FIRST]})
    return tuple(made)


def _belongs(story: Story, printed: EditionStory, own: OwnSection) -> bool:
    """Whether anything that ``own`` names is in the story: its state, its desk, an actor, or words that are printed."""
    if story.gravity.state in own.states or story.gravity.desk in own.desks:
        return True
    names = {name.casefold() for name in own.actors}
    if any(names & {name.casefold() for name in (actor.name, *actor.aliases)} for actor in story.actors):
        return True
    said = [f" {' '.join(words(text))} " for text in (printed.title, *(p.verbatim for p in printed.key_points))]
    return any(f" {' '.join(words(phrase))} " in text for phrase in own.words for text in said)


def _by_actor(
    stories: Sequence[Story], printed: Mapping[str, EditionStory], settings: EditionSettings, first: set[str]
) -> list[Section]:
    """By desk in a fixed order; in it a section per lead actor, weightiest first, then one that single stories share.

    An actor has a section of its own where it leads several stories, or one of the ``first``. A person may stand under
    its state.
    """
    names = {actor.id: actor.name for story in stories for actor in story.actors}
    made: list[Section] = []
    single: list[Story] = []
    for actor, told in _grouped(stories, lambda story: _filed_under(story, names, settings)).items():
        if actor and (len(told) > 1 or told[0].id in first):
            made.append(_section("actor", names[actor], told, printed, actor=actor))
        else:
            single += told
    order = {story.id: n for n, story in enumerate(stories)}
    shared, alone = _parted(_grouped(sorted(single, key=lambda s: order[s.id]), lambda story: story.gravity.filed))
    made += [_section("shared", "", told, printed) for told in shared.values()]
    made.sort(key=lambda each: (_DESKS[each.desk], each.actor is None, order[each.stories[0].id]))
    if len(alone) == 1 and (actor := _filed_under(alone[0], names, settings)):
        return [*made, _section("actor", names[actor], alone, printed, actor=actor)]
    return [*made, *_last("shared", "", alone, printed)]


def _filed_under(story: Story, names: Mapping[str, str], settings: EditionSettings) -> str | None:
    lead = next((actor for actor in story.actors if actor.id == story.lead_actor), None)
    if lead is None:
        return None
    if settings.persons == "under their state" and lead.type == "PER" and lead.affiliation in names:
        return lead.affiliation
    return lead.id


def _by_topic(stories: Sequence[Story], printed: Mapping[str, EditionStory]) -> list[Section]:
    """A section per desk in their fixed order, then one that single stories share."""
    several, alone = _parted(_grouped(stories, lambda story: story.gravity.filed))
    made = [_section("topic", "", several[desk], printed) for desk in sorted(several, key=lambda desk: _DESKS[desk])]
    return [*made, *_last("shared", "", alone, printed)]


def _by_region(stories: Sequence[Story], printed: Mapping[str, EditionStory], language: str) -> list[Section]:
    """A section per region, weightiest first; a state with several stories has its own, where the rest are several too."""
    several, alone = _parted(_grouped(stories, lambda story: region_of(story.gravity.state)))
    order = {story.id: n for n, story in enumerate(stories)}
    world = sorted([*several.pop(WORLD, ()), *alone], key=lambda story: order[story.id])
    made: list[Section] = []
    for region, told in several.items():
        states, _ = _parted(_grouped(told, lambda story: story.gravity.state))
        own = {state: some for state, some in states.items() if state}
        rest = [story for story in told if story.gravity.state not in own]
        if not own or len(rest) == 1:
            made.append(_section("region", called(region, language), told, printed))
            continue
        made += [_section("state", called(state, language), some, printed) for state, some in own.items()]
        if rest:
            made.append(_section("region", called(region, language), rest, printed, also=True))
    return [*made, *_last("region", called(WORLD, language), world, printed, also=bool(made))]


def _grouped(stories: Sequence[Story], key: Callable[[Story], Key]) -> dict[Key, list[Story]]:
    found: dict[Key, list[Story]] = {}
    for story in stories:
        found.setdefault(key(story), []).append(story)
    return found


def _parted(groups: Mapping[Key, list[Story]]) -> tuple[dict[Key, list[Story]], list[Story]]:
    """Groups of several stories, and the stories that are alone in theirs."""
    several = {key: told for key, told in groups.items() if len(told) > 1}
    return several, [told[0] for told in groups.values() if len(told) == 1]


def _last(
    kind: Literal["shared", "region"],
    title: str,
    alone: Sequence[Story],
    printed: Mapping[str, EditionStory],
    *,
    also: bool = False,
) -> list[Section]:
    return [_section(kind, title, alone, printed, also=also)] if alone else []


def _section(
    kind: Literal["actor", "shared", "state", "region", "topic", "own"],
    title: str,
    told: Sequence[Story],
    printed: Mapping[str, EditionStory],
    *,
    actor: str | None = None,
    also: bool = False,
) -> Section:
    return Section(
        actor=actor,
        title=title,
        stories=tuple(printed[story.id] for story in told),
        desk=told[0].gravity.filed,
        kind=kind,
        also=also or kind == "shared",
    )
