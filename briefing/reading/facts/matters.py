"""Why it matters, where a source says it plainly; and the verdict of a check of facts."""

import re
from collections.abc import Sequence

#: Strict cues only: of these 13 of 15 sentences were to the point, of loose ones ("would", "could mean") 8 of 19.
_MATTERS = re.compile(
    r"\bfailure to\b.{3,120}\bwould\b"
    r"|\bthreaten(?:s|ed|ing)? to (?:\w+ ){0,2}?(?:undermine|derail|disrupt|destabili[sz]e|overwhelm|cripple|plunge|unravel)\b"
    r"|\b(?:worst|first|largest|biggest|deadliest|highest|lowest|steepest|heaviest)\b[^.]{0,80}?\b(?:since (?:\w+ )?(?:1[89]|20)\d\d"
    r"|in (?:nearly |almost |more than )?(?:decades|a (?:decade|century|generation)|\w+ (?:decades|years))|on record|in history)\b"
    r"|\baffect(?:s|ed|ing)? (?:\w+ ){0,3}?\d[\d,.]*(?: thousand| million)? (?:people|residents|families|households|workers)\b"
    r"|\bin breach of\b|\bin violation of (?:the|a|its|international)\b"
    r"|\bon the brink of (?:war|collapse|famine|default)\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"(?:(?:assessment|verdict|rating|bewertung|the facts|fazit|we rate (?:the|this) \w+)\s?:?\s*[\"“]?"
    r"((?:mostly |partly |half |largely )?(?:true|false|misleading|altered|missing context|satire|falsch|richtig|irreführend)"
    r"|it has not|most are [^.]{3,40}))",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b((?:mostly |partly |half |largely )?(?:false|misleading|true)|c['’]est faux|es falso|è falso|falsch)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^(?:no|non|nein),\s|\?\s(no|non|nein)\b", re.IGNORECASE)


def matters(sentences: Sequence[tuple[int, str]], language: str) -> tuple[int, ...]:
    """Indexes of the sentences that say why the news matters; English only so far."""
    if language != "en":
        return ()
    return tuple(index for index, text in sentences if _MATTERS.search(text))


def verdict(title: str, opening: str) -> str:
    """What a check of facts found, as printed ("False", "Mostly false"); "" where it does not say."""
    for pattern, text in ((_VERDICT, opening), (_VERDICT, title), (_PLAIN, title), (_PLAIN, opening)):
        if (found := pattern.search(text)) is not None:
            return found.group(1)[:40]
    return "No" if _NO.search(title) else ""
