"""Bounded: a step that takes too long, or breaks down, costs its own input alone."""

import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from briefing import bounded, intake
from briefing.errors import InputError
from briefing.lexicon.names import PersonName, compare_persons
from briefing.model import Article, Skipped
from briefing.reading import reader
from briefing.reading.actors import persons
from briefing.settings import ReadingSettings, Settings
from briefing.sources import collect

RULES = Settings(reading=ReadingSettings(model="rules"))
LEDE = "Foreign Minister Ilse Varga met Pavel Dorn in Vienna on Monday."


def square(number: int) -> int:
    return number * number


def backtrack() -> object:
    """Time lost inside a C library that nothing interrupts."""
    return re.match(r"(a+)+$", "a" * 64 + "b")


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse() -> None:
    raise InputError("x.pdf", "torn", "save it again")


def test_results_and_errors_travel() -> None:
    """As if the step had been called here; the process is another one, and stays."""
    assert bounded.run(square, 12) == 144
    other = bounded.run(os.getpid)
    assert other != os.getpid()
    with pytest.raises(InputError, match=r"x\.pdf: torn"):
        bounded.run(refuse)
    assert bounded.run(os.getpid) == other


def test_a_step_that_loses_itself_in_a_library_is_ended() -> None:
    """And the next one is not kept waiting."""
    with pytest.raises(bounded.OutOfTime, match="more than 1 seconds"):
        bounded.run(backtrack, seconds=1)
    assert bounded.run(square, 3) == 9


def test_a_thread_that_ends_takes_no_step_of_another_with_it() -> None:
    """The system ends a process when the thread that made it ends."""
    bounded.close()
    with ThreadPoolExecutor(max_workers=1) as pool:
        assert pool.submit(bounded.run, square, 5).result() == 25
    assert bounded.run(square, 6) == 36


def test_a_step_that_breaks_its_process_down_breaks_nothing_else() -> None:
    """A parser that crashes over hostile bytes."""
    with pytest.raises(bounded.OutOfTime, match="broke the process down"):
        bounded.run(crash)
    assert bounded.run(square, 4) == 16


def test_a_long_article_is_read_as_a_short_one_is() -> None:
    """In the other process, to the same reading."""
    text = "\n\n".join(f"{LEDE} He spoke of {n} terms." for n in range(250))
    assert len(text) > reader.LONG
    article = Article(id="long", title="", text=text, published=date(2019, 1, 29), language="en")
    assert reader.read(article, RULES.reading) == reader.Reader(RULES.reading).read(article)


def test_names_are_compared_by_their_sound_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many pairs an article; further names are one only where they are written alike."""
    compared: list[object] = []

    def counted(left: PersonName, right: PersonName) -> object:
        compared.append(left)
        return compare_persons(left, right)

    monkeypatch.setattr(persons, "compare_persons", counted)
    monkeypatch.setattr(persons, "_PAIRS", 1000)
    parts = [one + two for one in "bdgklmnrst" for two in "aeiou"]
    names = [f"Ann {(parts[n % 50] + parts[n * 11 % 50] + parts[n * 7 % 43]).title()}k" for n in range(100)]
    text = " ".join(f"{name} met envoys." for name in names * 2)
    article = Article(id="names", title="", text=text, published=date(2019, 1, 29), language="en")
    reading = reader.Reader(RULES.reading).read(article)
    assert sum(actor.name in names for actor in reading.actors) > 60
    assert len(compared) < 1500


def test_an_article_whose_time_is_spent_is_left_out_with_that_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others of the run are read."""

    def late(article: Article, *_more: object) -> object:
        if article.id == "late":
            raise bounded.OutOfTime("it took more than 8 seconds")
        return made

    short = Article(id="short", title="", text=LEDE, published=date(2019, 1, 29), language="en")
    made = reader.read(short, RULES.reading)
    monkeypatch.setattr(reader, "read", late)
    long = Article(id="late", title="", text=LEDE, language="en", origin="late.html")
    found = list(intake.read([long, short], RULES))
    assert found == [
        Skipped(input="late.html", reason="could not be read: it took more than 8 seconds", remedy="give it in parts"),
        made,
    ]


def page(inside: str) -> str:
    return f"<html><head><title>Talks</title></head><body><article><p>{LEDE}</p>{inside}</article></body></html>"


SHAPES = {
    "attributes of one tag": page("<p " + "a=1 " * 900_000 + ">x</p>"),
    "attributes": page("<p " + "".join(f'a{n}="1" ' for n in range(100_000)) + ">x</p>"),
    "nesting": page("<div>" * 90_000),
    "quotes": page("<p>" + '"He said ' * 15_000 + "</p>"),
    "open quotes": page("<p>" + "“He said " * 15_000 + "</p>"),
    "names": page("<p>" + " ".join(f"Ann Kar{'aeiou'[n % 5]}{'lmnrst'[n // 5 % 6]}{'aeiou'[n // 30 % 5]}{'bdfgk'[n // 150 % 5]}ov met." for n in range(2000)) + "</p>"),
    "bodies": page("<p>" + ", ".join(f"the Ministry of {chr(65 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}ance" for n in range(3000)) + "</p>"),
    "one word": page("<p>" + "a" * 900_000 + "</p>"),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_page_of_any_shape_is_read_or_named(shape: str, tmp_path: Path) -> None:
    """Within the time of one article; whatever it does, the page beside it is read."""
    (tmp_path / "a.html").write_text(SHAPES[shape], encoding="utf-8")
    (tmp_path / "b.html").write_text(
        page("<p>The talks went on for three hours, two envoys said.</p>"), encoding="utf-8"
    )
    found = list(intake.read(collect([str(tmp_path)], settings=RULES), RULES))
    assert len(found) == 2
    assert not isinstance(found[1], Skipped)
    if isinstance(found[0], Skipped):
        assert found[0].input.endswith("a.html")
        assert "more than" in found[0].reason or "attributes" in found[0].reason
