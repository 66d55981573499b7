"""Summarisers by name: ours, LEAD, and the classic eight, all with our sentences and words."""

from briefing.model import Reading
from briefing.reading.summarisers import sumy
from briefing.reading.summarisers.coverage import cover
from briefing.reading.summarisers.document import Document, filled
from briefing.reading.summarisers.lead import lead


def summarise(
    reading: Reading,
    name: str = "briefing",
    *,
    sentences: int | None = 3,
    words: int | None = None,
) -> tuple[int, ...]:
    """The sentences that sum the article up, as indexes into ``reading.sentences``, in reading order.

    Args:
        reading: with sentences; for "briefing" with terms too.
        name: one of `settings.SUMMARISERS`.
        sentences: how many at most; None where ``words`` count.
        words: how many words at most, in whole sentences; one sentence is taken even where none is short enough.
    """
    if name == "briefing":
        return cover(reading, sentences=sentences, words=words)
    document = Document.of(reading)
    if not document.texts:
        return ()
    if name == "lead":
        chosen = lead(document.lengths, sentences=sentences, words=words)
    else:
        chosen = filled(sumy.rank(document, algorithm=name), document.lengths, sentences=sentences, words=words)
    return tuple(sorted(document.indexes[n] for n in chosen))


__all__ = ["summarise"]
