"""Gravity: how much a story weighs: a sum that can be read aloud.

gravity = Σ p(desk)·prior + clamp(Σ signal·weight) + wording + genre + 0.6·log2(1 + outlets) + 0.4 if new + watched + rules;
of a story, the signals of its weightiest report, never of its comment; its desk the mean of its reports. The weights
stand in data/weights.toml and were set by hand; what the wording adds is learnt beside them (tools.train.wording).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefing.grouping.voices import voices
from briefing.lexicon.names_ids import is_state
from briefing.lexicon.tables import read_table
from briefing.lexicon.words import words
from briefing.model import Desk, Genre, Gravity, News, Placement, Reading, Signal, SignalKind, Story, Weighed
from briefing.settings import DeskSettings, WatchSettings

#: A genre that is no surer than this only demotes, by its probability.
SURE = 0.8
#: Probability under which a desk is likelier wrong than right: of 15 such in days that its table had not seen 11 were
#: (from 0.4 to 0.5 12 of 28), of 37 in the test half of genres.jsonl 24.
FILED = 0.4
#: Genres that do not speak for a story which has a report.
_COMMENT = frozenset(
    {
        Genre.OPINION, Genre.REVIEW, Genre.HOW_TO, Genre.PROMOTION, Genre.INTERVIEW, Genre.FEATURE, Genre.FACT_CHECK,
        Genre.OBITUARY, Genre.ANALYSIS,
    }
)  # fmt: skip
_DIGITS = 3
#: Probability from which a day lies ahead of its article.
AHEAD = 0.5
#: Days up to which a report is news, and from which it is none of a morning's, by hand.
FRESH, OLD = 2, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What weighs how much, for one desk's settings.

    Attributes:
        floor: what page one asks for; `low` what its shorter lines ask for.
        places: where the stories of each genre may stand.
    """

    desks: Mapping[Desk, float]
    signals: Mapping[SignalKind, float]
    genres: Mapping[Genre, float]
    places: Mapping[Genre, Placement]
    sums: Mapping[str, float]
    countries: Mapping[str, float]
    rules: tuple[tuple[str, float], ...]

    @staticmethod
    def of(settings: DeskSettings) -> "Policy":
        """The weights of the profile, and the user's own over them."""
        table = read_table("weights.toml")
        profile: dict[str, Any] = table["profiles"].get(settings.profile, {})

        def merged(name: str) -> dict[str, Any]:
            # "sport" is a desk and a genre: the user means the desk.
            taken = set(table["desks"]) if name == "genres" else set()
            own = {key: value for key, value in settings.weights.items() if key in table[name] and key not in taken}
            return {**table[name], **profile.get(name, {}), **own}

        places = {**table["places"], **profile.get("places", {}), **settings.genres}
        return Policy(
            desks={Desk(name): float(value) for name, value in merged("desks").items()},
            signals={SignalKind(name): float(value) for name, value in merged("signals").items()},
            genres={Genre(name): float(value) for name, value in merged("genres").items()},
            places={Genre(name): Placement(value) for name, value in places.items()},
            sums=merged("sum"),
            countries={name.upper(): value for name, value in settings.countries.items()},
            rules=tuple((rule.match, rule.add) for rule in settings.rule),
        )


def weigh(
    story: Story,
    readings: Mapping[str, Reading],
    policy: Policy,
    *,
    watch: WatchSettings,
    weights: Mapping[str, float],
    new: bool,
    day: date | None = None,
) -> Gravity:
    """The gravity of ``story``.

    Args:
        story: whose articles are all in ``readings``.
        readings: by article id.
        policy: what weighs how much.
        watch: actors and topics that the user watches.
        weights: source name → configured weight: outlets count by it.
        new: whether no earlier brief knew it.
        day: of the edition; a report that is old, or looks ahead to a day before it, has had its day.
    """
    own = [id_ for id_ in story.articles if not _is_copy(story, id_)]
    told = [
        id_ for id_ in own if readings[id_].news.genre.label not in _COMMENT or _doubtful(readings[id_].news)
    ] or own
    said = {id_: _signals(readings[id_].news, policy) for id_ in told}
    late = {id_: -policy.sums["stale"] * _late(readings[id_], day) for id_ in told}
    worded = {id_: policy.sums["wording"] * readings[id_].news.wording for id_ in told}
    value = {
        id_: _bounded(said[id_], policy) + worded[id_] + _of_genre(readings[id_].news, policy) + late[id_]
        for id_ in told
    }
    best = max(told, key=lambda id_: (round(value[id_], _DIGITS), id_))
    news = readings[best].news
    state = _state(story, news.state)
    share = {desk: sum(readings[id_].news.desk.get(desk, 0.0) for id_ in told) / len(told) for desk in policy.desks}
    voiced = voices(story.articles, story.copies, readings)
    heard = sum(weights.get(name, 1.0) for name in voiced.firsts)
    parts = {
        "desk": sum(share[desk] * prior for desk, prior in policy.desks.items()),
        "signals": _bounded(said[best], policy),
        "wording": worded[best],
        "genre": _of_genre(news, policy),
        "outlets": policy.sums["outlets"] * math.log2(1 + heard),
        "novelty": policy.sums["novelty"] * new,
        "stale": late[best],
        "watched": policy.sums["watched"] * _watched(story, readings, watch),
        "ruled": policy.countries.get(state, 0.0) + _ruled(story, readings, policy),
    }
    likeliest = max(Desk, key=lambda desk: (round(share.get(desk, 0.0), _DIGITS), -list(Desk).index(desk)))
    return Gravity(
        total=round(sum(parts.values()), _DIGITS),
        desk=likeliest,
        filed=likeliest if share.get(likeliest, 0.0) >= FILED else Desk.OTHER,
        desk_weight=round(parts["desk"], _DIGITS),
        signals=tuple(Weighed(signal=signal, adds=round(adds, _DIGITS)) for signal, adds in said[best]),
        signal_weight=round(parts["signals"], _DIGITS),
        wording=round(parts["wording"], _DIGITS),
        genre=news.genre.label,
        genre_weight=round(parts["genre"], _DIGITS),
        place=Placement.FRONT if _doubtful(news) else policy.places.get(news.genre.label, Placement.FRONT),
        outlets=voiced.firsts,
        outlet_weight=round(parts["outlets"], _DIGITS),
        novelty=round(parts["novelty"], _DIGITS),
        stale=round(parts["stale"], _DIGITS),
        watched=round(parts["watched"], _DIGITS),
        ruled=round(parts["ruled"], _DIGITS),
        article=best,
        state=state,
    )


def _state(story: Story, lead: str) -> str:
    """ISO code of the state that leads the story, or whose somebody does; else ``lead``, that of its weightiest report.

    Else the only state among its actors: of 40 such on five days 35 were right, where there are several half were not.
    """
    first = next((actor for actor in story.actors if actor.id == story.lead_actor), None)
    found = [id_ for id_ in (first.id, first.affiliation) if id_ and is_state(id_)] if first else []
    named = [f"gpe-{lead}"] if lead else [actor.id for actor in story.actors if is_state(actor.id)]
    found += named if len(named) == 1 else []
    return found[0].removeprefix("gpe-").upper() if found else ""


def _late(reading: Reading, day: date | None) -> float:
    """1 for what has had its day; what is older than `FRESH` days has by and by, until `OLD`."""
    written = reading.article.day
    age = (day - written).days if day and written else 0
    return 1.0 if _had_its_day(reading, day) else min(1.0, max(0.0, (age - FRESH) / (OLD - FRESH)))


def _had_its_day(reading: Reading, day: date | None) -> bool:
    """Whether the lead looks ahead to a day that has been: what was to come is told by now, or will not be."""
    written = reading.article.day
    lead = next((sent.span for sent in reading.sentences if sent.quotable), None)
    if day is None or written is None or lead is None:
        return False
    return any(
        timex.ahead >= AHEAD
        and timex.span in lead
        and timex.first
        and timex.last
        and written <= timex.first <= timex.last < day
        for timex in reading.timexes
    )


def _is_copy(story: Story, id_: str) -> bool:
    return any(id_ in group[1:] for group in story.copies)


def _doubtful(news: News) -> bool:
    return news.genre.label is not Genre.REPORT and news.genre.probability < SURE


def _signals(news: News, policy: Policy) -> list[tuple[Signal, float]]:
    return [(signal, policy.signals.get(signal.kind, 0.0) * signal.amount) for signal in news.signals]


def _bounded(said: Sequence[tuple[Signal, float]], policy: Policy) -> float:
    return min(policy.sums["signals"], sum(adds for _, adds in said))


def _of_genre(news: News, policy: Policy) -> float:
    if news.genre.label is Genre.REPORT:
        return policy.genres.get(Genre.REPORT, 0.0) - policy.sums["style"] * news.style
    return policy.genres.get(news.genre.label, 0.0) * news.genre.probability


def _watched(story: Story, readings: Mapping[str, Reading], watch: WatchSettings) -> bool:
    names = {name.casefold() for name in watch.actors}
    if any(names & {actor.name.casefold(), *(a.casefold() for a in actor.aliases)} for actor in story.actors):
        return True
    return any(_says(story, readings, topic) for topic in watch.topics)


def _ruled(story: Story, readings: Mapping[str, Reading], policy: Policy) -> float:
    return sum(add for match, add in policy.rules if _says(story, readings, match))


def _says(story: Story, readings: Mapping[str, Reading], phrase: str) -> bool:
    """Whether a headline or lede of the story has the words of ``phrase`` side by side."""
    wanted = f" {' '.join(words(phrase))} "
    for id_ in story.articles:
        reading = readings[id_]
        lede = next((n for n, sent in enumerate(reading.sentences) if sent.quotable), None)
        text = f"{reading.article.title} {reading.text_of(lede) if lede is not None else ''}"
        if wanted in f" {' '.join(words(text))} ":
            return True
    return False
