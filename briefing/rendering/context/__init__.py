"""Context: from an edition to what its templates see."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from briefing.forms import dump
from briefing.model import Correction, Counts, Edition
from briefing.rendering.charts import PALETTES
from briefing.rendering.cleaning import drawn, mapped, printable
from briefing.rendering.context import agenda, front
from briefing.rendering.context.actors import row
from briefing.rendering.context.citing import Citing
from briefing.rendering.context.sources import left_out, sources
from briefing.rendering.context.stories import Stories
from briefing.rendering.cutting import Cut, telling
from briefing.rendering.fitting import SHORT
from briefing.rendering.labels import Labels, labels
from briefing.rendering.passages import plain
from briefing.rendering.views import Brief, ChangeView, CorrectionView, Count, Named
from briefing.settings import EditionSettings

#: Words a minute of an attentive reader of print (Brysbaert 2019: 238 for non-fiction in English).
WORDS_A_MINUTE = 238
#: Headlines named of those that paper leaves to the screen; the rest are counted.
CUT = 30


def brief(edition: Edition, settings: EditionSettings, cut: Cut | None = None) -> Brief:
    """Everything on the page, in the reader's language; the same edition, the same brief.

    Args:
        edition: what is printed.
        settings: distribution line, theme and sections.
        cut: what paper leaves to the screen.
    """
    made = sketch(edition, settings, cut)
    return mapped(made, (lambda text: drawn(printable(text))) if cut else printable)


def sketch(edition: Edition, settings: EditionSettings, cut: Cut | None = None) -> Brief:
    """As `brief`, with characters that no page may carry: good for measuring."""
    words = labels(edition.language)
    citing = Citing(edition, words)
    whole = cut.whole if cut and cut.whole else edition
    actors = {actor.id: actor for actor in whole.actors}
    wanted = settings.sections
    listed = (edition.actors if cut else telling(edition)) if "actors" in wanted else ()
    anchors = {actor.id: f"actor-{n}" for n, actor in enumerate(listed, 1)}
    palette = PALETTES[settings.theme]
    stories = Stories(citing, actors, anchors, palette, whole)
    rows = tuple(row(n, actor, citing, actors, palette) for n, actor in enumerate(listed, 1))
    lead = plain(edition.bottom_line[0].point) if edition.bottom_line else ""
    return Brief(
        title=edition.title,
        language=edition.language,
        direction=words.direction,
        classification=edition.classification,
        distribution=settings.distribution,
        generated_by=edition.generated_by,
        number=words("No. {n}").format(n=words.number(edition.number)),
        iso=edition.date.isoformat(),
        full_date=words.full_day(edition.date),
        date=words.dated_day(edition.date),
        window=_window(citing),
        minutes=words("{n} min").format(n=_minutes(edition)),
        counts=_counts(edition.counts, words),
        short=len(stories.by_id) <= SHORT,
        lead=lead,
        description=lead or words("No news was found."),
        previous=_previous(edition, words),
        changed_since=_changed_since(edition, words),
        bottom_line=front.lines(stories),
        figure=front.figure(citing),
        also=front.also(citing),
        comment=tuple(front.short(line, citing) for line in edition.front.comment),
        checked=tuple(front.short(line, citing) for line in edition.front.checked),
        nothing_else=front.nothing_else(citing),
        changes=_changes(stories, on_paper=cut is not None),
        filed=words("Stories by actor" if {section.actor for section in edition.sections} != {None} else "Stories"),
        sections=stories.sections(),
        actors=rows,
        filters=tuple(Named(id=row.id, name=row.name, anchor=row.anchor) for row in rows if row.stories),
        ahead=agenda.listed(edition.front.next_72_hours, citing),
        later=agenda.listed(cut.margin, citing) if cut else (),
        calendar=agenda.calendar(citing) if "calendar" in wanted else (),
        timeline=agenda.timeline(citing) if "timeline" in wanted else (),
        sources=sources(citing),
        left_out=left_out(edition.left_out, on_paper=cut is not None),
        skipped=words.count("{n} input could not be used", "{n} inputs could not be used", len(edition.left_out)),
        cut=cut.stories[:CUT] if cut else (),
        unprinted=_unprinted(cut, words) if cut else (),
        review=review(edition, words),
        notes=tuple(replace(note, story=citing.anchors.get(note.story, "")) for note in edition.notes),
        corrections=tuple(correction(one, words, near=edition) for one in edition.corrections),
    )


def _changes(stories: Stories, *, on_paper: bool) -> tuple[ChangeView, ...]:
    """What has changed; on paper the story itself says that it is new, and what moved it."""
    front = {item.story for item in stories.edition.front.items}
    made = []
    for change in stories.edition.changes:
        view = stories.change(change)
        if on_paper and (change.kind == "new" or (change.kind == "developing" and change.story in front)):
            continue
        if on_paper and change.kind == "developing" and view.titled:
            view = replace(view, runs=())
        made.append(view)
    return tuple(made)


def _unprinted(cut: Cut, words: Labels) -> tuple[str, ...]:
    """What else is on the screen only: "12 dates", "40 sources"."""
    more = len(cut.stories[CUT:])
    told = (
        (more, words.count("{n} more story", "{n} more stories", more)),
        (cut.points, words.count("{n} key point", "{n} key points", cut.points)),
        (cut.dates, words.count("{n} date", "{n} dates", cut.dates)),
        (cut.actors, words.count("{n} actor", "{n} actors", cut.actors)),
        (cut.sources, words.count("{n} source", "{n} sources", cut.sources)),
    )
    return tuple(phrase for number, phrase in told if number)


def plain_edition(edition: Edition) -> dict[str, Any]:
    """The edition's JSON, which a user's template sees as `edition`; the bundled ones do without."""
    return mapped(dump(edition), printable)


def _counts(counts: Counts, words: Labels) -> tuple[Count, ...]:
    """What was read, by size; zeros and ones that go without saying are left out."""
    told = (
        (counts.articles, "article", "articles", 1),
        (counts.copies, "of them a copy", "of them copies", 1),
        (counts.outlets, "outlet", "outlets", 1),
        (counts.languages, "language", "languages", 2),
        (counts.stories, "story", "stories", 1),
        (counts.skipped, "left out", "left out", 1),
    )
    return tuple(
        Count(number=words.number(number), words=words.translations.ngettext(one, many, number))
        for number, one, many, least in told
        if number >= least
    )


def _window(citing: Citing) -> str:
    """As in "news from Tue 29 Jan 05:00 to Wed 30 Jan 05:00 UTC"; whole days without their hours."""
    edition, words, zone = citing.edition, citing.words, citing.zone
    first, last = (at.astimezone(zone) if at.tzinfo else at for at in (edition.window.first, edition.window.last))
    if first.time() == time(0) and last.time() >= time(23, 59):
        return words("news of {days}").format(days=citing.span(first.date(), last.date()))
    return words("news from {first} to {last} {zone}").format(
        first=f"{words.day(first.date(), near=edition.date)} {first:%H:%M}",
        last=f"{words.day(last.date(), near=edition.date)} {last:%H:%M}",
        zone=_zone(last.replace(tzinfo=zone), edition.timezone),
    )


def _zone(moment: datetime, name: str) -> str:
    """The zone's usual letters, "CET"; "UTC+05:45" where it has none."""
    letters = moment.tzname() or name
    digits = f"{moment:%z}"
    return letters if letters.isalpha() else f"UTC{digits[:3]}:{digits[3:5]}"


def _minutes(edition: Edition) -> int:
    told = [line.point.text for line in edition.bottom_line] + [change.text for change in edition.changes]
    told += [point.text for section in edition.sections for story in section.stories for point in story.key_points]
    told += [entry.what.text for entry in edition.calendar]
    return max(1, round(sum(len(text.split()) for text in told) / WORDS_A_MINUTE))


def _previous(edition: Edition, words: Labels) -> str:
    if edition.previous is None:
        return ""
    number, day = edition.previous.number, edition.previous.date
    return f"{words('No. {n}').format(n=words.number(number))}, {words.day(day, near=edition.date)}"


def _changed_since(edition: Edition, words: Labels) -> str:
    """The heading over the changes."""
    if edition.previous is None:
        return words("Since the last brief")
    return words("Since {brief}").format(brief=words("No. {n}").format(n=words.number(edition.previous.number)))


def review(edition: Edition, words: Labels) -> str:
    """The mark of the masthead; "" where nobody was to read it."""
    state, by = edition.review.state, edition.review.by
    if state == "draft":
        return words("Draft, not released")
    if state == "not reviewed":
        return words("Not reviewed")
    if state == "reviewed":
        return words("Reviewed by {name}").format(name=by) if by else words("Reviewed")
    return ""


def correction(one: Correction, words: Labels, *, near: Edition | None = None) -> CorrectionView:
    """One correction in the reader's language."""
    return CorrectionView(
        when=words.day(one.date, near=near.date) if near else words.dated_day(one.date),
        title=one.title,
        printed=one.printed,
        right=one.right,
        why=one.why,
        by=one.by,
    )
