"""Names that an article defines: in brackets behind a name stands its short form, or how it is written at home."""

from itertools import pairwise

from briefing.lexicon.names_orgs import acronyms, is_acronym
from briefing.lexicon.places import place
from briefing.model import ActorType
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.page import Named, Page

#: The last letter of the Latin script's blocks.
_LATIN = "\u024f"


def join_defined(page: Page, clusters: list[Cluster]) -> list[Cluster]:
    """Joins, in place, what stands in brackets behind a name to the name.

    A body's short form ("Islamic Revolutionary Guard Corps (IRGC)", "… Movement (Molirena)"), anybody's name in another
    script ("Chen Shui-bian (陳水扁)").

    Args:
        page: the article.
        clusters: all of one kind.
    """
    of = {named.index: cluster for cluster in clusters for named in cluster.names}
    for names in page.by_sentence:
        for left, right in pairwise(names):
            if left.index not in of or right.index not in of or of[left.index] is of[right.index]:
                continue
            if _defines(page.article.text, left, right, of[left.index].kind):
                one, two = of[left.index], of[right.index]
                one.names += two.names
                one.state = one.state or two.state
                for named in two.names:
                    of[named.index] = one
                clusters.remove(two)
    return clusters


def _defines(text: str, left: Named, right: Named, kind: ActorType) -> bool:
    """Whether brackets hold the same name: a body's in one word of whatever language; no place, which says where it is."""
    if text[left.mention.span.end : right.mention.span.start].strip() != "(":
        return False
    letters = [char for char in right.text if char.isalpha()]
    if max(left.text) <= _LATIN < min(letters, default=""):
        return True
    if kind != "ORG":
        return False
    if is_acronym(right.text) and _initials_fit(right.text, left.text):
        return True
    alone = text[right.mention.span.end : right.mention.span.end + 1] == ")"
    return alone and " " not in right.text and place(right.text, exact=True) is None


def _initials_fit(acronym: str, full: str) -> bool:
    """Whether the acronym's letters stand in the name in order, the first one first."""
    letters = acronym.replace(".", "").upper()
    if letters in acronyms(full):
        return True
    name = full.upper()
    at = iter(name)
    return name[:1] == letters[:1] and all(letter in at for letter in letters)
