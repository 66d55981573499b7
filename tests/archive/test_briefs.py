"""Several briefs in one archive: each has its own editions, numbers and yesterday; actors and stories are everybody's."""

from datetime import UTC, date, datetime

from briefing.archive import Archive, dossier, find_actors
from briefing.model import Delivery
from tests import make
from tests.archive.made import BERG, MONDAY, TUESDAY, WEDNESDAY, keep

QUAYS = make.reading("Anna Berg spoke in Oslo.", title="Quays to be widened", day=MONDAY, actors=(BERG,))
PORTS = make.reading("Anna Berg opened a port.", title="A port opens", day=TUESDAY, actors=(BERG,))


def test_each_brief_has_its_own_editions_and_its_own_yesterday(archive: Archive) -> None:
    """Numbers, the previous edition, the days of a story and what was used are the brief's own."""
    economy = archive.of("economy")
    keep(archive, MONDAY, ("s1", (QUAYS,)), number=7)
    keep(economy, TUESDAY, ("s1", (QUAYS,)), ("s2", (PORTS,)))
    assert (archive.editions(), economy.editions()) == ([(MONDAY, 7)], [(TUESDAY, 1)])
    assert archive.briefs() == ["", "economy"]
    told = [make.story(QUAYS, id_="s1"), make.story(PORTS, id_="s2")]
    plain, own = archive.history(WEDNESDAY, told), economy.history(WEDNESDAY, told)
    assert (plain.number, own.number) == (8, 2)
    assert (plain.story_days, own.story_days) == ({"s1": (MONDAY,)}, {"s1": (TUESDAY,), "s2": (TUESDAY,)})
    assert sorted(plain.used) == [QUAYS.article.id]
    assert sorted(own.used) == sorted([QUAYS.article.id, PORTS.article.id])


def test_who_and_which_story_is_known_to_all_briefs(archive: Archive) -> None:
    """So that a story has one id in all of them, and an actor one dossier."""
    keep(archive.of("economy"), MONDAY, ("s1", (QUAYS,)))
    keep(archive.of("weekly"), MONDAY, ("s1", (QUAYS,)))
    assert [story.id for story in archive.known_stories(TUESDAY)] == ["s1"]
    assert [actor.id for actor in archive.known_actors(TUESDAY)] == [BERG.id]
    told = dossier(archive.engine, find_actors(archive.engine, "Anna Berg")[0])
    assert [(day, articles) for day, _, articles, _ in told.stories] == [(MONDAY, 1)]


def test_the_evening_knows_its_own_morning(archive: Archive) -> None:
    """Twice a day is two lines of editions with one numbering."""
    morning, evening = archive.of("desk"), archive.of("desk/evening")
    keep(morning, MONDAY, ("s1", (QUAYS,)))
    assert evening.history(MONDAY, []).number == 2
    assert set(evening.makings.rests_on(MONDAY)) == {MONDAY}
    keep(evening, MONDAY, ("s1", (QUAYS,)), number=2)
    assert morning.history(MONDAY, []).number == 1
    assert morning.history(TUESDAY, []).number == 3


def test_an_edition_rests_on_all_of_the_days_before_it(archive: Archive) -> None:
    """Another brief of such a day changes what the day's digest is of; one of the same day does not."""
    keep(archive, MONDAY, ("s1", (QUAYS,)))
    alone = archive.makings.rests_on(TUESDAY)
    keep(archive.of("economy"), TUESDAY, ("s1", (QUAYS,)))
    assert archive.makings.rests_on(TUESDAY) == alone
    keep(archive.of("economy"), MONDAY, ("s1", (QUAYS,)))
    assert archive.makings.rests_on(TUESDAY) != alone


def test_one_brief_sent_is_not_another(archive: Archive) -> None:
    """The ledger tells them apart."""
    at = datetime(2019, 1, 29, 6, tzinfo=UTC)
    sent = Delivery(
        edition=date(2019, 1, 29), recipient="ann@example.org", message_id="<1@x>", state="sent", attempts=1,
        answer="250 ok", at=at,
    )  # fmt: skip
    archive.of("economy").ledger.record(sent)
    assert archive.of("economy").ledger.deliveries(TUESDAY) == [sent]
    assert archive.ledger.deliveries(TUESDAY) == []
