"""Events: whether a time expression in a sentence dates something worth a line in a calendar."""

from __future__ import annotations

import re

from briefing.model import Span, Timex

#: Before the expression: it bounds, measures or compares, and dates nothing.
_BOUNDS = re.compile(
    r"(?:\b(?:since|until|till|before|after|prior to|ahead of|following|than|compared (?:with|to)|from|versus|vs\.?|"
    r"born|aged|anniversary of|dating (?:back )?to|back to|as of|up to|through|between|beginning|starting|"
    r"depuis|jusqu['’]?(?:à|au|en)?|avant|après|seit|bis|vor|nach|desde|hasta|antes del?|después del?|"
    r"с|до|после|منذ|حتى|قبل|بعد)\s+(?:(?:the|early|late|mid|about|around|at least|le|la|den|dem|el)[ -]){0,2})\Z",
    re.IGNORECASE,
)
#: Behind the expression: an adjective of something else.
_ADJECTIVE = re.compile(
    r"\s*[-‑]|\s+(?:anniversary|edition|issue|birthday|season|model|report(?:ed)? figures|levels?)\b", re.IGNORECASE
)
_VAGUE = re.compile(r"PRESENT_REF|PAST_REF|FUTURE_REF|P.*|.*X.*")


def dates_event(sentence_text: str, timex_span_in_sentence: Span, timex: Timex) -> bool:
    """Whether ``timex`` tells when something in its sentence happens or happened.

    Ages, anniversaries, durations, sets, "since Monday", "before 2015", and whole years of background do not.

    Args:
        sentence_text: the sentence, verbatim.
        timex_span_in_sentence: where the expression stands in it.
        timex: the expression, resolved.
    """
    if timex.type not in ("DATE", "TIME") or timex.first is None or timex.last is None:
        return False
    if _VAGUE.fullmatch(timex.value) or (timex.last - timex.first).days > 31:
        return False
    before = sentence_text[max(0, timex_span_in_sentence.start - 60) : timex_span_in_sentence.start]
    after = sentence_text[timex_span_in_sentence.end : timex_span_in_sentence.end + 40]
    return not (_BOUNDS.search(before) or _ADJECTIVE.match(after))
