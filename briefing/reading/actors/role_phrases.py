"""Role phrases: the words of a sentence that say what somebody is: modifiers, head, complement."""

from collections.abc import Iterator
from typing import NamedTuple

from briefing.lexicon.names_tables import titles
from briefing.lexicon.roles import NOT_YET_OR_UNDER
from briefing.lexicon.words import stop_words
from briefing.reading.actors.complements import complement, past_courtesies
from briefing.reading.actors.page import Named, Page
from briefing.reading.actors.role_words import CLAUSE, is_head, is_past, is_present, role_words
from briefing.reading.text.tokens import Token

#: Who of several: "chief Brexit negotiator".
_CHIEF = frozenset({"chief", "lead", "senior", "special", "deputy", "top"})
#: Words of a compound before its head at most, and what opens the phrase that it is part of.
_COMPOUND = 4
_OPENERS = frozenset("the a an his her its their our my your by with for from of on and as against between".split())
_SMALL = frozenset("the a an his her its their our my your this that and".split())
#: Offices with portfolios, and words of a portfolio at most.
_PORTFOLIOS = frozenset({"minister", "secretary", "commissioner", "undersecretary"})
_LONGEST_LIST = 8
#: Those who are named after what they deal with: "Syria envoy".
_ABOUT = frozenset(
    {"envoy", "representative", "negotiator", "analyst", "expert", "specialist", "coordinator", "rapporteur"}
)


class RolePhrase(NamedTuple):
    """Where a role stands in its sentence, its head noun, and whom it belongs to."""

    first: int
    stop: int
    head: str
    holder: Named | None


def role_phrases(page: Page, sent: int) -> Iterator[RolePhrase]:
    """The role phrases of a sentence; two that "and" joins are one: "chairman and chief executive of Harbour Bank"."""
    words = page.words[sent]
    held: RolePhrase | None = None
    for phrase in _single_phrases(page, sent):
        joined = held is not None and held.stop + 1 == phrase.first and words[held.stop].plain == "and"
        if held is not None and joined and phrase.holder is None:
            head = held.head if phrase.head in role_words().kin else phrase.head
            held = phrase._replace(first=held.first, head=head, holder=held.holder)
            continue
        if held is not None:
            yield held
        held = phrase
    if held is not None:
        yield held


def _single_phrases(page: Page, sent: int) -> Iterator[RolePhrase]:
    """Modifiers, head, complement."""
    words = page.words[sent]
    at = 0
    while at < len(words):
        token = words[at]
        if not is_head(token) or page.named_at(sent, at) is not None or _modifies(page, sent, at):
            at += 1
            continue
        head = _last_head(page, sent, at)
        stop = complement(page, sent, head + 1)
        through = _through_name(page, sent, head, stop)
        of = words[head].plain in role_words().kin and stop < len(words) and words[stop].plain == "of"
        nobody = words[head].possessive or _ends_with_head(page, sent, head, stop) or of  # "mother of two"
        if through or not nobody:
            first, holder = _opening(page, sent, at, head)
            yield RolePhrase(first, through or stop, words[head].plain, holder)
        at = head + 1 if through or nobody else max(stop, head + 1)


def _through_name(page: Page, sent: int, head: int, stop: int) -> int:
    """Where a phrase ends that goes on to somebody's name: "aide to President Trump", "wife of Jan Berg"; else 0."""
    words = page.words[sent]
    bare = stop == head + 1
    if words[head].possessive or stop >= len(words) or (bare and words[stop].plain not in role_words().joins):
        return 0
    start = past_courtesies(page, sent, stop + bare)
    named = page.named_at(sent, start) if start < len(words) else None
    if named is None or named.mention.type != "PER" or named.first != start:
        return 0
    anothers = bare or words[head].plain in role_words().kin or _ends_with_head(page, sent, head, stop)
    return named.stop if anothers else 0


def _ends_with_head(page: Page, sent: int, head: int, stop: int) -> bool:
    """Whether a complement ends with a role, that of whoever follows; a "Minister of Justice" deals with it."""
    words, table = page.words[sent], role_words()
    last = words[stop - 1]
    if stop <= head + 1 or not is_head(last):
        return False
    subject = words[stop - 2].plain in table.joins and last.plain in table.modifiers
    return not (subject and words[head].plain in _PORTFOLIOS)


def _last_head(page: Page, sent: int, head: int) -> int:
    """The last of several heads in a row: "attorney general", "general secretary", "Secretary - General"."""
    words = page.words[sent]
    while not words[head].possessive:
        dash = head + 1 < len(words) and words[head + 1].text == "-"
        after = head + 1 + dash
        if (
            after >= len(words)
            or words[after].plain not in role_words().heads
            or not (dash or page.is_close(sent, words[head], words[after]))
            or page.named_at(sent, after) is not None
        ):
            break
        head = after
    return head


def _opening(page: Page, sent: int, first: int, head: int) -> tuple[int, Named | None]:
    """Where a role phrase begins, and whom the role belongs to."""
    words = page.words[sent]
    while (
        first
        and (words[first - 1].plain in role_words().modifiers or _in_title(page, sent, first - 1, head))
        and page.named_at(sent, first - 1) is None
        and page.is_close(sent, words[first - 1], words[first])
        and not words[first - 1].possessive
    ):
        first -= 1
    first = _before_portfolio(page, sent, first, head)
    topic = _before_topic(page, sent, first)
    first = topic if topic < first else _before_compound(page, sent, first)
    if first and words[first].plain == "secretary" and words[first - 1].plain == "under":
        first -= 1
    master = bool(first) and words[first - 1].possessive and page.named_at(sent, first - 1) is None
    first -= master  # "the parliament's president"
    holder = _holder(page, sent, first)
    if holder is not None and words[head].plain in _ABOUT and _is_topic(words[first - 1], holder):
        first, holder = holder.first, None
    if holder is not None and (master or (holder.mention.type == "ORG" and not words[first - 1].possessive)):
        first = holder.first  # "CIA Director", "the North Korean leader's envoy"
    before = holder.first if holder else first
    around = page.named_at(sent, before - 1) if holder and before else None
    if around is not None and around.mention.type in ("LOC", "NORP"):
        before = around.first  # "former United States FBI director"
        holder = around if words[head].plain in _PORTFOLIOS else holder  # "UK Work and Pensions Secretary"
    untrue = before and words[before - 1].plain in NOT_YET_OR_UNDER and page.named_at(sent, before - 1) is None
    accuses = (
        untrue
        and words[first].shape == "title"
        and words[before - 1].shape == "lower"
        and is_past(words[before - 1].plain)
    )
    if untrue and not accuses:  # "her supporters accused Prime Minister …"
        first = before - 1  # "former U.S. ambassador": without the first word it would be false
    return first, holder


def _holder(page: Page, sent: int, first: int) -> Named | None:
    """The body or place right before a role: "Russia's", "CIA"."""
    words = page.words[sent]
    holder = page.named_at(sent, first - 1) if first else None
    if holder is None or holder.mention.type in ("PER", "MISC") or holder.stop != first:
        return None
    return holder if words[first - 1].possessive or page.is_close(sent, words[first - 1], words[first]) else None


def _in_title(page: Page, sent: int, at: int, head: int) -> bool:
    """Whether a capital letter makes a word part of a title in capitals: "Shadow Home Secretary", "Presiding Judge"."""
    words = page.words[sent]
    return (
        words[head].shape == words[at].shape == words[at + 1].shape == "title"
        and (at == 0 or words[at - 1].shape != "mark" or words[at - 1].text in ",:–—")
        and words[at].plain not in stop_words("en") | CLAUSE | NOT_YET_OR_UNDER | titles().courtesies
    )


def _before_portfolio(page: Page, sent: int, first: int, head: int) -> int:
    """Where "Fuel and" begins before "Energy Minister"; else ``first``."""
    words = page.words[sent]
    start = first - 1
    if first == head or start < 1 or words[start].plain not in ("and", "&") or words[head].plain not in _PORTFOLIOS:
        return first
    while start and first - start <= _LONGEST_LIST:
        part, after = words[start - 1], words[start]
        if _is_portfolio(page, sent, start - 1, first):
            start -= 1
        elif part.text == "," and after.shape == "title" and start > 1 and _is_portfolio(page, sent, start - 2, first):
            start -= 2
        else:
            break
    return first if start == first - 1 else start


def _is_portfolio(page: Page, sent: int, at: int, first: int) -> bool:
    """Whether a word may be part of what a minister is in charge of, written as the rest of it."""
    words = page.words[sent]
    word = words[at]
    named = page.named_at(sent, at)
    return (
        word.shape == words[first].shape
        and not word.possessive
        and (named is None or named.mention.type == "MISC")
        and word.plain not in stop_words("en") | CLAUSE | titles().said | NOT_YET_OR_UNDER
        and word.plain not in role_words().heads - role_words().modifiers
        and (word.shape == "title" or word.plain in role_words().modifiers or not is_present(word.plain))
    )


def _before_compound(page: Page, sent: int, first: int) -> int:
    """Where "accused sex" begins before "trafficker"; else ``first``.

    Small words alone are part of the phrase if an article, a possessive, a preposition or a mark opens it; behind a
    name ("Browns pass rusher") the first of them must be no verb.
    """
    words = page.words[sent]
    start = first
    while start and first - start <= _COMPOUND and _is_part(page, sent, start - 1):
        start -= 1
    if start in (0, first) or first - start > _COMPOUND or words[first].shape == "title":
        return first
    opener = words[start - 1]
    if opener.shape == "lower" and opener.plain not in _OPENERS | NOT_YET_OR_UNDER and not opener.possessive:
        return first
    opens = opener.shape == "lower" or opener.possessive
    verb = any(is_past(words[n].plain) or is_present(words[n].plain) for n in range(start + opens, first))
    return first if verb or opener.text == "-" else start


def _is_part(page: Page, sent: int, at: int) -> bool:
    """Whether a word in small letters may be part of a compound noun."""
    words = page.words[sent]
    word = words[at]
    return (
        word.shape == "lower"
        and not word.possessive
        and word.plain not in stop_words("en") | CLAUSE | titles().said | role_words().heads | NOT_YET_OR_UNDER
        and not word.plain.endswith(("ing", "ly"))
        and page.named_at(sent, at) is None
        and page.is_close(sent, word, words[at + 1])
    )


def _before_topic(page: Page, sent: int, first: int) -> int:
    """Where "chief Brexit" begins before "negotiator"; else ``first``."""
    words = page.words[sent]
    for width in (1, 2):
        chief = first - 1 - width
        if chief >= 0 and words[chief].plain in _CHIEF and _plain(page, sent, chief, first):
            return chief
    topic = page.named_at(sent, first - 1) if first else None
    if topic is None or topic.mention.type not in ("MISC", "LOC") or words[first - 1].possessive or not topic.first:
        return first
    return topic.first - 1 if words[topic.first - 1].plain in _CHIEF else first


def _plain(page: Page, sent: int, first: int, stop: int) -> bool:
    """Whether small words alone stand side by side between two: the "market" of "chief market economist"."""
    words = page.words[sent]
    small = all(
        token.shape == "lower"
        and not token.possessive
        and token.plain not in CLAUSE | role_words().joins | _SMALL
        and page.named_at(sent, first + 1 + n) is None
        for n, token in enumerate(words[first + 1 : stop])
    )
    return small and all(page.is_close(sent, words[i], words[i + 1]) for i in range(first, stop))


def _modifies(page: Page, sent: int, at: int) -> bool:
    """Whether a word that can be a role belongs to the one behind it: "deputy foreign minister", "chief Brexit negotiator"."""
    words = page.words[sent]
    table = role_words()
    if words[at].plain not in table.modifiers:
        return False
    heads = [n for n in (at + 2, at + 3) if n < len(words) and words[n].plain in table.heads]
    if words[at].plain in _CHIEF and any(page.named_at(sent, n) is None and _plain(page, sent, at, n) for n in heads):
        return True
    cursor = at + 1
    while cursor < len(words) and words[cursor].plain in table.modifiers - table.heads:
        cursor += 1
    topic = page.named_at(sent, cursor) if cursor < len(words) else None
    if topic is not None and topic.mention.type != "PER" and topic.stop == cursor + 1 and cursor == at + 1:
        cursor += 1
    elif cursor == at + 1 and not (cursor < len(words) and words[cursor].plain.endswith("-general")):
        return False
    behind = all(page.is_close(sent, words[i], words[i + 1]) for i in range(at, min(cursor, len(words) - 1)))
    return behind and cursor < len(words) and is_head(words[cursor])


def _is_topic(last: Token, holder: Named) -> bool:
    """The state in "Syria envoy" is what the envoy is about; "Russia's envoy" and "US envoy" belong to theirs."""
    return holder.mention.type == "LOC" and not last.possessive and last.shape != "upper" and "." not in last.text
