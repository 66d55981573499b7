"""A reading as a person wants to see it: its actors, and what produced each of its findings."""

from rich.table import Table

from briefing.cli.output import grid, sheet, shown
from briefing.model import Reading


def show(reading: Reading, *, explain: bool = False) -> None:
    """Print the actors of ``reading`` as a table; with ``explain``, dates and sentences with their reasons too."""
    console = sheet()
    article = reading.article
    console.print(shown(article.title or article.id, style="bold"))
    console.print(
        shown(f"{article.source or article.origin} · {article.published or 'undated'} ({article.published_from})")
    )
    console.print(_actors(reading))
    if explain:
        console.print(_timexes(reading))
        console.print(_sentences(reading))


def _actors(reading: Reading) -> Table:
    names = {actor.id: actor.name for actor in reading.actors}
    rows = (
        (
            actor.name, actor.type, "; ".join(actor.aliases), "; ".join(role.text for role in actor.roles),
            names.get(actor.affiliation or "", actor.affiliation or ""), str(actor.mentions), f"{actor.salience:.2f}",
        )
        for actor in reading.actors
    )  # fmt: skip
    return grid("Actors", ("name", "type", "also", "roles", "of", "mentions", "salience"), rows)


def _timexes(reading: Reading) -> Table:
    rows = []
    for timex in reading.timexes:
        until = "" if timex.last == timex.first else f" … {timex.last}"
        days = f"{timex.first}{until}" if timex.first else ""
        words = timex.span.of(reading.article.text)
        rows.append((words, timex.value, days, "yes" if timex.certain else "no", timex.anchor, timex.rule))
    return grid("Dates", ("words", "value", "days", "certain", "counted from", "rule"), rows)


def _sentences(reading: Reading) -> Table:
    rows = []
    for n, sent in enumerate(reading.sentences):
        score = reading.salience[n] if reading.salience else 0.0
        mark = "●" if n in reading.summary else ""
        rows.append((mark, sent.kind, f"{score:.2f}", " ".join(reading.text_of(n).split())))
    return grid("Sentences", ("", "kind", "salience", "text"), rows)
