"""The frozen slices of briefing.toml, one per room."""

import difflib
import re
import shlex
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, field_validator

from briefing import __version__
from briefing.model import Desk, Genre, SignalKind
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
    Weekday,
)

#: What a header of HTTP can carry.
HEADER = r"^[\x20-\x7e]{0,200}$"
#: Where the program is at home: what its name among a server's visitors leads to.
HOME = "https://github.com/briefing-tool/briefing"
Summariser = Literal[
    "briefing", "lead", "lexrank", "textrank", "lsa", "luhn", "edmundson", "kl", "sumbasic", "reduction",
]  # fmt: skip
Profile = Literal["ministry", "company", "newsroom", "none"]
LANGUAGES: tuple[str, ...] = get_args(Language)
SUMMARISERS: tuple[str, ...] = get_args(Summariser)


#: What `[desk.weights]` may name.
WEIGHTS = tuple(sorted({*Desk, *SignalKind, *Genre}))


class EditionSettings(Slice):
    """What the brief looks like and how long it may be."""

    title: str = "The Daily Brief"
    language: Language = "en"
    #: ISO 639-1 codes of what the readers understand beside the edition's language.
    languages: tuple[str, ...] = ()
    timezone: str = "UTC"
    page: Literal["A4", "Letter"] = "A4"
    theme: Literal["desk", "plain"] = "desk"
    classification: str = ""
    distribution: str = ""
    max_pages: Annotated[int, Field(ge=1, le=200)] = 2
    bottom_line: Annotated[int, Field(ge=1, le=10)] = 5
    key_points: Annotated[int, Field(ge=1, le=12)] = 4
    key_point_words: Annotated[int, Field(ge=10, le=120)] = 40
    days: Annotated[int, Field(ge=1, le=31)] = 1
    persons: Literal["under their state", "on their own"] = "on their own"
    #: Beside the bottom line, what is new, the stories and the sources, which every brief has.
    sections: tuple[Part, ...] = ("actors", "calendar", "timeline")
    stories: Filing = "by actor"
    #: These take their stories before all others.
    own_sections: tuple[OwnSection, ...] = ()
    #: Its name in the archive, where that holds several briefs; a `[[brief]]` sets it.
    brief: str = ""
    #: Stories of these desks only, from these sources only; () is all.
    desks: tuple[Desk, ...] = ()
    sources: tuple[str, ...] = ()
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = ("html", "pdf", "json", "md", "txt", "ics")
    templates: str = ""
    logo: str = ""
    pdf: Literal["ua", "archive"] = "ua"

    @property
    def readable(self) -> tuple[str, ...]:
        """The languages in which headline and sentences are printed first."""
        return (self.language, *self.languages)

    @property
    def own_templates(self) -> Path | None:
        """The user's folder of templates."""
        return Path(self.templates) if self.templates else None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no time zone is called {name!r}; use an IANA name such as Europe/Paris") from error
        return name


class ReadingSettings(Slice):
    """How articles are read."""

    summariser: Summariser = "briefing"
    sentences: Annotated[int, Field(ge=1, le=100)] | None = 3
    words: Annotated[int, Field(ge=5, le=5000)] | None = None
    model: Literal["auto", "rules"] = "auto"
    date_order: Literal["dmy", "mdy", "auto"] = "auto"


class SourceEntry(Slice):
    """One `[[source]]`."""

    name: str
    kind: Literal["feed", "page", "folder", "imap", "file"] = "feed"
    location: str
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    licence: str = ""
    language: str = ""
    internal: bool = False
    follow: bool = True
    robots: bool = True
    keep_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    user: str = ""
    password_env: str = ""
    password_file: str = ""
    ca_file: str = ""
    folder: str = "INBOX"


class FetchSettings(Slice):
    """The bounds on everything that is read from outside."""

    timeout: Annotated[float, Field(gt=0, le=120)] = 10.0
    total_timeout: Annotated[float, Field(gt=0, le=600)] = 30.0
    max_bytes: Annotated[int, Field(ge=1024)] = 20_000_000
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    parallel: Annotated[int, Field(ge=1, le=64)] = 16
    per_host: Annotated[int, Field(ge=1, le=8)] = 2
    retries: Annotated[int, Field(ge=0, le=5)] = 2
    max_items: Annotated[int, Field(ge=1, le=1000)] = 100
    user_agent: Annotated[str, Field(pattern=HEADER)] = ""
    contact: Annotated[str, Field(pattern=HEADER)] = ""

    @property
    def agent(self) -> str:
        """How this program names itself to servers, and whom they may write to."""
        where = "; ".join(part for part in (f"+{HOME}", self.contact) if part)
        return self.user_agent or f"Briefing/{__version__} ({where})"


class DeskRule(Slice):
    """One `[[desk.rule]]`: words side by side in a headline or lede, and what they add to a story's gravity."""

    match: Annotated[str, Field(min_length=1)]
    add: Annotated[float, Field(ge=-20, le=20)]


#: How an edition gets out: "automatic", "reviewed", or with the time at which nobody is waited for any longer.
RELEASE = r"^(automatic|reviewed(, else at ([01]\d|2[0-3]):[0-5]\d automatic)?)$"


class DeskSettings(Slice):
    """What weighs how much: a profile, and the user's own over it; and who lets the brief out."""

    release: Annotated[str, Field(pattern=RELEASE)] = "automatic"

    profile: Profile = "ministry"
    floor: Annotated[float, Field(ge=-20, le=30)] = 5.8
    front: Annotated[int, Field(ge=1, le=12)] = 7
    #: Names of desks ("sport"), signals ("dead") and genres ("analysis"): see data/weights.toml.
    weights: dict[str, float] = Field(default_factory=dict)
    #: ISO 3166 code of the acting state → what is added.
    countries: dict[Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")], float] = Field(default_factory=dict)
    #: Genre → where its stories may stand.
    genres: dict[Genre, Literal["front", "also", "comment", "drop"]] = Field(default_factory=dict)
    rule: tuple[DeskRule, ...] = ()

    @property
    def reviewed(self) -> bool:
        """Whether an edition waits for somebody to let it out."""
        return self.release != "automatic"

    @property
    def deadline(self) -> time | None:
        """When it waits no longer, in the edition's time zone; None where it waits for ever."""
        found = re.search(r"\d\d:\d\d", self.release)
        return time.fromisoformat(found.group()) if found else None

    @field_validator("weights")
    @classmethod
    def _known_weights(cls, weights: dict[str, float]) -> dict[str, float]:
        unknown = sorted(set(weights) - set(WEIGHTS))
        if unknown:
            near = difflib.get_close_matches(unknown[0], WEIGHTS, n=1, cutoff=0.5)
            msg = f"no desk, signal or genre is called {unknown[0]!r}" + (
                f"; did you mean {near[0]!r}?" if near else ""
            )
            raise ValueError(msg)
        return weights


class ActorEntry(Slice):
    """One `[[actor]]`: the user's word on who is who wins over everything."""

    name: str
    aliases: tuple[str, ...] = ()
    type: Literal["PER", "ORG", "GPE", "LOC", "NORP", "MISC"] = "PER"
    affiliation: str = ""
    never_merge_with: tuple[str, ...] = ()


class ArchiveSettings(Slice):
    """Where articles, readings and editions are kept. "" means the platform's data folder."""

    url: str = ""
    keep_days: Annotated[int, Field(ge=1, le=36_500)] | None = None


class MailSettings(Slice):
    """How editions are sent. Secrets come from the environment, a keyring or a file with mode 600."""

    server: str = ""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    tls: Literal["starttls", "tls", "none"] = "starttls"
    ca_file: str = ""
    user: str = ""
    password_env: str = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 — the name of a variable
    password_file: str = ""
    sender: Address = ""
    recipients: tuple[Annotated[Address, Field(min_length=1)], ...] = ()
    operator: Address = ""
    list_id: str = ""
    unsubscribe: str = ""
    attach: tuple[Attached, ...] = ("pdf", "ics")
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    retries: Annotated[int, Field(ge=0, le=10)] = 4
    parallel: Annotated[int, Field(ge=1, le=16)] = 4


def _command(text: str) -> str:
    """``text`` if it is a command in words and quotes, or nothing."""
    try:
        shlex.split(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no command: {error}") from error
    return text


class ScheduleSettings(Slice):
    """When the morning run starts, in the edition's time zone."""

    at: Annotated[str, Field(pattern=CLOCK)] = "06:00"
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = (
        "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    )  # fmt: skip
    alarm: Annotated[str, AfterValidator(_command)] = ""


class EngineSettings(Slice):
    """Where the reading is done. `workers` 0 means one per core."""

    kind: Literal["local", "dask"] = "local"
    workers: Annotated[int, Field(ge=0, le=256)] = 0
    scheduler: str = ""
