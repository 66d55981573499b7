"""Reading, step by step, on one thread: sentences a second."""

from collections.abc import Sequence

from rich.console import Console

from briefing.model import Article
from briefing.reading import actors, dates, names
from briefing.reading.model.encode import Encoder
from briefing.reading.summarisers.coverage import salience
from briefing.reading.summarisers.importance import weigh
from briefing.reading.text.segment import segment
from briefing.reading.text.standing import stand
from tools.bench.tables import Clock, show


def measure(console: Console, articles: Sequence[Article]) -> None:
    """The steps of a reading; the mention step is encoding, mentions and coreference together."""
    encoder = Encoder.load()
    clock = Clock()
    count = words = 0
    for article in (a for a in articles if a.language == "en"):
        with clock.timed("segment"):
            sentences = segment(article)
        with clock.timed("encode"):
            encodings = encoder.encode([sent.span.of(article.text) for sent in sentences])
        with clock.timed("mentions"):
            found = names.find(article, sentences, encodings)
        with clock.timed("coreference"):
            resolved = actors.resolve(article, sentences, found, ())
        with clock.timed("timexes"):
            dates.find(article, sentences)
        with clock.timed("salience"):
            judged = stand(article, sentences, resolved.mentions, resolved.references)
            terms = weigh(article, judged, resolved.mentions).noun(len(judged))
            salience(article.text, judged, terms)
        count += len(sentences)
        words += len(article.text.split())
    spent = clock.seconds
    spent["mention step"] = spent["encode"] + spent["mentions"] + spent["coreference"]
    rows = [(name, f"{count / seconds:,.0f}", f"{1e6 * seconds / count:.0f}") for name, seconds in spent.items()]
    title = f"Reading: {count} sentences of {words / max(1, count):.0f} words, one thread"
    show(console, title, ("step", "sentences/s", "µs a sentence"), rows)
