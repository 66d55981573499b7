"""Why a story stands where it stands, in the reader's language: the terms of its weight."""

from briefing.model import Desk, Genre, Gravity, SignalKind
from briefing.rendering.labels import Labels

#: Kinds of text that the page names beside a headline; a report needs no name.
GENRES = {
    Genre.LIVE: "Live page",
    Genre.PRESS_RELEASE: "Press release",
    Genre.ANALYSIS: "Analysis",
    Genre.MARKET: "Market report",
    Genre.OBITUARY: "Obituary",
    Genre.INTERVIEW: "Interview",
    Genre.FEATURE: "Feature",
    Genre.WEATHER: "Weather",
}
#: What each signal is called.
SIGNALS = {
    SignalKind.DEAD: "the dead",
    SignalKind.HURT: "the hurt",
    SignalKind.MONEY: "money",
    SignalKind.MILLIONS: "millions of people",
    SignalKind.GRAVE: "grave word",
    SignalKind.FORCE: "armed force",
    SignalKind.POWER: "who rules",
    SignalKind.ACT: "act of state",
    SignalKind.STATES: "states named",
    SignalKind.QUESTION: "question",
    SignalKind.FIRST_PERSON: "first person",
    SignalKind.SECOND_PERSON: "second person",
}


def called_desk(desk: Desk, words: Labels) -> str:
    """What a desk is called on the page."""
    return words("Other news") if desk is Desk.OTHER else words(desk.value.capitalize())


def genre_of(gravity: Gravity, words: Labels) -> str:
    """The name of the kind of text; "" for a report."""
    label = GENRES.get(gravity.genre)
    return words(label) if label else ""


def why_here(gravity: Gravity, words: Labels) -> tuple[str, ...]:
    """The sum, then each term that counts: "armed force: attack, troops +1.0"."""
    if not gravity.article:
        return ()
    said: dict[SignalKind, list[str]] = {}
    adds: dict[SignalKind, float] = {}
    for each in gravity.signals:
        kind = each.signal.kind
        said.setdefault(kind, []).append(each.signal.word)
        adds[kind] = adds.get(kind, 0.0) + each.adds
    terms = [(words(gravity.desk.value.capitalize()), gravity.desk_weight)]
    terms += [(f"{words(SIGNALS[kind])}: {', '.join(told)}", adds[kind]) for kind, told in said.items()]
    over = gravity.signal_weight - sum(adds.values())
    terms += [
        (words("at most"), over),
        (words("wording"), gravity.wording),
        (genre_of(gravity, words) or words("style"), gravity.genre_weight),
        (words.count("{n} outlet", "{n} outlets", len(gravity.outlets)), gravity.outlet_weight),
        (words("not told before"), gravity.novelty),
        (words("its day has been"), gravity.stale),
        (words("watched"), gravity.watched),
        (words("your rules"), gravity.ruled),
    ]
    total = words("weight {n}").format(n=words.number(round(gravity.total, 1)))
    return (total, *(f"{name} {value:+.1f}" for name, value in terms if abs(value) >= 0.05))
