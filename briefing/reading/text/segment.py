"""Segment: an article's text → sentences that tile it, each with its kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.lexicon.words import AbbreviationKind, Abbreviations, abbreviations
from briefing.model import Article, Sentence, SentenceKind, Span
from briefing.reading.text.furniture import furniture
from briefing.reading.text.paragraphs import paragraphs
from briefing.reading.text.quotations import Quotations

#: A run of stops (also ". . .") and whatever closes behind it: quotation marks, brackets, footnote numbers.
#: What follows a group may be empty: no backtracking, and each character is looked at once.
_STOP = re.compile(
    r"(?P<stop>\.(?:[ \u00a0]\.){2,}|[.!?؟۔।։…。！？]++)"
    r"(?P<close>(?:''|[ \u00a0]?\[\d{1,3}\]|[ \u00a0]\"(?=\n|\Z)|[\"'”’»›)\]}“«」』]|[ \u00a0\u202f][»›](?=[\s.,;:!?]|\Z))*)"
)
_NEXT = re.compile(
    r"(?P<gap>\s*+)(?P<open>(?:``|[\"'“”„«»‹›‘\[({¿¡—–\-•*][ \u00a0\u202f]?)*)(?:(?P<word>[^\W\d_]++)|(?P<digit>\d))?"
)
#: What stands before a stop: no space, no opening mark. Read on a short slice only.
_BEFORE = re.compile(r"[^\s\"“”„«»‹›‘'\[({/—–`]*\Z")
_BEFORE_WIDTH = 24
#: "iPhone", "al-Assad", "de Villepin": names that begin with a small letter.
_SMALL_NAME = re.compile(
    r"(?:[a-z]{1,2}[A-Z]|(?:al|el|an|as|ash|ad|ar|at|az)-[A-ZÀ-ÞʿʾĀ-Ž'’]|(?:bin|ibn|bint|de|da|di|van|von|der|ould|al|el) [A-ZÀ-Þ])"
)
_QUOTES = frozenset("\"'“”„«»‹›‘’`")
_DOTTED = re.compile(r"[^\W\d_]{1,3}(?:\.[^\W\d_]{1,3})+")
_ROMAN = re.compile(r"[IVXLC]+")
_GLUED = re.compile(r"[^\W\d_A-Z]{2,}")
_CLAUSE_END = re.compile(r"[,;:!?\"“”]")
#: How far a bracket's opening, or a verb of saying, is looked for; longer ones are not worth the time.
_BRACKET_REACH = 300
_SPEECH_REACH = 60
#: Characters. What runs on for longer without a stop is a list, a table or an attack, and all that looks around within a
#: sentence would take the square of its length. The longest of 12,684 sentences of news has 493 words.
LONGEST = 4_000
#: Letters of a word that is short for something where it stands alone before a figure.
_SHORT_WORD = 6
#: A Russian "2018 г." this near to the sentence's start opens it ("В 2018 г. Иванов…"), later it may close it.
_OPENING = 30


def segment(article: Article) -> tuple[Sentence, ...]:
    """Split the text of ``article`` into sentences, in reading order.

    Every character that is not white space lies in exactly one sentence; sentences are trimmed. Blocks decide the
    kind: a headline is one sentence, captions and boilerplate keep their kind, body sentences that stand mostly
    inside quotation marks are "quote", page furniture that got into a paragraph is "boilerplate". Without blocks, lines and blank lines part paragraphs of body text. The
    problem is stated as in Kiss & Strunk (2006, Computational Linguistics 32:4); tables of abbreviations stand in
    for their statistics. Time is linear in the text, whatever it holds.
    """
    text = article.text
    splitter = _Splitter(text=text, abbreviation=abbreviations(article.language))
    quotations = Quotations(text)
    sentences: list[Sentence] = []
    for span, kind in paragraphs(article):
        if kind == "headline":
            sentences.extend(Sentence(span=Span(*part), kind=kind) for part in _cut(text, span.start, span.end))
            continue
        whole = splitter.split(_past_marker(text, span), span.end)
        bounds = [part for start, end in whole for part in _cut(text, start, end)]
        if kind != "body":
            sentences.extend(Sentence(span=Span(start, end), kind=kind) for start, end in bounds)
            continue
        quoted = quotations.inside(span)
        page = furniture([text[start:end] for start, end in bounds], article.language)
        for (start, end), debris in zip(bounds, page, strict=True):
            found: SentenceKind = "boilerplate" if debris else _kind(start, end, quoted)
            sentences.append(Sentence(span=Span(start, end), kind=found))
    return tuple(sentences)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or the parts of what is too long to be one, cut at white space where there is any."""
    while end - start > LONGEST:
        cut = next((at for at in range(start + LONGEST, start, -1) if text[at].isspace()), start + LONGEST)
        last = cut
        while text[last - 1].isspace():  # a sentence begins with no space: this ends behind its first letter
            last -= 1
        yield start, last
        start = cut
        while text[start].isspace():  # nor does it end with one: something follows
            start += 1
    yield start, end


def _past_marker(text: str, span: Span) -> int:
    """Where a paragraph begins behind "- " or "• ": the mark of a list is no part of its sentence."""
    mark = _BULLET.match(text, span.start, span.end)
    return mark.end() if mark else span.start


def _kind(start: int, end: int, quoted: tuple[tuple[int, int], ...]) -> SentenceKind:
    inside = sum(min(end, last) - max(start, first) for first, last in quoted if first < end and start < last)
    return "quote" if 2 * inside > end - start else "body"


#: What opens an entry of a list.
_BULLET = re.compile(r"(?:[-–—•*·▪‣◦►]\s+){1,3}(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Splitter:
    """Finds where sentences end in one text of one language."""

    text: str
    abbreviation: Abbreviations

    def split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Trimmed (start, end) of each sentence of a paragraph, itself trimmed."""
        text = self.text
        for match in _STOP.finditer(text, start, end):
            after = match.end()
            if after >= end:
                break
            if self._ends(start, end, match):
                yield start, after
                start = after
                while text[start].isspace():  # the paragraph is trimmed: something follows
                    start += 1
        yield start, end

    def _ends(self, start: int, end: int, match: re.Match[str]) -> bool:
        """Whether the sentence that began at ``start`` ends with the stop at ``match``."""
        text, at, after = self.text, match.start(), match.end()
        stop, close = match["stop"], match["close"]
        if not text[after].isspace():
            return stop in "。！？" or self._glued(start, at, after, close)
        follow = _NEXT.match(text, after, end)
        assert follow is not None
        word = follow["word"]
        if ")" in close and self._inside_bracket(start, at):
            return self._starts(word)
        small = word is not None and word[0].islower() and not _SMALL_NAME.match(text, follow.start("word"), end)
        if stop == ".":
            verdict = None if close else self._plain_stop(start, at, follow)
            return not small if verdict is None else verdict
        if small:
            return False
        if stop[0] in ".…" and len(stop) != 4:  # three dots; four are three and a stop
            quoted = not _QUOTES.isdisjoint(follow["open"])
            attached = at == start or not text[at - 1].isspace()
            if text[at - 1 : at] == "[":
                return self._starts(word)
            return attached or quoted or bool(close) or self._starts(word)
        if not _QUOTES.isdisjoint(close):
            return not self._goes_on(follow, end)
        if stop == "!" and word and not self._starts(word):
            return self.abbreviation.kind(self._before(start, at)) != "shout"
        return True

    def _plain_stop(self, start: int, at: int, follow: re.Match[str]) -> bool | None:
        """A single full stop after a word: True or False where the word decides, None where it is ordinary."""
        before = self._before(start, at)
        if not before:
            return None
        if before[-1].isdigit():
            return self._after_number(before, start, at, follow)
        if len(before) < 4 and before.isalpha() and self.text[at - len(before) - 1 : at - len(before)] == "(":
            return False  # "(b. March 1950)"
        kind = self._kind_of(before, follow)
        if kind is None:
            alone = follow["digit"] and at - len(before) == start and len(before) <= _SHORT_WORD and before.isalpha()
            return False if alone else None  # "Max. 30 persons": no sentence is one short word before a figure
        if kind == "title":
            return False
        word = follow["word"]
        if kind in ("number", "month"):
            return False if follow["digit"] else None
        if kind == "year":
            numbered = self.text[max(start, at - len(before) - 2) : at - len(before)].strip()[-1:].isdigit()
            return None if numbered and (at - start > _OPENING or self._starts(word)) else False
        return self._starts(word) and not self._initial_follows(follow)

    def _kind_of(self, before: str, follow: re.Match[str]) -> AbbreviationKind | None:
        kind = self.abbreviation.kind(before)
        if len(before) == 1 and before.isalpha():
            if not before.islower():  # an initial, in scripts without case any letter
                return "title" if kind == "title" else "final"
            if kind is None and self._initial_follows(follow):  # "z. B."
                return "title"
        if kind is None and "." in before and _DOTTED.fullmatch(before):
            return "final"
        if kind is None and self.abbreviation.ordinals and _ROMAN.fullmatch(before):
            return "final"
        return kind

    def _after_number(self, before: str, start: int, at: int, follow: re.Match[str]) -> bool | None:
        if follow["digit"] and before[0] in "$£€¥" and len(before) < 5:  # "£1. 2 million"
            return False
        if not before.isdigit() or len(before) > 3:
            return None
        if at - len(before) == start:  # the number of a list entry
            return False
        if follow["digit"]:  # "6. 4 magnitude", "3. 10. 2019"
            return False
        ordinal = self.abbreviation.ordinals and len(before) < 3 and follow["word"] and not self._starts(follow["word"])
        return False if ordinal else None

    def _before(self, start: int, at: int) -> str:
        found = _BEFORE.search(self.text[max(start, at - _BEFORE_WIDTH) : at])
        return found.group() if found else ""

    def _starts(self, word: str | None) -> bool:
        """Whether ``word`` is one that opens sentences, printed as they do."""
        return word is not None and not word[0].islower() and word.lower() in self.abbreviation.starters

    def _initial_follows(self, follow: re.Match[str]) -> bool:
        word = follow["word"]
        return word is not None and len(word) == 1 and self.text.startswith(".", follow.end())

    def _inside_bracket(self, start: int, at: int) -> bool:
        """Whether the bracket that closes behind the stop at ``at`` opened in mid-sentence."""
        return self.text.rfind("(", max(start, at - _BRACKET_REACH), at) > start

    def _glued(self, start: int, at: int, after: int, close: str) -> bool:
        """Whether a stop without a space behind it ends a sentence all the same ("talks.The minister")."""
        if close or not self.text[after].isupper() or self.text[at] not in ".!?":
            return False
        tail = self.text[after + 1 : after + 2]
        return (tail.islower() or tail.isspace()) and _GLUED.fullmatch(self._before(start, at)) is not None

    def _goes_on(self, follow: re.Match[str], end: int) -> bool:
        """Whether a name and a verb of saying follow the closed quotation: "Who?" Smith asked."""
        word = follow["word"]
        if word is None or word.lower() in self.abbreviation.starters:
            return False
        first = follow.start("word")
        ahead = _CLAUSE_END.split(self.text[first : min(end, first + _SPEECH_REACH)], maxsplit=1)[0].split()
        return any(token.rstrip(".").lower() in self.abbreviation.speech for token in ahead[1:6])
