"""Sheets: what an editor may choose from for one story, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from briefing.edition.candidates import Candidate, gather
from briefing.model import About, Article, Citation, Edition, EditionStory, Reading, Role, Span, Story

#: Sentences, headlines, days and actors shown of a story.
SENTENCES, HEADLINES, DAYS, ACTORS = 16, 12, 12, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A printed sentence or headline that could stand in the brief.

    Attributes:
        citation: where it stands; of a headline the whole source, at (0, 0).
        place: where it is printed now: which key point, or 1 for the headline; 0 for nowhere.
        fit: whether nothing speaks against quoting it by itself.
    """

    text: str
    citation: Citation
    outlet: str
    published: date | datetime | None
    language: str
    place: int = 0
    fit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DayChoice:
    """A time expression of a printed sentence, and the days that it was read as."""

    text: str
    sentence: str
    citation: Citation
    first: date | None
    last: date | None
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorChoice:
    """An actor of the story, with all the roles that its sources print."""

    id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One story as the desk sees it."""

    story: Story
    sentences: tuple[Choice, ...]
    headlines: tuple[Choice, ...]
    days: tuple[DayChoice, ...]
    actors: tuple[ActorChoice, ...]


def sheet(story: Story, printed: EditionStory | None, readings: Mapping[str, Reading]) -> Sheet:
    """The choices of ``story``: what is printed first, then what says most.

    Args:
        story: of the draft.
        printed: the same in the edition; None where it has no key points.
        readings: by article id.
    """
    points = printed.key_points if printed else ()
    places = {(point.citations[0].source, point.citations[0].span.start): n for n, point in enumerate(points, 1)}
    every = gather(story, readings)
    order = sorted(
        every,
        key=lambda c: (
            places.get((c.article.id, c.span.start), 99), bool(c.flaws), -c.salience, c.order, c.index,
        ),
    )  # fmt: skip
    seen: set[str] = set()
    sentences = []
    for candidate in order:
        if candidate.text not in seen:
            seen.add(candidate.text)
            place = places.get((candidate.article.id, candidate.span.start), 0)
            sentences.append(
                _choice(candidate.article, candidate.text, candidate.citation, place, fit=not candidate.flaws)
            )
    chosen = [c for c in order if (c.article.id, c.span.start) in places]
    return Sheet(
        story=story,
        sentences=tuple(sentences[:SENTENCES]),
        headlines=_headlines(story, readings),
        days=tuple(_days(chosen)[:DAYS]),
        actors=_actors(story, readings),
    )


def _choice(article: Article, text: str, citation: Citation, place: int, *, fit: bool = True) -> Choice:
    return Choice(
        text=text, citation=citation, outlet=article.source, published=article.published, language=article.language,
        place=place, fit=fit,
    )  # fmt: skip


def _headlines(story: Story, readings: Mapping[str, Reading]) -> tuple[Choice, ...]:
    """The headlines of its articles, each wording once; the printed one first."""
    found: dict[str, Choice] = {}
    for id_ in story.articles:
        article = readings[id_].article
        if article.title and article.title not in found:
            whole = Citation(source=id_, span=Span(0, 0))
            found[article.title] = _choice(article, article.title, whole, int(article.title == story.title))
    return tuple(sorted(found.values(), key=lambda one: -one.place)[:HEADLINES])


def _days(chosen: list[Candidate]) -> list[DayChoice]:
    return [
        DayChoice(
            text=timex.span.of(one.article.text),
            sentence=one.text,
            citation=Citation(source=one.article.id, span=timex.span),
            first=timex.first,
            last=timex.last,
            certain=timex.certain,
        )
        for one in chosen
        for timex in one.timexes
        if timex.type in ("DATE", "TIME")
    ]


def _actors(story: Story, readings: Mapping[str, Reading]) -> tuple[ActorChoice, ...]:
    roles: dict[str, dict[str, Role]] = {}
    for id_ in story.articles:
        for actor in readings[id_].actors:
            for role in actor.roles:
                roles.setdefault(actor.id, {}).setdefault(role.text.casefold(), role)
    shown = [actor for actor in story.actors if actor.type in ("PER", "ORG", "GPE")][:ACTORS]
    return tuple(
        ActorChoice(
            id=actor.id,
            name=actor.name,
            type=actor.type,
            aliases=actor.aliases,
            roles=tuple(roles.get(actor.id, {}).values()),
        )
        for actor in shown
    )


def about(story: Story, edition: Edition) -> About:
    """What the desk's report counts of ``story``."""
    gravity = story.gravity
    return About(
        title=story.title,
        outlets=story.outlets,
        desk=gravity.desk,
        genre=gravity.genre,
        signals=tuple(dict.fromkeys(str(weighed.signal.kind) for weighed in gravity.signals)),
        gravity=gravity.total,
        front=any(item.story == story.id for item in edition.front.items),
    )
