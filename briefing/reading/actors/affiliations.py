"""Affiliations: which body or state a person acts for, as the article says it or lets nobody doubt.

Three kinds of evidence, the surest first: who holds the person's role ("Russia's envoy"), a body beside the name ("Harbour
Bank's Anna Berg", "Anna Berg of Harbour Bank"), and for a role that does not say of what it is, the one body ("the firm's
chief executive") or the one state ("the foreign minister") that the article speaks of.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from briefing.lexicon.names_ids import is_state
from briefing.lexicon.names_orgs import GENERIC
from briefing.lexicon.names_tables import titles
from briefing.lexicon.offices import offices_of
from briefing.lexicon.roles import NOT_YET_OR_UNDER
from briefing.reading.actors.bodies import state_named
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.page import Named, Page
from briefing.reading.actors.role_words import role_words
from briefing.reading.actors.roles import FoundRole
from briefing.reading.text.tokens import Token

#: Between a person and the body that they come from.
_FROM, _THE = frozenset({"of", "from", "at"}), frozenset({"the"})
#: Of all mentions of bodies so many must be the one that a role without an owner belongs to. Calibrated on the tune half
#: of tests/gold/roles.jsonl.
_MOSTLY = 0.5
#: Roles that states have too.
_OF_STATES = frozenset("president vice prime minister deputy first foreign defence defense finance interior".split())
#: Roles that states alone have, and what tells another's: a state's part has a chief minister, a party a general secretary.
_STATE = frozenset("minister premier secretary king queen prince emir amir".split())
_NO_STATE = frozenset("chief general permanent".split())
#: They tell when and by what right somebody has a role, not where.
_TIMES = NOT_YET_OR_UNDER | frozenset("then current new incumbent deposed ousted".split())
#: A role that names such a body ("parliament president", "police chief") is not of the one that the article is about.
_OF_EVERY_STATE = GENERIC - {"general"}
#: Sentences in which one mention of a state is enough.
_LEDE = 3
#: Roles that a body has.
_BODY = frozenset(
    "ceo cfo chief chairman chairwoman executive spokesman spokeswoman spokesperson president director officer coach".split()
)


def find(
    page: Page, roles: Sequence[FoundRole], of: Mapping[int, int], clusters: Sequence[Cluster], ids: Sequence[str]
) -> dict[int, str]:
    """Cluster of a person → id of what they belong to: the one said most, the first of equals."""
    said: dict[int, Counter[str]] = {}
    pairs = [(role.person, role.holder) for role in roles if role.holder is not None]
    pairs += [(person.index, body.index) for person, body in _beside(page)]
    for person, owner in pairs:
        if person in of and owner in of and clusters[of[owner]].kind in ("GPE", "ORG", "LOC"):
            said.setdefault(of[person], Counter())[ids[of[owner]]] += 1
    owners = {person: max(counts, key=lambda id_: counts[id_]) for person, counts in said.items()}
    state = _spoken_of_state(page, clusters)
    for role in roles:
        at = of.get(role.person)
        if at is not None and at not in owners:
            owner_id = _spoken_of(role, clusters, ids) or (
                f"gpe-{state.lower()}" if state and not role.vague and _of_state(role) else ""
            )
            if owner_id:
                owners[at] = owner_id
    return owners


def _spoken_of_state(page: Page, clusters: Sequence[Cluster]) -> str:
    """The one state that an article names, if its lede names it or the article does so twice.

    Where two are named, "President X" may be of the less named one: what is said of a power abroad needs no second word.
    """
    named = {cluster.slug.upper() if is_state(f"gpe-{cluster.slug}") else cluster.state for cluster in clusters} - {""}
    state = next(iter(named)) if len(named) == 1 else ""
    told = [one for one in page.names if state and state_named(one) == state]
    return state if len(told) > 1 or any(one.sent < _LEDE for one in told) else ""


def _of_state(role: FoundRole) -> bool:
    """Whether a role is one that a state gives: "foreign minister", "President", "former king"."""
    words = set(role.text.casefold().replace("-", " ").split()) - _TIMES
    return bool(words) and (words <= _OF_STATES or (role.head in _STATE and not words & _NO_STATE))


def _beside(page: Page) -> Iterator[tuple[Named, Named]]:
    """(person, body) where they stand side by side: "of", "from", a possessive, brackets."""
    for sent, names in enumerate(page.by_sentence):
        for person in names:
            if person.mention.type != "PER" or " " not in person.text:
                continue
            if (before := _body_before(page, sent, person)) is not None:
                yield person, before
            if (after := _body_after(page, sent, person)) is not None:
                yield person, after


def _body_before(page: Page, sent: int, person: Named) -> Named | None:
    """Whose somebody is: "Harbour Bank's Anna Berg", "Harbour Police Sgt. Anna Berg"."""
    words = page.words[sent]
    at = person.first
    while at and page.named_at(sent, at - 1) is None and _is_rank(words[at - 1]):
        at -= 1
    ranked = at < person.first
    marked = at > 1 and words[at - 1].text in ("'", "’")  # "Reunion Pictures' Anna Berg"
    before = page.named_at(sent, at - 1 - marked) if at else None
    if before is None or before.stop != at - marked or before.mention.type not in ("ORG", "LOC"):
        return None
    owns = words[at - 1].possessive or (marked and before.text.endswith("s"))
    return before if owns or (ranked and before.mention.type == "ORG") else None


def _is_rank(word: Token) -> bool:
    return word.plain.rstrip(".") in titles().honorifics - titles().courtesies


def _body_after(page: Page, sent: int, person: Named) -> Named | None:
    """Whose somebody is: "Anna Berg of the Harbour Bank", "Anna Berg (Labour)", "Anna Berg, do PSDB"."""
    words = page.words[sent]
    table = offices_of(page.article.language)
    links, articles = (table.whence, table.articles) if table is not None else (_FROM, _THE)
    at = person.stop
    at += at + 1 < len(words) and words[at].text == "," and words[at + 1].plain in links
    if at + 1 >= len(words) or not (words[at].plain in links or words[at].text == "("):
        return None
    at += 1
    after = page.named_at(sent, at)
    if after is None and words[at].plain in articles and at + 1 < len(words):
        at += 1
        after = page.named_at(sent, at)
    return after if after is not None and after.first == at and after.mention.type == "ORG" else None


def _spoken_of(role: FoundRole, clusters: Sequence[Cluster], ids: Sequence[str]) -> str:
    """The one body that an article with an unowned role speaks of; "" where it is not plain."""
    words = set(role.text.casefold().replace("-", " ").split()) - _TIMES
    if role.head not in _BODY or words <= _OF_STATES or words & _OF_EVERY_STATE or _names(role.text):
        return ""
    named: Counter[str] = Counter()
    for at, cluster in enumerate(clusters):
        if cluster.kind == "ORG":
            named[ids[at]] += len(cluster.names)
    best = max(sorted(named), key=lambda id_: named[id_], default="")
    return best if best and named[best] >= _MOSTLY * named.total() else ""


def _names(role: str) -> bool:
    """Whether a role says in capitals what it is of: "chairman of Weekend Tours", "Academy president"."""
    table = role_words()
    return any(word[0].isupper() and word.casefold() not in table.heads | table.modifiers for word in role.split())
