"""Word's pages: the parts of the brief in their order, as paragraphs and one table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefing.rendering.filters import direction_of
from briefing.rendering.labels import Labels, labels
from briefing.rendering.quoted import Cite, Point, Run, SourceView
from briefing.rendering.views import (
    Brief,
    DayView,
    Line,
    SectionView,
    ShortLine,
    StoryView,
)
from briefing.rendering.word_xml import Words, Writer

#: Citations after a claim.
CLAIMS = 4


class Page:
    """The parts of the brief in their order."""

    def __init__(self, document: Any, view: Brief) -> None:
        self._view = view
        self._words: Labels = labels(view.language)
        self._body = document.element.body
        self._section = self._body[-1]
        self._rtl = view.direction == "rtl"
        self._writer = Writer(document.part, "rtl" if self._rtl else "ltr")

    def write(self) -> None:
        """All of it, before the last section of the document."""
        self._body.remove(self._section)
        self._masthead()
        self._desk()
        self._need_to_know()
        self._also()
        self._changes()
        if self._view.sections:
            self._heading(1, self._view.filed)
            for section in self._view.sections:
                self._stories(section)
        self._actors()
        self._dated()
        self._sources()
        self._left_out()
        self._body.append(self._section)

    def _put(self, style: str, *words: Words | str, anchor: str = "", own: str = "") -> None:
        made = [each if isinstance(each, Words) else Words(text=each) for each in words if each]
        self._writer.paragraph(self._body, style, made, anchor=anchor, own=own)

    def _heading(self, level: int, *words: Words | str, anchor: str = "") -> None:
        self._put(f"heading{level}", *words, anchor=anchor)

    def _masthead(self) -> None:
        view = self._view
        if view.classification or view.distribution:
            self._put("BriefMarking", view.distribution, "\t", _label(view.classification))
        self._put("Title", view.title)
        self._put("BriefDateline", _label(view.full_date), f" · {view.number} · {view.window} · {view.minutes}")

    def _desk(self) -> None:
        """Who let the brief out, the desk's words on the whole of it, and what earlier ones should not have printed."""
        view, words = self._view, self._words
        if view.review:
            self._put("BriefSmall", _label(view.review))
        self._notes("")
        if view.corrections:
            self._heading(1, words("Corrections"))
        for one in view.corrections:
            told = (f" {one.title}:" if one.title else "", f" {words('Printed')}: “{one.printed}” ")
            right = (f"{words('Right')}: ", _label(one.right), f" ({one.why})" if one.why else "")
            self._put("Normal", _label(one.when), *told, *right)

    def _notes(self, story: str) -> None:
        for note in self._view.notes:
            if note.story == story:
                self._put("BriefFacts", _label(self._words("Note of the desk")), f" {note.text} ({note.by})")

    def _need_to_know(self) -> None:
        view, words = self._view, self._words
        self._heading(1, words("Need to know"))
        for line in view.bottom_line:
            self._line(line)
        if not view.bottom_line:
            self._put("Normal", view.nothing_else or words("No news was found."))
        elif view.nothing_else:
            self._put("BriefSmall", view.nothing_else)
        if view.figure:
            figure = view.figure
            of = words(figure.of) if figure.of else ""
            told = (_label(words("The number")), " ", _label(figure.figure), " ", of)
            self._put("Normal", *told, *_cites(figure.point.cites[:1]))
        if not view.previous:
            self._put("BriefSmall", words("This is the first brief; there is no earlier one to compare with."))
        elif not view.changes:
            self._put("BriefSmall", words("Nothing has changed since %(brief)s.") % {"brief": view.previous})
        self._ahead()

    def _line(self, line: Line) -> None:
        self._put("BriefHeadline", Words(text=line.title, anchor=line.story), anchor=line.anchor)
        self._said("BriefSentence", line.point)
        first = f"{line.point.cites[0].outlet}, {line.point.cites[0].when}" if line.point.cites else ""
        told = " · ".join(part for part in (line.kicker, first, line.support, line.note) if part)
        self._put("BriefCredit", told)
        if line.why:
            self._said("BriefSentence", line.why, before=self._words("Why it matters"))

    def _ahead(self) -> None:
        if self._view.ahead:
            self._heading(2, self._words("Next 72 hours"))
        for entry in self._view.ahead:
            when = f"{entry.when}, {entry.time}" if entry.time else entry.when
            self._said("BriefLine", entry.point, before=when, unsure=not entry.certain)

    def _also(self) -> None:
        view, words = self._view, self._words
        if not (view.also or view.checked or view.comment):
            return
        self._heading(1, words("Also"))
        for group in view.also:
            for line in group.lines:
                self._short(group.label, line)
        for line in view.checked:
            self._short(words("Checked"), line)
        for line in view.comment:
            self._short(words("Comment"), line, line.outlets)

    def _short(self, label: str, line: ShortLine, told: str = "") -> None:
        more = " – ".join(part for part in ("", line.verdict or told) if part or line.verdict or told)
        self._put(
            "BriefLine", _label(label), "\t", Words(text=line.title, anchor=line.story), more,
            *_cites((line.cite,) if line.cite else ()),
        )  # fmt: skip

    def _changes(self) -> None:
        if self._view.changes:
            self._heading(1, self._view.changed_since)
        for change in self._view.changes:
            title = (
                (Words(text=change.title, anchor=change.story), ": " if change.runs else "") if change.titled else ()
            )
            told = (_label(change.label), "\t", *title, *_runs(change.runs), *_cites(change.cites))
            self._put("BriefLine", *told)

    def _stories(self, section: SectionView) -> None:
        self._heading(2, section.title, anchor=section.anchor)
        if section.role:
            self._put("BriefStatus", section.role)
        for story in section.stories:
            self._story(story)

    def _story(self, story: StoryView) -> None:
        words = self._words
        self._heading(3, story.title, anchor=story.anchor)
        cite = (f" · {words('headline')}", *_cites((story.title_cite,))) if story.title_cite else ()
        told = (story.status_label, story.support, story.genre)
        self._put("BriefStatus", " · ".join(filter(None, told)), *cite)
        for point in story.points:
            self._said("BriefPoint", point)
        self._notes(story.anchor)
        for difference in story.differences:
            label = words("Revised") if difference.updated else words("Sources differ")
            claims: list[Words | str] = []
            for n, claim in enumerate(difference.claims):
                claims += [(" → " if difference.updated else " · ") if n else " ", claim.value]
                claims += _cites(claim.cites[:CLAIMS])
            self._put("BriefFacts", _label(label), f" {difference.about}:", *claims)
        if story.actors:
            named = "; ".join(", ".join(part for part in (one.name, one.role) if part) for one in story.actors)
            more = "; " + self._more(story.more_actors) if story.more_actors else ""
            self._put("BriefFacts", _label(words("Actors")), f" {named}{more}")
        if story.dates:
            self._put("BriefFacts", _label(words("Dates")), f" {' · '.join(story.dates)}")

    def _said(self, style: str, point: Point, *, before: str = "", unsure: bool = False) -> None:
        """A source's sentence, in its own direction, with its citations."""
        own = direction_of("".join(run.text for run in point.runs)) if not before else ""
        tags = [point.language, self._words("new today") if point.fresh else ""]
        tail = "".join(f" · {tag}" for tag in tags if tag)
        lead: list[Words | str] = [_label(before), "\t" if style == "BriefLine" else " "] if before else []
        if unsure:
            lead.append(Words(text=f"{self._words('c.')} ", style="BriefAdded"))
        cites = _cites(point.cites)
        self._put(style, *lead, *_runs(point.runs, point.lang), *cites, Words(text=tail, style="BriefAdded"), own=own)

    def _actors(self) -> None:
        view, words = self._view, self._words
        if not view.actors:
            return
        seen = any(actor.first_seen for actor in view.actors)
        self._heading(1, words("Actors"))
        names = ["Actor", "Role, as printed", "Also written", "Stories", *(["First seen"] if seen else [])]
        rows: list[list[list[Words]]] = [[[Words(text=words(name))] for name in names]]
        for actor in view.actors:
            roles = "; ".join((*actor.roles, *((actor.affiliation,) if actor.affiliation else ())))
            also = "; ".join((*actor.also, *((self._more(actor.more),) if actor.more else ())))
            told = Words(text=str(actor.stories), anchor=actor.story)
            kind = Words(text=f" {actor.type}", style="BriefAdded")
            row = [[_label(actor.name), kind], [Words(text=roles or "–")], [Words(text=also or "–")], [told]]
            rows.append([*row, *([[Words(text=actor.first_seen or "–")]] if seen else [])])
        widths = (1300, 1550, 1050, 450, 650) if seen else (1450, 1800, 1250, 500)
        self._writer.table(self._body, "BriefTable", widths, rows)

    def _dated(self) -> None:
        if self._view.calendar:
            self._heading(1, self._words("Calendar"))
        for stretch in self._view.calendar:
            self._heading(2, stretch.label)
            self._days(stretch.days)
        if self._view.timeline:
            self._heading(1, self._words("Timeline"))
            self._days(self._view.timeline)

    def _days(self, days: Sequence[DayView]) -> None:
        for day in days:
            for entry in day.entries:
                when = f"{day.label}, {entry.time}" if entry.time else day.label
                self._said("BriefLine", entry.point, before=when, unsure=not entry.certain)

    def _sources(self) -> None:
        if self._view.sources:
            self._heading(1, self._words("Sources"))
        for source in self._view.sources:
            self._source(source)
            for copy in source.copies:
                self._source(copy, self._words("copy"))
        self._put("BriefSmall", self._words("[Brackets] are ours, [[double ones]] the source's own."))

    def _source(self, source: SourceView, kind: str = "") -> None:
        whence = ", ".join(part for part in (kind, source.outlet, source.when) if part)
        title = Words(text=source.title, url=source.url, style="Hyperlink" if source.url else "", lang=source.lang)
        language = f" · {source.language}" if source.language else ""
        number = Words(text=f"S{source.number}", style="BriefCitation")
        self._put("BriefSource", number, "\t", f"{whence}: ", title, language, anchor=source.anchor)

    def _left_out(self) -> None:
        view = self._view
        if view.left_out:
            self._heading(1, self._words("Left out"))
            told = (
                f"{', '.join(group.inputs)}{' ' + self._more(group.more) if group.more else ''} ({group.told})"
                for group in view.left_out
            )
            self._put("BriefSmall", f"{view.skipped}: {'; '.join(told)}.")
        self._put("BriefSmall", view.generated_by)

    def _more(self, number: int) -> str:
        form = self._words.translations.ngettext("and %(num)d more", "and %(num)d more", number)
        return form % {"num": number}


def _label(text: str) -> Words:
    return Words(text=text, style="BriefLabel")


def _cites(cites: Iterable[Cite]) -> list[Words | str]:
    made: list[Words | str] = []
    for cite in cites:
        made += [" ", Words(text=f"S{cite.number}", style="BriefCitation", anchor=cite.source)]
    return made


def _runs(runs: Iterable[Run], lang: str = "") -> Iterator[Words]:
    """A source's words in its language; ours, and the source's own brackets doubled as wherever type is not sure."""
    for run in runs:
        yield Words(text=run.plain, style="BriefAdded" if run.added else "", lang="" if run.added else lang)
