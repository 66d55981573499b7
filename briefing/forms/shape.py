"""Shape: where the JSON of a noun differs from its fields. All else is written as it is called."""

import dataclasses
from datetime import date
from functools import lru_cache
from typing import Any, get_type_hints

from briefing.model import (
    Article,
    BottomLine,
    CalendarEntry,
    Decisions,
    Edition,
    EditionSource,
    KeptArticle,
    Reading,
    Section,
    Span,
    Story,
    Timex,
    Window,
)

#: Noun → the contract's name of its form; such an object says so under `schema`.
SCHEMAS: dict[type, str] = {
    Article: "briefing.article/1",
    KeptArticle: "briefing.article/1",
    Reading: "briefing.reading/1",
    Story: "briefing.story/1",
    Edition: "briefing.edition/1",
    Decisions: "briefing.decisions/1",
}
#: Nouns whose `first` and `last` the contract calls from … to.
FROM_TO: frozenset[type] = frozenset({Timex, Story, CalendarEntry, Window})
#: Keys that an object must have although its noun can do without.
NEEDED: dict[type, tuple[str, ...]] = {
    Edition: ("bottom_line", "sections", "actors", "calendar", "sources", "left_out")
}
#: Fields whose keys stand beside those of the noun that has them. Every `span: Span` does.
FLAT: dict[type, tuple[str, ...]] = {
    Reading: ("article", "news"),
    KeptArticle: ("article",),
    BottomLine: ("point",),
}
#: Fields that hold as many nouns as a day has stories, sources, actors.
MANY: dict[type, tuple[str, ...]] = {Edition: ("sections", "actors", "sources"), Section: ("stories",)}
#: Fields that are not written: the texts of an edition's sources stay in the archive.
UNWRITTEN: dict[type, str] = {EditionSource: "text"}
#: Keys of an article that a reading shows to everybody; all others, its terms and vectors, only the archive needs.
SHOWN = frozenset(
    "id title text published published_from published_certain source url language authors section marks".split()
)
ONLY_KEPT = frozenset(
    {"terms", "vectors", "width", "title_vector", "encoder"}
    | {field.name for field in dataclasses.fields(Article)} - SHOWN
)


@dataclasses.dataclass(frozen=True, slots=True)
class Member:
    """A field as JSON has it: its name, its key, its type, whether its keys stand beside it."""

    name: str
    key: str
    type: Any
    flat: bool


@lru_cache(maxsize=256)
def members(noun: type) -> tuple[Member, ...]:
    """The fields of ``noun`` that are written, in their order."""
    hints = get_type_hints(noun, localns={"Day": date})
    keys = {"first": "from", "last": "to"} if noun in FROM_TO else {}
    return tuple(
        Member(
            name=field.name,
            key=keys.get(field.name, field.name),
            type=hints[field.name],
            flat=hints[field.name] is Span or field.name in FLAT.get(noun, ()),
        )
        for field in dataclasses.fields(noun)
        if UNWRITTEN.get(noun) != field.name
    )
