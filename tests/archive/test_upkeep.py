"""Figures, pruning, export and import."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing.archive import Archive, upkeep
from briefing.errors import InputError
from briefing.model import Article, Block, Span
from tests import make
from tests.archive import made
from tests.archive.conftest import NewUrl
from tests.archive.made import BERG, MONDAY, OSLO, TUESDAY, WEDNESDAY

SPRING = date(2019, 5, 1)


def ids(archive: Archive) -> list[str]:
    """The ids of all articles."""
    return [json.loads(line)["id"] for line in upkeep.export(archive.engine, archive.shield)]


def test_figures_count_what_is_there(archive: Archive) -> None:
    """Zero of everything at first; then each article, edition and day."""
    empty = upkeep.stats(archive.engine)
    assert [empty[name] for name in ("articles", "editions", "first_day")] == [0, 0, ""]
    made.two_days(archive)
    figures = upkeep.stats(archive.engine)
    assert {name: figures[name] for name in ("articles", "readings", "actors", "stories", "editions")} == {
        "articles": 2, "readings": 2, "actors": 2, "stories": 2, "editions": 2,
    }  # fmt: skip
    assert (figures["first_day"], figures["last_day"]) == ("2019-01-28", "2019-01-29")
    assert int(figures["bytes"]) > 10_000


def test_age_counts_from_the_later_of_publication_and_arrival(archive: Archive) -> None:
    """An old report that came in yesterday stays; so does what is just as old as may be."""
    archive.save_articles([made.article("Old news.", id_="old")])
    archive.save_articles([made.article("An old report.", id_="report")], arrived=datetime(2019, 4, 30, 4, tzinfo=UTC))
    archive.save_articles([made.article("New.", day=TUESDAY, id_="edge")])
    archive.save_articles([made.article("No day.", day=None, id_="undated")], arrived=datetime(2019, 1, 28, tzinfo=UTC))
    assert upkeep.prune(archive.engine, SPRING, keep_days=None) == 0
    assert upkeep.prune(archive.engine, SPRING, keep_days=(SPRING - TUESDAY).days) == 2
    assert ids(archive) == ["report", "edge"]


def test_a_licence_may_end_earlier_than_age(archive: Archive) -> None:
    """Kept up to and on its last day, then forgotten, whatever the age allowed."""
    archive.save_articles(
        [made.article("May be kept for a month.", id_="month")], licence="month", keep_until=date(2019, 2, 27)
    )
    archive.save_articles([made.article("May be kept.", id_="free")])
    assert upkeep.prune(archive.engine, date(2019, 2, 27), keep_days=10_000) == 0
    assert upkeep.prune(archive.engine, date(2019, 2, 28), keep_days=10_000) == 1
    assert ids(archive) == ["free"]


def test_what_is_forgotten_leaves_no_text_behind(archive: Archive) -> None:
    """Neither in readings nor in the index; editions stay."""
    first, second = made.two_days(archive)
    assert upkeep.prune(archive.engine, SPRING, keep_days=(SPRING - TUESDAY).days) == 1
    assert archive.article(first.article.id) is None
    assert archive.reading(first.article, "test") is None
    assert archive.reading(second.article, "test") == second
    assert upkeep.stats(archive.engine)["readings"] == 1
    assert len(archive.editions()) == 2
    assert archive.known_actors(TUESDAY) == [OSLO, BERG]


def test_one_of_two_texts_of_an_id_is_forgotten_alone(archive: Archive) -> None:
    """The newer article keeps its reading and its place in its story."""
    old = make.reading("The quays will be widened.", day=MONDAY)
    new = make.reading("The bridge is open.", day=WEDNESDAY)
    old, new = (replace(one, article=replace(one.article, id="1")) for one in (old, new))
    made.keep(archive, MONDAY, ("s1", [old]))
    made.keep(archive, WEDNESDAY, ("s2", [new]), number=2)
    assert upkeep.prune(archive.engine, SPRING, keep_days=(SPRING - WEDNESDAY).days) == 1
    assert archive.article("1") == new.article
    assert archive.reading(new.article, "test") == new
    assert archive.reading(old.article, "test") is None


def test_a_reading_gives_way_to_that_of_a_newer_version(archive: Archive) -> None:
    """Only where there is one: a text that was not read again keeps what it has."""
    first, second = made.two_days(archive)
    archive.save([replace(first, version="newer")])
    assert upkeep.superseded(archive.engine, "newer") == 1
    assert archive.reading(first.article, "test") is None
    assert archive.reading(first.article, "newer") is not None
    assert archive.reading(second.article, "test") == second


def test_pruning_goes_through_many_batches(archive: Archive) -> None:
    """More than one transaction holds."""
    archive.save_articles(made.article(f"{n}", day=MONDAY if n % 3 else WEDNESDAY, id_=f"{n}") for n in range(1400))
    assert upkeep.prune(archive.engine, SPRING, keep_days=(SPRING - WEDNESDAY).days) == 933
    assert upkeep.stats(archive.engine)["articles"] == 467


def full(archive: Archive) -> list[Article]:
    """Articles with everything that an article and its row may have, kept in ``archive``."""
    whole = replace(
        made.article('Ærø 𝔅\u2028 "quoted"\\ café\n\n\ttext', title="Πρώτη", url="https://x.example/a?b=1&c=2"),
        published=datetime(2019, 1, 28, 23, 30, tzinfo=datetime.strptime("+0530", "%z").tzinfo),
        authors=("A. Writer", "B. Writer"), language="el", origin="feeds/x.xml", extract="paywall teaser",
        blocks=(Block(span=Span(0, 3), kind="headline"), Block(span=Span(4, 9), kind="body")),
    )  # fmt: skip
    undated = made.article("No day.", day=None, id_="undated")
    twice = [made.article(text, day=TUESDAY, id_="1") for text in ("One text.", "Another text.")]
    archive.save_articles([whole], licence="CC BY 4.0", keep_until=date(2020, 1, 1))
    archive.save_articles([undated, *twice], arrived=datetime(2019, 1, 30, 5, 6, 7, tzinfo=UTC))
    return [whole, undated, *twice]


def test_export_and_import_are_each_others_reverse(new_url: NewUrl) -> None:
    """Another archive that takes the lines in gives the same lines out, licence and arrival with them."""
    with Archive.open(new_url()) as one, Archive.open(new_url()) as two:
        articles = full(one)
        lines = list(upkeep.export(one.engine, one.shield))
        assert upkeep.import_(two.engine, lines) == (4, 4)
        assert list(upkeep.export(two.engine, two.shield)) == lines
        assert upkeep.import_(two.engine, lines) == (4, 0)
        for article in articles:
            assert two.article(article.id, article.sha256) == article
        assert list(two.articles_for(WEDNESDAY, days=5)) == list(one.articles_for(WEDNESDAY, days=5))
        for archive in (one, two):
            assert upkeep.prune(archive.engine, date(2020, 1, 2), keep_days=None) == 1


def test_export_is_the_contracts_article(archive: Archive) -> None:
    """Each line is one that `briefing read -` takes in."""
    full(archive)
    for line in upkeep.export(archive.engine, archive.shield):
        content = json.loads(line)
        assert content["schema"] == "briefing.article/1"
        assert {"id", "title", "text", "published", "source", "url", "language", "authors"} <= set(content)


def test_lines_made_by_hand_are_taken_in(archive: Archive) -> None:
    """Only a text is needed; the id then comes from the content. Empty lines are passed over."""
    lines = ['{"text": "The quays will be widened."}', "", " \n", '{"text": "The bridge is open.", "id": null}']
    with pytest.raises(InputError, match="line 4"):
        upkeep.import_(archive.engine, lines)
    assert upkeep.import_(archive.engine, lines[:3]) == (1, 0)
    assert len(ids(archive)[0]) == 16


def test_what_no_database_holds_is_replaced(archive: Archive) -> None:
    """NUL becomes the replacement character, one for one."""
    assert upkeep.import_(archive.engine, ['{"id": "a", "text": "a\\u0000b", "title": "\\u0000"}']) == (1, 1)
    article = archive.article("a")
    assert article is not None
    assert (article.text, article.title) == ("a\ufffdb", "\ufffd")


@pytest.mark.parametrize(
    "line",
    [
        "no json", "[]", "1", "null", "{", "{}", '{"text": 1}', '{"text": "a", "published": "yesterday"}',
        '{"text": "a", "arrived": "soon"}', '{"text": "a", "keep_until": "x"}',
        '{"text": "a", "id": "' + "x" * 201 + '"}', '{"text": "a", "id": "a\\u0000"}', '{"text": "\\ud800"}',
        '{"text": "a", "schema": "briefing.edition/1"}', "[" * 100_000, '{"text": "a", "blocks": [{"start": -1}]}',
        '{"text": "a", "blocks": [{"start": 5, "end": 2, "kind": "body"}]}', "\ufffd\0",
    ],
)  # fmt: skip
def test_a_line_that_is_no_article_is_named(archive: Archive, line: str) -> None:
    """What stood before it is kept, nothing after it."""
    good = '{"id": "good", "text": "The quays will be widened."}'
    late = '{"id": "late", "text": "The bridge is open."}'
    with pytest.raises(InputError, match="line 2: no article") as caught:
        upkeep.import_(archive.engine, [good, line, late])
    assert len(str(caught.value)) < 400
    assert not any(word in str(caught.value) for word in ("validation error", "pydantic", "input_value"))
    assert ids(archive) == ["good"]
