"""Who is who in one article: mentions → actors, with roles, affiliation and salience."""

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.lexicon.names_ids import actor_id
from briefing.lexicon.names_orgs import known_body
from briefing.lexicon.names_sound import fold
from briefing.lexicon.places import place, state_name
from briefing.lexicon.roles import once
from briefing.model import Actor, Article, Mention, MentionType, Role, Sentence
from briefing.reading.actors.affiliations import find as find_owners
from briefing.reading.actors.bodies import cluster_bodies
from briefing.reading.actors.clusters import Cluster, strip_title
from briefing.reading.actors.defined import join_defined
from briefing.reading.actors.entries import apply_entries
from briefing.reading.actors.page import Named, Page, lay_out
from briefing.reading.actors.persons import cluster_persons
from briefing.reading.actors.places import cluster_places
from briefing.reading.actors.references import find_references
from briefing.reading.actors.roles import FoundRole
from briefing.reading.actors.roles import find as find_roles
from briefing.reading.actors.salience import weigh
from briefing.reading.fences import attempt
from briefing.settings import ActorEntry

_MOST_ROLES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What an article says about who is who.

    Attributes:
        mentions: the same as came in, with the actor of each where one is meant.
        references: pronouns and role phrases whose actor is certain, in reading order.
        actors: most salient first.
    """

    mentions: tuple[Mention, ...]
    references: tuple[Mention, ...]
    actors: tuple[Actor, ...]


def resolve(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], entries: Sequence[ActorEntry] = ()
) -> Resolution:
    """Gives every name its actor.

    Args:
        article: the owner of the text.
        sentences: its sentences.
        mentions: its names, in reading order.
        entries: the user's word on who is who: it wins.
    """
    page = lay_out(article, sentences, mentions)
    clusters = [each for each in apply_entries(_clusters(page), entries) if not _is_outlet(each, article, entries)]
    clusters.sort(key=lambda cluster: cluster.names[0].index)
    ids = _ids(clusters)
    of = {named.index: at for at, cluster in enumerate(clusters) for named in cluster.names}
    roles = attempt("roles", lambda: find_roles(page), [])
    references = attempt("references", lambda: find_references(page, clusters, ids, roles), ())
    shares = attempt("actors", lambda: weigh(page, clusters, ids, references), [0.0] * len(clusters), part="salience")
    named = [
        dataclasses.replace(mention, actor=ids[of[index]] if index in of else None)
        for index, mention in enumerate(mentions)
    ]
    held = attempt("affiliations", lambda: find_owners(page, roles, of, clusters, ids), {})
    actors: dict[str, Actor] = {}
    for at, cluster in enumerate(clusters):
        actors.setdefault(
            ids[at],
            Actor(
                id=ids[at],
                name=cluster.name() if cluster.kind != "PER" else strip_title(cluster.name()),
                type=cluster.kind,
                aliases=_aliases(cluster),
                roles=_roles(roles, of, at, article),
                affiliation=held.get(at) or _state_id(cluster, ids[at]),
                salience=shares[at],
                mentions=len(cluster.names),
            ),
        )
    for state in sorted({actor.affiliation for actor in actors.values() if actor.affiliation} - actors.keys()):
        code = state.removeprefix("gpe-").upper()
        actors[state] = Actor(id=state, name=state_name(code), type="GPE")
    ranked = sorted(actors.values(), key=lambda actor: (-actor.salience, actor.id))
    return Resolution(mentions=tuple(named), references=references, actors=tuple(ranked))


def _clusters(page: Page) -> list[Cluster]:
    """Names by kind; a name printed with two types belongs to the type that it has most."""
    language = page.article.language
    majority: dict[str, Counter[MentionType]] = {}
    for named in page.names:
        kind: MentionType = "LOC" if named.mention.type == "NORP" else named.mention.type
        if named.mention.type == "NORP" and known_body(named.text, exact=True) is not None:
            kind = "ORG"  # the Taliban, the Houthis
        majority.setdefault(fold(named.text), Counter())[kind] += 1
    groups: dict[str, list[Named]] = {"PER": [], "ORG": [], "LOC": []}
    for named in page.names:
        counts = majority[fold(named.text)]
        kind = min(sorted(counts), key=lambda one: -counts[one])
        if kind == "ORG" and known_body(named.text) is None and place(named.text, language, exact=True) is not None:
            kind = "LOC"  # a city that a sentence makes act
        if kind in groups:
            groups[kind].append(named)
    return [
        *join_defined(page, cluster_persons(page, groups["PER"])),
        *cluster_bodies(page, groups["ORG"]),
        *join_defined(page, cluster_places(page, groups["LOC"])),
    ]


def _is_outlet(cluster: Cluster, article: Article, entries: Sequence[ActorEntry]) -> bool:
    """Whether nothing but the outlet itself is named, of which neither its headline nor an entry of the user's speaks."""
    name = _bare(article.source)
    return (
        bool(name)
        and not any(name in map(_bare, (entry.name, *entry.aliases)) for entry in entries)
        and cluster.kind != "PER"
        and name not in _bare(article.title)
        and {_bare(named.text) for named in cluster.names} == {name}
    )


def _bare(outlet: str) -> str:
    return outlet.casefold().removeprefix("the ").strip()


def _ids(clusters: Sequence[Cluster]) -> list[str]:
    """Ids by type and name; where two clusters would share one, the later gets a number."""
    ids: list[str] = []
    taken: dict[str, int] = {}  # id → number of the last that was made of it
    for cluster in clusters:
        name = cluster.slug or (strip_title(cluster.name()) if cluster.kind == "PER" else cluster.name())
        base = actor_id(cluster.kind, name)
        unique = base
        while unique in taken:
            taken[base] = taken.get(base, 1) + 1
            unique = f"{base}-{taken[base]}"
        taken.setdefault(unique, 1)
        ids.append(unique)
    return ids


def _aliases(cluster: Cluster) -> tuple[str, ...]:
    name = cluster.name()
    forms = [strip_title(form) if cluster.kind == "PER" else form for form in cluster.forms()]
    return tuple(dict.fromkeys(form for form in forms if form != name and not (form.isupper() and len(form) > 6)))


def _roles(found: Sequence[FoundRole], of: Mapping[int, int], at: int, article: Article) -> tuple[Role, ...]:
    """The roles of one person, each once, as printed."""
    said = (Role(text=role.text, day=article.day) for role in found if of.get(role.person) == at)
    return once(said)[:_MOST_ROLES]


def _state_id(cluster: Cluster, own: str) -> str | None:
    state = f"gpe-{cluster.state.lower()}" if cluster.state else None
    return state if state != own else None
