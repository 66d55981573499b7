"""One actor over the days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.archive import Archive, dossier, find_actors
from briefing.archive.dossier import DAYS
from briefing.model import Actor, Role
from tests import make
from tests.archive import made
from tests.archive.made import BERG, MONDAY, OSLO, TUESDAY


def names(archive: Archive, name: str, limit: int = 10) -> list[str]:
    """The ids of the actors found."""
    return [actor.id for actor in find_actors(archive.engine, name, limit)]


def test_an_actor_is_found_by_any_spelling(archive: Archive) -> None:
    """Name, alias of any day, id, a part; capitals, accents and alphabets make no difference."""
    made.two_days(archive)
    putin = Actor(id="per-p", name="Владимир Путин", type="PER", aliases=("Erdoğan's guest",), mentions=1)
    made.keep(archive, TUESDAY, ("s3", [make.reading("Владимир Путин приехал.", day=TUESDAY, actors=(putin,))]))
    for name in ("Anna Berg", "ANNA BERG", "berg", "Berg", "per-anna-berg", " anna  berg ", "nna ber"):
        assert names(archive, name) == ["per-anna-berg"], name
    assert names(archive, "putin") == names(archive, "erdogan") == ["per-p"]


@pytest.mark.parametrize(
    "name", ["", " ", "%", "_", "\\", "a%g", "name", "aliases", "PER", '"', "'; --", "\0", "\ud800", "x" * 9999]
)
def test_what_is_no_name_finds_nobody(archive: Archive, name: str) -> None:
    """Neither wildcards nor the words of our own storage."""
    made.two_days(archive)
    assert names(archive, name) == []


def test_the_one_whose_name_it_is_comes_first(archive: Archive) -> None:
    """Before those who only bear it as an alias, and before those who hold it."""
    alias = Actor(id="org-berg", name="Berg & Sons", type="ORG", aliases=("Berg",), mentions=9)
    holder = Actor(id="per-bergman", name="Bergman", type="PER", mentions=9)
    self_ = Actor(id="loc-berg", name="Berg", type="LOC", mentions=1)
    reading = make.reading("Berg & Sons met Bergman in Berg.", actors=(alias, holder, self_))
    made.keep(archive, MONDAY, ("s", [reading]))
    assert names(archive, "Berg") == ["loc-berg", "org-berg"]
    assert names(archive, "Berg", 1)
    assert names(archive, "bergm") == ["per-bergman"]


def test_roles_and_aliases_of_all_days_stay(archive: Archive) -> None:
    """Each role with the latest day on which it was printed, latest first; each spelling once."""
    made.two_days(archive)
    told = dossier(archive.engine, find_actors(archive.engine, "Anna Berg")[0])
    assert told.actor.roles == (
        Role(text="finance minister", day=TUESDAY),
        Role(text="harbour minister", day=MONDAY),
    )
    assert told.actor.aliases == ("Ms Berg", "Berg")
    assert (told.first_seen, told.last_seen) == (MONDAY, TUESDAY)


def test_stories_company_and_volume(archive: Archive) -> None:
    """Latest story first, closest company first, articles a day up to the last one seen."""
    made.two_days(archive)
    second = make.reading("Anna Berg left Oslo again.", title="Away", day=MONDAY, actors=(BERG, OSLO))
    first = make.reading(
        "Anna Berg, the harbour minister, spoke in Oslo.", title="Speech", day=MONDAY, actors=(BERG, OSLO)
    )
    made.keep(archive, MONDAY, ("s1", [first, second]))
    told = dossier(archive.engine, find_actors(archive.engine, "Anna Berg")[0])
    assert [story[:3] for story in told.stories] == [(TUESDAY, "Café tax cut", 1), (MONDAY, "Speech", 2)]
    assert [one[:2] for one in told.company] == [("Oslo", 2)]
    assert told.volume == (*[0] * (DAYS - 2), 2, 1)


def test_whom_articles_name_together(archive: Archive) -> None:
    """Of those in the company: in how many of the actor's articles two of them stand, and in no others."""
    kyiv = replace(OSLO, id="gpe-kyiv", name="Kyiv")
    both, again = (make.reading(f"Berg, Oslo, Kyiv {n}.", day=MONDAY, actors=(BERG, OSLO, kyiv)) for n in range(2))
    without = make.reading("Oslo and Kyiv.", day=MONDAY, actors=(OSLO, kyiv))
    made.keep(archive, MONDAY, ("s1", [both, again]), ("s2", [without]))
    told = dossier(archive.engine, find_actors(archive.engine, "Anna Berg")[0])
    assert told.ties == (("gpe-kyiv", "gpe-oslo", 2),)


def test_a_copy_counted_in_two_editions_is_one_article(archive: Archive) -> None:
    """An article that stays in the window for two editions does not count twice."""
    reading = make.reading("Anna Berg spoke in Oslo.", day=MONDAY, actors=(BERG, OSLO))
    made.keep(archive, MONDAY, ("s1", [reading]))
    made.keep(archive, TUESDAY, ("s1", [reading]), number=2)
    told = dossier(archive.engine, find_actors(archive.engine, "Oslo")[0])
    assert [one[:2] for one in told.company] == [("Anna Berg", 1)]
    assert told.volume[-2:] == (1, 0)
    assert len(told.stories) == 2


def test_a_thousand_days_are_told_in_bounds(archive: Archive) -> None:
    """Long lives are cut: the latest stories, the recent company, a month of volume."""
    start = date(2016, 1, 1)
    for n in range(120):
        day = start + timedelta(days=n)
        role = replace(BERG, roles=(Role(text=f"minister {n % 7}", day=day),))
        made.keep(archive, day, (f"s{n}", [make.reading(f"Anna Berg spoke {n} times.", day=day, actors=(role,))]))
    told = dossier(archive.engine, find_actors(archive.engine, "Anna Berg")[0])
    assert (told.first_seen, told.last_seen) == (start, start + timedelta(days=119))
    assert len(told.stories) == 50
    assert told.volume == (1,) * DAYS
    assert [role.day for role in told.actor.roles] == [start + timedelta(days=n) for n in range(119, 112, -1)]
