"""Outlets: who printed a page, from its small print alone; never from what the article tells."""

from pathlib import Path

import pytest

from briefing.model import Article
from briefing.settings import Settings
from briefing.sources import collect

BODY = (
    "The harbour of Norby was closed on Monday after a tanker hit the quay, the coast guard said.\n\n"
    "The Evening Courier and the Harbour Times had warned of such an accident in January, and nobody listened.\n\n"
    "Divers are to look at the hull on Tuesday, said Karin Holm, the harbour master."
)


def outlet(tmp_path: Path, text: str) -> str:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    (article,) = collect([str(path)], settings=Settings())
    assert isinstance(article, Article)
    return article.source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("© 2025 The Norby Post", "The Norby Post"),
        ("© Der Hafenbote 2025", "Der Hafenbote"),
        ("(c) 2019-2025 Northern Ledger Newspapers Ltd. All rights reserved.", "Northern Ledger"),
        ("Copyright 2025 Al Bahr Media Network", "Al Bahr"),
        ("Get the Capital Courier in your inbox every weekday at 6 a.m.", "Capital Courier"),
        ("First published in The Lowland Review on 3 March 2025", "The Lowland Review"),
        ("A tanker at the quay [K. Lund/Norby Post]", "Norby Post"),
    ],
)
def test_the_foot_of_a_page_names_its_outlet(tmp_path: Path, line: str, expected: str) -> None:
    """Copyright, newsletters, where it was first printed, whose picture it is."""
    assert outlet(tmp_path, f"Tanker closes harbour of Norby\n\n{BODY}\n\n{line}\n") == expected


@pytest.mark.parametrize("head", ["NORBY POST\nHome > World > North", "NORBY POST / WORLD"])
def test_a_masthead_names_it_too(tmp_path: Path, head: str) -> None:
    """In capitals above the headline, with the section beside or below it."""
    assert outlet(tmp_path, f"{head}\n\nTanker closes harbour of Norby\n\n{BODY}\n") == "Norby Post"


@pytest.mark.parametrize("line", ["", "[Getty Images]", "Read more: how tankers turn", "Tags: Norby, tankers"])
def test_where_nothing_says_it_nobody_is_named(tmp_path: Path, line: str) -> None:
    """Papers that the article tells of, agencies under pictures and links are no outlets."""
    assert outlet(tmp_path, f"Tanker closes harbour of Norby\n\n{BODY}\n\n{line}\n") == ""


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("UPDATE 2-Tanker closes harbour of Norby", "Tanker closes harbour of Norby"),
        ("RPT-UPDATE 1-Tanker closes harbour of Norby", "Tanker closes harbour of Norby"),
        ("EXCLUSIVE: Tanker closes harbour of Norby", "Tanker closes harbour of Norby"),
        ("Updates on the tanker in Norby", "Updates on the tanker in Norby"),
    ],
)
def test_an_agencys_slug_is_no_part_of_the_headline(tmp_path: Path, line: str, title: str) -> None:
    """It tells the editors which version they have."""
    path = tmp_path / "report.txt"
    path.write_text(f"{line}\n\n{BODY}\n", encoding="utf-8")
    (article,) = collect([str(path)], settings=Settings())
    assert isinstance(article, Article)
    assert article.title == title


def test_a_headline_printed_twice_is_a_headline(tmp_path: Path) -> None:
    """Above a page's small print without a blank line between, it looks like wrapped text, and is none."""
    title = "What the harbour treaty does, and why both towns are tired of it"
    head = f"{title}\n{title}\nFive questions about the pact that ended the herring war\n4 min read\n"
    path = tmp_path / "report.txt"
    path.write_text(
        f"{head}A trawler in the harbour [Norby Post archive]\nWhat did it ban?\n\n{BODY}\n", encoding="utf-8"
    )
    (article,) = collect([str(path)], settings=Settings())
    assert isinstance(article, Article)
    assert article.title == title
    assert article.source == "Norby Post"
