"""Bodies of states in small letters: "Russia's embassy", "the Iranian foreign ministry", "Israel's ministry of defence"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from briefing.lexicon.names_orgs import body_words
from briefing.lexicon.places import demonyms, place, state_name
from briefing.reading.actors.bodies import core_of
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.page import Named, Page
from briefing.reading.text.tokens import Token

#: What states have, after its modifiers.
_HEADS = frozenset("ministry embassy consulate army military navy parliament police".split())
_PAIRS = frozenset({("air", "force"), ("armed", "forces"), ("central", "bank"), ("supreme", "court"), ("security", "forces"),
                    ("intelligence", "service"), ("coast", "guard")})  # fmt: skip
_BEFORE = frozenset(
    "foreign defence defense interior health justice finance education energy oil trade economy agriculture transport culture "
    "tourism information labour labor environment".split()
)


class Body(NamedTuple):
    """A body of a state in small letters: its cluster's index, and where the phrase stands."""

    cluster: int
    sent: int
    first: int
    stop: int


def find_bodies(page: Page, clusters: list[Cluster]) -> list[Body]:
    """Phrases for bodies of states; a body that no name stands for gets a cluster, added to ``clusters``."""
    homes: dict[tuple[tuple[str, ...], str], int] = {}
    for at, cluster in enumerate(clusters):
        if cluster.kind == "ORG" and cluster.state and cluster.names:
            homes.setdefault((core_of(cluster.names[0].text)[0], cluster.state), at)
    found: list[Body] = []
    for sent, names in enumerate(page.by_sentence):
        if page.sentences[sent].kind in ("caption", "boilerplate"):
            continue
        for named in names:
            where = place(named.text) if named.mention.type in ("LOC", "NORP") else None
            if where is None or where.kind not in ("state", "demonym") or not where.state:
                continue
            stop = _phrase_end(page, sent, named)
            if stop is None:
                continue
            core, _ = core_of(page.text(sent, named.stop, stop))
            key = (core, where.state)
            if key not in homes:
                homes[key] = len(clusters)
                clusters.append(_cluster(page.text(sent, named.stop, stop), core, where.state))
            found.append(Body(homes[key], sent, named.first, stop))
    return found


def _phrase_end(page: Page, sent: int, named: Named) -> int | None:
    """The index after "foreign ministry" in "Russian foreign ministry"; None where no body follows the state."""
    words = page.words[sent]
    at = named.stop
    if named.mention.type == "LOC" and not words[at - 1].possessive and not _lower(words, at):
        return None
    while at < len(words) and words[at].plain in _BEFORE and _lower(words, at):
        at += 1
    if at + 1 < len(words) and (words[at].plain, words[at + 1].plain) in _PAIRS:
        return at + 2
    if at >= len(words) or not _lower(words, at) or words[at].plain not in _HEADS:
        return None
    end = at + 1
    if words[at].plain == "ministry" and end + 1 < len(words) and words[end].plain in ("of", "for"):
        following = end + 1
        if words[following].plain in _BEFORE:
            return following + 2 if _is_affairs(words, following + 1) else following + 1
        return None
    return end


def _lower(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].shape == "lower"


def _is_affairs(words: Sequence[Token], at: int) -> bool:
    return at < len(words) and words[at].plain == "affairs"


def _cluster(phrase: str, core: tuple[str, ...], state: str) -> Cluster:
    adjective = next(iter(demonyms(state)), state_name(state))
    return Cluster(
        "ORG", fixed=f"{adjective} {phrase}", slug=" ".join((state, *(core or body_words(phrase)))), state=state
    )
