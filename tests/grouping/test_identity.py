"""Who is who across articles."""

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.grouping.identity.unify import merge, renamed
from briefing.lexicon.names_ids import actor_id
from briefing.model import Actor, ActorType, Article, Mention, Reading, Role, Span
from briefing.settings import ActorEntry

DAY = date(2025, 3, 4)


def person(name: str, *, of: str | None = None, role: str = "", aliases: Sequence[str] = ()) -> Actor:
    """A person as one article has them."""
    roles = (Role(text=role, day=DAY),) if role else ()
    return Actor(
        id=actor_id("PER", name), name=name, type="PER", aliases=tuple(aliases), roles=roles, affiliation=of,
        salience=0.5, mentions=1,
    )  # fmt: skip


def body(name: str, *aliases: str, of: str | None = None, kind: ActorType = "ORG") -> Actor:
    """A body or place as one article has it."""
    return Actor(
        id=actor_id(kind, name), name=name, type=kind, aliases=aliases, affiliation=of, salience=0.2, mentions=1
    )


RUSSIA = Actor(id="gpe-ru", name="Russia", type="GPE", salience=0.3, mentions=1)


def read(id_: str, *actors: Actor) -> Reading:
    """A reading with these actors, each mentioned once."""
    text = " ".join(actor.name for actor in actors)
    mentions = []
    at = 0
    for actor in actors:
        span = Span(at, at + len(actor.name))
        mentions.append(Mention(span=span, type="PER" if actor.type == "PER" else "ORG", actor=actor.id))
        at = span.end + 1
    article = Article(id=id_, title="", text=text, published=DAY)
    return Reading(article=article, sentences=(), mentions=tuple(mentions), actors=actors)


def names(*readings: Reading, known: Sequence[Actor] = (), entries: Sequence[ActorEntry] = ()) -> list[set[str]]:
    """The groups of (article: name) that are one actor, alone ones left out."""
    identity = merge(readings, known, entries)
    groups: dict[str, set[str]] = {}
    for reading in readings:
        for actor in reading.actors:
            groups.setdefault(identity.ids[reading.article.id, actor.id], set()).add(
                f"{reading.article.id}: {actor.name}"
            )
    return sorted((group for group in groups.values() if len(group) > 1), key=sorted)


def test_transliterations_are_one_person() -> None:
    """Spellings from several articles are one person under the name that most articles print."""
    readings = [
        read("1", person("Alexander Lavrentiev")),
        read("2", person("Aleksandr Lavrentyev")),
        read("3", person("Alexander Lavrentiev")),
    ]
    actors = merge(readings).actors
    assert [(actor.id, actor.name, actor.aliases) for actor in actors] == [
        ("per-alexander-lavrentiev", "Alexander Lavrentiev", ("Aleksandr Lavrentyev",))
    ]
    assert actors[0].mentions == 3


def test_clashing_given_names_are_two_persons() -> None:
    """Two bearers of one surname stay two."""
    assert names(read("1", person("Bill Clinton")), read("2", person("Hillary Clinton"))) == []


def test_one_name_of_two_states_and_trades_is_two_persons() -> None:
    """The same full name with another state and another role is somebody else."""
    mayor = person("Ivan Petrov", of="gpe-ru", role="mayor of Perm")
    striker = person("Ivan Petrov", of="gpe-bg", role="striker")
    assert names(read("1", mayor), read("2", striker)) == []
    ids = merge([read("1", mayor), read("2", striker)]).ids
    assert len(set(ids.values())) == 2


def test_a_bare_surname_joins_the_one_who_keeps_its_company() -> None:
    """A surname alone is the bearer whose articles share other actors; without shared company it stays apart."""
    full = read("1", person("Sergey Vershinin"), RUSSIA)
    assert names(full, read("2", person("Vershinin"), RUSSIA))[-1] == {"1: Sergey Vershinin", "2: Vershinin"}
    assert names(full, read("2", person("Vershinin"), body("Harbour Ferry Club"))) == []
    james = read("1", person("Letitia James"), body("Harbour Ferry Club"), RUSSIA)
    assert names(james, read("2", person("James"), RUSSIA)) == [{"1: Russia", "2: Russia"}]
    assert {"1: Letitia James", "2: James"} in names(james, read("2", person("James"), body("Harbour Ferry Club")))


def test_a_bare_surname_of_two_bearers_stays_apart() -> None:
    """Where two persons fit equally, the surname joins neither."""
    both = read("1", person("Bill Clinton"), person("Hillary Clinton"), RUSSIA)
    groups = names(both, read("2", person("Clinton"), RUSSIA))
    assert groups == [{"1: Russia", "2: Russia"}]


def test_initials_join_the_only_one_who_fits() -> None:
    """An initial is a given name that fits one; where it fits two it joins none."""
    assert names(read("1", person("Grace Otieno")), read("2", person("G. Otieno"))) == [
        {"1: Grace Otieno", "2: G. Otieno"}
    ]
    three = [read("1", person("Grace Otieno")), read("2", person("Gloria Otieno")), read("3", person("G. Otieno"))]
    assert names(*three) == []


def test_bodies_by_words_table_and_acronym() -> None:
    """A body is one by its words, by the table, or by the acronym that an article introduces."""
    readings = [
        read("1", body("Ministry of Defence"), body("Suez Corridor Zone Authority", "SCZA"), RUSSIA),
        read("2", body("Defense Ministry"), body("SCZA"), RUSSIA),
        read("3", body("Revolutionary Guards"), RUSSIA),
        read("4", body("IRGC"), RUSSIA),
    ]
    groups = names(*readings)
    assert {"1: Suez Corridor Zone Authority", "2: SCZA"} in groups
    assert {"3: Revolutionary Guards", "4: IRGC"} in groups


def test_what_every_state_has_is_one_only_where_reports_name_somebody_in_common() -> None:
    """A ministry named without its state is that of the state which another report names, or of another."""
    ours = read("1", body("Education Ministry", of="gpe-ru"), RUSSIA)
    assert names(ours, read("2", body("Ministry of Education"), person("Salem Al Mutairi"))) == []
    alike = read("3", body("Ministry of Education"), RUSSIA)
    assert {"1: Education Ministry", "3: Ministry of Education"} in names(ours, alike)


@pytest.mark.parametrize(
    ("latin", "other", "kind"),
    [
        ("Kharkiv", "Харкову", "GPE"),
        ("Odesa", "Одессы", "GPE"),
        ("Khan Younis", "Хан-Юнисе", "GPE"),
        ("Idlib", "إدلب", "GPE"),
        ("Rosneft", "Роснефтью", "ORG"),
        ("Aramco", "أرامكو", "ORG"),
    ],
)
def test_places_and_bodies_meet_across_scripts_in_like_company(latin: str, other: str, kind: ActorType) -> None:
    """By sound, in any case, where another actor stands beside both; without company they stay apart."""
    one = read("1", body(latin, kind=kind), RUSSIA)
    assert {f"1: {latin}", f"2: {other}"} in names(one, read("2", body(other, kind=kind), RUSSIA))
    assert names(one, read("2", body(other, kind=kind), body("Harbour Ferry Club"))) == []
    assert {f"1: {latin}", "2: Гродно"} not in names(one, read("2", body("Гродно", kind=kind), RUSSIA))


def test_an_unknown_name_is_what_most_articles_in_its_company_take_it_for() -> None:
    """A person that one article takes for a place is that person; in other company the name is another's."""
    others = (body("Harbour Ferry Club"), RUSSIA)
    told = [read(number, person("Mira Tolvanen"), *others) for number in "12"]
    assert {"1: Mira Tolvanen", "2: Mira Tolvanen", "3: Tolvanen"} in names(
        *told, read("3", body("Tolvanen", kind="GPE"), *others)
    )
    assert names(*told, read("3", body("Tolvanen", kind="GPE"), body("Seed Bank"))) == [
        {"1: Harbour Ferry Club", "2: Harbour Ferry Club"},
        {"1: Mira Tolvanen", "2: Mira Tolvanen"},
        {"1: Russia", "2: Russia"},
    ]
    plants = [read(number, body("Kestrel Works"), *others) for number in "12"]
    identity = merge([*plants, read("3", body("Kestrel Works", kind="GPE"), *others)])
    assert [(actor.id, actor.mentions) for actor in identity.actors if "Kestrel" in actor.name] == [
        ("org-kestrel-works", 3)
    ]


def test_the_archive_keeps_its_ids() -> None:
    """An actor of earlier days keeps id and name, whatever today's articles print."""
    known = Actor(id="per-benjamin-netanyahu", name="Benjamin Netanyahu", type="PER", mentions=40)
    identity = merge([read("1", person("Binyamin Netanyahu"))], [known])
    assert identity.ids["1", "per-binyamin-netanyahu"] == "per-benjamin-netanyahu"
    assert identity.actors[0].name == "Benjamin Netanyahu"
    assert "Binyamin Netanyahu" in identity.actors[0].aliases


def test_a_bare_surname_joins_an_actor_of_the_archive_in_its_company() -> None:
    """Somebody known from earlier days is meant by a surname where their state is named too, not otherwise."""
    known = Actor(id="per-sergey-orlov", name="Sergey Orlov", type="PER", affiliation="gpe-ru")
    assert merge([read("1", person("Orlov"), RUSSIA)], [known]).ids["1", "per-orlov"] == "per-sergey-orlov"
    alone = read("1", person("Orlov"), body("Harbour Ferry Club"))
    assert merge([alone], [known]).ids["1", "per-orlov"] == "per-orlov"


def test_the_users_word_wins() -> None:
    """An entry's aliases are its actor; what it must never be merged with stays apart."""
    entry = ActorEntry(name="Big Oil", aliases=("Harbour Petroleum",), type="ORG", affiliation="Norway")
    identity = merge([read("1", body("Harbour Petroleum"))], (), [entry])
    assert [(actor.id, actor.name, actor.affiliation) for actor in identity.actors] == [
        ("org-big-oil", "Big Oil", "gpe-no")
    ]
    apart = ActorEntry(name="Ivan Petrov", never_merge_with=("Ivan Petroff",))
    assert names(read("1", person("Ivan Petrov")), read("2", person("Ivan Petroff")), entries=[apart]) == []


def test_roles_come_latest_first() -> None:
    """A merged actor's roles are dated, each once, the latest first."""
    early = Actor(
        id="per-anna-berg", name="Anna Berg", type="PER", roles=(Role(text="minister", day=date(2024, 1, 1)),)
    )
    late = person("Anna Berg", role="prime minister")
    (actor,) = merge([read("1", late)], [early]).actors
    assert [role.text for role in actor.roles] == ["prime minister", "minister"]


def test_unified_readings_speak_of_the_merged_actors() -> None:
    """Mentions and actors of every reading bear the merged ids and names."""
    readings = [read("1", person("Alexander Lavrentiev"), RUSSIA), read("2", person("Aleksandr Lavrentyev"), RUSSIA)]
    identity = merge(readings)
    unified = list(renamed(readings, identity))
    ids = {actor.id for actor in identity.actors}
    for reading in unified:
        assert {mention.actor for mention in reading.mentions} <= ids
        assert {actor.id for actor in reading.actors} <= ids
    assert unified[0].actors[0].name == unified[1].actors[0].name


NAMES = ["Ivan Petrov", "Ivan Petroff", "I. Petrov", "Petrov", "Anna Petrov", "Iwan Petrow", "Li", "Kim Jong-un", "Kim"]


@given(
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True), min_size=1, max_size=7),
    st.randoms(use_true_random=False),
)
def test_the_order_of_readings_does_not_matter(articles: list[list[str]], rng: random.Random) -> None:
    """Whatever order the readings come in, who is who comes out the same."""
    readings = [read(str(i), *(person(name) for name in names_), RUSSIA) for i, names_ in enumerate(articles)]
    shuffled = list(readings)
    rng.shuffle(shuffled)
    one, two = merge(readings), merge(shuffled)
    assert one.actors == two.actors
    assert one.ids == two.ids
    assert set(one.ids.values()) == {actor.id for actor in one.actors}
