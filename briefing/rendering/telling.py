"""Telling: which actors the table lists: those who act, and those whom the news turns on; not everybody who is named."""

from briefing.lexicon.names_ids import is_state
from briefing.model import Edition, EditionActor

#: Stories or sentences in which somebody without a role must be named; with a role it takes one story and two mentions.
STORIES, MENTIONS = 2, 4


def telling(edition: Edition) -> tuple[EditionActor, ...]:
    """The actors of the table: who leads a story first, of the others those first who are no states.

    Places that are no states cannot act, and who only prints the news is none of it.
    """
    leads = {story.lead for section in edition.sections for story in section.stories}
    outlets = {source.source.casefold().removeprefix("the ") for source in edition.sources}
    listed = [
        actor
        for actor in edition.actors
        if (actor.id in leads or _turns_on(actor)) and actor.name.casefold().removeprefix("the ") not in outlets
    ]
    return tuple(sorted(listed, key=lambda actor: (actor.id not in leads, actor.type == "GPE")))


def _turns_on(actor: EditionActor) -> bool:
    if actor.type == "GPE" and not is_state(actor.id):
        return False
    if actor.roles:
        return actor.mentions > 1
    return len(actor.stories) >= STORIES or (actor.type == "ORG" and actor.mentions >= MENTIONS)
