"""Blob and Draft: what comes in, and what an adapter made of it. Foreign shapes die here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Literal

from briefing.errors import InputError
from briefing.model import Block, BlockKind, PageMark, PublishedFrom, Skipped

Form = Literal[
    "text", "markdown", "html", "feed", "nitf", "sitemap", "json", "jsonl", "mail", "mbox", "pdf", "docx", "odt", "rtf",
    "epub", "zip", "gzip",
]  # fmt: skip

#: A page that is not free and shows fewer words than this shows a teaser.
TEASER_WORDS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes from outside.

    Attributes:
        name: how the user knows them: a path, an address; members of archives follow a "!".
        url: the address that they came from, if any.
        charset: as the carrier declared it (HTTP, mail).
        depth: how many archives they were taken out of.
    """

    name: str
    data: bytes
    url: str = ""
    charset: str = ""
    depth: int = 0

    @property
    def file_name(self) -> str:
        """Its own name, without folders and archives."""
        return PurePath(self.name.split("!")[-1]).name


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words on a page that were published for themselves: an embedded post ("quote"), an entry of a live page ("body").

    Attributes:
        text: its paragraphs, white space as it may be.
        kind: of the blocks that it becomes.
        published: its own day or moment.
        by: who published it, as printed.
    """

    text: str
    kind: BlockKind = "quote"
    published: date | datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article as an adapter found it, not yet cleaned or marked.

    Attributes:
        origin: the input, for messages.
        text: whole text; with ``verbatim`` it is never changed.
        published: from metadata, or from a running head; what the text says is found later.
        published_from: which of them.
        published_certain: whether that is the day of publication, in no other reading.
        made: when the document was made, which is a weaker witness than its date line.
        captions: paragraphs that the markup calls captions.
        headings: paragraphs that the markup calls headings.
        blocks: as archived; empty where they are to be found.
        file_name: where a day may be read from as a last resort.
        section: where the outlet filed it.
        labels: what it calls itself: schema.org types, categories, kickers, the headings of its section.
        marks: what is known of its kind already.
        parts: stretches of the text that have a day or an author of their own.
        outlet: the paper's name as its running head prints it; weaker than `source`.
    """

    origin: str
    text: str
    title: str = ""
    id: str = ""
    published: date | datetime | None = None
    published_from: PublishedFrom = "metadata"
    published_certain: bool = True
    made: date | datetime | None = None
    source: str = ""
    url: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    verbatim: bool = False
    captions: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    blocks: tuple[Block, ...] = ()
    extract: str = ""
    file_name: str = ""
    section: str = ""
    labels: tuple[str, ...] = ()
    marks: frozenset[PageMark] = frozenset()
    parts: tuple[Part, ...] = ()
    outlet: str = ""


Found = Iterator[Draft | Skipped]
Adapter = Callable[[Blob], Found]


def outlasting(found: Found) -> Found:
    """All of ``found``; what ends it is left out with its reason."""
    try:
        yield from found
    except InputError as error:
        yield Skipped.of(error)
