"""Places and bodies across scripts: "Харкову" is Kharkiv, "Росатом" Rosatom, "خان يونس" Khan Younis.

States, capitals and great bodies meet by the tables; the others by their sound, where one report's company speaks for it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.grouping.identity.nodes import Group, clash
from briefing.lexicon.names import keys, same_part
from briefing.lexicon.names_sound import fold

#: Letters of the shortest name that sound identifies: of 44 pairs of one place or body 38 meet, of 41 look-alikes three (Мосула
#: and Missoula), which have no company in common.
_LETTERS = 4


def join_scripts(groups: Sequence[Group], met: Mapping[str, str]) -> list[Group]:
    """Each group of names in another script goes to the one of like sound and company that is written in Latin letters.

    Args:
        groups: of one kind of actor.
        met: local ids of persons → one for each person, however their articles spell them.
    """
    latin: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for form in sorted(group.forms):
            if form.isascii():
                for sounds in keys(form):
                    latin[sounds].append(group)
    kept: list[Group] = []
    for group in groups:
        home = None if group.known or any(form.isascii() for form in group.forms) else _home(group, latin, met)
        if home is None:
            kept.append(group)
        else:
            home.take(group)
    return kept


def _home(group: Group, latin: Mapping[str, Sequence[Group]], met: Mapping[str, str]) -> Group | None:
    company = {met.get(id_, id_) for id_ in group.company}
    near = {
        id(other): other for form in sorted(group.forms) for sounds in keys(form) for other in latin.get(sounds, ())
    }
    fitting = [
        other
        for other in near.values()
        if (other.known is not None or any(met.get(id_, id_) in company for id_ in other.company))
        and not clash(group.affiliations, other.affiliations)
        and any(_alike(one, two) for one in group.forms for two in other.forms if two.isascii())
    ]
    return fitting[0] if len(fitting) == 1 else None


def _alike(one: str, two: str) -> bool:
    """Word by word, hyphens parting words; short names say too little."""
    left, right = (fold(name).replace("-", " ").split() for name in (one, two))
    if len(left) != len(right) or min(len(one), len(two)) < _LETTERS:
        return False
    return all(same_part(first, second) for first, second in zip(left, right, strict=True))
