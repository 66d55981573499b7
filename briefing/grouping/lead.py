"""Lead: under whom a story is filed: who acts in the lead of its reports."""

from collections.abc import Sequence

from briefing.model import Actor, Genre, Reading

#: What acting in a report's lead is worth, against 0 to 1 for the share of the story's attention; in comment less.
ACTS, COMMENTS = 1.0, 0.25
_COMMENT = frozenset({Genre.OPINION, Genre.ANALYSIS, Genre.FEATURE, Genre.INTERVIEW, Genre.REVIEW})


def lead(readings: Sequence[Reading], actors: Sequence[Actor]) -> str | None:
    """The id of the actor who acts in most leads; of several the most salient. None where nobody acts.

    A place that cannot act, and who only writes or prints the story, never leads (`reading.facts.subject`).

    Args:
        readings: of the story, copies left out, actors unified.
        actors: of the story, most salient first.
    """
    weight: dict[str, float] = {}
    for reading in readings:
        acting = _acting(reading)
        if acting is not None:
            worth = COMMENTS if reading.news.genre.label in _COMMENT else ACTS
            weight[acting] = weight.get(acting, 0.0) + worth / len(readings)
    known = {actor.id: actor for actor in actors}
    scored = {id_: value + known[id_].salience for id_, value in weight.items() if id_ in known}
    return max(scored, key=lambda id_: (scored[id_], id_)) if scored else None


def _acting(reading: Reading) -> str | None:
    span = reading.news.subject
    return next((m.actor for m in reading.mentions if m.span == span), None) if span else None
