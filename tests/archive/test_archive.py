"""What the archive keeps, and what it gives back."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from briefing.archive import Archive, schema
from briefing.edition import Material, compose
from briefing.grouping import remembered
from briefing.model import Article, Block, Delivery, Role, Skipped, Span
from tests import make
from tests.archive import made
from tests.archive.conftest import NewUrl
from tests.archive.made import BERG, MONDAY, OSLO, TUESDAY, WEDNESDAY


def test_an_article_comes_back_whole(archive: Archive) -> None:
    """Every field, the moment with its zone, scripts beyond the first plane, and a text of a megabyte."""
    moment = datetime(2019, 1, 28, 23, 30, tzinfo=datetime.strptime("+0200", "%z").tzinfo)
    whole = replace(
        made.article("Ærø 𝔅 café\u0301 Ελλάδα\n" * 50_000, title="Πρώτη", url="https://x.example/?q=" + "a" * 4000),
        published=moment, authors=("A. Writer",), language="el", origin="feeds/x.xml", extract="paywall teaser",
        blocks=(Block(span=Span(0, 10), kind="headline"),),
    )  # fmt: skip
    assert archive.save_articles([whole]) == 1
    again = archive.article(whole.id)
    assert again == whole
    assert again is not None
    assert again.day == MONDAY


def test_what_is_known_stays_as_it_is(archive: Archive) -> None:
    """The same article again is not new, within one batch or later."""
    one, two = made.article("The quays will be widened."), made.article("The bridge is open.")
    assert archive.save_articles([one, two, one]) == 2
    assert archive.save_articles([two, one]) == 0
    assert len(list(archive.articles_for(MONDAY))) == 2


def test_one_id_may_come_with_two_texts(archive: Archive) -> None:
    """Ids that others count ("1", "2" …) come again the next day: each quotation finds the text that it was from."""
    monday = make.reading("The quays will be widened.", day=MONDAY)
    tuesday = make.reading("The bridge is open.", day=TUESDAY)
    monday, tuesday = (replace(one, article=replace(one.article, id="1")) for one in (monday, tuesday))
    archive.save([monday])
    archive.save([tuesday])
    for reading in (monday, tuesday):
        article = reading.article
        assert archive.texts([("1", article.sha256)]) == {"1": article.text}
        assert archive.article("1", article.sha256) == article
        assert archive.reading(article, "test") == reading
    assert archive.article("1") == tuesday.article
    assert archive.texts([("1", "0" * 64), ("2", "0" * 64)]) == {}


def ids(found: Iterable[Article | Skipped]) -> list[str]:
    return [one.id if isinstance(one, Article) else one.reason for one in found]


def test_articles_of_an_edition_are_those_of_its_days_in_a_fixed_order(archive: Archive) -> None:
    """Oldest first, then by id as code points; nothing later, nothing older; an undated one on its arrival."""
    days = {"b": MONDAY, "a": MONDAY, "C": MONDAY, "late": WEDNESDAY, "old": MONDAY - timedelta(days=1)}
    archive.save_articles(made.article(f"Text {id_}.", day=day, id_=id_) for id_, day in days.items())
    archive.save_articles(
        [made.article("No day.", day=None, id_="undated")], arrived=datetime(2019, 1, 29, 4, tzinfo=UTC)
    )
    assert ids(archive.articles_for(TUESDAY)) == ["C", "a", "b", "undated"]
    assert ids(archive.articles_for(TUESDAY, days=2)) == ["old", "C", "a", "b", "undated"]


def test_a_reading_is_taken_from_the_archive_only_for_the_same_article_and_reader(archive: Archive) -> None:
    """Another version, another day or another headline is read anew; another path to the file is not."""
    reading = make.reading("Anna Berg spoke on Monday.", title="Speech", actors=(BERG,))
    article = reading.article
    archive.save([reading])
    assert archive.reading(article, "test") == reading
    assert archive.reading(article, "another") is None
    moved = replace(article, origin="elsewhere.txt")
    assert archive.reading(moved, "test") == replace(reading, article=moved)
    assert archive.reading(replace(article, published=date(2019, 1, 1)), "test") is None
    assert archive.reading(replace(article, title="Another"), "test") is None
    assert archive.reading(replace(article, text="Anna Berg spoke on Sunday."), "test") is None


def test_a_damaged_reading_costs_a_reading_not_an_article(archive: Archive) -> None:
    """What cannot be unpacked is as good as unknown."""
    reading = make.reading("Anna Berg spoke on Monday.")
    archive.save([reading])
    for damaged in (b"", b"no zlib", bytes.fromhex("789cab56ca4fca5702000000ffff")):
        with archive.engine.begin() as connection:
            connection.execute(update(schema.readings).values(form=damaged))
        assert archive.reading(reading.article, "test") is None


def test_threads_read_side_by_side(archive: Archive) -> None:
    """Twelve readers at once, while articles come in: each gets its own reading."""
    readings = [make.reading(f"Ship number {n} has sailed.") for n in range(12)]
    archive.save(readings)
    with ThreadPoolExecutor(12) as pool:
        looks = [pool.submit(archive.reading, reading.article, "test") for reading in readings * 10]
        for n in range(20):
            archive.save_articles([made.article(f"Meanwhile {n}.")])
        assert [look.result() for look in looks] == readings * 10


def test_two_programs_write_at_once(url: str) -> None:
    """Neither fails, nothing is lost: each waits for the other's transaction."""

    def write(name: str) -> None:
        with Archive.open(url) as archive:
            for n in range(15):
                archive.save_articles([made.article(f"{name} {n}.")])
                archive.sources.record("shared", at=f"{n}", new=1, reason="", validators={name: {"n": n}})

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, ("one", "two", "three")))
    with Archive.open(url, create=False) as archive:
        assert len(list(archive.articles_for(MONDAY))) == 45
        assert archive.sources.validators() == {name: {"n": 14} for name in ("one", "two", "three")}


def test_history_knows_what_earlier_editions_printed(archive: Archive) -> None:
    """Of today's stories only, and nothing of the day itself: a story quiet for a day is remembered."""
    first, _ = made.two_days(archive)
    story = make.story(first, id_="s1")
    monday = compose([story], make.by_id(first), Material(day=MONDAY, inputs=1))
    archive.save_edition(monday, [story], [made.known(story)], make.by_id(first))
    said = tuple(point.verbatim for point in monday.sections[0].stories[0].key_points)
    assert said
    assert archive.history(WEDNESDAY, [story]).printed == {"s1": said}
    assert archive.history(WEDNESDAY, [make.story(first, id_="s9")]).printed == {}
    assert archive.history(MONDAY, [story]).printed == {}


def test_history_knows_what_earlier_editions_counted(archive: Archive) -> None:
    """The sentences with figures, each a reading of its own, with which today's are compared."""
    blast = make.reading("Police closed the market.\nThe blast killed 12 people.", day=MONDAY)
    story, texts = make.story(blast, id_="s1"), make.by_id(blast)
    edition = compose([story], texts, Material(day=MONDAY, inputs=1))
    archive.save_edition(edition, [story], remembered([story], texts), texts)
    (known,) = archive.history(TUESDAY, [story]).figures["s1"]
    assert known.article.text == "The blast killed 12 people."
    assert [fact.span.of(known.article.text) for fact in known.facts] == ["12"]
    assert not archive.history(MONDAY, [story]).figures


def test_history_is_what_earlier_editions_knew(archive: Archive) -> None:
    """Actors since when, stories on which days, articles a day; nothing of the day itself or later."""
    first, _ = made.two_days(archive)
    story = make.story(first, id_="s1")
    history = archive.history(TUESDAY, [story])
    assert history.previous == made.edition(MONDAY)
    assert history.number == 2
    assert history.first_seen == {"per-anna-berg": MONDAY, "gpe-oslo": MONDAY}
    assert history.story_days == {"s1": (MONDAY,)}
    assert history.story_volume["s1"] == (*[0] * 12, 1, 1)
    assert history.actor_volume["per-anna-berg"] == (*[0] * 12, 1, 1)
    assert archive.history(MONDAY, [story]).number == 1
    assert archive.history(MONDAY, [story]).first_seen == {}
    assert [story.id for story in archive.known_stories(TUESDAY)] == ["s1"]
    assert [story.id for story in archive.known_stories(WEDNESDAY)] == ["s1", "s2"]
    assert archive.known_stories(MONDAY + timedelta(days=20)) == []


def test_a_day_built_again_knows_what_it_knew_the_first_time(archive: Archive) -> None:
    """Tuesday built again sees Monday's minister, not Tuesday's: the same input gives the same brief."""
    made.two_days(archive)
    before = archive.known_actors(TUESDAY)
    assert before == [OSLO, BERG]
    roles = [actor.roles for actor in archive.known_actors(WEDNESDAY)]
    assert roles == [(), (Role(text="finance minister", day=TUESDAY),)]
    made.two_days(archive)
    assert archive.known_actors(TUESDAY) == before
    assert archive.known_actors(MONDAY) == []
    assert [day for day, _ in archive.editions()] == [TUESDAY, MONDAY]


def test_an_edition_gives_way_to_the_next_of_its_day(archive: Archive) -> None:
    """Stories and actors that the new one no longer has are forgotten; those of other days stay."""
    first, _ = made.two_days(archive)
    without = replace(first, actors=(BERG,), mentions=())
    made.keep(archive, MONDAY, ("s9", [without]))
    assert [story.id for story in archive.known_stories(TUESDAY)] == ["s9"]
    assert [actor.id for actor in archive.known_actors(TUESDAY)] == ["per-anna-berg"]
    assert archive.history(WEDNESDAY, [make.story(first)]).first_seen == {"per-anna-berg": MONDAY}
    assert archive.edition(MONDAY) == made.edition(MONDAY)
    assert archive.edition() == made.edition(TUESDAY, number=2)
    assert archive.edition(WEDNESDAY) is None


def test_an_edition_is_kept_whole_or_not_at_all(archive: Archive) -> None:
    """What fails in the middle leaves the earlier edition of that day as it was."""
    first, _ = made.two_days(archive)
    with pytest.raises(ValueError, match="shorter"):
        archive.save_edition(made.edition(MONDAY, number=7), [make.story(first, id_="unknown")], [], {})
    assert archive.edition(MONDAY) == made.edition(MONDAY)
    assert [story.id for story in archive.known_stories(TUESDAY)] == ["s1"]


def test_deliveries_are_kept_by_edition_and_recipient(archive: Archive) -> None:
    """The latest word on each; the caller's clock where a delivery bears no moment."""
    begun = Delivery(edition=MONDAY, recipient="b@example.org", message_id="<1@x>", state="unknown", attempts=1)
    archive.ledger.clock = datetime(2019, 1, 28, 6, tzinfo=UTC)
    archive.ledger.record(begun)
    done = replace(begun, state="sent", attempts=2, answer="250 ok")
    archive.ledger.record(done)
    archive.ledger.record(replace(begun, recipient="a@example.org"))
    kept = archive.ledger.deliveries(MONDAY)
    assert kept == [
        replace(begun, recipient="a@example.org", at=archive.ledger.clock),
        replace(done, at=archive.ledger.clock),
    ]
    assert archive.ledger.deliveries(TUESDAY) == []


def test_sources_remember_how_they_did(archive: Archive) -> None:
    """Failures in a row are counted, success ends the count; validators stay until they are replaced."""
    book = archive.sources
    book.record("harbour", at="1", new=3, reason="", validators={"u": {"etag": "x"}, "v": {"etag": "y"}})
    book.record("harbour", at="2", new=0, reason="HTTP 500", validators={})
    book.record("harbour", at="3", new=0, reason="HTTP 500", validators={})
    [health] = book.health()
    assert (health.last_ok, health.last_new, health.failures, health.reason) == ("1", "1", 2, "HTTP 500")
    book.record("harbour", at="4", new=0, reason="", validators={"u": {"etag": "z"}}, keep=["u"])
    [health] = book.health()
    assert (health.last_ok, health.last_new, health.failures) == ("4", "1", 0)
    assert book.validators() == {"u": {"etag": "z"}}


def test_first_runs_at_the_same_moment_make_one_archive(new_url: NewUrl) -> None:
    """Several programs that find no archive make it once."""
    url = new_url()
    with ThreadPoolExecutor(5) as pool:
        opened = list(pool.map(Archive.open, [url] * 5))
    opened[0].save_articles([made.article("The quays will be widened.")])
    assert all(len(list(archive.articles_for(MONDAY))) == 1 for archive in opened)
    for archive in opened:
        archive.close()
