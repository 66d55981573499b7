"""Key points: the best sentences across the sources, each once, each cited."""

import dataclasses
from datetime import date

from briefing.edition import Material, compose
from briefing.edition.points import choose
from briefing.model import Flaw, Mention, Reading, Span
from briefing.settings import EditionSettings
from tests.make import DAY, NETANYAHU, RUSSIA, by_id, reading, story

ONE = reading(
    "Netanyahu will meet senior officials from Russia on Tuesday.\nHe is expected to raise the strikes near Latakia.\nThe weather was mild.",
    actors=(NETANYAHU, RUSSIA),
    timexes=[("Tuesday", "2019-01-29", date(2019, 1, 29), date(2019, 1, 29))],
    salience=[1.0, 0.7, 0.05],
)
TWO = reading(
    "Netanyahu will meet senior officials from Russia on Tuesday.\nMoscow has deployed an air defence system.",
    source="Gulf Observer",
    actors=(NETANYAHU, RUSSIA),
    timexes=[("Tuesday", "2019-01-29", date(2019, 1, 29), date(2019, 1, 29))],
)


def points(*readings: Reading) -> list[tuple[str, int]]:
    chosen = choose(story(*readings), by_id(*readings), day=date(2019, 1, 30), settings=EditionSettings(), weights={})
    return [(one.point.text, len(one.point.citations)) for one in chosen]


def test_sources_that_say_the_same_are_cited_together() -> None:
    """One key point, two citations; the second source's sentence is not printed again."""
    printed = points(ONE, TWO)
    assert printed[0] == (
        "Netanyahu [Benjamin Netanyahu] will meet senior officials from Russia on Tuesday [29 Jan].",
        2,
    )
    assert sum("will meet senior officials" in text for text, _ in printed) == 1


def test_a_surname_that_only_says_which_needs_no_first_name() -> None:
    """The words are one: "the Netanyahu government", but "Netanyahu [Benjamin Netanyahu]" where he acts himself."""
    text = "The Netanyahu government approved the plan as Netanyahu met officials from Russia."
    printed = points(reading(text, actors=(NETANYAHU, RUSSIA), salience=[1.0]))
    assert printed[0][0] == text.replace("as Netanyahu", "as Netanyahu [Benjamin Netanyahu]")


def test_a_sentence_of_no_weight_is_left_out() -> None:
    """Four key points are the most, not a quota."""
    assert not any("weather" in text for text, _ in points(ONE))


def test_a_pronoun_is_explained_where_its_actor_is_certain() -> None:
    """After the pronoun, in brackets: "He [Netanyahu]", once his full name stands above."""
    at = ONE.article.text.index("He is expected")
    known = dataclasses.replace(ONE, references=(Mention(span=Span(at, at + 2), type="PER", actor=NETANYAHU.id),))
    assert any(text.startswith("He [Netanyahu] is expected") for text, _ in points(known))


def test_a_sentence_longer_than_is_set_loses_its_last_clause() -> None:
    """`key_point_words` is the reader's own measure."""
    long = reading(
        "Envoys of Russia met the vault keeper of Orland on Tuesday about 400 bars of silver, which had lain in the "
        "cellar of the old mint since the last war.",
        actors=(RUSSIA,),
    )
    for most, end in ((20, "bars of silver […]"), (40, "the last war.")):
        limits = EditionSettings(key_point_words=most)
        (one,) = choose(story(long), by_id(long), day=DAY, settings=limits, weights={})
        assert one.point.text.endswith(end)


def test_copies_are_cited_but_not_counted_as_voices() -> None:
    """A copy prints the very sentence: cited; the original is quoted."""
    copy = reading(ONE.article.text, source="Meridian Post", actors=(NETANYAHU, RUSSIA))
    chosen = choose(
        story(ONE, copy, copies=[(ONE, copy)]), by_id(ONE, copy), day=DAY, settings=EditionSettings(), weights={}
    )
    assert chosen[0].candidate.article.id == ONE.article.id
    assert [citation.source for citation in chosen[0].point.citations] == [ONE.article.id, copy.article.id]


def test_a_story_of_captions_only_has_no_key_point() -> None:
    """Where nothing may be quoted, nothing is printed, and the edition still stands."""
    bare = dataclasses.replace(
        ONE,
        sentences=tuple(dataclasses.replace(sent, kind="caption") for sent in ONE.sentences),
        salience=(0.0, 0.0, 0.0),
    )
    assert points(bare) == []
    edition = compose([story(bare)], by_id(bare), Material(day=DAY, inputs=1))
    assert edition.sections == ()


def test_the_order_of_key_points_does_not_depend_on_the_order_of_the_readings() -> None:
    """The story's order rules, not that of a dictionary."""
    one = story(ONE, TWO)
    first = choose(one, by_id(ONE, TWO), day=DAY, settings=EditionSettings(), weights={})
    second = choose(one, by_id(TWO, ONE), day=DAY, settings=EditionSettings(), weights={})
    assert first == second


def test_the_readers_language_comes_first() -> None:
    """A source in another language is quoted only where none says it in the edition's."""
    german = reading(
        "Netanyahu empfängt am Dienstag hohe Beamte aus Russland in Jerusalem.", source="Morgenlotse", language="de"
    )
    english = reading("Officials from Russia are to see Netanyahu in Jerusalem.", salience=[0.5], actors=(RUSSIA,))
    assert [text for text, _ in points(german, english)] == ["Officials from Russia are to see Netanyahu in Jerusalem."]
    assert points(german)[0][0].startswith("Netanyahu empfängt")


def test_a_few_words_without_a_figure_or_a_day_yield_to_a_sentence_that_tells_more() -> None:
    """Of two sentences of one weight the one is passed over that says nothing by itself."""
    lines = (
        "Netanyahu will meet senior officials from Russia about the raids.",
        "The other side disputed it.",
        "Air defence crews near Latakia were told to hold their fire while envoys are in the region.",
    )
    one = reading("\n".join(lines), actors=(NETANYAHU, RUSSIA), salience=[1.0, 0.6, 0.6])
    limits = EditionSettings(key_points=2)
    chosen = choose(story(one), by_id(one), day=DAY, settings=limits, weights={})
    assert [each.point.verbatim for each in chosen] == [lines[0], lines[2]]


def test_who_leans_on_a_chosen_sentence_stands_right_behind_it() -> None:
    """What is not understood by itself is printed only where its antecedent stands right before it."""
    lines = (
        "Envoys of Russia met the vault keeper of Orland on Tuesday about 400 bars of silver.",
        "Harbour pilots voted for a strike over pay from next month.",
        "They want night work to be paid double and boats with heated cabins.",
    )
    one = reading("\n".join(lines), salience=[1.0, 0.9, 0.8])
    leaning = dataclasses.replace(one.sentences[2], flaws=(Flaw.LEANS,))
    one = dataclasses.replace(one, sentences=(*one.sentences[:2], leaning))
    chosen = choose(story(one), by_id(one), day=DAY, settings=EditionSettings(), weights={})
    assert [each.point.verbatim for each in chosen] == list(lines)
    alone = dataclasses.replace(
        one, sentences=(one.sentences[0], dataclasses.replace(one.sentences[1], kind="caption"), leaning)
    )
    chosen = choose(story(alone), by_id(alone), day=DAY, settings=EditionSettings(), weights={})
    assert lines[2] not in [each.point.verbatim for each in chosen]


def test_half_of_each_point_is_new() -> None:
    """A second source's account of the same news is no second point, however it words it."""
    one = reading("A tanker spilled 300 tonnes of oil in the harbour of Norby on Monday, the coast guard said.")
    two = reading(
        "The coast guard said a tanker spilled oil in Norby harbour on Monday, some 300 tonnes.\n"
        "Fishing is banned along forty miles of beaches until the slick has been cleared.",
        source="Gulf Observer",
    )
    chosen = choose(story(one, two), by_id(one, two), day=DAY, settings=EditionSettings(), weights={})
    assert sum("tanker" in each.point.verbatim for each in chosen) == 1
    assert sum("Fishing" in each.point.verbatim for each in chosen) == 1
