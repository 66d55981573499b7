"""References: pronouns and role phrases that can only mean one actor. Whatever is unsure is left out."""

from collections.abc import Container, Mapping, Sequence
from functools import cache

from briefing.lexicon.names import parse_person
from briefing.lexicon.names_sound import fold
from briefing.lexicon.names_tables import Sex, titles
from briefing.lexicon.offices import is_office
from briefing.lexicon.tables import read_table
from briefing.model import Mention, Span
from briefing.reading.actors.clusters import Cluster
from briefing.reading.actors.page import Page
from briefing.reading.actors.role_words import role_words
from briefing.reading.actors.roles import FoundRole
from briefing.reading.text.tokens import Token

_ENGLISH: dict[str, Sex] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
#: These cannot mean the subject of their own clause: in their own sentence they stay open.
_OBJECTS = frozenset({"him"})
_DETERMINERS = frozenset("a an the this that another his her their our my one".split())
#: People without a name: whoever "he" is after one of them, it may be that one.
_SOMEBODY: dict[str, Sex | None] = {
    **dict.fromkeys(
        "man boy father son brother husband spokesman businessman policeman king prince uncle".split(), "m"
    ),
    **dict.fromkeys("woman girl mother daughter sister wife spokeswoman policewoman queen princess aunt".split(), "f"),
    **dict.fromkeys("friend colleague aide suspect victim patient person child source driver successor".split()),
}
#: Words behind a pronoun among which its verb of saying stands.
_BESIDE = 2
#: A pronoun reaches back over so many sentences.
_REACH = 2
#: After a whole phrase only these may follow: "the envoy said", never "the envoy talks".
_FOLLOWERS = frozenset(
    "is was were are has had have will would could should may might must can did does also then later and or but who "
    "which that when while as after before in on at by with from into over since during until because if not never "
    "now still only to said says told added wants wanted made took gave went came left met called asked about against".split()
)


def find_references(
    page: Page, clusters: Sequence[Cluster], ids: Sequence[str], found: Sequence[FoundRole]
) -> tuple[Mention, ...]:
    """Pronouns, and phrases like "the envoy", with the one person that fits."""
    of = {named.index: at for at, cluster in enumerate(clusters) for named in cluster.names}
    sexes = {at: _sex(cluster) for at, cluster in enumerate(clusters) if cluster.kind == "PER"}
    people = {named.index: (at, sexes[at]) for at in sexes for named in clusters[at].names}
    shown = {at for at, sex in sexes.items() if sex or _full(clusters[at])}
    known = {index for index, (at, _) in people.items() if at in shown}
    meanings: dict[int, list[tuple[int, Sex | None, int | None]]] = {}
    heads = _heads(page, of, found)
    said = {(page.names[role.person].sent, role.head) for role in found}
    references: list[Mention] = []
    pronouns, says = _pronouns(page.article.language)
    for sent, words in enumerate(page.words):
        if page.sentences[sent].kind in ("caption", "boilerplate", "headline"):
            continue
        quoted = _quoted(page, sent)
        for at, token in enumerate(words):
            if quoted[at]:
                continue
            if (
                token.plain in pronouns
                and (not says or _speaks(words, at, says))
                and page.named_at(sent, at) is None  # Liu He is a name
            ):
                person = _he(page, sent, at, people, known, meanings, pronouns[token.plain])
                meanings.setdefault(sent, []).append((at, pronouns[token.plain], person))
                if person is not None:
                    references.append(_reference(page, sent, at, at + 1, ids[person]))
                continue
            if token.plain == "the" and at + 1 < len(words):
                meant, stop = _phrase(page, sent, at, heads)
                if meant is not None:
                    meanings.setdefault(sent, []).append((at, sexes.get(meant), meant))
                    references.append(_reference(page, sent, at, stop, ids[meant]))
                    continue
            if says and is_office(token.plain, page.article.language) and (sent, token.plain) not in said:
                meanings.setdefault(sent, []).append((at, None, None))  # "den Präsidenten": whoever that is
            elif not says and token.plain in _DETERMINERS:
                other = _somebody(page, sent, at)
                if other and (sent, other) not in said:
                    meanings.setdefault(sent, []).append((at, _SOMEBODY.get(other), None))
    return tuple(sorted(references, key=lambda reference: reference.span))


@cache
def _pronouns(language: str) -> tuple[Mapping[str, Sex], frozenset[str]]:
    """Pronouns of persons; in a language where things are he and she too, with the verbs beside which they are persons."""
    table = read_table("names_offices.toml").get(language, {})
    if language == "en" or "says" not in table:
        return (_ENGLISH if language == "en" else {}), frozenset()
    sexes: tuple[tuple[str, Sex], ...] = (("he", "m"), ("she", "f"))
    return {word: sex for key, sex in sexes for word in fold(table[key]).split()}, frozenset(
        fold(table["says"]).split()
    )


def _speaks(words: Sequence[Token], at: int, says: Container[str]) -> bool:
    """Whether a verb of saying stands beside a pronoun: "Er sagte", "sagte er", "Il a dit"."""
    return any(words[n].plain in says for n in range(max(0, at - 1), min(len(words), at + _BESIDE + 1)) if n != at)


def _reference(page: Page, sent: int, first: int, stop: int, actor: str) -> Mention:
    offset = page.sentences[sent].span.start
    words = page.words[sent]
    span = Span(offset + words[first].start, offset + words[stop - 1].end)
    return Mention(span=span, type="PER", actor=actor)


def _sex(cluster: Cluster) -> Sex | None:
    """What names and titles say; None where they say nothing or disagree."""
    if cluster.kind != "PER":
        return None
    said = {sex for named in cluster.names if (sex := parse_person(named.text).sex)}
    return said.pop() if len(said) == 1 else None


def _full(cluster: Cluster) -> bool:
    """Whether anywhere a given name shows that this is a person: a lone "Marilyn" may be a picture."""
    return any(parse_person(named.text).given for named in cluster.names)


def _quoted(page: Page, sent: int) -> list[bool]:
    """For each word, whether it stands inside quotation marks (or in a sentence that is a quotation)."""
    inside = False
    flags: list[bool] = []
    whole = page.sentences[sent].kind == "quote"
    for token in page.words[sent]:
        if token.text in ('"', "“", "”", "„", "«", "»"):
            inside = token.text in ("“", "„", "«") or (token.text == '"' and not inside)
        flags.append(inside)
    return flags if any(flags) or not whole else [True] * len(flags)


def _he(
    page: Page,
    sent: int,
    at: int,
    people: Mapping[int, tuple[int, Sex | None]],
    known: Container[int],
    meanings: Mapping[int, Sequence[tuple[int, Sex | None, int | None]]],
    sex: Sex,
) -> int | None:
    """The only person that a pronoun can mean, in its sentence before it or in the sentences right before.

    Whom other pronouns there mean counts too; one whose meaning is not known leaves this one open.
    """
    for back in range(min(_REACH, sent) + 1):
        end = at if back == 0 else len(page.words[sent - back])
        fitting: set[int | None] = {
            people[named.index][0] if named.index in known else None
            for named in page.by_sentence[sent - back]
            if named.first < end and named.index in people and people[named.index][1] in (sex, None)
        }
        fitting |= {
            person for word, other, person in meanings.get(sent - back, ()) if word < end and other in (sex, None)
        }
        if fitting:
            (only, *more) = fitting
            return None if more or (back == 0 and page.words[sent][at].plain in _OBJECTS) else only
    return None


def _somebody(page: Page, sent: int, at: int) -> str:
    """The noun of "the French president", "a spokesman": a person, whoever it is; "" where there is none."""
    words = page.words[sent]
    before = words[at - 1].plain if at else ""
    if before in role_words().being or before in ("as", "become", "becoming", "became", "like"):
        return ""
    for place, word in enumerate(words[at + 1 : at + 5], at + 1):
        if word.plain in _SOMEBODY or word.plain in role_words().heads:
            return "" if word.possessive else word.plain
        named = page.named_at(sent, place)
        if not word.text[:1].isalpha() or word.plain in _FOLLOWERS or (named and named.mention.type == "PER"):
            return ""
    return ""


#: A word → each cluster that it was said of → where the first mention that it was said with ends.
_Firsts = Mapping[str, Mapping[int, int]]


def _heads(page: Page, of: Mapping[int, int], found: Sequence[FoundRole]) -> _Firsts:
    """By role nouns, "minister", and more of the role, "foreign minister"."""
    ends = {named.index: named.mention.span.end for named in page.names}
    heads: dict[str, dict[int, int]] = {}
    for role in found:
        if role.person in of and role.person in ends:
            words = role.text.casefold().split()
            keys = {role.head}
            if role.head in words:
                at = words.index(role.head)
                keys |= {" ".join(words[i : at + 1]) for i in range(at)}
            for key in keys:
                known = heads.setdefault(key, {})
                known[of[role.person]] = min(ends[role.person], known.get(of[role.person], ends[role.person]))
    return heads


def _phrase(page: Page, sent: int, at: int, heads: _Firsts) -> tuple[int | None, int]:
    """Whom "the (foreign) minister" means: the only one so called before; and where the phrase ends."""
    words = page.words[sent]
    table = role_words()
    head = at + 1
    while head < len(words) and words[head].plain in table.modifiers and words[head].plain not in table.heads:
        head += 1
    if head >= len(words) or words[head].plain not in table.heads or page.named_at(sent, head) is not None:
        return None, at
    after = words[head + 1] if head + 1 < len(words) else None
    if after is not None and (after.plain in ("of", "for", "to") or page.named_at(sent, head + 1) is not None):
        return None, at
    goes_on = after is not None and after.shape in ("lower", "title") and not words[head].possessive
    if goes_on and after is not None and after.plain not in _FOLLOWERS and after.plain not in titles().said:
        return None, at
    begun = page.sentences[sent].span.start + words[at].start
    phrase = " ".join(token.plain for token in words[at + 1 : head + 1])
    meant = [cluster for cluster, end in heads.get(phrase, {}).items() if end <= begun]
    return (meant[0], head + 1) if len(meant) == 1 else (None, at)
