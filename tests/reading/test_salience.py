"""salience: how much of what a summary would tell stands in each sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Block, Mention, Sentence, Span
from briefing.reading import dates
from briefing.reading.summarisers.importance import weigh
from briefing.reading.summarisers.salience import score
from briefing.reading.text.leaning import fitness, leans
from briefing.reading.text.segment import segment

NEWS = """The harbour of Norby was closed on Monday after a tanker hit the quay and spilled 300 tonnes of oil.
He said it was a bad day.
Who is to blame?
The tanker, the Aurora, was bound from Norby to Tallen with a cargo of heating oil, the harbour office said.
"We will clean every stone," said Anna Holt, the mayor of Norby.
The attacks came later.
The harbour of Norby will stay closed until Friday, Holt told reporters.
Weather
"""


def read(text: str, title: str = "", language: str = "en") -> tuple[Article, tuple[Sentence, ...]]:
    article = Article(id="a", title=title, text=text, language=language)
    return article, segment(article)


def scored(text: str, title: str = "") -> dict[str, float]:
    article, sentences = read(text, title)
    found = dates.find(article, sentences)
    scores = score(article, sentences, (), found)
    return {sent.span.of(text): value for sent, value in zip(sentences, scores, strict=True)}


def test_the_lede_of_plain_news_comes_first() -> None:
    """The first sentence of a news report, which says what happened, has the highest score: 1."""
    scores = scored(NEWS)
    assert max(scores, key=lambda text: scores[text]).startswith("The harbour of Norby was closed")
    assert max(scores.values()) == 1.0


def test_sentences_that_do_not_stand_alone_score_low() -> None:
    """A pronoun, a question or "The attacks" as a beginning costs; a crosshead is worth next to nothing."""
    scores = scored(NEWS)
    plain = scores["The harbour of Norby will stay closed until Friday, Holt told reporters."]
    assert scores["He said it was a bad day."] < plain
    assert scores["Who is to blame?"] < plain
    assert scores["The attacks came later."] < plain
    assert scores["Weather"] < 0.05


def test_lines_that_were_given_a_stop_are_no_running_text() -> None:
    """Where a page was flattened, a caption ends in " ." among sentences that do not: it is hardly ever chosen."""
    text = NEWS.replace("\nWeather\n", "\nTanker at the quay of Norby harbour on Monday .")
    assert scored(text)["Tanker at the quay of Norby harbour on Monday ."] < 0.05
    spaced = NEWS.replace(".\n", " .\n")
    assert scored(spaced)["The attacks came later ."] > 0.05


def test_what_cannot_be_quoted_scores_nothing() -> None:
    """Headlines, captions and boilerplate have 0; quotable sentences have more."""
    text = "Quay hit in Norby\n\nA tanker hit the quay of Norby.\n\nPhoto: A. Holt"
    blocks = (
        Block(span=Span(0, 17), kind="headline"),
        Block(span=Span(19, 50), kind="body"),
        Block(span=Span(52, len(text)), kind="caption"),
    )
    article = Article(id="a", title="", text=text, blocks=blocks)
    assert score(article, segment(article), (), ()) == (0.0, 1.0, 0.0)


def test_the_headline_lifts_what_it_names() -> None:
    """The same sentence counts for more when the headline has its words."""
    wanted = (
        "The tanker, the Aurora, was bound from Norby to Tallen with a cargo of heating oil, the harbour office said."
    )
    assert scored(NEWS, title="Aurora was bound for Tallen")[wanted] > scored(NEWS)[wanted]


def test_names_of_much_named_actors_are_worth_more() -> None:
    """A word in the name of an actor who has most of the mentions outweighs the same word without."""
    text = "Rain fell all day in the valley.\nHolt opened the gate.\nNobody came to the gate."
    article, sentences = read(text)
    start = text.index("Holt")
    mention = Mention(span=Span(start, start + 4), type="PER", actor="per-holt")

    def worth(mentions: tuple[Mention, ...]) -> float:
        terms = weigh(article, sentences, mentions)
        return float(terms.worth[terms.stems.index("holt")])

    assert worth((mention,)) > worth(())


def test_of_like_sentences_the_earlier_and_the_one_that_names_an_actor_come_first() -> None:
    """News is told in falling order of weight, and key points say who."""
    article, sentences = read("Crews cleaned the quay.\nBoats left Norby.\nBoats left Tallen.\nBoats left Orlan.")
    start = article.text.index("Orlan")
    mention = Mention(span=Span(start, start + 5), type="LOC", actor="loc-orlan")
    plain = score(article, sentences, (), ())
    named = score(article, sentences, (mention,), ())
    assert plain[1] > plain[2] > plain[3]
    assert named[3] > named[2]


def test_a_pronoun_that_a_bracket_will_explain_costs_less() -> None:
    """So "He [Holt] …" stands alone where coreference is sure of him; a bare "He …" does not."""
    article, sentences = read("The port of Norby closed.\nHe saw the oil.\nHe saw the ash.")
    start = article.text.rindex("He saw")
    reference = Mention(span=Span(start, start + 2), type="PER", actor="per-holt")
    plain = score(article, sentences, (), ())
    known = score(article, sentences, (), (), references=(reference,))
    assert plain[1] > plain[2]
    assert known[2] > known[1]


def test_the_models_view_counts_where_there_is_one() -> None:
    """Of two like sentences the one that the model prefers comes first."""
    article, sentences = read("Crews cleaned the quay.\nBoats left the port.\nCooks made the soup.")
    plain = score(article, sentences, (), ())
    swayed = score(article, sentences, (), (), learnt=[0.0, 0.0, 1.0])
    assert swayed[2] > plain[2]


def test_nothing_to_score() -> None:
    """No sentence, or none with a word of content, is no error."""
    assert score(Article(id="a", title="", text=""), (), (), ()) == ()
    article, sentences = read("It was so. And he is.")
    assert all(0 <= value <= 1 for value in score(article, sentences, (), ()))


@pytest.mark.parametrize(
    ("language", "leaning", "standing"),
    [
        ("en", "Meanwhile, crews worked on.", "Crews worked on."),
        ("fr", "Il a signé le texte.", "Le ministre a signé le texte."),
        ("de", "Sie reiste ab.", "Anna Holt reiste ab."),
        ("es", "Pero el puerto sigue cerrado.", "El puerto sigue cerrado."),
        ("ru", "Он уехал в город.", "Министр уехал в город."),
        ("ar", "لكن الميناء مغلق.", "الميناء مغلق اليوم."),
    ],
)
def test_leaning_in_six_languages(language: str, leaning: str, standing: str) -> None:
    """A pronoun or a connective in front leans on what stood before; a full subject does not."""
    assert leans(leaning, language) > 0
    assert leans(standing, language) == 0
    assert fitness(leaning, language, quote=False) < fitness(standing, language, quote=False)


@pytest.mark.parametrize(
    ("language", "leaning", "standing"),
    [
        ("en", "In Norby they sleep badly.", "In Norby the crews sleep badly."),
        ("en", "On Monday, standing on the quay, she agreed.", "On Monday, Holt said she agreed."),
        ("en", "A day earlier he had met the crews.", "In a letter he wrote, Holt met the crews half-way."),
        ("en", "On Wednesday it stood at ninety.", "On Wednesday it was cold in Norby."),
        ("en", "Each carries a net.", "Ten boats carry nets."),
        ("en", "A second, with ten crews, sank.", "A tanker, with ten crews, sank."),
        ("en", "Some were hurt.", "Some sailors were hurt."),
        ("fr", "Lundi, il a quitté le port.", "Lundi, le maire a dit qu'il quittait le port."),
    ],
)
def test_leaning_behind_a_place_or_a_time(language: str, leaning: str, standing: str) -> None:
    """A subject that is a pronoun, or counts on, leans also where a place or a time stands in front of it."""
    assert leans(leaning, language) > 0
    assert leans(standing, language) == 0


def test_the_first_sentence_may_begin_with_but() -> None:
    """What opens the article has nothing to lean on, unless it begins with a pronoun."""
    assert leans("But crews worked on.", "en", first=True) == 0
    assert leans("He worked on.", "en", first=True) == 1


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from('aB3 .?\n"йق中'), max_size=200) | st.text(max_size=120),
    st.sampled_from(["en", "ru", "ar", "zh", "xx"]),
)
def test_scores_are_between_0_and_1_for_any_text(text: str, language: str) -> None:
    """One score a sentence, 0 exactly for what is not quotable, whatever the text."""
    article, sentences = read(text, language=language)
    scores = score(article, sentences, (), ())
    assert len(scores) == len(sentences)
    for sent, value in zip(sentences, scores, strict=True):
        assert 0.0 <= value <= 1.0
        assert (value > 0) == sent.quotable
