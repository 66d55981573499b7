"""Whether: what looks like a date of the calendar and is none, or is one of another time than the report's.

A "today" that means these times, a quarter of a match, a day that names an old event by its date.
"""

import dataclasses
import re

from briefing.lexicon.words import stop_words
from briefing.model import Article, Span
from briefing.reading.dates import direction
from briefing.reading.dates.forms.context import Context, Resolved
from briefing.reading.dates.forms.nouns import Calendar, Feast, Form, Found, Season, Shifted

#: Above it a "today" means these times: held out, 21 of 42 are seen, and 6 of 101 days are taken for them.
_THESE_TIMES = 0.75
#: A word in small letters right behind.
_FOLLOWS = re.compile(r"\s+([a-z]+)")
#: Days within which "the 29 January talks" are those of this year; and how sure anything older is: even odds, less a doubt.
_RECENT, _BY_ITS_DAY = 60, 0.45
#: "The leaders of tomorrow", not "as of tomorrow".
_OF = re.compile(r"(?<!\bas )\bof\s+$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def meant(
    one: Found, resolved: Resolved, article: Article, sentence: Span, context: Context, sport: frozenset[str]
) -> Resolved | None:
    """What ``resolved`` comes to, once it is asked whether ``one`` is a date at all; None where it is none.

    Args:
        one: an expression.
        resolved: the days that its words name.
        article: that it stands in.
        sentence: its place.
        context: what it was resolved against.
        sport: words of matches, in the article's language.
    """
    if isinstance(one.form, Season) and one.form.year is None and one.form.code[0] in "QH":
        words = {word.lower() for word in _WORDS.findall(sentence.of(article.text))}
        if not sport.isdisjoint(words):
            return None  # the third quarter of a match
    if _nowadays(one.form, context):
        return Resolved(type="DATE", value="PRESENT_REF")
    if _is_day(one.form, 1) and article.language == "en" and _OF.search(article.text[: one.start][-8:]):
        return Resolved(type="DATE", value="FUTURE_REF")
    if _names_an_event(one, resolved, article):
        return dataclasses.replace(resolved, probability=_BY_ITS_DAY)
    return resolved


def _nowadays(form: Form, context: Context) -> bool:
    """Whether a "today" means these days: "today's students", "heute leben dort …"."""
    return _is_day(form, 0) and context.ahead(direction.NOWADAYS, 0, 0) > _THESE_TIMES


def _is_day(form: Form, ahead: int) -> bool:
    return isinstance(form, Shifted) and form.base == "now" and form.unit == "day" and form.count == ahead


def _names_an_event(one: Found, resolved: Resolved, article: Article) -> bool:
    """Whether a day names a thing, in whatever year: "the September 11th terrorist attacks", "Black Friday deals".

    Events of the last weeks are told apart from those by how near they are: "the 29 January talks".
    """
    form = one.form
    if article.language != "en" or resolved.first is None or article.day is None:
        return False
    follow = _FOLLOWS.match(article.text, one.end)
    if follow is None or follow.group(1) in stop_words("en"):
        return False
    if isinstance(form, Feast):
        return True
    if not (isinstance(form, Calendar) and form.day is not None and form.year is None):
        return False
    articled = article.text[: one.start].rstrip()[-4:].casefold().endswith("the")
    return articled and abs((resolved.first - article.day).days) > _RECENT
