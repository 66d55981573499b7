"""Anchors: which day an expression is counted from, as one choice among the days that it may be counted from."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from itertools import islice

from briefing.lexicon.days import Days, Unit, span_of, value_at
from briefing.model import Anchor, Article, Sentence
from briefing.reading.dates.forms.context import DOUBT, Anchored, Context, Counted, Resolved, resolve
from briefing.reading.dates.forms.nouns import Calendar, Clock, Form, Found, Part, Shifted, Weekday, Window
from briefing.reading.dates.spoken import PUBLISHED, Spoken, deictic, strength
from briefing.reading.dates.whether import names_event

#: How strongly a day named before speaks for itself for what leans on it, the time named last, and a day named further on
#: in the sentence; where words were spoken speaks less (see `spoken`). Their order is what counts.
_NAMED, _LAST, _LATER = 0.9, 0.8, 0.7
#: Sentences back in which the last time named still holds.
_MEMORY = 6
#: Sentences back in which a day named holds for a time of day, and in which figures are compared with those of a year ago.
_NEAR_SENTENCES, _COMPARED = 3, 1
#: Days: what news tells of lies hardly farther from its publication; the rest is background. A post is younger than a week.
_NEWS, _POST = 14, 7
#: Expressions looked at for the day of a time; a sentence seldom holds more.
_AHEAD = 12


class Anchors:
    """Follows the reading of one article: where its words were spoken, and the last time that was named.

    Args:
        article: with its day of publication, where known.
        sentences: of the article.
        found: its time expressions, in reading order.
    """

    def __init__(self, article: Article, sentences: Sequence[Sentence], found: Sequence[Found]) -> None:
        self._article = article
        self._found = found
        self._spoken = Spoken(article, sentences, found)
        self._times: list[tuple[int, Days]] = []
        self._historical = _historical(found, article.day)
        self._year: int | None = None
        self._then_at = 0
        self.then: Days | None = None
        self.then_unit: Unit = "day"

    def year(self, one: Found) -> int | None:
        """The year that a story of other times has come to, or that of the event that ``one`` names; None for news."""
        if self._historical:
            return self._year
        if not names_event(one, self._article):
            return None
        near = self._found[max(0, one.number - _AHEAD) : one.number + _AHEAD]
        years = [other for other in near if other.sentence == one.sentence and _bare_year(other)]
        told = min(years, key=lambda other: abs(other.start - one.start), default=None)
        return _bare_year(told) if told else None

    def spoken(self, one: Found) -> tuple[date | None, Anchor]:
        """The day on which ``one`` was spoken, and what says so."""
        if self._then_at and one.sentence - self._then_at > _MEMORY:
            self.then = None
        return _strongest(self._spoken.days(one, partial(self._posted, one)))[:2]

    def base(self, one: Found, context: Context, form: Form) -> Counted:
        """The day that ``form`` is counted from, which ``one`` is or holds, and what says so."""
        spoken = [Anchored(context.day, context.anchor, PUBLISHED)] if context.day else []
        if isinstance(form, Clock | Part):
            return _strongest([*spoken, *self._before(one, _NEAR_SENTENCES), *self._further_on(one)])
        if not isinstance(form, Shifted | Window | Weekday) or form.base == "now":
            return _strongest(spoken)
        if form.base == "report":
            return _strongest([*spoken, *self._reported(one)])
        if self.then is None:
            # "the next day, they fled": whatever day that was, not the day after today
            lost = _onwards(form) and context.ahead("within", 1, 1) <= DOUBT
            return _strongest([] if lost else spoken)
        fine = not isinstance(form, Shifted) or form.unit in ("day", "week")
        coarse = fine and self.then_unit != "day"
        that_day = isinstance(form, Shifted) and form.unit == "day" and not form.count
        days = self._near(one, context.day) if coarse or that_day else []
        if not coarse:
            days.append(Anchored(self.then[0], "previous", _LAST, _whole(self.then)))
        elif context.day is not None and self.then[0] <= context.day <= self.then[1] and _still(form):
            days += spoken
        return _strongest(days)

    def saw(self, one: Found, resolved: Resolved) -> None:
        """Remembers what was just resolved: later words may count from it."""
        if resolved.first is None or resolved.last is None or resolved.type not in ("DATE", "TIME"):
            return
        self._times.append((one.sentence, (resolved.first, resolved.last)))
        self.then = (resolved.first, resolved.last)
        self._then_at = one.sentence
        if resolved.first.year == resolved.last.year:
            self._year = resolved.first.year
        width = (resolved.last - resolved.first).days
        self.then_unit = "day" if width < 4 else "month" if width < 40 else "year" if width < 400 else "decade"

    def _before(self, one: Found, sentences: int, most: int = 2 * _AHEAD) -> list[Anchored]:
        """The days named in the ``sentences`` before ``one``; of those equally strong the first is the nearest."""
        days: list[Anchored] = []
        for sentence, (first, last) in reversed(self._times[-most:]):
            if sentence < one.sentence - sentences:
                break
            if first == last:
                days.append(Anchored(first, "previous", _NAMED))
        return days

    def _near(self, one: Found, day: date | None) -> list[Anchored]:
        """The day named last, or a little before it one much nearer to ``day``."""
        days = self._before(one, _NEAR_SENTENCES, _AHEAD) or self._before(one, _MEMORY, _AHEAD)[:1]
        return [found for found in days if day is not None and abs((found.day - day).days) <= _NEWS] or days[:1]

    def _reported(self, one: Found) -> list[Anchored]:
        """The period that figures were just given of: a quarter or half, which none but reports name."""
        return [
            Anchored(days[0], "previous", _LAST, unit)
            for sentence, days in reversed(self._times[-2 * _AHEAD :])
            if sentence >= one.sentence - _COMPARED and (unit := _whole(days)) in ("quarter", "half")
        ]

    def _further_on(self, one: Found) -> list[Anchored]:
        """The day named further on in the sentence of ``one``."""
        for other in islice(self._found, one.number + 1, one.number + 1 + _AHEAD):
            if other.sentence != one.sentence:
                break
            if isinstance(other.form, Weekday | Calendar | Shifted):
                day, anchor, _ = _strongest(self._spoken.days(other, partial(self._posted, other)))
                near = resolve(other.form, Context(day=day, anchor=anchor, counted=partial(self.base, other)))
                if near and near.first and near.first == near.last:
                    return [Anchored(near.first, "previous", _LATER)]
        return []

    def _posted(self, one: Found, day: date) -> date | None:
        """The latest day of the week before ``day`` that the sentences just before ``one`` name."""
        days = (found.day for found in self._before(one, _NEAR_SENTENCES, 4 * _AHEAD))
        return max((found for found in days if day - timedelta(days=_POST) <= found < day), default=None)


def _strongest(days: Sequence[Anchored]) -> Counted:
    """The day that speaks for itself most, the first of equals; none where there is none."""
    chosen = max(days, key=strength, default=None)
    return (chosen.day, chosen.anchor, chosen.unit) if chosen else (None, "none", "day")


def _whole(days: Days) -> Unit:
    """The month, quarter or half that ``days`` are."""
    units: tuple[Unit, ...] = ("month", "quarter", "half")
    return next((unit for unit in units if span_of(value_at(days[0], unit)) == days), "day")


def _bare_year(one: Found) -> int | None:
    return one.form.year if isinstance(one.form, Calendar) and one.form.month is None else None


def _still(form: Shifted | Window | Weekday) -> bool:
    """Whether the form is of the very unit named: "the same day"."""
    return isinstance(form, Shifted) and form.count == 0


def _onwards(form: Shifted | Window | Weekday) -> bool:
    return form.count > 0 if isinstance(form, Shifted) else isinstance(form, Weekday) and form.which == 1


def _historical(found: Sequence[Found], day: date | None) -> bool:
    """Whether the article tells a story of other years: it names many of them, and hardly a weekday or "today"."""
    years = [one.form.year for one in found if isinstance(one.form, Calendar) and one.form.year is not None]
    other = sum(day is None or abs(year - day.year) > 1 for year in years)
    near = sum(isinstance(one.form, Weekday) or deictic(one.form) for one in found)
    return other >= 4 and other > 4 * near and 2 * other > len(years)
