"""Paragraphs of documents → Drafts: one article, or the several of a press review."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from briefing.errors import InputError
from briefing.sources.draft import Blob, Draft
from briefing.sources.formats.heads import Head, named_head
from briefing.sources.formats.paragraphs import Paragraph
from briefing.sources.formats.reviews import clips

#: The headline stands among so many paragraphs, a line that names the paper among so many after it.
_HEAD, _SOURCE_LINES = 10, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a document says.

    Attributes:
        paragraphs: in reading order.
        title: as its metadata say, where no heading is one.
        author: as its metadata say.
        made: when it was made.
        head: what its running heads say.
        language: as it says.
    """

    paragraphs: Sequence[Paragraph]
    title: str = ""
    author: str = ""
    made: date | datetime | None = None
    head: Head = field(default_factory=Head)
    language: str = ""


def drafts(document: Document, blob: Blob, kind: str) -> Iterator[Draft]:
    """The articles of the ``document`` that ``blob`` is.

    Raises:
        InputError: if it has no text; it is called by its ``kind``, "a Word file".
    """
    if not document.paragraphs:
        raise InputError(blob.name, f"{kind} without text", "if its text is a picture, run that through OCR first")
    articles = clips(document.paragraphs)
    several = len(articles) > 1
    names = (
        () if several else tuple(name for name in re.split(r"\s*[;,]\s*", document.author) if name and len(name) < 80)
    )
    for number, article in enumerate(articles, start=1):
        head = article.paragraphs[:_HEAD]
        heading = min((each for each in head if each.level), key=lambda each: each.level, default=None)
        under = named_head([each.text for each in head if not each.level][:_SOURCE_LINES])
        yield Draft(
            origin=f"{blob.name}#{number}" if several else blob.name,
            text="\n\n".join(each.text for each in article.paragraphs),
            title=article.title or (heading.text if heading else "" if several else _believable(document.title)),
            published=article.day or document.head.day,
            published_from="dateline",
            made=document.made,
            url=blob.url,
            language=document.language,
            authors=article.authors or names,
            captions=frozenset(each.text for each in article.paragraphs if each.caption),
            headings=frozenset(each.text for each in article.paragraphs if each.level),
            outlet=article.outlet or under.outlet or document.head.outlet,
            file_name=blob.file_name,
        )


def _believable(title: str) -> str:
    """A document's title, unless it is a file name or what a word processor puts there."""
    title = " ".join(title.split())
    if re.search(r"\.(?:docx?|pdf|indd|qxd|txt|rtf|odt|html?)$", title, re.IGNORECASE) or len(title.split()) < 2:
        return ""
    return "" if re.match(r"(?:microsoft word|untitled|document\d*|print|layout)\b", title, re.IGNORECASE) else title
