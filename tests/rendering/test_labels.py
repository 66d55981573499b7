"""The brief's own words, days and numbers in six languages."""

import re
import string
import tomllib
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages import pofile

from briefing.rendering import templates_list
from briefing.rendering.labels import TYPES, labels
from briefing.rendering.templates import asset
from briefing.settings import LANGUAGES

CATALOGUES = Path(__file__).resolve().parents[2] / "briefing" / "data" / "labels"
OTHERS = tuple(code for code in LANGUAGES if code != "en")


def printed() -> set[str]:
    """Every message that a template or a type of actor asks for."""
    found = set(TYPES.values())
    for name in templates_list():
        if not name.startswith(("css", "js")) and not name.endswith(".docx"):
            words = asset(name, None).decode()
            for quote in "\"'":
                found |= set(re.findall(rf"_\({quote}([^{quote}]+){quote}", words))
                found |= set(re.findall(rf"ngettext\({quote}([^{quote}]+){quote}", words))
    return found


@pytest.mark.parametrize("code", OTHERS)
def test_every_label_of_the_templates_is_translated(code: str) -> None:
    """No English in another language's brief."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=code)
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue if message.string}
    assert printed() <= known


@pytest.mark.parametrize("code", OTHERS)
def test_what_sources_may_differ_on_is_translated(code: str) -> None:
    """Every kind of figure and every deed of the tables."""
    tables = files("briefing") / "data"
    kinds = set(tomllib.loads((tables / "quantities.toml").read_text(encoding="utf-8"))["kinds"])
    deeds = tomllib.loads((tables / "words_deeds.toml").read_text(encoding="utf-8"))
    asked = kinds | {f"day of {deed}" for deed in deeds}
    assert {words for words in asked if labels(code)(words) == words} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_catalogues_are_whole_and_keep_their_placeholders(code: str) -> None:
    """Each message has all its plural forms, and names nothing that the original does not."""
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=code)
    with (CATALOGUES / "fr.po").open("rb") as file:
        ids = {message.id for message in pofile.read_po(file, locale="fr")}
    assert {message.id for message in catalogue} == ids
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        assert len(forms) == (catalogue.num_plurals if isinstance(message.id, tuple) else 1)
        wanted = fields(message.id[1] if isinstance(message.id, tuple) else message.id)
        for form in forms:
            assert form
            assert fields(form) <= wanted
        assert fields(forms[-1]) == wanted


def fields(words: str) -> set[str]:
    """The placeholders of a message."""
    if "%(" in words:
        return set(re.findall(r"%\((\w+)\)[sd]", words))
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize(
    ("code", "number", "words"),
    [("en", 1, "1 source"), ("en", 2, "2 sources"), ("fr", 0, "0 source"), ("de", 2, "2 Quellen"), ("es", 1, "1 fuente"),
     ("ru", 1, "1 источник"), ("ru", 3, "3 источника"), ("ru", 11, "11 источников"), ("ru", 21, "21 источник"),
     ("ar", 2, "مصدران"), ("ar", 5, "5 مصادر"), ("ar", 12, "12 مصدرا")],
)  # fmt: skip
def test_plurals_are_the_languages_own(code: str, number: int, words: str) -> None:
    """Two forms, three, or six."""
    assert labels(code).count("{n} source", "{n} sources", number) == words


@pytest.mark.parametrize(
    ("code", "day", "full"),
    [("en", "Tue 29 Jan", "Tuesday 29 January 2019"), ("fr", "mar. 29 janv.", "Mardi 29 janvier 2019"),
     ("de", "Di., 29. Jan.", "Dienstag, 29. Januar 2019"), ("ru", "вт, 29 янв.", "Вторник, 29 января 2019"),
     ("es", "mar 29 ene", "Martes, 29 de enero de 2019"), ("ar", "الثلاثاء 29 يناير", "الثلاثاء 29 يناير 2019")],
)  # fmt: skip
def test_days_are_written_as_the_language_writes_them(code: str, day: str, full: str) -> None:
    """In running matter and in the masthead."""
    tuesday = date(2019, 1, 29)
    assert labels(code).day(tuesday, near=tuesday) == day
    assert labels(code).full_day(tuesday) == full


def test_a_far_day_bears_its_year_and_a_near_one_does_not() -> None:
    """December last year is near in January; June is not."""
    words, today = labels("en"), date(2019, 1, 29)
    assert words.day(date(2018, 12, 31), near=today) == "Mon 31 Dec"
    assert words.day(date(2018, 6, 1), near=today) == "Fri 1 Jun 2018"
    assert words.span(date(2019, 1, 21), date(2019, 1, 27), near=today) == "21–27 Jan"


def test_whole_months_and_years_are_called_by_their_names() -> None:
    """Not "1–31 Jan"."""
    words, today = labels("en"), date(2019, 1, 29)
    assert words.span(date(2019, 1, 1), date(2019, 1, 31), near=today) == "January"
    assert words.span(date(2018, 12, 1), date(2018, 12, 31), near=today) == "December 2018"
    assert words.span(date(2015, 1, 1), date(2015, 12, 31), near=today) == "2015"
    assert words.span(date(2015, 1, 1), date(2017, 12, 31), near=today) == "2015–2017"
    assert words.span(date(2019, 1, 1), date(2019, 3, 31), near=today) == "Jan – Mar 2019"
    assert labels("ru").span(date(2019, 1, 1), date(2019, 1, 31), near=today) == "январь"


def test_moments_are_told_in_the_editions_time_zone() -> None:
    """21:14 UTC is 22:14 in Paris; a day without hours stays one; no day is said to be none."""
    words, paris, near = labels("en"), ZoneInfo("Europe/Paris"), date(2019, 1, 30)
    assert words.moment(datetime(2019, 1, 29, 21, 14, tzinfo=UTC), paris, near=near) == "29 Jan, 22:14"
    assert words.moment(date(2019, 1, 29), paris, near=near) == "29 Jan"
    assert words.moment(None, paris, near=near) == "undated"


def test_an_unknown_language_is_served_in_english() -> None:
    """Rather than not at all."""
    assert labels("tlh")("Bottom line") == "Bottom line"
    assert labels("en").language_name("ro") == "Romanian"
    assert labels("en").language_name("zz") == "zz"
