"""Nouns to JSON and back, and the schemas that others rely on."""

import json
from dataclasses import replace
from datetime import date

import jsonschema
import pytest

from briefing.edition import Material, compose
from briefing.errors import InputError
from briefing.forms import dump, line, load_edition, parse, pieces, schema
from briefing.model import Article, Block, Counts, PageMark, Reading, Span, Story
from tests.make import DAY, ISRAEL, NETANYAHU, by_id, reading, story

READING = reading(
    "Netanyahu will meet officials on Tuesday.\nIsrael is concerned.",
    title="Talks",
    actors=(NETANYAHU, ISRAEL),
    timexes=[("Tuesday", "2019-01-29", DAY, DAY)],
)
STORY = story(READING)
EDITION = compose([STORY], by_id(READING), Material(day=DAY, inputs=1))


def test_a_reading_comes_back_whole() -> None:
    """What the archive keeps is the reading itself."""
    assert parse(Reading, line(READING, whole=True)) == READING


def test_an_article_comes_back_whole() -> None:
    """Day or moment, blocks with days of their own, marks and all."""
    post = Block(span=Span(0, 5), kind="quote", published=date(2019, 1, 28), by="@harbour")
    article = replace(
        READING.article,
        section="World",
        marks=frozenset({PageMark.LIVE, PageMark.OPINION}),
        published_certain=False,
        blocks=(post,),
    )
    assert parse(Article, line(article)) == article
    assert all(isinstance(mark, PageMark) for mark in parse(Article, line(article)).marks)
    kept = replace(READING, article=article)
    assert parse(Reading, line(kept, whole=True)) == kept


def test_a_story_comes_back_whole() -> None:
    """Members, copies, actors."""
    assert parse(Story, line(STORY)) == STORY


def test_an_edition_comes_back_without_its_sources_texts() -> None:
    """The texts stay in the archive; all else is there."""
    written = line(EDITION)
    assert line(load_edition(written, "edition.json")) == written
    assert READING.article.text not in written


@pytest.mark.parametrize("indent", [None, 2])
def test_an_edition_in_pieces_is_the_edition(indent: int | None) -> None:
    """Whichever of its lists are empty."""
    for edition in (EDITION, replace(EDITION, actors=(), sections=(*EDITION.sections, *EDITION.sections))):
        whole = json.dumps(dump(edition), ensure_ascii=False, indent=indent)
        assert "".join(pieces(edition, indent=indent)) == whole


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("article", line(READING.article)),
        ("reading", line(READING)),
        ("story", line(STORY)),
        ("edition", line(EDITION)),
    ],
)
def test_what_is_written_is_what_the_schema_says(name: str, written: str) -> None:
    """Each form validates against the schema that `briefing schema` prints."""
    jsonschema.Draft202012Validator.check_schema(schema(name))
    jsonschema.validate(json.loads(written), schema(name))


def test_the_contracts_keys_are_there() -> None:
    """Keys that others read, by the names they know."""
    read = json.loads(line(READING))
    assert read["schema"] == "briefing.reading/1"
    assert read["timexes"][0]["from"] == read["timexes"][0]["to"] == "2019-01-29"
    assert set(read["actors"][0]) >= {"id", "name", "type", "aliases", "roles", "affiliation", "salience"}
    edition = json.loads(line(EDITION))
    assert set(edition) >= {
        "schema", "date", "number", "title", "generated_by", "window", "bottom_line", "sections", "actors",
        "calendar", "sources", "left_out", "counts",
    }  # fmt: skip
    assert set(edition["window"]) == {"from", "to"}
    assert set(edition["bottom_line"][0]) >= {"text", "verbatim", "citations"}


def test_only_the_text_of_an_article_is_required() -> None:
    """Anybody's JSON line with a text is an article."""
    jsonschema.validate({"text": "Something happened."}, schema("article"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"title": "Nothing else"}, schema("article"))


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"schema": "briefing.story/1"}'])
def test_what_is_no_edition_is_refused_with_its_name(content: str) -> None:
    """A clear line instead of a traceback."""
    with pytest.raises(InputError, match=r"some\.json"):
        load_edition(content, "some.json")


def test_an_edition_that_is_not_verbatim_is_refused() -> None:
    """A forged key point does not come through the door."""
    forged = line(EDITION).replace('"text": "Netanyahu [', '"text": "Nobody [')
    with pytest.raises(InputError, match="verbatim"):
        load_edition(forged, "forged.json")


def test_a_number_that_nobody_counts_to_is_refused() -> None:
    """It could be loaded, and would end the drawing of a page."""
    with pytest.raises(ValueError, match=r"skipped: a number below 1e\+15 was expected"):
        parse(Counts, json.dumps({"inputs": 1, "articles": 1, "copies": 0, "stories": 1, "skipped": int("9" * 31)}))
