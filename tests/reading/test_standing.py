"""Standing: what is understood, and worth quoting, without the sentence before it; what weighs most."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Block, Flaw, Mention, Sentence, Span
from briefing.reading.summarisers.coverage import salience
from briefing.reading.summarisers.importance import weigh
from briefing.reading.text.segment import segment
from briefing.reading.text.standing import stand

LEDE = "The harbour of Norby was closed on Monday after a tanker hit the quay and spilled 300 tonnes of oil.\n"


def read(text: str, title: str = "", language: str = "en") -> tuple[Article, tuple[Sentence, ...]]:
    article = Article(id="a", title=title, text=text, language=language)
    return article, segment(article)


def named(text: str, *names: str) -> tuple[Mention, ...]:
    found = [(text.index(name), name) for name in names]
    return tuple(Mention(span=Span(at, at + len(name)), type="PER", actor=name) for at, name in sorted(found))


def flaws(sentence: str, *names: str, language: str = "en") -> tuple[Flaw, ...]:
    article, sentences = read(LEDE + sentence, language=language)
    return stand(article, sentences, named(article.text, "Norby", *names), ())[1].flaws


@pytest.mark.parametrize(
    ("sentence", "names", "flaw"),
    [
        ("He told the council on Tuesday that the quay would be closed for a month.", (), Flaw.LEANS),
        ("In all the years he had never seen a spill of that size in the bay.", (), Flaw.LEANS),
        ("They want it to be cleared before the season of the herring begins.", (), Flaw.LEANS),
        ("“We will clean every stone of it before the summer,” said Anna Holt, the mayor.", ("Anna Holt",), None),
        ("“We will clean every stone of it before the first of the summer.", (), Flaw.UNPAIRED),
        ("“We will clean every stone of it before the first guests come.”", (), Flaw.NO_SPEAKER),
        ("I have never seen Anna Holt so cross about anything in the town.", ("Anna Holt",), Flaw.FIRST_PERSON),
        ("Anna Holt signed the order at noon.", ("Anna Holt",), Flaw.SHORT),
        ("Anna Holt named the three things that the town of 4,000 would need now:", ("Anna Holt",), Flaw.UNFINISHED),
        (
            "Anna Holt named the three things that the town of 4,000 people on the coast would ...",
            ("Anna Holt",),
            Flaw.CUT_OFF,
        ),
        ("Anna Holt, the mayor of Norby since 2011, asked the government for 40 ships.", ("Anna Holt",), None),
    ],
)
def test_what_speaks_against_quoting_a_sentence(sentence: str, names: tuple[str, ...], flaw: Flaw | None) -> None:
    """Each kind of sentence that hangs in the air is known; a full one has no flaw."""
    found = flaws(sentence, *names)
    assert flaw in found if flaw else not found


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Il a signé le texte devant les caméras sans un mot."),
        ("de", "Sie reiste am Abend ohne ein Wort über den Vertrag ab."),
        ("es", "Ella firmó el texto por la noche sin decir una palabra."),
        ("ru", "Он подписал документ вечером и сразу уехал из города."),
    ],
)
def test_leaning_in_other_languages(language: str, sentence: str) -> None:
    """A pronoun in front leans in every language that has a table."""
    assert Flaw.LEANS in flaws(sentence, language=language)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Tanker carrying oil escapes Norby", ()),
        ("Prime minister ousted after oil tanker  ...", (Flaw.CUT_OFF,)),
    ],
)
def test_a_headline_by_itself_is_whole(headline: str, expected: tuple[Flaw, ...]) -> None:
    """Where a source hands in nothing else, it needs no full stop."""
    body = Block(span=Span(0, len(headline)), kind="body")
    article = Article(id="a", title=headline, text=headline, blocks=(body,))
    (sentence,) = stand(article, segment(article), (), ())
    assert sentence.flaws == expected


def test_a_pronoun_that_a_bracket_will_explain_leans_less() -> None:
    """So "He [Holt] …" stands alone where coreference is sure of him."""
    article, sentences = read(LEDE + "He told the council on Tuesday that the quay would stay closed for 3 months.")
    names, at = named(article.text, "Norby"), len(LEDE)
    known = stand(article, sentences, names, (Mention(span=Span(at, at + 2), type="PER", actor="per-holt"),))
    assert known[1].alone > stand(article, sentences, names, ())[1].alone


def scored(text: str, title: str = "", mentions: tuple[Mention, ...] = ()) -> list[float]:
    article, sentences = read(text, title)
    terms = weigh(article, sentences, mentions).noun(len(sentences))
    return list(salience(text, stand(article, sentences, mentions, ()), terms))


def test_the_lede_of_plain_news_weighs_most() -> None:
    """It has the highest score, 1; a crosshead is worth next to nothing."""
    scores = scored(LEDE + "Crews cleaned the quay of Norby until late.\nWho is to blame?\nWeather")
    assert scores[0] == max(scores) == 1.0
    assert scores[3] < 0.05


def test_the_headline_lifts_what_it_names() -> None:
    """The same sentence counts for more when the headline has its words."""
    text = LEDE + "The Aurora was bound from Norby to Tallen with a cargo of heating oil."
    assert scored(text, title="Aurora was bound for Tallen")[1] >= scored(text)[1]


def test_what_cannot_be_quoted_weighs_nothing() -> None:
    """Headlines and captions have 0; quotable sentences have more."""
    text = "Quay hit in Norby\n\nA tanker hit the quay of Norby.\n\nPhoto: A. Holt"
    blocks = (
        Block(span=Span(0, 17), kind="headline"),
        Block(span=Span(19, 50), kind="body"),
        Block(span=Span(52, len(text)), kind="caption"),
    )
    article = Article(id="a", title="", text=text, blocks=blocks)
    sentences = segment(article)
    assert salience(text, sentences, weigh(article, sentences, ()).noun(3)) == (0.0, 1.0, 0.0)


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from('aB3 .?\n"“”йق中I'), max_size=200) | st.text(max_size=120),
    st.sampled_from(["en", "de", "ru", "ar", "zh", "xx"]),
)
def test_any_text_is_judged(text: str, language: str) -> None:
    """One score a sentence, 0 exactly for what is not quotable; likelihoods lie between 0 and 1."""
    article, sentences = read(text, language=language)
    judged = stand(article, sentences, (), ())
    scores = salience(text, judged, weigh(article, sentences, ()).noun(len(sentences)))
    assert [sent.span for sent in judged] == [sent.span for sent in sentences]
    for sent, value in zip(judged, scores, strict=True):
        assert 0.0 <= value <= 1.0
        assert 0.0 <= sent.alone <= 1.0
        assert (value > 0) == sent.quotable
