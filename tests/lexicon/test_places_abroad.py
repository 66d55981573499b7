"""Places by their names in other languages, cases and clitics included."""

import pytest

from briefing.lexicon.places import place


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("ru", "России", "Russia"),
        ("ru", "Россией", "Russia"),
        ("ru", "Анкару", "Ankara"),
        ("ru", "Саудовской Аравии", "Saudi Arabia"),
        ("ru", "США", "United States"),
        ("uk", "Польщею", "Poland"),
        ("ar", "القاهرة", "Cairo"),
        ("ar", "والقاهرة", "Cairo"),
        ("ar", "ولبنان", "Lebanon"),
        ("de", "Kairo", "Cairo"),
        ("fr", "Moscou", "Moscow"),
        ("tr", "Suriye", "Syria"),
    ],
)
def test_a_place_is_known_in_other_languages_and_cases(language: str, name: str, expected: str) -> None:
    """By CLDR's names, Slavic endings and Arabic prefixes."""
    found = place(name, language)
    assert found is not None
    assert found.name == expected


@pytest.mark.parametrize(("language", "name"), [("ru", "Путина"), ("ru", "Газпрома"), ("ru", "Нигера"), ("ar", "وليد")])
def test_other_names_and_what_two_places_share_are_no_place(language: str, name: str) -> None:
    """Niger and Nigeria have one form in common."""
    assert place(name, language) is None
