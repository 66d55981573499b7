"""A reading as a person wants to see it: its actors, and what produced each of its findings."""

from rich.table import Table

from briefing.cli.output import sheet, shown
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


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="bold", expand=False)
    for column in columns:
        table.add_column(column)
    return table


def _actors(reading: Reading) -> Table:
    table = _table("Actors", "name", "type", "also", "roles", "of", "mentions", "salience")
    names = {actor.id: actor.name for actor in reading.actors}
    for actor in reading.actors:
        cells = (
            actor.name, actor.type, "; ".join(actor.aliases), "; ".join(role.text for role in actor.roles),
            names.get(actor.affiliation or "", actor.affiliation or ""), str(actor.mentions), f"{actor.salience:.2f}",
        )  # fmt: skip
        table.add_row(*(shown(cell) for cell in cells))
    return table


def _timexes(reading: Reading) -> Table:
    table = _table("Dates", "words", "value", "days", "certain", "counted from", "rule")
    for timex in reading.timexes:
        days = (
            "" if timex.first is None else f"{timex.first}" + ("" if timex.last == timex.first else f" … {timex.last}")
        )
        words = timex.span.of(reading.article.text)
        cells = (words, timex.value, days, "yes" if timex.certain else "no", timex.anchor, timex.rule)
        table.add_row(*(shown(cell) for cell in cells))
    return table


def _sentences(reading: Reading) -> Table:
    table = _table("Sentences", "", "kind", "salience", "text")
    for n, sent in enumerate(reading.sentences):
        mark = "●" if n in reading.summary else ""
        score = reading.salience[n] if reading.salience else 0.0
        table.add_row(mark, sent.kind, f"{score:.2f}", shown(" ".join(reading.text_of(n).split())))
    return table
