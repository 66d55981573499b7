"""Segment: an article's text → sentences that tile it, each with its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.lexicon.words import Abbreviations, abbreviations
from briefing.model import Article, BlockKind, Sentence, SentenceKind, Span
from briefing.reading.paragraphs import paragraphs
from briefing.reading.quotations import Quotations

#: A run of stops (also ". . .") and whatever closes behind it: quotation marks, brackets, footnote numbers.
#: Possessive throughout: no backtracking, and each character is looked at once.
_STOP = re.compile(
    r"(?P<stop>\.(?:[ \u00a0]\.){2,}+|[.!?؟۔।։…。！？]++)"
    r"(?P<close>(?:''|[ \u00a0]?\[\d{1,3}\]|[ \u00a0]\"(?=\n|\Z)|[\"'”’»›)\]}“«」』]|[ \u00a0\u202f][»›](?=[\s.,;:!?]|\Z))*+)"
)
_NEXT = re.compile(
    r"(?P<gap>\s*+)(?P<open>(?:``|[\"'“”„«»‹›‘\[({¿¡—–\-•*][ \u00a0\u202f]?)*+)(?:(?P<word>[^\W\d_]++)|(?P<digit>\d))?"
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
#: How far a bracket's opening, or a verb of saying, is looked for; longer ones are not worth the time.
_BRACKET_REACH = 300
_SPEECH_REACH = 60
#: A Russian "2018 г." this near to the sentence's start opens it ("В 2018 г. Иванов…"), later it may close it.
_OPENING = 30


def segment(article: Article) -> tuple[Sentence, ...]:
    """Split the text of ``article`` into sentences, in reading order.

    Every character that is not white space lies in exactly one sentence; sentences are trimmed. Blocks decide the
    kind: a headline is one sentence, captions and boilerplate keep their kind, body sentences that stand mostly
    inside quotation marks are "quote". Without blocks, lines and blank lines part paragraphs of body text. Rules
    are those of Kiss & Strunk's problem statement (2006, Computational Linguistics 32:4), with tables of
    abbreviations per language in place of statistics. Time is linear in the text, whatever it holds.
    """
    text = article.text
    abbreviation = abbreviations(article.language)
    quotations = Quotations(text)
    sentences: list[Sentence] = []
    for span, kind in paragraphs(article):
        quoted = quotations.inside(span) if kind == "body" else ()
        for start, end in _sentences(text, span.start, span.end, kind, abbreviation, article.language):
            sentences.append(Sentence(span=Span(start, end), kind=_kind(kind, start, end, quoted)))
    return tuple(sentences)


def _kind(kind: BlockKind, start: int, end: int, quoted: tuple[tuple[int, int], ...]) -> SentenceKind:
    if kind != "body" or not quoted:
        return kind
    inside = sum(min(end, last) - max(start, first) for first, last in quoted if first < end and start < last)
    return "quote" if 2 * inside > end - start else "body"


def _sentences(
    text: str, start: int, end: int, kind: BlockKind, abbreviation: Abbreviations, language: str
) -> Iterator[tuple[int, int]]:
    """Trimmed (start, end) of each sentence of the paragraph ``text[start:end]``, itself trimmed."""
    if kind != "headline":
        for match in _STOP.finditer(text, start, end):
            after = match.end()
            if after >= end:
                break
            if _ends(text, start, end, match, abbreviation, language):
                yield start, after
                start = after
                while text[start].isspace():  # the paragraph is trimmed: something follows
                    start += 1
    if start < end:
        yield start, end


def _ends(text: str, start: int, end: int, match: re.Match[str], abbreviation: Abbreviations, language: str) -> bool:
    """Whether the sentence that began at ``start`` ends with the stop at ``match``."""
    at, after = match.start(), match.end()
    stop, close = match["stop"], match["close"]
    if not text[after].isspace():
        return stop in "。！？" or _glued(text, start, at, after, close)
    follow = _NEXT.match(text, after, end)
    assert follow is not None
    word, opened = follow["word"], follow["open"]
    if ")" in close and _inside_bracket(text, start, at):
        return _starts(word, abbreviation)
    quote_follows = any(mark in _QUOTES for mark in opened)
    small = word is not None and word[0].islower()
    if small and _SMALL_NAME.match(text, follow.start("word"), end):
        small = False
    if stop == ".":
        verdict = _plain_stop(text, start, at, follow, abbreviation, language) if not close else None
        return verdict if verdict is not None else not small
    if small:
        return False
    if stop[0] in ".…" and len(stop) != 4:  # three dots; four are three and a stop
        if text[at - 1 : at] == "[":
            return False
        return at == start or not text[at - 1].isspace() or quote_follows or bool(close) or _starts(word, abbreviation)
    if close and not _QUOTES.isdisjoint(close):
        return not _goes_on(text, follow, end, abbreviation)
    if stop == "!" and word and not _starts(word, abbreviation):
        return abbreviation.kinds.get(_before(text, start, at).lower()) != "shout"
    return True


def _plain_stop(
    text: str, start: int, at: int, follow: re.Match[str], abbreviation: Abbreviations, language: str
) -> bool | None:
    """A single full stop after a word: True and False where the word decides, None where it is ordinary."""
    before = _before(text, start, at)
    word, digit = follow["word"], follow["digit"]
    if not before:
        return None
    if before[-1].isdigit():
        if not before.isdigit() or len(before) > 3:
            return None
        if at - len(before) == start:  # the number of a list entry
            return False
        if digit:  # "6. 4 magnitude" and German dates; "3. 10. 2019"
            return False
        ordinal = language == "de" and len(before) < 3 and word and not _starts(word, abbreviation)
        return False if ordinal else None
    if len(before) < 4 and text[at - len(before) - 1 : at - len(before)] == "(" and before.isalpha():
        return False  # "(b. March 1950)"
    kind: str | None = abbreviation.kind(before)
    if len(before) == 1 and kind != "title" and before.isalpha() and not before.islower():
        kind = "final"
    elif kind is None:
        if len(before) == 1 and before.isalpha():
            kind = _lone_letter(text, follow)
        elif "." in before and _DOTTED.fullmatch(before):
            kind = "final"
        elif language == "de" and _ROMAN.fullmatch(before):
            kind = "final"
    if kind is None:
        return None
    if kind == "title":
        return False
    if kind in ("number", "month"):
        return False if digit else None
    if kind == "year":
        numbered = text[max(start, at - len(before) - 2) : at - len(before)].strip()[-1:].isdigit()
        return None if numbered and (at - start > _OPENING or _starts(word, abbreviation)) else False
    return _starts(word, abbreviation) and not _initial_follows(text, follow)


def _before(text: str, start: int, at: int) -> str:
    found = _BEFORE.search(text[max(start, at - _BEFORE_WIDTH) : at])
    return found.group() if found else ""


def _starts(word: str | None, abbreviation: Abbreviations) -> bool:
    """Whether ``word`` is one that opens sentences: capital, and known to."""
    return word is not None and not word[0].islower() and word.lower() in abbreviation.starters


def _lone_letter(text: str, follow: re.Match[str]) -> str | None:
    """ "z." is an abbreviation where "B." follows ("z. B."); otherwise a small letter is an ordinary word."""
    return "title" if _initial_follows(text, follow) else None


def _initial_follows(text: str, follow: re.Match[str]) -> bool:
    word = follow["word"]
    return word is not None and len(word) == 1 and text.startswith(".", follow.end())


def _inside_bracket(text: str, start: int, at: int) -> bool:
    """Whether the bracket that closes behind the stop at ``at`` opened in mid-sentence."""
    opened = text.rfind("(", max(start, at - _BRACKET_REACH), at)
    return opened > start


def _glued(text: str, start: int, at: int, after: int, close: str) -> bool:
    """Whether a stop without a space behind it ends a sentence all the same ("talks.The minister")."""
    if close or not text[after].isupper() or text[at] not in ".!?":
        return False
    before = _before(text, start, at)
    tail = text[after + 1 : after + 2]
    return _GLUED.fullmatch(before) is not None and (tail.islower() or tail.isspace())


def _goes_on(text: str, follow: re.Match[str], end: int, abbreviation: Abbreviations) -> bool:
    """Whether a name and a verb of saying follow the closed quotation: "Who?" Smith asked."""
    word = follow["word"]
    if word is None or word.lower() in abbreviation.starters:
        return False
    first = follow.start("word")
    ahead = re.split(r"[,;:!?\"“”]", text[first : min(end, first + _SPEECH_REACH)], maxsplit=1)[0].split()
    return any(token.rstrip(".").lower() in abbreviation.speech for token in ahead[1:6])
