"""What ``briefing edit`` works on: the draft on the table, how its stories are called, and what may be chosen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from briefing import desk
from briefing.archive import Archive
from briefing.cli.options import kept_archive, of_brief, settings_from
from briefing.cli.output import say
from briefing.drafts import Draft, Open
from briefing.errors import NothingUsable, SettingsError
from briefing.model import Citation, Decision, Decisions
from briefing.settings import Settings


@dataclass(slots=True)
class Asked:
    """What was asked for before the command."""

    day: date | None = None
    config: Path | None = None
    archive: str | None = None
    by: str = ""
    brief: str | None = None


asked = Asked()


class Table:
    """The draft on the table, and how its stories are called."""

    def __init__(self, kept: Archive, settings: Settings) -> None:
        self.kept, self.settings = kept, settings
        editions = kept.editions()
        if not editions:
            raise NothingUsable("the archive", "no edition has been built", "briefing build")
        draft = Draft(kept, asked.day or editions[0][0], settings)
        self.open = Open.of(draft, draft.decided())

    def named(self, name: str) -> str:
        """The id of the story that somebody calls ``name``."""
        order = list(self.open.stories)
        if name.isascii() and name.isdecimal() and 1 <= int(name) <= len(order):
            return order[int(name) - 1]
        return name

    def decide(self, *made: Decision) -> None:
        """Keep further decisions, signed."""
        self.told(self.open.decide(*made, by=asked.by, at=datetime.now(UTC).replace(microsecond=0)))

    def told(self, decided: Decisions) -> None:
        """Say how much is decided now."""
        number = len(decided.decisions)
        say(f"{number} {'decision' if number == 1 else 'decisions'} on the draft of {decided.date}", decisions=number)


@contextmanager
def table() -> Iterator[Table]:
    """The draft that was asked for."""
    settings = of_brief(settings_from(asked.config), asked.brief)
    with kept_archive(asked.archive, settings, write=True) as kept:
        yield Table(kept, settings)


def contents(on: Open) -> Iterator[str]:
    """The lines of the whole draft: its stories with their numbers, its notes and decisions."""
    edition, state = on.edition, on.edition.review.state
    yield f"{edition.date}  no. {edition.number}  {state}" + (f" ({edition.review.by})" if edition.review.by else "")
    first = {item.story: n for n, item in enumerate(edition.front.items, 1)}
    for n, (id_, story) in enumerate(on.stories.items(), 1):
        place = f"page one, {first[id_]}" if id_ in first else ""
        yield f"{n:>3}  {id_}  {story.gravity.desk.value:<11} {place:<12} {story.title}"
    for note in edition.notes:
        yield f"note ({note.by}): {note.text}"
    for n, one in enumerate(on.decided.decisions, 1):
        yield f"decision {n}: {one.kind} {one.about.title or one.story} {one.by}".rstrip()


def choices(on: Open, id_: str) -> Iterator[str]:
    """The lines of one story: each headline, sentence and day that may be chosen, by its number."""
    sheet = on.sheet(id_)
    yield f"{sheet.story.title}  ({id_})"
    for letter, listed in (("H", sheet.headlines), ("S", sheet.sentences)):
        for n, choice in enumerate(listed, 1):
            mark = f"{choice.place}." if choice.place else "  "
            yield f"{letter}{n:<3}{mark} {choice.text}  [{choice.outlet}]"
    for n, day in enumerate(sheet.days, 1):
        yield f"D{n:<3}   “{day.text}” = {day.first or 'no day'}{f' to {day.last}' if day.last != day.first else ''}"
    for actor in sheet.actors:
        yield f"actor {actor.id}: {actor.name}; {'; '.join(role.text for role in actor.roles)}".rstrip("; ")
    for article in sheet.story.articles:
        told = on.grouped.readings[article].article
        yield f"article {article}: {told.title}  [{told.source}]"


def numbered(choice: str, letter: str, choices: tuple[desk.Choice, ...] | tuple[desk.DayChoice, ...]) -> Citation:
    """The citation of the ``choice`` that somebody types: "H2".

    Raises:
        SettingsError: it is none of ``choices``.
    """
    digits = choice.upper().removeprefix(letter)
    if not digits.isdecimal() or not 1 <= int(digits) <= len(choices):
        raise SettingsError(choice, "is none of the choices", f"{letter}1 to {letter}{len(choices)}")
    return choices[int(digits) - 1].citation
