"""Confidence: how probable it is that the days given for an expression are the ones meant, in one place.

Three things can be wrong: the direction (a probability of its own, see `direction`), what the form is counted from, and
the form itself. The last two are a table: of each kind of form, the share whose days were right where a human had
given them (MEANTIME and GUM, the halves for training; ``data/direction.json``, made by ``python -m
tools.train.direction``).
"""

from briefing.reading.dates.direction import table
from briefing.reading.dates.forms.context import Resolved
from briefing.reading.dates.forms.nouns import Calendar, Clock, Form, Part, Shifted, Window

#: Kinds that the table does not know.
_UNKNOWN = 0.9


def probability(form: Form, resolved: Resolved) -> float:
    """0..1: that the days of ``resolved`` are those that the writer meant by ``form``; 0 where it has none."""
    if resolved.first is None:
        return 0.0
    return round(resolved.probability * table("reliability").get(kind(form), _UNKNOWN), 3)


def kind(form: Form) -> str:
    """The kind that the reliability of ``form`` is kept under."""
    name = type(form).__name__
    if isinstance(form, Shifted):
        return f"{name} {form.base} {form.unit}"
    if isinstance(form, Window):
        return f"{name} {form.base}"
    if isinstance(form, Calendar):
        what = "year" if form.month is None else "month" if form.day is None else "day"
        return f"{name} {what} {'with' if form.year is not None else 'without'} its year"
    if isinstance(form, Clock | Part) and form.form is None:
        return f"{name} alone"
    if isinstance(form, Part) and form.form is not None:  # of "Tuesday night" the day is as sure as Tuesday
        return kind(form.form)
    return name
