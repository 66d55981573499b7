"""Pages, downloads and feeds: what they show, and that they cost nothing twice."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest

from briefing.archive import Archive
from tests.web.conftest import SETTINGS, SEVERAL, Served, serving
from tests.web.news import DAY


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ("Tuesday 29 January 2019", "Draft, not released", f"/edition/{DAY}")),
        (f"/edition/{DAY}", ("Need to know", "edition.pdf", f"/desk/{DAY}")),
        ("/search?q=miners+Greyhill", ("<mark>Greyhill</mark>", "/article?id=")),
        ("/search?source=harbour+wire&from=2019-01-29&to=2019-01-29", ("Harbour Wire",)),
        ("/search?q=nosuchword", ("Nothing found.",)),
        ("/actors?q=Brandt", ("Olav Brandt",)),
        ("/actors", ("Olav Brandt",)),
        ("/sources", ("Harbour Wire", "not yet asked")),
        (f"/desk/{DAY}/preview", ("Draft, not released", "Need to know")),
    ],
)
def test_each_page_shows_what_it_should(path: str, words: tuple[str, ...], looked_at: Served) -> None:
    """And links to where one goes next."""
    answer = looked_at.ask(path)
    assert answer.status == 200
    for each in words:
        assert each in answer.body


def test_an_actor_is_drawn_among_its_company(looked_at: Served) -> None:
    """A drawing with a name, and beside it a table that says the same and leads on."""
    with Archive.open(f"sqlite:///{looked_at.folder / 'archive.sqlite'}") as archive:
        story = next(one for one in archive.stories(DAY) if len(one.actors) > 1)
    page = looked_at.ask(f"/actor?id={story.actors[0].id}").body
    drawn = page[page.index('<svg class="network" role="img" aria-label="Named in the same articles"') :]
    assert drawn.count("<circle") == 1 + drawn.count('<th scope="row">') > 1
    assert drawn.count('class="own"') == drawn.count('<th scope="row">')


def test_an_article_shows_its_reading(looked_at: Served) -> None:
    """Who is named, which day, what the brief printed of it, and what the story weighed."""
    with Archive.open(f"sqlite:///{looked_at.folder / 'archive.sqlite'}") as archive:
        story = next(story for story in archive.stories(DAY) if "pension" in story.title)
    article = looked_at.ask(f"/article?id={story.articles[0]}").body
    assert 'class="who" href="/actor?id=per-olav-brandt"' in article
    assert 'title="2019-02-04"' in article
    assert "<mark>" in article.partition('<div class="text"')[2]
    assert "weight " in article
    told = looked_at.ask(f"/story?id={story.id}").body
    assert told.count("/article?id=") == 2
    actor = looked_at.ask("/actor?id=per-olav-brandt").body
    assert f"/story?id={story.id}" in actor
    assert "Prime Minister" in actor


def test_long_results_have_pages(looked_at: Served) -> None:
    """Each hit once, and no address is made of more than was asked."""
    first = looked_at.ask("/search?q=Tuesday")
    assert first.body.count('class="hit"') == 20
    assert "page=2" in first.body
    second = looked_at.ask("/search?q=Tuesday&page=2")
    assert 0 < second.body.count('class="hit"') < 20
    assert "page=1" in second.body


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [("json", "application/json", "{"), ("txt", "text/plain", "\n"),
     ("md", "text/markdown", "#"), ("ics", "text/calendar", "BEGIN:VCALENDAR")],
)  # fmt: skip
def test_every_format_can_be_downloaded(name: str, kind: str, begins: str, looked_at: Served) -> None:
    """As it was written, where it was; else made from the archive."""
    answer = looked_at.ask(f"/edition/{DAY}/edition.{name}")
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["content-disposition"] == f'attachment; filename="{DAY}.{name}"'
    written = looked_at.folder / "out" / str(DAY) / f"edition.{name}"
    if written.is_file():
        assert answer.body == written.read_text()
    assert answer.body.lstrip("\ufeff").startswith(begins) or name == "txt"


def test_a_page_that_has_not_changed_is_not_sent_again(looked_at: Served) -> None:
    """Nor is HEAD answered with one."""
    for path in ("/", f"/edition/{DAY}", "/static/web.css", "/feed.atom", f"/edition/{DAY}/edition.json"):
        first = looked_at.ask(path)
        again = looked_at.ask(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status, again.body) == (304, "")
        head = looked_at.ask(path, method="HEAD")
        assert (head.status, head.body) == (200, "")
        assert head.headers["content-length"] == str(len(first.body.encode())) or "json" in path
        assert head.headers["etag"] == first.headers["etag"]


def test_feeds_are_well_formed(looked_at: Served) -> None:
    """A draft is in no feed; the calendar has a day for each edition."""
    root = ET.fromstring(looked_at.ask("/feed.atom").body)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.findall("{http://www.w3.org/2005/Atom}entry") == []
    made = icalendar.Calendar.from_ical(looked_at.ask("/editions.ics").body)
    (event,) = made.walk("VEVENT")
    assert event["DTSTART"].dt == date(2019, 1, 29)


def test_the_pages_speak_the_briefs_language(looked_at: Served) -> None:
    """All of them, from right to left where it is written so."""
    arabic = SETTINGS.edition.model_copy(update={"language": "ar"})
    with serving(looked_at.folder, SETTINGS.model_copy(update={"edition": arabic})) as served:
        for path in ("/", "/search", "/actors", "/sources", f"/desk/{DAY}", "/nothing"):
            page = served.ask(path).body
            assert '<html lang="ar" dir="rtl">' in page
            for english in ("Editions", "Search", "Sources", "Drop", "There is no"):
                assert f">{english}" not in page


def test_each_of_several_briefs_has_its_pages(drafted: Path) -> None:
    """The first page leads to all, their pages lead to one another's, and none shows another's editions."""
    with serving(drafted, SEVERAL) as served:
        first = served.ask("/").body
        for base in ("/brief/-/", "/brief/-/evening/", "/brief/woche/"):
            page = served.ask(base)
            assert page.status == 200
            assert f'href="{base}"' in first
            assert all(f'href="{other}"' in page.body for other in ("/brief/-/", "/brief/-/evening/", "/brief/woche/"))
        assert f"/brief/-/edition/{DAY}" in first
        assert served.ask(f"/brief/-/edition/{DAY}").status == 200
        assert served.ask(f"/brief/woche/edition/{DAY}").status == 404
        assert served.ask("/brief/-/desk").headers["location"] == f"/brief/-/desk/{DAY}"
        assert "Noch wurde keine Ausgabe gemacht." in served.ask("/brief/woche/").body
        assert served.ask("/brief/none/").status == served.ask("/search").status == 404
        feeds = [served.ask(f"/brief/{name}/feed.atom").body for name in ("-", "woche")]
        assert ["<title>Woche</title>" in feed for feed in feeds] == [False, True]
