"""The cascade: what names nobody new is not read by the model, and loses no name for it."""

from collections.abc import Sequence

import pytest

from briefing.model import Article
from briefing.reading.model.cascade import encoded
from briefing.reading.model.encode import Encoder, Encoding
from briefing.reading.text.segment import segment

OPENING = (
    "Berg meets the bank",
    "Prime Minister Anna Berg met officials of the Central Bank of Norland in Oslo on Tuesday.",
    "The talks lasted three hours and ended without a word to the press.",
    "A second round will be held in the autumn, officials said.",
    "It was the first of its kind since the crisis of the banks.",
    "No date was given.",
)


class Counted:
    """The packaged model, and what it was asked to read."""

    def __init__(self) -> None:
        self.model = Encoder.load()
        self.width = self.model.width
        self.read: list[str] = []

    def rank(self, word: str) -> int | None:
        """As the packaged model's."""
        return self.model.rank(word)

    def encode(self, sentences: Sequence[str]) -> list[Encoding]:
        """One encoding a sentence."""
        self.read += sentences
        return self.model.encode(sentences)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("She told reporters that the matter was closed.", False),
        ("On the way out Anna Berg left it to the Central Bank of Norland to explain.", False),
        ("However, nothing was signed on Friday: “The door is open.”", False),
        ("WHO said nothing.", True),
        ("Anders Holm, who leads the opposition, called it a scandal.", True),
        ("Holm called it a scandal.", True),
        ("كان الاجتماع في أوسلو.", True),
    ],
)
def test_a_sentence_is_read_if_it_may_name_somebody_new(sent: str, read: bool) -> None:
    """And its names are the known ones, where it is not."""
    article = Article(id="a", title=OPENING[0], text="\n".join((*OPENING, sent)))
    sentences = segment(article)
    texts = [each.span.of(article.text) for each in sentences]
    model = Counted()
    made = encoded(model, sentences, texts, "en")
    assert len(made) == len(sentences)
    assert set(texts[: len(OPENING)]) <= set(model.read)
    assert (texts[-1] in model.read) is read
    assert any(made[-1].vector) is read
    named = {texts[-1][one.start : one.end] for one in made[-1].entities}
    assert {name for name in ("Anna Berg", "Central Bank of Norland") if name in texts[-1]} <= named
