"""Short lines among paragraphs: headings between them, labels of what a page would show, scraps of its furniture."""

import re
from collections.abc import Sequence

from briefing.sources.page.paragraph import Paragraph

LIST_MARK = re.compile(r"(?:[-*•·▪►–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")
QUOTES = "\"“«„'‘"
#: A heading between paragraphs has no more words.
_CROSSHEAD_WORDS = 12
#: A label before a colon, and a scrap in small letters, have no more words.
_LABEL_WORDS, _SCRAP_WORDS = 5, 2
#: Two paragraphs of so many words that end in stops: the text is punctuated.
_SENTENCE_WORDS = 8
#: Behind the last sentence a line of no more words is none of the text, half as many where it is not mostly sentences.
_TAIL_WORDS = 8


def announced(whole: Sequence[Paragraph]) -> None:
    """Mark lines that announce what a page would show ("Publishing date:"), and scraps within the text."""
    started = False
    for n, each in enumerate(whole):
        after = whole[n + 1] if n + 1 < len(whole) else None
        if each.kind is not None or each.sentence:
            started = started or each.kind is None
        elif each.text.endswith(":") and each.words <= _LABEL_WORDS:
            each.kind = "boilerplate" if not started or (after is not None and after.kind == "boilerplate") else None
        elif started and whole[n - 1].sentence and each.words <= _SCRAP_WORDS and each.text[:1].islower():
            each.kind = "boilerplate"  # "shadow": a class that a page prints


def crossheads(whole: Sequence[Paragraph]) -> None:
    """Mark headings between paragraphs, and scraps after the last; everything left is body."""
    rest = [each for each in whole if each.kind is None]
    spoken = sum(each.words for each in rest if each.sentence)
    stops = sum(each.sentence and each.words >= _SENTENCE_WORDS for each in rest)
    mostly = spoken * 2 >= sum(each.words for each in rest)
    if rest and (stops >= 2 or mostly):  # else there is no punctuation to go by
        last = max((index for index, each in enumerate(rest) if each.sentence), default=0)
        for index, each in enumerate(rest):
            if each.sentence or each.words > _CROSSHEAD_WORDS or each.text.endswith((":", ",", ";", "-", "–", "—")):
                continue
            if index > last and LIST_MARK.match(each.text) and mostly and not rest[last].text.endswith(":"):
                each.kind = "boilerplate"  # links below the article
                continue
            if LIST_MARK.match(each.text) or each.text[:1].islower() or each.text[:1] in QUOTES:
                continue
            if index > last:
                each.kind = "boilerplate" if each.words <= (_TAIL_WORDS if mostly else _TAIL_WORDS // 2) else None
            else:
                each.kind = "headline"
    asked = [e for e in rest if e.text.endswith("?") and e.words <= _CROSSHEAD_WORDS and e.text[:1] not in QUOTES]
    for each in asked if len(asked) >= 2 else ():  # an explainer or an interview
        each.kind = each.kind or "headline"
    for each in whole:
        each.kind = each.kind or "body"
    if not any(each.kind == "body" for each in whole):  # an alert of one line is its own news
        for each in whole:
            each.kind = "body" if each.kind == "headline" else each.kind
