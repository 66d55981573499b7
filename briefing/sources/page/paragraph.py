"""Paragraph: one of a page's, and what is found out about it."""

import re
from dataclasses import dataclass, field

from briefing.lexicon.paragraphs import ends_sentence
from briefing.model import Block, BlockKind, Span
from briefing.sources.page.bylines import SmallPrint
from briefing.sources.page.datelines import Dateline
from briefing.sources.page.transcripts import Spoken

_WORD = re.compile(r"\w+")
_BREAKS = dict.fromkeys(map(ord, "\n\r\x0b\x0c\x85\u2028\u2029\u00a0\t"), " ")


@dataclass(slots=True, kw_only=True)
class Paragraph:
    """A paragraph; its text has the length of its span, its breaks are spaces."""

    span: Span
    text: str
    kind: BlockKind | None = None
    print: SmallPrint | None = None
    dateline: Dateline | None = None
    speech: Spoken | None = None
    reading_time: bool = False
    walled: bool = False
    words: int = 0
    sentence: bool = False
    pieces: list[Block] = field(default_factory=list)


def paragraph(text: str, span: Span) -> Paragraph:
    """The paragraph at ``span`` of ``text``."""
    content = span.of(text).translate(_BREAKS)  # one for one: offsets stay
    return Paragraph(span=span, text=content, words=len(_WORD.findall(content[:2000])), sentence=ends_sentence(content))
