"""Paragraphs of documents → Drafts: one article, or the several of a press review."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from briefing.sources.draft import Blob, Draft
from briefing.sources.formats.heads import named_head
from briefing.sources.formats.paragraphs import Paragraph
from briefing.sources.formats.reviews import clips

#: The headline stands among so many paragraphs, a line that names the paper among so many after it.
_HEAD, _SOURCE_LINES = 10, 3


def drafts(
    paragraphs: Sequence[Paragraph], blob: Blob, *, title: str = "", author: str = "", made: date | datetime | None = None,
    day: date | datetime | None = None, outlet: str = "", language: str = "",
) -> Iterator[Draft]:  # fmt: skip
    """The articles of a document.

    Args:
        paragraphs: in reading order.
        blob: the document.
        title: as its metadata say, where no heading is one.
        author: as its metadata say.
        made: when it was made.
        day: as its running heads say.
        outlet: as its running heads say.
        language: as it says.
    """
    articles = clips(paragraphs)
    several = len(articles) > 1
    names = () if several else tuple(name for name in re.split(r"\s*[;,]\s*", author) if name and len(name) < 80)
    for number, article in enumerate(articles, start=1):
        head = article.paragraphs[:_HEAD]
        heading = min((each for each in head if each.level), key=lambda each: each.level, default=None)
        under = named_head([each.text for each in head if not each.level][:_SOURCE_LINES])
        yield Draft(
            origin=f"{blob.name}#{number}" if several else blob.name,
            text="\n\n".join(each.text for each in article.paragraphs),
            title=article.title or (heading.text if heading else "" if several else believable(title)),
            published=article.day or day,
            published_from="dateline",
            made=made,
            url=blob.url,
            language=language,
            authors=article.authors or names,
            captions=frozenset(each.text for each in article.paragraphs if each.caption),
            headings=frozenset(each.text for each in article.paragraphs if each.level),
            outlet=article.outlet or under.outlet or outlet,
            file_name=blob.file_name,
        )


def believable(title: str) -> str:
    """A document's title, unless it is a file name or what a word processor puts there."""
    title = " ".join(title.split())
    if re.search(r"\.(?:docx?|pdf|indd|qxd|txt|rtf|odt|html?)$", title, re.IGNORECASE) or len(title.split()) < 2:
        return ""
    return "" if re.match(r"(?:microsoft word|untitled|document\d*|print|layout)\b", title, re.IGNORECASE) else title
