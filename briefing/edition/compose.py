"""Stories + yesterday → Edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefing import __version__
from briefing.edition.agenda import agenda
from briefing.edition.changes import changes, news, printed_before, status
from briefing.edition.citations import numbered
from briefing.edition.differences import differences
from briefing.edition.points import Chosen, choose, standing
from briefing.edition.roster import roster, ties
from briefing.lexicon.names_ids import is_state
from briefing.model import (
    BottomLine,
    Citation,
    Counts,
    Edition,
    EditionStory,
    Previous,
    Reading,
    Section,
    Skipped,
    Span,
    Story,
    StoryDate,
    Window,
)
from briefing.model.history import History
from briefing.settings import EditionSettings, WatchSettings

#: Fewer lines are no bottom line, as long as there are stories.
FEWEST_LINES = 3
#: Actors named under a story.
CAST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What an edition is made of, beside its stories and readings.

    Attributes:
        day: the edition's date.
        inputs: how many inputs were looked at, usable or not.
        weights: source name → configured weight.
        history: earlier editions and counts.
    """

    day: date
    inputs: int
    left_out: tuple[Skipped, ...] = ()
    settings: EditionSettings = field(default_factory=EditionSettings)
    watch: WatchSettings = field(default_factory=WatchSettings)
    weights: Mapping[str, float] = field(default_factory=dict)
    history: History = field(default_factory=History)


def compose(stories: Sequence[Story], readings: Mapping[str, Reading], material: Material) -> Edition:
    """The edition of ``material.day``: same stories, readings and material, same edition.

    Args:
        stories: weightiest first, as the grouping ranked them.
        readings: by article id; holds every article of every story.
        material: day, settings, history.
    """
    day, settings, history = material.day, material.settings, material.history
    before = printed_before(history)
    chosen = {
        story.id: choose(
            story,
            readings,
            day=day,
            settings=settings,
            weights=material.weights,
            printed_before=_before(story, before),
        )
        for story in stories
    }
    told = [story for story in stories if chosen[story.id]]
    printed = {story.id: _story(story, chosen[story.id], _before(story, before), readings, material) for story in told}
    sections = _sections(told, printed, settings)
    bottom_line = _bottom_line(told, chosen, settings.bottom_line)
    calendar, timeline = agenda(told, readings, day=day, language=settings.language)
    named = told or stories
    casts = [printed[story.id].actors if story.id in printed else _cast(story, ()) for story in named]
    actors = roster(named, casts, readings, history, frozenset(name.casefold() for name in material.watch.actors))
    used = [readings[id_] for story in stories for id_ in story.articles]
    return Edition(
        date=day,
        number=history.number,
        title=settings.title,
        generated_by=f"briefing {__version__}",
        language=settings.language,
        timezone=settings.timezone,
        window=_window(used, day, settings.timezone),
        classification=settings.classification,
        previous=Previous(number=history.previous.number, date=history.previous.date) if history.previous else None,
        bottom_line=bottom_line,
        changes=changes(sections, history.previous, _gone_on(stories)),
        sections=sections,
        actors=actors,
        ties=ties(told, readings, actors),
        calendar=calendar,
        timeline=timeline,
        sources=numbered(bottom_line, sections, (*calendar, *timeline), stories, readings),
        left_out=material.left_out,
        counts=Counts(
            inputs=material.inputs,
            articles=len(used),
            copies=sum(len(group) - 1 for story in stories for group in story.copies),
            stories=len(stories),
            skipped=len(material.left_out),
            outlets=len({reading.article.source for reading in used if reading.article.source}),
            languages=len({reading.article.language for reading in used}),
        ),
    )


def _gone_on(stories: Sequence[Story]) -> frozenset[str]:
    return frozenset(id_ for story in stories for id_ in (story.id, *story.before))


def _before(story: Story, printed: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What earlier briefs printed of the story, and of those that have become one in it."""
    return tuple(sentence for id_ in (story.id, *story.before) for sentence in printed.get(id_, ()))


def _story(
    story: Story,
    points: Sequence[Chosen],
    before: Sequence[str],
    readings: Mapping[str, Reading],
    material: Material,
) -> EditionStory:
    fresh = news(points, before, material.history)
    state, nth = status(story, fresh, material.history, material.day)
    return EditionStory(
        id=story.id,
        title=story.title,
        title_citation=_title_citation(story, readings),
        status=state,
        day=nth,
        key_points=tuple(chosen.point for chosen in points),
        fresh=fresh,
        sources=story.articles,
        independent=story.independent,
        actors=_cast(story, points),
        dates=_dates(points),
        differences=differences(story, readings),
        volume=material.history.story_volume.get(story.id, ()),
    )


def _cast(story: Story, points: Sequence[Chosen]) -> tuple[str, ...]:
    """Who is in the story: those whom its key points name first, and before the towns those who act."""
    named = {mention.actor for chosen in points for mention in chosen.candidate.mentions}
    actors = [actor for actor in story.actors if actor.type in ("PER", "ORG", "GPE")]
    town = {actor.id: actor.type == "GPE" and not is_state(actor.id) for actor in actors}
    return tuple(actor.id for actor in sorted(actors, key=lambda actor: (actor.id not in named, town[actor.id])))[:CAST]


def _title_citation(story: Story, readings: Mapping[str, Reading]) -> Citation | None:
    """Where the headline stands, if it stands in a source's text."""
    for id_ in story.articles:
        article = readings[id_].article
        if article.title == story.title:
            for sent in readings[id_].sentences:
                at = sent.span.of(article.text).find(story.title) if sent.kind == "headline" else -1
                if at >= 0:
                    start = sent.span.start + at
                    return Citation(source=id_, span=Span(start, start + len(story.title)))
            # Feeds, mails and most pages keep the headline apart from the text: the source itself is cited.
            return Citation(source=id_, span=Span(0, 0))
    return None


def _dates(points: Sequence[Chosen]) -> tuple[StoryDate, ...]:
    """The days that the key points name, each once, earliest first."""
    named: dict[tuple[date, date], StoryDate] = {}
    for n, chosen in enumerate(points):
        for timex in chosen.candidate.timexes:
            if timex.first is None or timex.last is None or timex.type not in ("DATE", "TIME"):
                continue
            text = timex.span.of(chosen.candidate.article.text)
            entry = StoryDate(first=timex.first, last=timex.last, text=text, key_point=n)
            named.setdefault((timex.first, timex.last), entry)
    return tuple(named[key] for key in sorted(named))


def _sections(
    stories: Sequence[Story], printed: Mapping[str, EditionStory], settings: EditionSettings
) -> tuple[Section, ...]:
    """One section per lead actor, in the order of its weightiest story; a person may stand under its state."""
    names = {actor.id: actor.name for story in stories for actor in story.actors}
    filed: dict[str | None, list[EditionStory]] = {}
    for story in stories:
        filed.setdefault(_filed_under(story, names, settings), []).append(printed[story.id])
    return tuple(
        Section(actor=actor, title=names.get(actor, "") if actor else "", stories=tuple(told))
        for actor, told in sorted(filed.items(), key=lambda item: item[0] is None)
    )


def _filed_under(story: Story, names: Mapping[str, str], settings: EditionSettings) -> str | None:
    lead = next((actor for actor in story.actors if actor.id == story.lead_actor), None)
    if lead is None:
        return None
    if settings.persons == "under their state" and lead.type == "PER" and lead.affiliation in names:
        return lead.affiliation
    return lead.id


def _bottom_line(stories: Sequence[Story], chosen: Mapping[str, Sequence[Chosen]], most: int) -> tuple[BottomLine, ...]:
    """One key point a story that can stand for it alone, weightiest story first.

    A story that has none leaves its line to the next; but there are three lines if there are three stories.
    """
    told = {story.id: best for story in stories if (best := standing(chosen[story.id]))}
    for story in stories:
        if len(told) >= FEWEST_LINES:
            break
        told.setdefault(story.id, chosen[story.id][0].point)
    lines = [BottomLine(story=story.id, point=told[story.id]) for story in stories if story.id in told]
    return tuple(lines[:most])


def _window(readings: Sequence[Reading], day: date, timezone: str) -> Window:
    """From the earliest to the latest article, in the edition's time zone; a day without hours counts whole."""
    zone = ZoneInfo(timezone)
    first: list[datetime] = []
    last: list[datetime] = []
    for reading in readings:
        published = reading.article.published
        if isinstance(published, datetime):
            moment = published.astimezone(zone) if published.tzinfo else published.replace(tzinfo=zone)
            first.append(moment)
            last.append(moment)
        elif published is not None:
            first.append(datetime.combine(published, time(0), zone))
            last.append(datetime.combine(published, time(23, 59), zone))
    if not first:
        midnight = datetime.combine(day, time(0), zone)
        return Window(first=midnight - timedelta(days=1), last=midnight)
    return Window(first=min(first), last=max(last))
