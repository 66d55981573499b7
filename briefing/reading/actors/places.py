"""States, cities, regions and peoples within an article; capitals that stand for their government."""

from collections.abc import Sequence

from briefing.lexicon.names_ids import slug
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import titles
from briefing.lexicon.places import Place, place, slip, state_name
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.page import Named, Page

#: Before a capital's name these speak for the place itself.
_THERE = frozenset(
    "in at near to from outside around across through into inside for of visit visited leave left".split()
)
#: What a government has and a city has not.
_POWER = frozenset(
    "ally allies position policy policies government nuclear foreign decision demands demand response role influence "
    "interests interest claim claims stance ties relations support air military army intervention strikes sanctions "
    "withdrawal missile ballistic proxies envoy ambassador offer proposal plan plans concerns regime leadership".split()
)
_ACTS = frozenset(
    "says said wants want warned warns accused accuses denied denies claims claimed insists insisted has had is was will "
    "would may could vowed vows announced agreed agrees signed sees saw hopes fears regards considers views rejected "
    "rejects backs backed supports supported demanded demands seeks sought argues argued believes launched imposed "
    "recalled expelled summoned blames blamed pledged responded retaliated condemned condemns called offered".split()
)
_TOWNS = frozenset({"city", "town", "village", "province", "state", "district", "county", "region", "governorate", "oblast",
                    "prefecture", "township", "republic", "territory", "municipality"})  # fmt: skip


def cluster_places(page: Page, names: Sequence[Named]) -> list[Cluster]:
    """One cluster a place or people; "Russian" counts for Russia."""
    known = {named.index: _known(page, named) for named in names}
    stated = {
        where.state
        for where in known.values()
        if where is not None and where.kind in ("state", "demonym") and where.state
    }
    clusters: dict[str, Cluster] = {}
    for named in names:
        where = known[named.index]
        if where is None:
            cluster = clusters.setdefault(_unknown_key(named), _unknown(named))
        elif where.kind in ("state", "demonym"):
            cluster = _state(clusters, where.state)
            if where.kind == "demonym":
                cluster.silent.add(named.index)
        elif where.kind == "capital" and where.state in stated and _metonym(page, named):
            cluster = _state(clusters, where.state)
            cluster.silent.add(named.index)
        else:
            cluster = clusters.setdefault(_key(where), _placed(where))
            if where.kind == "people" and cluster.kind == "LOC":
                cluster.silent.add(named.index)
        cluster.names.append(named)
    return [cluster for cluster in clusters.values() if cluster.names]


def _known(page: Page, named: Named) -> Place | None:
    where = place(named.text, page.article.language)
    if where is None and named.mention.type == "LOC":
        city, comma, rest = named.text.partition(", ")
        if comma:  # "Ghent, Belgium" is Ghent
            around = place(rest)
            known = place(city)
            if known is not None and known.kind in ("capital", "city"):
                return known
            return Place("city", city, around.state) if around is not None else None
        where = slip(named.text)
    return where


def _state(clusters: dict[str, Cluster], code: str) -> Cluster:
    return clusters.setdefault(f"state {code}", Cluster("GPE", fixed=state_name(code), slug=code.lower()))


def _placed(where: Place) -> Cluster:
    if where.kind in ("capital", "city"):
        return Cluster("GPE", fixed=where.name, state=where.state)
    around = place(where.name, exact=True)
    if around is not None and around.kind == "region":
        return Cluster("LOC", fixed=where.name)
    return Cluster("NORP", fixed=where.name)


def _key(where: Place) -> str:
    """Europe and the Europeans are one; so are Kurds and Kurdish."""
    return f"{where.kind} {where.name}" if where.kind in ("capital", "city") else f"region {where.name}"


def _unknown_key(named: Named) -> str:
    words = [word for word in fold(named.text).split() if word not in _TOWNS]
    if named.mention.type == "NORP" and words:
        words[-1] = words[-1].removesuffix("s")
    return slug(" ".join(words) or named.text)


def _unknown(named: Named) -> Cluster:
    if named.mention.type == "NORP":
        return Cluster("NORP")
    last = fold(named.text.split()[-1])
    around = place(named.text.split()[-1], exact=True) if " " in named.text else None
    if around is not None and around.kind == "state":  # "western Syria"
        return Cluster("LOC", state=around.state)
    return Cluster("LOC" if last in titles().place_heads and last not in _TOWNS else "GPE")


def _metonym(page: Page, named: Named) -> bool:
    """Whether a capital stands for its government here: it says, wants, has a policy."""
    words = page.words[named.sent]
    before = words[named.first - 1].plain if named.first else ""
    after = [token.plain for token in words[named.stop : named.stop + 3]]
    if words[named.stop - 1].possessive or (after and after[0] in ("'", "’")):
        return bool(_POWER.intersection(after))
    if before in _THERE or not after:
        return False
    return after[0] in _ACTS or (before == "with" and after[0].endswith("ing"))
