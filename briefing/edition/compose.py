"""Stories + yesterday → Edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from briefing import __version__
from briefing.edition.agenda import Lines, lines_of, listed
from briefing.edition.changes import changes, printed_before, status, told_on
from briefing.edition.citations import numbered
from briefing.edition.differences import Comparison, compare, differences
from briefing.edition.naming import named_in
from briefing.edition.outdated import Moved, Outdated, outdated
from briefing.edition.page_one import page_one, speaks
from briefing.edition.picks import Picks, picked
from briefing.edition.points import Chosen, choose
from briefing.edition.retold import Earlier
from briefing.edition.roster import roster
from briefing.edition.sectioning import sections
from briefing.edition.titles import entitled, title_citation
from briefing.lexicon.names_ids import is_state
from briefing.model import (
    Counts,
    Edition,
    EditionSource,
    EditionStory,
    Previous,
    Reading,
    Skipped,
    Story,
    StoryDate,
    Window,
)
from briefing.model.history import History
from briefing.settings import DeskSettings, EditionSettings, WatchSettings

#: Days that an edition reads from which on a story is told in the order of its days: what the week brought.
STRETCH = 5
#: Stories whose key points are held until page one is made: it takes few others, and chooses theirs again.
FIRST = 60
#: What is longer stands in no story's dates: of 59 years in those of 224 real stories 54 were what lay long behind, model
#: years, house numbers and seasons.
QUARTER = timedelta(days=92)
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
        picks: what the desk chose.
    """

    day: date
    inputs: int
    left_out: tuple[Skipped, ...] = ()
    settings: EditionSettings = field(default_factory=EditionSettings)
    watch: WatchSettings = field(default_factory=WatchSettings)
    desk: DeskSettings = field(default_factory=DeskSettings)
    weights: Mapping[str, float] = field(default_factory=dict)
    history: History = field(default_factory=History)
    picks: Picks = field(default_factory=Picks)


def compose(stories: Sequence[Story], readings: Mapping[str, Reading], material: Material) -> Edition:
    """The edition of ``material.day``: same stories, readings and material, same edition.

    Args:
        stories: weightiest first, as the grouping ranked them.
        readings: by article id; holds every article of every story.
        material: day, settings, history.
    """
    day, settings, history = material.day, material.settings, material.history
    stories = named_in(stories, readings, settings.language)
    before = printed_before(history)
    pinned = material.picks.pinned
    spoken = [story for story in stories if speaks(story) or pinned.get(story.id)]
    moved: dict[str, tuple[Moved, ...]] = {}
    first: dict[str, tuple[Chosen, ...]] = {}
    printed: dict[str, EditionStory] = {}
    lines: list[Lines] = []
    titled: dict[str, Story] = {}

    def points_of(story: Story) -> tuple[Chosen, ...]:
        return first.get(story.id) or _chosen(story, readings, material, _earlier(story, before, history, day), moved)

    for one in spoken:  # one after the other, with all that is asked of its readings: they may lie in a file
        said = _earlier(one, before, history, day)
        compared = compare(one, readings, _known(one, history))
        own = outdated(compared, said.printed)
        moved |= own
        points = _chosen(one, readings, material, said, own, compared)
        if points:
            story = titled[one.id] = entitled(one, points, readings)
            if len(first) < FIRST or story.id in pinned:
                first[story.id] = points
            printed[story.id] = _story(story, points, said, readings, material, compared)
            lines.append(lines_of(story, readings, day, settings.readable, own))
    stories = [titled.get(story.id, story) for story in stories]
    told = [story for story in stories if story.id in printed]
    filed = sections(told, printed, settings, material.picks.filed)
    calendar, timeline = listed(lines)
    front, bottom_line = page_one(
        stories,
        printed,
        points_of,
        readings,
        calendar,
        day=day,
        language=settings.language,
        desk=material.desk,
        picks=material.picks,
        outdated=moved,
    )
    named = told or stories
    casts = [printed[story.id].actors if story.id in printed else _cast(story, ()) for story in named]
    watched = frozenset(name.casefold() for name in material.watch.actors)
    actors = roster(named, casts, readings, history, watched, settings.readable)
    sources = numbered(front, filed, (*calendar, *timeline), stories, readings)
    return Edition(
        date=day,
        number=history.number,
        title=settings.title,
        generated_by=f"briefing {__version__}",
        language=settings.language,
        timezone=settings.timezone,
        window=_window(sources, day, settings.timezone),
        brief=settings.brief,
        classification=settings.classification,
        previous=Previous(number=history.previous.number, date=history.previous.date) if history.previous else None,
        front=front,
        bottom_line=bottom_line,
        changes=changes(
            filed, history.previous, frozenset(id_ for story in stories for id_ in (story.id, *story.before))
        ),
        sections=filed,
        actors=actors,
        calendar=calendar,
        timeline=timeline,
        sources=sources,
        left_out=material.left_out,
        counts=Counts(
            inputs=material.inputs,
            articles=len(sources),
            copies=sum(len(group) - 1 for story in stories for group in story.copies),
            stories=len(stories),
            skipped=len(material.left_out),
            outlets=len({name.casefold().removeprefix("the ") for story in stories for name in story.outlets}),
            languages=len({source.language for source in sources}),
        ),
    )


def _chosen(
    story: Story,
    readings: Mapping[str, Reading],
    material: Material,
    earlier: Earlier,
    moved: Outdated,
    compared: Comparison | None = None,
) -> tuple[Chosen, ...]:
    """The story's key points: the rules' choice, and the desk's over it."""
    day, settings = material.day, material.settings
    chosen = choose(
        story,
        readings,
        day=day,
        settings=settings,
        weights=material.weights,
        earlier=earlier,
        outdated=moved,
        compared=compared,
    )
    picks = material.picks.points.get(story.id, ())
    return picked(chosen, picks, story, readings, day=day, language=settings.language, earlier=earlier, outdated=moved)


def _earlier(story: Story, printed: Mapping[str, tuple[str, ...]], history: History, day: date) -> Earlier:
    """What earlier briefs told of the story, and of those that have become one in it."""
    said = [sentence for id_ in (story.id, *story.before) for sentence in printed.get(id_, ())]
    return Earlier(said, used=history.used, since=max(told_on(story, history, day), default=None))


def _known(story: Story, history: History) -> tuple[Reading, ...]:
    """What earlier briefs knew the story to count, likewise."""
    return tuple(one for id_ in (story.id, *story.before) for one in history.figures.get(id_, ()))


def _story(
    story: Story,
    points: Sequence[Chosen],
    earlier: Earlier,
    readings: Mapping[str, Reading],
    material: Material,
    compared: Comparison,
) -> EditionStory:
    if material.settings.days >= STRETCH:
        points = sorted(points, key=lambda chosen: str(chosen.candidate.article.day or "9999"))
    days = told_on(story, material.history, material.day)
    fresh = tuple(n for n, chosen in enumerate(points) if chosen.fresh)
    state, nth = status(fresh, days, material.day)
    return EditionStory(
        id=story.id,
        title=story.title,
        title_citation=title_citation(story, readings),
        status=state,
        day=nth,
        key_points=tuple(chosen.point for chosen in points),
        fresh=fresh,
        sources=story.articles,
        independent=story.independent,
        outlets=story.outlets,
        desk=story.gravity.filed,
        gravity=story.gravity,
        lead=story.lead_actor,
        actors=_cast(story, points),
        dates=_dates(points),
        differences=differences(compared, earlier.printed),
        volume=material.history.story_volume.get(story.id, ()),
    )


def _cast(story: Story, points: Sequence[Chosen]) -> tuple[str, ...]:
    """Who is in the story: those whom its key points name first, and before the towns those who act."""
    named = {mention.actor for chosen in points for mention in chosen.candidate.mentions}
    actors = [actor for actor in story.actors if actor.type in ("PER", "ORG", "GPE")]
    town = {actor.id: actor.type == "GPE" and not is_state(actor.id) for actor in actors}
    return tuple(actor.id for actor in sorted(actors, key=lambda actor: (actor.id not in named, town[actor.id])))[:CAST]


def _dates(points: Sequence[Chosen]) -> tuple[StoryDate, ...]:
    """The days, up to a quarter of a year, that the key points name for certain, each once, earliest first."""
    named: dict[tuple[date, date], StoryDate] = {}
    for n, chosen in enumerate(points):
        for timex in chosen.candidate.timexes:
            if timex.first is None or timex.last is None or timex.type not in ("DATE", "TIME") or not timex.certain:
                continue
            if timex.last - timex.first > QUARTER:
                continue
            text = timex.span.of(chosen.candidate.article.text)
            entry = StoryDate(first=timex.first, last=timex.last, text=text, key_point=n)
            named.setdefault((timex.first, timex.last), entry)
    return tuple(named[key] for key in sorted(named))


def _window(sources: Sequence[EditionSource], day: date, timezone: str) -> Window:
    """From the earliest to the latest article, in the edition's time zone; a day without hours counts whole."""
    zone = ZoneInfo(timezone)
    first: list[datetime] = []
    last: list[datetime] = []
    for source in sources:
        published = source.published
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
