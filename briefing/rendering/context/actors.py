"""The table of actors."""

from collections.abc import Mapping

from briefing.lexicon.names_ids import is_state
from briefing.model import Edition, EditionActor, Role
from briefing.rendering.charts import Palette, sparkline
from briefing.rendering.cleaning import clipped
from briefing.rendering.context.citing import Citing
from briefing.rendering.labels import TYPES, Labels
from briefing.rendering.views import ActorView

#: Spellings printed in the table; the JSON has them all.
SPELLINGS = 6


def role_of(actor: EditionActor, edition: Edition, words: Labels, actors: Mapping[str, EditionActor]) -> str:
    """What the actor is, as printed: "Deputy Foreign Minister, Russia"; "" where no source says."""
    parts = [dated(role, edition, words) for role in actor.roles[:1]]
    return ", ".join(part for part in (*parts, _untold(actor, words, actors)) if part)


def _untold(actor: EditionActor, words: Labels, actors: Mapping[str, EditionActor]) -> str:
    """What the actor belongs to, where its first role does not say so: not "presidente de Chile, Chile"."""
    belongs = affiliation(actor, words, actors)
    return "" if any(belongs.casefold() in role.text.casefold() for role in actor.roles[:1]) else belongs


def dated(role: Role, edition: Edition, words: Labels) -> str:
    """A role as printed, with its day where that is older than the news of this edition."""
    if role.day and role.day < min(edition.window.first.date(), edition.date):
        return f"{role.text} ({words.plain_day(role.day, near=edition.date)})"
    return role.text


def affiliation(actor: EditionActor, words: Labels, actors: Mapping[str, EditionActor]) -> str:
    """The name of what the actor belongs to: another actor of the edition, or a state by its ISO code."""
    if not actor.affiliation or actor.affiliation == actor.id:
        return ""
    if actor.affiliation in actors:
        return actors[actor.affiliation].name
    kind, _, code = actor.affiliation.partition("-")
    return str(words.locale.territories.get(code.upper(), "")) if kind == "gpe" else ""


def row(
    number: int, actor: EditionActor, citing: Citing, actors: Mapping[str, EditionActor], palette: Palette
) -> ActorView:
    """A line of the table."""
    edition, words, stories = citing.edition, citing.words, citing.anchors
    spellings = [s for s in dict.fromkeys(actor.also_known_as) if s != actor.name]
    here = [id_ for id_ in dict.fromkeys(actor.stories) if id_ in stories]
    return ActorView(
        anchor=f"actor-{number}",
        id=actor.id,
        name=clipped(actor.name),
        # A place that is no state is a place, for all that its actors act in its name.
        type=words(TYPES["LOC" if actor.type == "GPE" and not is_state(actor.id) else actor.type]),
        roles=tuple(dict.fromkeys(dated(role, edition, words) for role in actor.roles)),
        affiliation=_untold(actor, words, actors),
        also=tuple(spellings[:SPELLINGS]),
        more=max(0, len(spellings) - SPELLINGS),
        stories=len(set(actor.stories)),
        story=stories[here[0]] if here else "",
        mentions=words.number(actor.mentions),
        first_seen=words.plain_day(actor.first_seen, near=edition.date) if actor.first_seen else "",
        volume=sparkline(
            actor.volume, words("Articles a day: {days}").format(days=", ".join(map(str, actor.volume))), palette
        ),
    )
