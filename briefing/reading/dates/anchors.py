"""Anchors: which day the words of an article are counted from, place by place."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from briefing.lexicon.days import Unit
from briefing.model import Anchor, Article, Block, Sentence, Span
from briefing.reading.dates.forms.context import Context, Resolved, resolve
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

#: A dateline's date may differ from the day of publication by this much; more is another story's.
_NEAR = 10
#: Sentences back in which the last time named still holds.
_MEMORY = 6
#: Sentences back in which a day named holds for a time of day.
_NEAR_SENTENCES = 3
#: Days: what news tells of lies hardly farther from its publication; the rest is background.
_NEWS = 14
#: Expressions looked at for the day of a time or of a speaker; a sentence seldom holds more.
_AHEAD = 12
#: Characters: a dateline's line before its date; the top of an article, where a line may be nothing but its date;
#: the clause that says who spoke and when, on either side of the quotation.
_LINE, _TOP, _SAID_WITHIN = 160, 1500, 400


def _own_day(part: Block) -> date | None:
    """The day of an embedded post, or of an entry of a live page."""
    return part.published.date() if isinstance(part.published, datetime) else part.published


class Anchors:
    """Follows the reading of one article: datelines, quotations, and the last time that was named.

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
        self._quotations = Quotations(article.text)
        self._day: date | None = article.day
        self._anchor: Anchor = "published" if article.day else "none"
        self._named: list[tuple[int, Found, Resolved]] = []
        self._datelines = self._find_datelines()
        self._dateline_at = [at for at, _ in self._datelines]
        self._parts = sorted((each for each in article.blocks if each.published), key=lambda each: each.span)
        self._part_at = [each.span.start for each in self._parts]
        self._historical = _historical(found, self._day)
        self.then: tuple[date, date] | None = None
        self.then_unit: Unit = "day"

    @property
    def year(self) -> int | None:
        """The year that a story of other times has come to; None for news."""
        return self._year if self._historical else None

    def day_of(self, one: Found) -> tuple[date | None, Anchor]:
        """The day that ``one`` is counted from, and what says so."""
        if self._then_at and one.sentence - self._then_at > _MEMORY:
            self.then = None
        day, anchor = self._written(one.start)
        if day is not None and _deictic(one.form):
            quoted = self._quoted_day(one, day)
            if quoted is not None:
                return quoted, "quote"
        return day, anchor

    _then_at = 0
    _year: int | None = None

    def _written(self, offset: int) -> tuple[date | None, Anchor]:
        part = bisect_right(self._part_at, offset) - 1
        if part >= 0 and offset < self._parts[part].span.end and (own := _own_day(self._parts[part])) is not None:
            return own, "quote" if self._parts[part].kind == "quote" else "dateline"
        place = bisect_right(self._dateline_at, offset) - 1
        if place >= 0:
            return self._datelines[place][1], "dateline"
        return self._day, self._anchor

    def then_day(self, one: Found, day: date | None) -> date | None:
        """The day that "the same day" means: the one named last, or a little before it one much nearer to ``day``."""
        days: list[date] = []
        for sentence, _, resolved in reversed(self._named[-_AHEAD:]):
            if sentence < one.sentence - (_MEMORY if not days else _NEAR_SENTENCES):
                break
            if resolved.first is not None and resolved.first == resolved.last:
                days.append(resolved.first)
        if not days:
            return None
        near = [found for found in days if day is not None and abs((found - day).days) <= _NEWS]
        return near[0] if near else days[0]

    def day_here(self, one: Found) -> date | None:
        """The day that a bare time of day belongs to: one named just before, or further on in its sentence."""
        for sentence, _, resolved in reversed(self._named[-2 * _AHEAD :]):
            if sentence < one.sentence - _NEAR_SENTENCES:
                break
            if resolved.first is not None and resolved.first == resolved.last:
                return resolved.first
        for other in islice(self._found, one.number + 1, one.number + 1 + _AHEAD):
            if other.sentence != one.sentence:
                break
            if isinstance(other.form, Weekday | Calendar | Shifted):
                day, anchor = self._written(other.start)
                near = resolve(other.form, Context(day=day, anchor=anchor, then=self.then))
                if near and near.first and near.first == near.last:
                    return near.first
        return None

    def saw(self, one: Found, resolved: Resolved) -> None:
        """Remembers what was just resolved: later words may count from it."""
        if resolved.first is None or resolved.last is None or resolved.type not in ("DATE", "TIME"):
            return
        self._named.append((one.sentence, one, resolved))
        self.then = (resolved.first, resolved.last)
        self._then_at = one.sentence
        if resolved.first.year == resolved.last.year:
            self._year = resolved.first.year
        width = (resolved.last - resolved.first).days
        self.then_unit = "day" if width < 4 else "month" if width < 40 else "year" if width < 400 else "decade"

    def _find_datelines(self) -> list[tuple[int, date]]:
        """(offset behind it, day) of each dateline: "MOSCOW, Jan. 29 (Wire) --", or a line that is nothing but a date."""
        text = self._article.text
        lines: list[tuple[int, date]] = []
        for one in self._found:
            if not isinstance(one.form, Calendar | Numeric):
                continue
            form = one.form
            if isinstance(form, Calendar) and (form.day is None or form.month is None):
                continue
            begin = text.rfind("\n", max(0, one.start - _LINE), one.start) + 1
            if not begin and one.start > _LINE:
                continue
            head = text[begin : one.start].strip()
            tail = text[one.end : one.end + 60]
            alone = not head and not tail.split("\n", 1)[0].strip(" .")
            if not ((alone and begin < _TOP) or (_DATELINE_HEAD.fullmatch(head) and _DATELINE_TAIL.match(tail))):
                continue
            resolved = resolve(form, Context(day=self._day, anchor="published"))
            if resolved and resolved.first and (self._day is None or abs((resolved.first - self._day).days) <= _NEAR):
                lines.append((one.start, resolved.first))
        return lines

    def _quoted_day(self, one: Found, day: date) -> date | None:
        """The day on which a quoted speaker spoke, where the article tells."""
        span = Span(one.start, one.end)
        quote = next((q for q in self._quotations.inside(span) if q[0] <= one.start and one.end <= q[1]), None)
        if quote is None:
            return None
        first, last = self._reporting(quote)
        said = self._article.text[first : quote[0]] + " … " + self._article.text[quote[1] : last]
        verb = _SAYING.search(said)
        if verb is None:
            return None
        low = bisect_right(self._found_at, first - 1)
        for other in islice(self._found, low, low + 2 * _AHEAD):
            outside = first <= other.start < quote[0] or quote[1] <= other.start < last
            if outside and isinstance(other.form, Weekday | Calendar | Part | Shifted) and _names_day(other.form):
                written, anchor = self._written(other.start)
                resolved = resolve(
                    other.form, Context(day=written, anchor=anchor, ahead=lambda _form, _behind, _ahead: 0.0)
                )
                if resolved and resolved.first and resolved.first == resolved.last and resolved.first <= day:
                    return resolved.first
        if _POSTING.search(said):
            return self._latest_past(one, day)
        return None

    def _reporting(self, quote: tuple[int, int]) -> tuple[int, int]:
        """Where the sentences around a quotation begin and end."""
        opening = bisect_right(self._starts, quote[0]) - 1
        closing = bisect_right(self._starts, quote[1] - 1) - 1
        first = self._sentences[opening].span.start if opening >= 0 else quote[0]
        last = self._sentences[closing].span.end if closing >= 0 else quote[1]
        return max(min(first, quote[0]), quote[0] - _SAID_WITHIN), min(max(last, quote[1]), quote[1] + _SAID_WITHIN)

    def _latest_past(self, one: Found, day: date) -> date | None:
        """The latest day before ``day`` that the sentences just before name: when a quoted post was written."""
        days = [
            resolved.first
            for sentence, _, resolved in self._named[-4 * _AHEAD :]
            if one.sentence - 3 <= sentence <= one.sentence
            and resolved.first is not None
            and resolved.first == resolved.last
            and day - timedelta(days=7) <= resolved.first < day
        ]
        return max(days, default=None)


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


def _historical(found: Sequence[Found], day: date | None) -> bool:
    """Whether the article tells a story of other years: it names many of them, and hardly a weekday or "today"."""
    years = [one.form.year for one in found if isinstance(one.form, Calendar) and one.form.year is not None]
    other = sum(day is None or abs(year - day.year) > 1 for year in years)
    near = sum(isinstance(one.form, Weekday) or _deictic(one.form) for one in found)
    return other >= 4 and other > 4 * near and 2 * other > len(years)


def _deictic(form: object) -> bool:
    """Whether the form is counted from the speaker's own day: "tomorrow", "in two days", "tonight"."""
    if isinstance(form, Shifted):
        return form.base == "now" and form.unit in ("day", "week")
    if isinstance(form, Part | Clock):
        return form.form is not None and _deictic(form.form)
    if isinstance(form, Narrowed | Turn):
        return _deictic(form.form)
    return isinstance(form, Window) and form.within


def _names_day(form: object) -> bool:
    if isinstance(form, Part):
        return form.form is not None and _names_day(form.form)
    if isinstance(form, Calendar):
        return form.day is not None
    return isinstance(form, Weekday) or (isinstance(form, Shifted) and form.unit == "day" and form.base == "now")
