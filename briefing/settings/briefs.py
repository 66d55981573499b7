"""`[[brief]]`: one of several briefs that are made from one archive; what it does not say is as in the other tables."""

from typing import Annotated, Any, Literal

from pydantic import Field

from briefing.model import Desk
from briefing.settings.common import (
    CLOCK,
    Address,
    Attached,
    Filing,
    Format,
    Language,
    OwnSection,
    Part,
    Slice,
    WatchSettings,
    Weekday,
)

#: What the second edition of a day adds to the name of its brief.
EVENING = "/evening"
_WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
#: Days that a weekly brief reads.
WEEK = 7


class BriefEntry(Slice):
    """One `[[brief]]`."""

    #: In the archive and of its folder; "" goes on with the editions of a configuration that had one brief only.
    name: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9-]{0,39})?$")]
    title: str = ""
    language: Language | None = None
    #: Nobody else gets it; those of [mail] do not.
    recipients: tuple[Annotated[Address, Field(min_length=1)], ...] = ()
    schedule: Literal["daily", "weekdays", "weekly", "twice a day"] = "daily"
    at: Annotated[str, Field(pattern=CLOCK)] | None = None
    evening: Annotated[str, Field(pattern=CLOCK)] = "17:00"
    day: Weekday = "mon"
    watch: WatchSettings | None = None
    sections: tuple[Part, ...] | None = None
    stories: Filing | None = None
    own_sections: tuple[OwnSection, ...] | None = None
    desks: tuple[Desk, ...] = ()
    sources: tuple[str, ...] = ()
    length: Annotated[int, Field(ge=1, le=200)] | None = None
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] | None = None
    attach: tuple[Attached, ...] | None = None

    @property
    def editions(self) -> tuple[str, ...]:
        """The names of its editions of one day."""
        return (self.name, self.name + EVENING) if self.schedule == "twice a day" else (self.name,)

    def over(self, name: str) -> dict[str, dict[str, Any]]:
        """What it sets, table by table, for its edition called ``name``."""
        edition: dict[str, Any] = {
            "brief": name, "title": self.title or None, "language": self.language, "sections": self.sections,
            "max_pages": self.length, "formats": self.formats, "desks": self.desks or None,
            "sources": self.sources or None, "stories": self.stories,
            "own_sections": self.own_sections, "days": WEEK if self.schedule == "weekly" else None,
        }  # fmt: skip
        days = {"weekdays": _WEEK[:5], "weekly": (self.day,)}.get(self.schedule, _WEEK)
        at = self.evening if name.endswith(EVENING) else self.at
        return {
            "edition": edition,
            "mail": {"recipients": self.recipients, "attach": self.attach},
            "schedule": {"at": at, "days": None if self.schedule == "daily" and self.at is None else days},
        }
