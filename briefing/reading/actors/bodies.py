"""Bodies within an article: full names, short names, acronyms, and the state that a ministry belongs to."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from briefing.lexicon.names_orgs import KnownBody, acronyms, body_words, is_acronym, is_generic, known_body, shortens
from briefing.lexicon.places import Place, demonyms, place, state_name
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.defined import join_defined
from briefing.reading.actors.page import Named, Page

#: A state with such a part of all mentions of states is the one that the article is about.
_DOMINANT = 0.7
#: Bodies of one article that share a word; where more do, it tells none of them apart.
_SHARED = 100


def cluster_bodies(page: Page, names: Sequence[Named]) -> list[Cluster]:
    """One cluster a body. Bodies that every state has are told apart by the state named with them."""
    clusters: list[Cluster] = []
    index = _Index()
    known: dict[tuple[str, str], int] = {}
    dominant = _dominant_state(page)
    around = frozenset(where.state for named in page.names if (where := _where(named)) is not None)
    for named in sorted(names, key=lambda named: (-len(body_words(named.text)), named.index)):
        core, state = _of_state(page, named, dominant, around)
        at = known[named.text, state] if (named.text, state) in known else _home(named, core, state, clusters, index)
        known[named.text, state] = len(clusters) if at is None else at
        if at is None:
            at = len(clusters)
            clusters.append(Cluster("ORG", state=state))
            index.cores.setdefault(core, []).append(at)
        if not (clusters[at].names and is_acronym(named.text)):  # the longest came first and knows its own
            clusters[at].state = clusters[at].state or state
        clusters[at].names.append(named)
        index.add(named.text, at)
    join_defined(page, clusters)
    _join_short(clusters)
    for cluster in clusters:
        cluster.names.sort(key=lambda named: named.index)
        _call(page, cluster, around)
    return clusters


class _Index:
    """Clusters by what their names share, so that a body is compared with those alone that may be the same.

    Attributes:
        cores: words without the state → clusters, in the order of their making.
    """

    def __init__(self) -> None:
        self.cores: dict[tuple[str, ...], list[int]] = {}
        self._first: dict[tuple[str, object], int] = {}

    def add(self, name: str, at: int) -> None:
        """``name`` belongs to cluster ``at``."""
        for key in _keys(name):
            self._first[key] = min(self._first.get(key, at), at)

    def find(self, name: str) -> int | None:
        """The first cluster of which a name can be the same body's as ``name``."""
        found = [self._first[key] for key in _keys(name, other=True) if key in self._first]
        return min(found, default=None)


def _keys(name: str, *, other: bool = False) -> Iterator[tuple[str, object]]:
    """What two names of one body have in common: words, the table, acronym and full name; ``other`` for the one that is looked for."""
    short, full = ("full", "short") if other else ("short", "full")
    yield "words", body_words(name)
    if (body := known_body(name)) is not None:
        yield "known", body.name
    if is_acronym(name):
        yield short, name.replace(".", "").removesuffix("s").upper()
    for letters in acronyms(name):
        yield full, letters


def _of_state(page: Page, named: Named, dominant: str, around: Collection[str]) -> tuple[tuple[str, ...], str]:
    """A body's words and the state that it belongs to: named in it, beside it, or the only one it can be."""
    core, state = core_of(named.text)
    known = _body_of(named.text, around)
    if known is None and is_acronym(named.text):
        return body_words(named.text), ""
    if known is not None and not is_generic(core):
        return core, known.state
    if known is not None and state == known.state and any(state_named(other) == state for other in page.names):
        return core, state
    if known is None and state:
        return core, state
    beside = _state_beside(page, named)
    state = state or (known.state if known else "")
    return core, beside or (dominant if is_generic(core) else "") or state


def _body_of(name: str, around: Collection[str]) -> KnownBody | None:
    """The body of the table that is named.

    In a text without its state, letters that shorten it are another's; where other states are named, so is a "Congress".
    """
    body = known_body(name)
    if body is None or not body.state or body.state in around:
        return body
    short = is_acronym(name) and name != body.name
    return None if short or (any(around) and is_generic(body_words(name))) else body


def core_of(name: str) -> tuple[tuple[str, ...], str]:
    """A body's words without its state, and the state's ISO code: "Russian Foreign Ministry" → foreign ministry, RU."""
    words = name.split()
    state = ""
    kept: list[str] = []
    at = 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            piece = " ".join(words[at : at + size])
            bare = re.sub(r"['’]s?$", "", piece)
            where = place(bare, exact=True) if at + size <= len(words) else None
            if where is not None and where.kind in ("state", "demonym") and where.state:
                state = state or where.state
                at += size
                break
            if where is not None and size > 1:  # "New Jersey" has no Jersey in it
                kept += words[at : at + size]
                at += size
                break
        else:
            kept.append(words[at])
            at += 1
    core = body_words(" ".join(kept)) if kept else ()
    known = known_body(name) or (known_body(" ".join(kept)) if kept else None)
    if known is not None and not (state and known.state and state != known.state):
        return body_words(known.name), state or ("" if is_generic(body_words(known.name)) else known.state)
    if "ministry" in core and "affair" in core:
        core = tuple(word for word in core if word != "affair")
    if core in (("mfa",), ("mofa",)):
        core = ("ministry", "foreign")
    if core == ("mod",):
        core = ("ministry", "defence")
    return (core, state) if core else (body_words(name), "")


def _state_beside(page: Page, named: Named) -> str:
    """The state named right before or after a body: "Russia's Foreign Ministry", "the Foreign Ministry of Iran"."""
    for other in page.by_sentence[named.sent]:
        follows = other.first == named.stop + 1 and page.words[named.sent][named.stop].text in ("of", "in")
        if (other.stop == named.first or follows) and (state := state_named(other)):
            return state
    return ""


def _dominant_state(page: Page) -> str:
    """The state that most mentions of states name; "" where there is none such."""
    counts = Counter(state for named in page.names if (state := state_named(named)))
    best = min(counts, key=lambda state: (-counts[state], state), default="")
    return best if best and counts[best] >= _DOMINANT * counts.total() else ""


def _where(named: Named) -> Place | None:
    return place(named.text) if named.mention.type in ("LOC", "NORP") else None


def state_named(named: Named) -> str:
    """ISO code of the state that a name names, or whose people; "" where it names none."""
    where = _where(named)
    return where.state if where is not None and where.kind in ("state", "demonym") else ""


def _home(named: Named, core: tuple[str, ...], state: str, clusters: Sequence[Cluster], index: _Index) -> int | None:
    """The cluster that a body belongs to; None where none fits or two do."""
    generic = is_generic(core)
    equal = index.cores.get(core, ())
    if equal:
        right = next((i for i in equal if clusters[i].state == state), None)
        if right is not None:
            return right
        open_ = [i for i in equal if not state or not clusters[i].state]
        return open_[0] if len(open_) == 1 and (not generic or not state or len(equal) == 1) else None
    return None if generic else index.find(named.text)


def _join_short(clusters: list[Cluster]) -> None:
    """Joins "Northrop" to "Northrop Grumman" where no other body of the article can be called so."""
    by_word: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        for word in sorted({word for named in cluster.names for word in body_words(named.text)}):
            by_word.setdefault(word, []).append(cluster)
    gone: set[int] = set()
    for cluster in list(clusters):
        texts = sorted({named.text for named in cluster.names})
        if any(is_generic(body_words(text)) or known_body(text) for text in texts):
            continue
        told = by_word.get(body_words(texts[0])[0] if body_words(texts[0]) else "", ())
        longer = [
            one
            for one in (told if len(told) <= _SHARED else ())
            if one is not cluster
            and id(one) not in gone
            and (not cluster.state or not one.state or one.state == cluster.state)
            and all(any(shortens(text, other.text) for other in one.names) for text in texts)
        ]
        if len(longer) == 1:
            longer[0].names += cluster.names
            longer[0].state = longer[0].state or cluster.state
            gone.add(id(cluster))
    clusters[:] = [cluster for cluster in clusters if id(cluster) not in gone]


def _call(page: Page, cluster: Cluster, around: Collection[str]) -> None:
    """Gives a body that every state has the adjective of the state that the text says: "Foreign Ministry" → "Russian Foreign Ministry".

    The state that a report is mostly about tells its bodies from another report's, but makes no name that nobody printed.
    """
    name = cluster.name()
    core, state = core_of(name)
    written = [named.text for named in cluster.names if not is_acronym(named.text)]
    # What a text writes out says what its letters stand for: the CHP of a highway patrol is no party.
    known = next((body for text in written or (name,) if (body := _body_of(text, around))), None)
    if known is not None:
        cluster.state = cluster.state or known.state
        cluster.slug = known.name
        if all(is_acronym(named.text) for named in cluster.names):
            cluster.fixed = name
        return
    if cluster.state and is_generic(core):
        cluster.slug = " ".join((cluster.state, *core))
        if not state and any(_of_state(page, named, "", around)[1] for named in cluster.names):
            adjective = next(iter(demonyms(cluster.state)), state_name(cluster.state))
            cluster.fixed = f"{adjective} {name}"
