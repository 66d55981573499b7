"""States, demonyms, capitals."""

import pytest

from briefing.lexicon.places import capitals, demonyms, place, slip, state_name, state_of


@pytest.mark.parametrize(
    ("name", "kind", "state"),
    [
        ("Russia", "state", "RU"),
        ("Russian", "demonym", "RU"),
        ("Moscow", "capital", "RU"),
        ("the Netherlands", "state", "NL"),
        ("U.S.", "state", "US"),
        ("US", "state", "US"),
        ("Tel Aviv", "capital", "IL"),
        ("Latakia", "city", "SY"),
        ("Middle East", "region", ""),
        ("Kurds", "people", ""),
        ("TEHRAN", "capital", "IR"),
    ],
)
def test_what_a_name_is(name: str, kind: str, state: str) -> None:
    """States, demonyms, capitals, cities, regions and peoples are known by their English names."""
    found = place(name)
    assert found is not None
    assert (found.kind, found.state) == (kind, state)


def test_small_letters_are_no_state() -> None:
    """Asked exactly, "us" is no state and "turkey" no country."""
    assert place("us", exact=True) is None
    assert place("turkey", exact=True) is None


@pytest.mark.parametrize(("name", "language"), [("Allemagne", "fr"), ("Deutschland", "de"), ("Германия", "ru")])
def test_states_in_other_languages(name: str, language: str) -> None:
    """Every state is known by its name in the language of the article."""
    found = place(name, language)
    assert found is not None
    assert found.state == "DE"


def test_an_unknown_language_is_no_fault() -> None:
    """A language that CLDR does not have only means that fewer names are known."""
    assert place("Allemagne", "xx") is None
    assert place("Germany", "xx") is not None


def test_a_slip_of_the_pen_is_told() -> None:
    """One letter wrong in a long name of a state or capital is forgiven, where it can mean only one."""
    found = slip("Damscus")
    assert found is not None
    assert found.name == "Damascus"
    assert slip("Damascus") is None
    assert slip("Tables") is None


def test_a_city_has_one_name() -> None:
    """Kiev and Kyiv are one city, under the name that stands first."""
    kiev, kyiv = place("Kiev"), place("Kyiv")
    assert kiev is not None
    assert kyiv is not None
    assert kiev.name == kyiv.name


def test_a_state_by_its_code() -> None:
    """A code gives name, demonyms and capital; an unknown one gives itself."""
    assert state_name("RU") == "Russia"
    assert demonyms("RU")[0] == "Russian"
    assert capitals("RU")[0] == "Moscow"
    assert state_of("Russian") == "RU"
    assert state_of("Latakia") == ""
    assert state_name("??") == "??"
