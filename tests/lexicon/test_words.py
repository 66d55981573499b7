"""words: tokens, function words and abbreviations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.lexicon.words import abbreviations, stop_words, words


def test_words_and_numbers_in_order() -> None:
    """Hyphens part words, numbers keep their separators, the English possessive falls away."""
    assert words("Tolland's 1,200.5 tonnes; Anglo-French l’accord, 2019!") == [
        "tolland", "1,200.5", "tonnes", "anglo", "french", "l’accord", "2019",
    ]  # fmt: skip


def test_words_of_other_scripts() -> None:
    """Cyrillic, Arabic with vowel marks, and letters with combining accents are words."""
    assert words("Россия, Сирия") == ["россия", "сирия"]
    assert words("قالَ الوزير") == ["قالَ", "الوزير"]
    assert words("cafe\u0301 noir") == ["cafe\u0301", "noir"]


@given(st.text(max_size=200))
def test_words_are_lower_case_and_hold_no_space(text: str) -> None:
    """Whatever the text, a word is not empty, holds no white space and is not changed by lower-casing."""
    for word in words(text):
        assert word
        assert not any(char.isspace() for char in word)
        assert word == word.lower()


@pytest.mark.parametrize("language", ["en", "fr", "de", "es", "ru", "ar"])
def test_every_language_of_the_brief_has_stop_words(language: str) -> None:
    """The six languages of the brief have function words, in lower case and as `words` prints them."""
    known = stop_words(language)
    assert len(known) > 100
    assert all(word == word.lower() for word in known)


def test_unknown_language() -> None:
    """A language without tables has no stop words and borrows the English abbreviations."""
    assert stop_words("xx") == frozenset()
    assert abbreviations("xx") == abbreviations("en")


def test_kinds_of_abbreviation() -> None:
    """An entry with a capital holds only with it; one in small letters holds in any case; capitals throughout match."""
    english = abbreviations("en")
    assert english.kind("Gen") == english.kind("GEN") == "title"
    assert english.kind("Ill") == "final"
    assert english.kind("ill") is None
    assert english.kind("No") == english.kind("no") == "number"
    assert abbreviations("ru").kind("г") == "year"
    assert abbreviations("de").ordinals
    assert not english.ordinals
