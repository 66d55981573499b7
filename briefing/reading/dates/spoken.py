"""Spoken: the day on which the words of an article were written or said, place by place."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import islice

from briefing.model import Article, Block, Sentence, Span
from briefing.reading.dates.forms.context import Anchored, Context, resolve
from briefing.reading.dates.forms.nouns import (
    Calendar,
    Clock,
    Found,
    Narrowed,
    Numeric,
    Part,
    Shifted,
    Turn,
    Weekday,
    Window,
)
from briefing.reading.text.quotations import Quotations

#: How strongly each day speaks for itself: that of a quotation, of a post or an entry of a live page, of a dateline, of
#: publication. Their order is what counts: the nearest to the words is theirs.
QUOTED, OWN, DATELINE, PUBLISHED = 0.9, 0.8, 0.7, 0.6
#: A dateline's date may differ from the day of publication by this much; more is another story's. So many notices are a list.
_NEAR, _LIST = 10, 3
#: Expressions looked at for the day of a speaker; a sentence seldom holds more.
_AHEAD = 24
#: Characters: a dateline's line before its date; the top of an article, where a line may be nothing but its date;
#: the clause that says who spoke and when, on either side of the quotation.
_LINE, _TOP, _SAID_WITHIN = 160, 1500, 400


class Spoken:
    """The days on which an article's words were spoken: its own, its datelines', its posts' and its speakers'.

    Args:
        article: with its day of publication, where known.
        sentences: of the article.
        found: its time expressions, in reading order.
    """

    def __init__(self, article: Article, sentences: Sequence[Sentence], found: Sequence[Found]) -> None:
        self._article = article
        self._sentences = sentences
        self._found = found
        self._starts = [sent.span.start for sent in sentences]
        self._found_at = [one.start for one in found]
        self._datelines = self._find_datelines()
        self._parts = [each for each in article.blocks if each.published]

    def days(self, one: Found, posted: Callable[[date], date | None]) -> list[Anchored]:
        """The days on which ``one`` may have been spoken.

        Args:
            one: an expression.
            posted: tells, of a day, the latest one before it that is named near by: that of a quoted post.
        """
        days = self._written(one.start)
        if days and deictic(one.form):
            days += self._quoted(one, max(days, key=strength).day, posted)
        return days

    @cached_property
    def _quotations(self) -> Quotations:
        return Quotations(self._article.text)

    def _written(self, offset: int) -> list[Anchored]:
        days = [Anchored(self._article.day, "published", PUBLISHED)] if self._article.day else []
        days += [Anchored(day, "dateline", DATELINE) for at, day, end in self._datelines if at <= offset < end][-1:]
        for part in self._parts:
            day = _own_day(part)
            if day is not None and offset in range(part.span.start, part.span.end):
                days.append(Anchored(day, "quote" if part.kind == "quote" else "dateline", OWN))
        return days

    def _find_datelines(self) -> list[tuple[int, date, int]]:
        """(offset, day, where its words end) of "MOSCOW, Jan. 29 (Wire) --", of a line that is nothing but a date, of "3 May: …".

        What stands far from the day of publication is another story's, but for the notices of a list, of one line each.
        """
        text = self._article.text
        lines = [(one, *place) for one in self._found if (place := self._heads_line(one))]
        notices = sum(notice for _, _, notice in lines)
        return [
            (one.start, day, text.find("\n", one.end) % (len(text) + 1) if notice else len(text))
            for one, day, notice in lines
            if (notice and notices >= _LIST)
            or self._article.day is None
            or abs((day - self._article.day).days) <= _NEAR
        ]

    def _heads_line(self, one: Found) -> tuple[date, bool] | None:
        """The day of a dateline, and whether nothing stands before it in its line but something behind; None for no dateline."""
        form = one.form
        if not isinstance(form, Numeric | Calendar) or (isinstance(form, Calendar) and None in (form.day, form.month)):
            return None
        text = self._article.text
        begin = text.rfind("\n", max(0, one.start - _LINE), one.start) + 1
        if not begin and one.start > _LINE:
            return None
        head = text[begin : one.start].strip(" \t•*-–")
        tail = text[one.end : one.end + 60]
        alone = not head and not tail.split("\n", 1)[0].strip(" .")
        if not (alone and begin < _TOP) and not (
            (not head or _DATELINE_HEAD.fullmatch(head)) and _DATELINE_TAIL.match(tail)
        ):
            return None
        resolved = resolve(form, Context(day=self._article.day, anchor="published"))
        return (resolved.first, not head and not alone) if resolved and resolved.first else None

    def _quoted(self, one: Found, day: date, posted: Callable[[date], date | None]) -> list[Anchored]:
        """The day on which a quoted speaker spoke, where the article tells."""
        quote = next(
            (q for q in self._quotations.inside(Span(one.start, one.end)) if q[0] <= one.start and one.end <= q[1]),
            None,
        )
        if quote is None:
            return []
        first, last = self._reporting(quote)
        said = self._article.text[first : quote[0]] + " … " + self._article.text[quote[1] : last]
        if _SAYING.search(said) is None:
            return []
        low = bisect_right(self._found_at, first - 1)
        for other in islice(self._found, low, low + _AHEAD):
            outside = first <= other.start < quote[0] or quote[1] <= other.start < last
            if outside and isinstance(other.form, Weekday | Calendar | Part | Shifted) and _names_day(other.form):
                written = max(self._written(other.start), key=strength)
                context = Context(day=written.day, anchor=written.anchor, ahead=lambda _form, _behind, _ahead: 0.0)
                resolved = resolve(other.form, context)
                if resolved and resolved.first and resolved.first == resolved.last and resolved.first <= day:
                    return [Anchored(resolved.first, "quote", QUOTED)]
        post = posted(day) if _POSTING.search(said) else None
        return [Anchored(post, "quote", QUOTED)] if post else []

    def _reporting(self, quote: tuple[int, int]) -> tuple[int, int]:
        """Where the sentences around a quotation begin and end."""
        opening = bisect_right(self._starts, quote[0]) - 1
        closing = bisect_right(self._starts, quote[1] - 1) - 1
        first = self._sentences[opening].span.start if opening >= 0 else quote[0]
        last = self._sentences[closing].span.end if closing >= 0 else quote[1]
        return max(min(first, quote[0]), quote[0] - _SAID_WITHIN), min(max(last, quote[1]), quote[1] + _SAID_WITHIN)


def strength(day: Anchored) -> float:
    """How strongly it speaks for itself."""
    return day.score


def _own_day(part: Block) -> date | None:
    """The day of an embedded post, or of an entry of a live page."""
    return part.published.date() if isinstance(part.published, datetime) else part.published


_DATELINE_HEAD = re.compile(r"[A-ZÀ-Þ][\w .,'’/()-]{1,60}")
_DATELINE_TAIL = re.compile(r"\s*,?\s*(?:\d{4}\s*)?(?:\([^()]{1,30}\)|/[^/]{1,30}/)?\s*(?:--|_|—|–|-|:)(?!\w)")
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tells|tweet(?:ed|s|ing)|wr(?:ote|ites|iting)|post(?:ed|s|ing)|announced|announces|added|adds|declared|"
    r"stat(?:ed|es|ing)|warned|vowed|insisted|asked|replied|quoted|reads?|statement|letter|message|tweet|according|promised|"
    r"a (?:dit|déclaré|écrit|tweeté|affirmé|annoncé)|sagte|schrieb|erklärte|teilte|twitterte|dijo|escribió|tuiteó|declaró|afirmó|ha (?:detto|scritto)|"
    r"disse|escreveu|сказал\w*|заявил\w*|написал\w*|сообщил\w*|قال\w*|كتب\w*|غرد\w*)\b",
    re.IGNORECASE,
)
_POSTING = re.compile(
    r"\b(?:tweet(?:ed|s|ing)?|wr(?:ote|ites)|post(?:ed|s|ing)?|statement|communiqu[eé]|letter|message|blog|facebook|telegram|"
    r"tweeté|écrit|communiqué|schrieb|twitterte|tuiteó|escribió|comunicado|ha scritto|escreveu|написал\w*|كتب\w*|غرد\w*)\b",
    re.IGNORECASE,
)


def deictic(form: object) -> bool:
    """Whether the form is counted from the speaker's own day: "tomorrow", "in two days", "tonight"."""
    if isinstance(form, Shifted):
        return form.base == "now" and form.unit in ("day", "week")
    if isinstance(form, Part | Clock):
        return form.form is not None and deictic(form.form)
    if isinstance(form, Narrowed | Turn):
        return deictic(form.form)
    return isinstance(form, Window) and form.within


def _names_day(form: object) -> bool:
    if isinstance(form, Part):
        return form.form is not None and _names_day(form.form)
    if isinstance(form, Calendar):
        return form.day is not None
    return isinstance(form, Weekday) or (isinstance(form, Shifted) and form.unit == "day" and form.base == "now")
