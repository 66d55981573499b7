"""Events: whether a time expression in a sentence dates something worth a line in a calendar."""

import re
from functools import cache

from briefing.lexicon.tables import read_table
from briefing.model import Span, Timex

#: Longer spans are periods, in which too much happens.
_LONGEST_DAYS = 31
#: Characters looked at before and behind the expression.
_BEFORE, _BEHIND = 80, 40
#: A line with fewer words beside the expression is a date line, not a sentence.
_FEWEST_WORDS = 3

_VAGUE = re.compile(r"P[\dXT].*|(?:PRESENT|PAST|FUTURE)_REF|.*X.*")
_WORD = re.compile(r"[^\W\d_]+")
#: It is the day of the event that bounds something: "ahead of Sunday's election"; a deadline.
_OWN = re.compile(r"['’]s\s+\w")
_NO_LATER = re.compile(r"\b(?:no later than|nicht später als|a más tardar|au plus tard)\s+(?:\w+\s)?\Z", re.IGNORECASE)
_ON = re.compile(r"\bon\s+\Z", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|through|until|till|–|-)\s", re.IGNORECASE)


def dates_event(sentence_text: str, timex_span_in_sentence: Span, timex: Timex) -> bool:
    """Whether ``timex`` tells when something in its sentence happens or happened.

    Not so: ages, anniversaries, durations, sets, "since Monday", "compared with 29 January", "said on Monday",
    "Monday's edition", the day from which something was moved or for which it was called off, "by Christmas", and whole
    months or years of background.

    Args:
        sentence_text: the sentence, verbatim.
        timex_span_in_sentence: where the expression stands in it.
        timex: the expression, resolved.
    """
    if timex.type not in ("DATE", "TIME") or timex.first is None or timex.last is None:
        return False
    if _VAGUE.fullmatch(timex.value) or (timex.last - timex.first).days >= _LONGEST_DAYS:
        return False
    start, end = timex_span_in_sentence.start, timex_span_in_sentence.end
    before = sentence_text[max(0, start - _BEFORE) : start]
    behind = sentence_text[end : end + _BEHIND]
    if len(_WORD.findall(before)) + len(_WORD.findall(behind)) < _FEWEST_WORDS:
        return False
    bounds, due, says, names, not_then, off, calls_off, seasons = _patterns()
    if seasons.fullmatch(sentence_text[start:end]) and not _ON.search(before):
        return False
    dropped = calls_off.search(before)
    named = dropped and (dropped[1] or _OWN.match(behind) or sentence_text[start:].startswith("the "))
    if not_then.search(before) or off.match(behind) or named:
        return False
    bounded = bounds.search(before) and not due.search(before) and not _RANGE.match(behind)
    if bounded and not (_OWN.match(behind) or _NO_LATER.search(before)):
        return False
    return not (says.search(before) or names.match(behind))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    lists = {
        name: "|".join(re.escape(word) for word in words) for name, words in read_table("timex_events.toml").items()
    }
    article = r"(?:(?:the|about|around|at least|early|late|le|la|den|dem|der|el|il|o)[ -])?"
    return (
        re.compile(rf"(?<!\w)(?:{lists['bounds']})\s{article}\Z", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{lists['due']})\s+\w+\s{article}\Z", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{lists['says']})\s(?:\w+\s){{0,2}}\Z", re.IGNORECASE),
        re.compile(rf"(?:['’]s)?\s+(?:{lists['names']})\b", re.IGNORECASE),
        re.compile(
            rf"(?<!\w)(?:(?:{lists['moved']})\b[^.;:]{{0,60}}?(?<!\w)(?:{lists['away_from']})|(?:{lists['once']}))\s{article}\Z",
            re.IGNORECASE,
        ),
        re.compile(rf"\s*,?\s*(?:{lists['off']})\b", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{lists['calls_off']})\s((?:the|an?|its|his|her|their)\s)?\Z", re.IGNORECASE),
        re.compile(lists["seasons"], re.IGNORECASE),
    )
