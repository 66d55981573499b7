"""Style: how likely a text is written as something else than a report; some twenty counts and a small regression.

News is past, attributed and dated; comment asks, urges and says "I"; features open on a scene; advice says "you". Trained
by `python -m tools.train.style` on the tune half of tests/gold/genres.jsonl, MEANTIME's reports and GUM's other genres.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from briefing.lexicon.tables import read_table
from briefing.lexicon.words import words

#: Sentences that are looked at; the opening ones of them.
MOST, OPENING = 30, 2
#: Sentences from which on the counts are trusted wholly.
ENOUGH = 3

_QUOTED = re.compile(r"[\"“„«][^\"”“»]{2,400}[\"”“»]")
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|according to|confirmed|denied|added|accused|warned|statement|officials?|"
    r"police|spokes\w+|ministry|sagte|teilte|laut|mitteilte|a déclaré|a annoncé|selon|dijo|anunció|informó|según|"
    r"сообщил\w*|заявил\w*|ha detto|segundo|informaram|بحسب)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|january|february|march|april|june|july|august|"
    r"september|october|november|december|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|"
    r"среду|четверг|пятницу|субботу|воскресенье|terça-feira|sexta-feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|"
    r"domenica|الثلاثاء|الاثنين|الجمعة)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[?¿؟]")
_OPENS = re.compile(r"^(?:but|yet|indeed|and|so|perhaps|of course|still|now|then)\b", re.IGNORECASE)
_HEAD = re.compile(r"^(?:why|how|what|when|who|inside|meet|the \w+ (?:of|who|that)|a |our|my|your)\b", re.IGNORECASE)
_FIRST = frozenset("i me my we us our i've i'm ich wir je nous yo nosotros мы я io noi eu nós".split())
_SECOND = frozenset("you your yours yourself sie ihr vous votre usted tú вы вам".split())
_MODAL = frozenset("should must ought let's never always perhaps maybe surely simply really nobody everybody".split())
_BE = frozenset("is are isn't aren't can".split())
_ED = re.compile(r"^[a-z]{2,}ed$")
_FIGURE = re.compile(r"\d")
_PLUGS = re.compile(
    r"\b(?:best|favourite|favorite|free|love|loved|easy|perfect|amazing|guide|tips|review|recipe|star|stars)\b"
)


def features(title: str, sentences: Sequence[str]) -> list[float]:
    """The counts, each per sentence or per word, none above 1."""
    told = [_QUOTED.sub(" ", sent) for sent in sentences[:MOST]]
    count = max(1, len(told))
    opening = " ".join(told[:OPENING])
    said = [word for sent in told for word in words(sent)]
    size = max(1, len(said))
    quoted = sum(len(match.group()) for sent in sentences[:MOST] for match in _QUOTED.finditer(sent))
    length = sum(map(len, sentences[:MOST])) or 1
    return [
        min(1.0, sum(bool(_SAID.search(sent)) for sent in told) / count),
        float(bool(_SAID.search(opening))),
        float(bool(_WHEN.search(opening))),
        min(1.0, sum(bool(_WHEN.search(sent)) for sent in told) / count),
        min(1.0, sum(bool(_ASKS.search(sent)) for sent in told) / count),
        float(bool(_ASKS.search(title))),
        min(1.0, 10 * sum(word in _FIRST for word in said) / size),
        min(1.0, 10 * sum(word in _SECOND for word in said) / size),
        min(1.0, 10 * sum(word in _MODAL for word in said) / size),
        min(1.0, 10 * sum(word in _BE for word in said) / size),
        min(1.0, 10 * sum(bool(_ED.match(word)) for word in said) / size),
        min(1.0, sum(bool(_OPENS.match(sent)) for sent in told) / count),
        float(bool(_HEAD.match(title))),
        float(bool(_FIGURE.search(opening))),
        min(1.0, size / count / 40),
        quoted / length,
        float("!" in title or "!" in opening),
        min(1.0, 10 * sum(bool(_PLUGS.match(word)) for word in said + words(title)) / size),
    ]


def style(title: str, sentences: Sequence[str]) -> float:
    """The probability, 0 to 1, that this is no report."""
    if not sentences:
        return 0.0
    weights, bias = _weights()
    score = bias + sum(w * value for w, value in zip(weights, features(title, sentences), strict=True))
    told = min(1.0, (len(sentences) + bool(title)) / ENOUGH)  # one sentence by itself says little of its style
    return round(told / (1 + math.exp(-score)), 3)


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    content = read_table("style.json")
    return tuple(content["weights"]), float(content["bias"])
