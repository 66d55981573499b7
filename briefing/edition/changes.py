"""Since the last brief: what is new, what moved, what went quiet."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.edition.candidates import Candidate, figures
from briefing.edition.points import Chosen
from briefing.lexicon.words import stop_words, words
from briefing.model import Change, Difference, Edition, EditionStory, Section, Status, Story
from briefing.model.history import History

#: Lines of each kind: a minute's reading.
MOST = {"new": 6, "developing": 6, "revised": 3, "disputed": 3, "quiet": 3}
#: What share of a sentence's words must be new to make it news, by themselves and with a figure or a later day
#: (tests/gold/moved.jsonl and the later reports of stories.jsonl, split tune: new ones found 75 and 96 %, told ones 100
#: and 47; half of the words alone, or a figure that is new, 50 and 98, 100 and 33).
_NEW, _SOME = 0.5, 0.2
#: Letters that words share in all their forms.
_STEM = 5


def status(fresh: Sequence[int], days: Sequence[date], day: date) -> tuple[Status, int]:
    """How a story with so many new points stands against the last brief, and which day of it this is (1 for a new one).

    Args:
        fresh: its new points.
        days: of the earlier briefs that told it (`told_on`).
        day: today.
    """
    if not days:
        return "new", 1
    return ("developing" if fresh else "unchanged"), (day - min(days)).days + 1


def told_on(story: Story, history: History, day: date) -> list[date]:
    """The days up to ``day`` on which earlier briefs told ``story``, or what has become one in it."""
    return [on for id_ in (story.id, *story.before) for on in history.story_days.get(id_, ()) if on <= day]


def news(
    points: Sequence[Chosen], printed: Sequence[str], history: History, since: date | None = None
) -> tuple[int, ...]:
    """Which of ``points`` are new: no brief printed them, their article came since, and they say something.

    Half of a sentence's words must be new to who has read the earlier briefs; or some, and with them a figure or a later
    day: what happened since tells of those whom the earlier report told of, so that few of its words are new.

    Args:
        points: of one story.
        printed: what earlier briefs printed of it, verbatim.
        history: what earlier briefs were made of.
        since: day of the last brief that told it.
    """
    known = {n: _known(printed, chosen.candidate.article.language) for n, chosen in enumerate(points)}
    return tuple(
        n
        for n, chosen in enumerate(points)
        if chosen.fresh
        and chosen.candidate.article.id not in history.used
        and _says_something(chosen.candidate, known[n], since)
    )


def _says_something(one: Candidate, known: frozenset[str], since: date | None) -> bool:
    language, day = one.article.language, one.article.day or date.max
    said = _stems(one.text, language)
    new = len(said - known)
    later = any(t.first and t.last and since and since < t.first and t.last <= day for t in one.timexes)
    counted = any(
        f"{fact.value:.0f}" not in known and _stems(fact.span.of(one.article.text), language) - known
        for fact in one.facts
    )
    return new >= (_SOME if later or counted else _NEW) * len(said)


def _known(printed: Sequence[str], language: str) -> frozenset[str]:
    """The stems and figures of what was printed."""
    return frozenset[str]().union(*(_stems(sentence, language) | figures(sentence) for sentence in printed))


def _stems(text: str, language: str) -> frozenset[str]:
    stops = stop_words(language)
    return frozenset(word[:_STEM] for word in (said.casefold() for said in words(text)) if word not in stops)


def changes(
    sections: Sequence[Section], previous: Edition | None, gone_on: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """One line each, in the order of the sections; nothing for a first brief.

    Args:
        sections: of today.
        previous: the last brief.
        gone_on: ids of the earlier stories that some story of today goes on, printed or not.
    """
    if previous is None:
        return ()
    lines: list[Change] = []
    today = [story for section in sections for story in section.stories]
    before = {story.id: story for section in previous.sections for story in section.stories}
    for story in today:
        if story.status == "new" and story.key_points:
            lines.append(_line("new", story, 0))
        elif story.status == "developing" and story.fresh:
            lines.append(_line("developing", story, story.fresh[0]))
        lines += _figures(story, before.get(story.id))
    told = {id_ for story in today for id_ in (story.id, *story.sources)}
    for id_, story in before.items():
        # One that has become part of another is told there: it did not go quiet.
        if id_ not in told | gone_on and not told.intersection(story.sources):
            lines.append(Change(kind="quiet", story=id_, title=story.title, text=story.title))
    return tuple(_limited(lines))


def _line(kind: Status, story: EditionStory, point: int) -> Change:
    said = story.key_points[point]
    assert kind != "unchanged"
    return Change(kind=kind, story=story.id, title=story.title, text=said.text, citations=said.citations[:3])


def _figures(story: EditionStory, before: EditionStory | None) -> Iterable[Change]:
    """Figures that were updated or became disputed since the last brief."""
    known = {_key(difference) for difference in before.differences} if before else set()
    for difference in story.differences:
        if _key(difference) in known:
            continue
        values = [claim.value for claim in difference.claims]
        cited = tuple(citation for claim in difference.claims for citation in claim.citations[:1])
        arrow = " → " if difference.updated else " / "
        yield Change(
            kind="revised" if difference.updated else "disputed",
            story=story.id,
            title=story.title,
            text=f"{difference.about}: {arrow.join(values)}",
            citations=cited,
        )


def _key(difference: Difference) -> tuple[str, tuple[str, ...]]:
    """What it says: the newest figure where it has moved on, all where sources differ."""
    said = difference.claims[-1:] if difference.updated else difference.claims
    return difference.about, tuple(claim.value.casefold() for claim in said)


def _limited(lines: Iterable[Change]) -> Iterable[Change]:
    counts: dict[str, int] = {}
    kept = []
    for line in lines:
        counts[line.kind] = counts.get(line.kind, 0) + 1
        if counts[line.kind] <= MOST[line.kind]:
            kept.append(line)
    order = list(MOST)
    return sorted(kept, key=lambda line: order.index(line.kind))


def printed_before(history: History) -> Mapping[str, tuple[str, ...]]:
    """Story id → verbatim sentences of the last brief, and of the earlier ones that the history holds.

    A story that was quiet for a day comes back with what is new, not with what the brief before the last one said.
    """
    printed = dict(history.printed)
    for section in history.previous.sections if history.previous else ():
        for story in section.stories:
            said = tuple(point.verbatim for point in story.key_points)
            printed[story.id] = tuple(dict.fromkeys((*printed.get(story.id, ()), *said)))
    return printed
