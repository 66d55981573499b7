"""Whether: what looks like a date of the calendar and is none, or is one of another time than the report's.

A "today" that means these times, a quarter of a match, a day that names an old event by its date.
"""

import dataclasses
import re
from collections.abc import Mapping

from briefing.lexicon.words import stop_words
from briefing.model import Article, Span
from briefing.reading.dates import direction
from briefing.reading.dates.forms.context import Context, Resolved
from briefing.reading.dates.forms.nouns import Calendar, Feast, Form, Found, Narrowed, Season, Shifted

#: Above it a "today" means these times: held out, 21 of 42 are seen, and 6 of 101 days are taken for them.
_THESE_TIMES = 0.75
#: A word right behind.
_FOLLOWS = re.compile(r"\s+([A-Za-z]+)")
#: What makes of a day's date the name of a thing: "the 29 January talks", "his July 25 call".
_DETERMINED = re.compile(r"(\b(?:the|an?|his|her|its|their|our|my)|['’]s?)\s+\Z", re.IGNORECASE)
#: Days within which "the 29 January talks" are those of this year; and how sure anything older is: even odds, less a doubt.
_RECENT, _BY_ITS_DAY = 60, 0.45
#: Characters before a day that hold its article, and a name; classes of verbs that follow a subject.
_BEFORE, _NAME, _VERBS = 8, 24, ("be", "past", "ahead", "modal")
#: "The leaders of tomorrow" and "India's tomorrow", not "as of tomorrow" and "that's tomorrow".
_OF = re.compile(r"(?:(?<!\b[Aa]s )\bof|[A-Z]\w+(?<!That)(?<!It)(?<!There)(?<!Here)['’]s)\s+$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def meant(
    one: Found,
    resolved: Resolved,
    article: Article,
    sentence: Span,
    context: Context,
    verbs: Mapping[str, frozenset[str]],
) -> Resolved | None:
    """What ``resolved`` comes to, once it is asked whether ``one`` is a date at all; None where it is none.

    Args:
        one: an expression.
        resolved: the days that its words name.
        article: that it stands in.
        sentence: its place.
        context: what it was resolved against.
        verbs: the classes of words of the article's language, by name.
    """
    if isinstance(one.form, Season) and one.form.year is None and one.form.code[0] in "QH":
        words = {word.lower() for word in _WORDS.findall(sentence.of(article.text))}
        if not verbs.get("sport", frozenset()).isdisjoint(words):
            return None  # the third quarter of a match
    if _nowadays(one.form, context):
        return Resolved(type="DATE", value="PRESENT_REF")
    if _is_day(one.form, 1) and article.language == "en" and _OF.search(article.text[: one.start][-_NAME:]):
        return Resolved(type="DATE", value="FUTURE_REF")
    if context.year is None and _of_any_year(one, resolved, article, verbs):
        return dataclasses.replace(resolved, probability=_BY_ITS_DAY)
    return resolved


def _nowadays(form: Form, context: Context) -> bool:
    """Whether a "today" means these days: "today's students", "heute leben dort …"."""
    return _is_day(form, 0) and context.ahead(direction.NOWADAYS, 0, 0) > _THESE_TIMES


def _is_day(form: Form, ahead: int) -> bool:
    return isinstance(form, Shifted) and form.base == "now" and form.unit == "day" and form.count == ahead


def names_event(one: Found, article: Article) -> str:
    """The article or possessive of a day that names a thing: "the September 11th terrorist attacks"; "" where it names none."""
    if article.language != "en" or not _lacks_year(one.form):
        return ""
    found = _DETERMINED.search(article.text[: one.start][-_BEFORE:])
    follow = _FOLLOWS.match(article.text, one.end)
    if found is None or follow is None or follow[1].lower() in stop_words("en"):
        return ""
    return found[1].lower()


def _lacks_year(form: Form) -> bool:
    form = form.form if isinstance(form, Narrowed) else form
    return isinstance(form, Calendar) and form.day is not None and form.year is None


def _of_any_year(one: Found, resolved: Resolved, article: Article, verbs: Mapping[str, frozenset[str]]) -> bool:
    """Whether a day names a thing, in whatever year: "the September 11th terrorist attacks", "Easter eggs".

    A feast does where it is what the sentence speaks of, too: "Easter is near". Events of the last weeks are told
    apart from those by how near they are: "the 29 January talks"; "his July 25 call" has been, or is of no other year.
    """
    if resolved.first is None or article.day is None:
        return False
    if isinstance(one.form.form if isinstance(one.form, Narrowed) else one.form, Feast):
        follow = _FOLLOWS.match(article.text, one.end)
        word = follow[1] if follow and article.language == "en" else ""
        noun = word.islower() and word not in stop_words("en")
        return noun or any(word in verbs.get(name, ()) for name in _VERBS)
    determined = names_event(one, article)
    away = (resolved.first - article.day).days
    return bool(determined) and (abs(away) if determined == "the" else away) > _RECENT
