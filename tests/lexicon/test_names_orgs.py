"""Names of bodies."""

import pytest

from briefing.lexicon.names_orgs import acronyms, body_words, is_acronym, known_body, shortens


def test_short_names() -> None:
    """A short name is part of the full one in order, and never its kind alone."""
    assert shortens("Northrop", "Northrop Grumman")
    assert shortens("Revolutionary Guards", "Islamic Revolutionary Guard Corps")
    assert not shortens("Ministry", "Foreign Ministry")
    assert not shortens("Foreign Ministry", "Foreign Ministry")
    assert not shortens("Grumman Northrop", "Northrop Grumman")


def test_acronyms() -> None:
    """An acronym is made of capitals, with or without the small words."""
    assert "BOE" in acronyms("Bank of England")
    assert "BE" in acronyms("Bank of England")
    assert is_acronym("U.N.")
    assert not is_acronym("Bank")


def test_the_table_knows_bodies_by_every_name() -> None:
    """A body of the table is found by each of its names, and belongs to its state."""
    guards = known_body("Revolutionary Guards")
    assert guards is not None
    assert guards is known_body("IRGC")
    assert guards.state == "IR"
    assert known_body("Harbour Ferry Club") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europäischen Union", "European Union"),
        ("Unión Europea", "European Union"),
        ("Европейского союза", "European Union"),
        ("Міжнародного валютного фонду", "International Monetary Fund"),
        ("الأمم المتحدة", "United Nations"),
    ],
)
def test_the_great_bodies_are_known_in_other_languages_and_cases(text: str, name: str) -> None:
    """A report in Russian speaks of the same Union."""
    body = known_body(text)
    assert body is not None
    assert body.name == name
    assert known_body("союза") is None


def test_body_words_are_never_empty_for_words() -> None:
    """Even a name that consists of a legal form keeps a word to be told by."""
    assert body_words("Limited") == ("limited",)
