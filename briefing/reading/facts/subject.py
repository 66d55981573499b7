"""Subject: who acts in the lead: the grammatical subject of headline and lede, found by cheap rules.

The first eligible name before the first finite verb, where a name in the same noun phrase that stands later is its head:
"Britain's Theresa May said" is May, "Turkish warplanes struck" is Turkey. Outlets, reporters, and places that cannot act
are not eligible; a spokesman yields to the principal.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.lexicon.names_ids import is_state
from briefing.lexicon.places import demonyms, place
from briefing.model import Actor, Article, Mention, Sentence, Span

#: Sentences after the headline in which somebody may act first; further down it is a spokesman or a witness (leads.jsonl).
SENTENCES = 1
#: Characters between two names of one noun phrase.
NEAR = 40

_KINDS = ("PER", "ORG", "GPE")
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|"
    r"says?|said|tells?|told|gets?|got|goes|went|takes?|took|makes?|made|gives?|gave|wins?|won|loses?|lost|sees?|saw|"
    r"meets?|met|holds?|held|leads?|led|begins?|began|kills?|hits?|cuts?|sets?|puts?|shuts?|quits?|bids?|seeks?|sought|"
    r"finds?|found|buys?|bought|sells?|sold|pays?|paid|falls?|fell|rises?|rose|grows?|grew|breaks?|broke|strikes?|struck|"
    r"shoots?|shot|fights?|fought|calls?|backs?|bans?|urges?|vows?|wants?|needs?|plans?|agrees?|signs?|votes?|faces?|"
    r"[a-z]{3,}ed|[a-z]{3,}(?:izes|ises|ches|shes|sses|nces|nces|ects|ases|ends|ests|ates|ents|ains|ures|unces|apses|orts|irms|ales|eases|iles|ines|ides|ives|ines|ows|oves))\b"
)
_INTRO = re.compile(
    r"^(?:in|on|at|after|before|as|while|with|amid|despite|following|during|by|for|since|under|according to|hours|days|"
    r"weeks|months|years|five months|a day)\b[^,]{2,120},\s",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:in|at|near|off|from|across|around|outside|inside|over|against|to|with|on|between|into|towards?|for)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\b(?:and|or|,)\s*$|^\s*(?:and|,|/|&)", re.IGNORECASE)
_SPEAKS = re.compile(r"\bspokes(?:man|woman|person)|press secretary|lawyer|attorney for", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor's name in a stretch of text: where it starts and ends there, and where the text has it."""

    start: int
    end: int
    actor: Actor
    span: Span


def subject(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], actors: Sequence[Actor]
) -> Span | None:
    """Where the actor of the lead is named in the text; None where nobody acts.

    Args:
        article: its headline is asked first, be it part of the text or not.
        sentences: of the text.
        mentions: with their actors.
        actors: of the article, most salient first.
    """
    known = {actor.id: actor for actor in actors if _eligible(actor, article)}
    spokes = {actor.id for actor in known.values() if any(_SPEAKS.search(role.text) for role in actor.roles)}
    mentioned = [m for m in mentions if m.actor in known]
    fallback: _Named | None = None
    for text, named in _stretches(article, sentences, mentioned, known):
        acting = _acting(text, named)
        if acting is not None and acting.actor.id in spokes:
            principal = next((one for one in named if one.actor.id == acting.actor.affiliation), None)
            acting = principal or acting
        if acting is not None:
            return acting.span
        fallback = fallback or next(iter(named), None)  # whom a sentence without a named subject speaks of first
    return fallback.span if fallback else None


def _eligible(actor: Actor, article: Article) -> bool:
    if actor.type not in _KINDS or (actor.type == "GPE" and not is_state(actor.id)):
        return False
    names = {name.casefold().removeprefix("the ") for name in (actor.name, *actor.aliases)}
    printed = {article.source.casefold().removeprefix("the ")} | {author.casefold() for author in article.authors}
    return not names & (printed - {""})


def _stretches(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention], known: Mapping[str, Actor]
) -> Iterator[tuple[str, list[_Named]]]:
    """The headline and the first sentences, each with the names in it."""
    first = {mention.actor: mention.span for mention in reversed(mentions)}
    title = article.title.strip()
    if title:
        yield title, list(_in_title(title, [actor for actor in known.values() if actor.id in first], first))
    told = [sent for sent in sentences if sent.quotable or (sent.kind == "headline" and not title)]
    for sent in told[:SENTENCES]:
        yield (
            sent.span.of(article.text),
            [
                _Named(m.span.start - sent.span.start, m.span.end - sent.span.start, known[m.actor], m.span)
                for m in mentions
                if m.span in sent.span and m.actor
            ],
        )


def _in_title(title: str, actors: Sequence[Actor], first: Mapping[str | None, Span]) -> Iterator[_Named]:
    found: list[_Named] = []
    for actor in actors:
        for name in _names(actor):
            at = _word(title, name)
            if at >= 0:
                found.append(_Named(at, at + len(name), actor, first[actor.id]))
                break
    end = -1
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start >= end:
            end = one.end
            yield one


def _word(text: str, name: str) -> int:
    """Where ``name`` stands in ``text`` as whole words; -1 where it does not. Patterns for all names cost too much."""
    at = text.find(name)
    while at >= 0 and (_in_word(text[max(0, at - 1) : at]) or _in_word(text[at + len(name) : at + len(name) + 1])):
        at = text.find(name, at + 1)
    return at


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _names(actor: Actor) -> list[str]:
    """How a headline may call an actor, longest first."""
    names = {actor.name, *actor.aliases}
    if actor.type == "PER":
        names |= {name.split()[-1] for name in names if " " in name}
    if actor.type == "GPE":
        code = actor.id.removeprefix("gpe-").upper()
        names |= set(demonyms(code))
        if code == "US":
            names |= {"US", "U.S.", "USA"}
        if code == "GB":
            names |= {"UK", "U.K.", "Britain"}
    return sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name))


def _acting(text: str, named: Sequence[_Named]) -> _Named | None:
    """The head of the subject, if a name stands before the first finite verb."""
    intro = _INTRO.match(text)
    start = intro.end() if intro else 0
    spans = [(one.start, one.end) for one in named]
    verb = next(
        (m.start() for m in _VERB.finditer(text, start) if not any(s <= m.start() < e for s, e in spans)), len(text)
    )
    before = [one for one in named if start <= one.start < verb]
    head: _Named | None = None
    for one in before:
        if _PLACED.search(text[start : one.start]):
            if head is None:
                continue
            break
        if head is None:
            head = one
            continue
        between = text[head.end : one.start]
        if len(between) > NEAR or _JOINED.search(between) or re.search(r"[,;:–—]", between):
            break
        if head.actor.type == "GPE" or (head.actor.type == "ORG" and one.actor.type == "PER"):
            head = one  # "Israel's Supreme Court", "U.S. President Barack Obama", "Fed chair Janet Yellen"
    return head


def state_of(actor: Actor | None, beside: Sequence[str], others: Sequence[str]) -> str:
    """ISO code of the state that ``actor`` is, or belongs to; else of that which most names of the first sentence are of.

    Right or rightly none on tests/gold/states.jsonl, split tune and test, 95.3 and 95.3 %, with the first state of the lede in
    its place 91.8 and 87.1; on the whole articles of leads.jsonl 98.0 and 91.3 against 98.0 and 87.0. On 179 reports of papers
    outside the West 98.3 %, without bodies 96.6. Counting the whole text instead, or states before towns, is no better.

    Args:
        actor: who acts; None for nobody.
        beside: ISO codes of the states of places, peoples and bodies in the first sentence, as often as they stand there.
        others: names of states in the lede that may be part of another name; the first counts where ``beside`` is empty.
    """
    for id_ in (actor.id, actor.affiliation) if actor else ():
        if id_ and is_state(id_):
            return id_.removeprefix("gpe-").upper()
    named = [where.state for name in others[:1] if (where := place(name)) is not None and where.state]
    for states in (beside, named):
        counts = Counter(states)
        if counts:
            return max(counts, key=lambda state: counts[state])  # of equals the first
    return ""


def states_in(article: Article, first: Span, mentions: Sequence[Mention], actors: Sequence[Actor]) -> list[str]:
    """ISO codes of the states of the places, peoples and bodies that ``first`` names, in their order."""
    homes = {actor.id: actor.affiliation or "" for actor in actors if actor.type == "ORG"}
    found: list[str] = []
    for mention in mentions:
        if mention.span in first and mention.type in ("LOC", "NORP"):
            if (where := place(mention.span.of(article.text))) is not None and where.state:
                found.append(where.state)
        elif mention.span in first and is_state(home := homes.get(mention.actor or "", "")):
            found.append(home.removeprefix("gpe-").upper())
    return found
