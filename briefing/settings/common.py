"""What several slices of the configuration are made of."""

import json
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from briefing.model import Desk

Language = Literal["en", "fr", "de", "es", "ru", "ar"]
Part = Literal["actors", "calendar", "timeline"]
Format = Literal["html", "pdf", "docx", "json", "md", "txt", "ics", "eml"]
Attached = Literal["pdf", "docx", "ics", "html"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
#: How stories are filed into sections.
Filing = Literal["by actor", "by region", "by topic"]
#: A time of day.
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"


class Slice(BaseModel):
    """A table of the configuration: frozen, and nothing in it that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def quoted(value: object) -> str:
    """A string or a list of strings as TOML writes it: as JSON does, but for the DEL character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def table(name: str, entry: Slice) -> str:
    """``entry`` as one of the tables called ``name``: what is not so by itself."""
    told = entry.model_dump(mode="json", exclude_defaults=True)
    return "\n".join((f"[[{name}]]", *(f"{key} = {quoted(value)}" for key, value in told.items()), ""))


class OwnSection(Slice):
    """A section of the user's own: of stories that have any of what it names."""

    title: Annotated[str, Field(min_length=1, max_length=80)]
    #: Phrases of their headlines and key points.
    words: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    #: ISO 3166 codes of who acts.
    states: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = ()
    desks: tuple[Desk, ...] = ()


class WatchSettings(Slice):
    """Actors and topics that always make the brief."""

    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def mailbox(text: str) -> tuple[str, str, str]:
    """The parts of one e-mail address, "Ann <ann@example.org>": the name or "", what stands before the @, the domain.

    Raises:
        ValueError: if it is none, or more than one, or could be read as more than an address.
    """
    shown, _, told = text.strip().rpartition("<")
    local, _, domain = told.removesuffix(">").strip().rpartition("@")
    wrong = not local or not domain or not text.isprintable() or any(c in local + domain for c in ' <>"(),;:\\@')
    if wrong or any(c in shown for c in "<>@,;") or ("<" in text) != text.strip().endswith(">"):
        raise ValueError(f"{text!r} is not an e-mail address; write one such as ann@example.org")
    return shown.strip(' "'), local, domain


def _address(text: str) -> str:
    """``text`` if it is one e-mail address, with or without a name, or nothing."""
    if text:
        mailbox(text)
    return text


Address = Annotated[str, AfterValidator(_address)]
