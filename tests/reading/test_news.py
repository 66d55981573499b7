"""What kind of news an article is: its genre, whose text it is, how grave."""

import functools

import pytest

from briefing.model import Article, Block, Genre, Reading, SignalKind, Span
from briefing.reading.reader import Reader
from briefing.settings import ReadingSettings


@functools.cache
def reader() -> Reader:
    return Reader(ReadingSettings(model="rules"))


def read(
    title: str, text: str, *, source: str = "Harbour Wire", authors: tuple[str, ...] = (), url: str = ""
) -> Reading:
    block = Block(span=Span(0, len(text)), kind="body")
    return reader().read(
        Article(id="a", title=title, text=text, blocks=(block,), source=source, authors=authors, url=url)
    )


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("Central bank cuts growth forecast", "The bank cut its forecast on Thursday.", Genre.REPORT),
        ("Government orders review of asylum rules", "The government ordered a review on Monday.", Genre.REPORT),
        ("'Nine Bells' review – a western with sand", "★★☆☆☆ It drags.", Genre.REVIEW),
        ("How to save on your bill", "Here are nine tips.", Genre.HOW_TO),
        ("Ballots burned in Karsia", "CLAIM: Ballots were burned. AP'S ASSESSMENT: False.", Genre.FACT_CHECK),
        ("Stocks edge lower", "The Dow fell 40 points to 9,200 on Monday.", Genre.MARKET),
        ("Stocks plunge", "The Dow fell 777 points, its worst day since 1987.", Genre.REPORT),
        ("Sign up for our newsletter", "Straight to your inbox.", Genre.PROMOTION),
    ],
)
def test_genres_are_told_by_precise_cues(title: str, text: str, genre: Genre) -> None:
    """A word that merely sounds like one is none."""
    assert read(title, text).news.genre.label is genre


def test_a_check_of_facts_gives_its_verdict() -> None:
    """The word that must stand beside the claim."""
    assert read("Ballots burned", "CLAIM: Ballots were burned. AP'S ASSESSMENT: False.").news.verdict == "False"


def test_an_agencys_text_is_the_agencys() -> None:
    """By the byline or by the dateline; what an agency prints itself is its own."""
    assert read("Floods", "PARIS (AFP) - Rain fell on Monday.", source="The Courier").news.agency == "AFP"
    assert read("Floods", "Rain fell.", source="The Courier", authors=("Jane Roe, Reuters",)).news.agency == "Reuters"
    assert read("Floods", "PARIS (Reuters) - Rain fell on Monday.", source="Reuters").news.agency == ""


def test_a_figure_counts_what_stands_nearest_to_it() -> None:
    """Seventeen dead and forty hurt; a price is money."""
    found = read("", "At least 17 people were killed and 40 others injured in a fire on Monday.").news.signals
    assert {(each.kind, each.word) for each in found if each.kind in (SignalKind.DEAD, SignalKind.HURT)} == {
        (SignalKind.DEAD, "17 killed"),
        (SignalKind.HURT, "40 injured"),
    }
    nobody = read("", "Ann Dorn, 36, who was killed on July 19, had flown a Mi-17 that killed one of the men.").news
    assert not [each for each in nobody.signals if each.kind is SignalKind.DEAD]
    toll = read("", "The death toll from the attacks in Tarvik stands at 129.").news
    assert [each.word for each in toll.signals if each.kind is SignalKind.DEAD] == ["129 deaths"]
    saved = read("", "Nurse Ann Dorn, credited with saving the lives of 400,000 children, retired on Monday.").news
    assert not [each for each in saved.signals if each.kind is SignalKind.DEAD]
