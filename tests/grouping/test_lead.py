"""Under whom a story is filed: who acts in the lead."""

import functools

import pytest

from briefing.grouping.stories import group
from briefing.model import Article, Block, Span
from briefing.reading.reader import Reader
from briefing.settings import ReadingSettings


@functools.cache
def reader() -> Reader:
    return Reader(ReadingSettings(model="rules"))


def filed(text: str, title: str = "", source: str = "Harbour Wire") -> str | None:
    block = Block(span=Span(0, len(text)), kind="body")
    article = Article(id="a", title=title, text=text, blocks=(block,), source=source)
    (story,) = group([reader().read(article)])
    return next((actor.name for actor in story.actors if actor.id == story.lead_actor), None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turkish warplanes struck camps in northern Iraq on Sunday, officials said.", "Turkey"),
        ("Britain's Prime Minister Theresa May told Brussels on Tuesday that she would return.", "Theresa May"),
        ("In Brazil, President Jair Bolsonaro signed a decree on guns on Tuesday.", "Jair Bolsonaro"),
        ("Iran and Syria signed eleven deals in Damascus on Monday.", "Iran"),
        ("Twelve people were killed in Nepal on Monday when a bus fell into a river.", "Nepal"),
    ],
)
def test_whoever_acts_in_the_lead_leads(text: str, name: str) -> None:
    """The head of the subject; where no name acts, whom the sentence speaks of."""
    assert filed(text) == name


def test_the_headline_is_asked_first() -> None:
    """Its subject acts, whoever is named more often below."""
    text = "Shares of Orbis Corp fell. Orbis Corp makes meters. Halden Energy said on Monday that it would bid for Orbis Corp."
    assert filed(text, title="Halden Energy bids for Orbis Corp") == "Halden Energy"


def test_an_outlet_never_leads_its_own_story() -> None:
    """Nor does a place that cannot act."""
    assert filed("Harbour Wire learned on Monday that Norway would close a port in Oslo.") == "Norway"
