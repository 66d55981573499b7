"""Claims: sentences that an article prints in order to refute them. None is quoted without its verdict.

A check of facts gives the claim and its verdict in different sentences ("CLAIM: … / ASSESSMENT: False"), a report follows
a politician's word by its own ("That is false."). The verdict tells; a sentence that is only disputed, in which somebody
else denies it, stays.
"""

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefing.lexicon.tables import read_table
from briefing.model import Article, Flaw, Genre, Sentence
from briefing.reading.facts.genre import is_of

#: Sentences before a verdict that can be its claim: the claim, and the words of whoever spreads it.
_BEFORE = 2
#: Sentences that say what an article is about.
_OPENING = 2
#: What a label is followed by.
_MARK = r"\s*(?:[:|]|\s[–—-])\s*"
_QUOTES = "\"“„«‘'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    claim: re.Pattern[str]
    claim_line: re.Pattern[str]
    finding: re.Pattern[str]
    spread: re.Pattern[str]
    hearsay: re.Pattern[str]
    verdict: re.Pattern[str]
    answer: re.Pattern[str]
    refuted: re.Pattern[str]


def marked(article: Article, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """``sentences``, those that the article refutes with that flaw.

    Args:
        article: the text and its language; languages without a table are read with the English one.
        sentences: of the whole text, in reading order.
    """
    told = _Told(article, sentences)
    found = told.refuted()
    return tuple(
        dataclasses.replace(sent, flaws=(*sent.flaws, Flaw.REFUTED)) if n in found else sent
        for n, sent in enumerate(sentences)
    )


class _Told:
    """The sentences of one article, looked at for claims and verdicts."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.article, self.table = (
            article,
            _table(article.language if article.language in read_table("words_claims.toml") else "en"),
        )
        self.texts = [sent.span.of(article.text).strip() for sent in sentences]
        self.running = [n for n, sent in enumerate(sentences) if sent.quotable]
        self.sayable = frozenset(self.running)
        self.headed = {
            n + 1 for n, text in enumerate(self.texts[:-1]) if self.table.claim_line.fullmatch(text) is not None
        }

    def refuted(self) -> set[int]:
        """Indexes of the sentences that are claims, of which another sentence is the verdict."""
        found: set[int] = set()
        checks = self._checks()
        place = 0
        for n, text in enumerate(self.texts):
            before = self.running[max(0, place - _BEFORE) : place]
            place += n in self.sayable
            strong = self.table.verdict.match(text) or self.table.finding.match(text)
            if strong or (checks and n in self.sayable and self.table.answer.search(text)):
                free = [m for m in before if self._is_labelled(m) or not self._judges(m)]
                found.update(m for m in free if self._is_claim(m) or (strong and m == before[-1]))
        if found:
            found.update(n for n in self.running if self._is_labelled(n))
        return found

    def _checks(self) -> bool:
        """Whether its headline, its opening or a label says that it is there to look into what goes round."""
        return (
            is_of(Genre.FACT_CHECK, self.article, " ".join(self.texts))
            or self.table.refuted.search(self.article.title) is not None
            or any(self.table.spread.search(self.texts[n]) for n in self.running[:_OPENING])
            or any(self.table.finding.match(text) for text in self.texts)
        )

    def _judges(self, n: int) -> bool:
        text = self.texts[n]
        table = self.table
        return any(p.match(text) for p in (table.verdict, table.finding)) or table.refuted.search(text) is not None

    def _is_claim(self, n: int) -> bool:
        text = self.texts[n]
        return self._is_labelled(n) or text[:1] in _QUOTES or self.table.hearsay.search(text) is not None

    def _is_labelled(self, n: int) -> bool:
        return n in self.headed or self.table.claim.match(self.texts[n]) is not None


@cache
def _table(language: str) -> _Table:
    content = read_table("words_claims.toml")
    parts = [content["en"], *([content[language]] if language != "en" else [])]
    either = {key: "|".join(f"(?:{part[key]})" for part in parts) for key in parts[0]}
    made = {
        "claim": rf"(?:{either['claim']}){_MARK}",
        "claim_line": rf"(?:{either['claim']})\s*:?",
        "finding": rf"(?:{either['finding']})(?:{_MARK}|$)",
        "hearsay": f"{either['spread']}|{either['said']}",
        **{key: either[key] for key in ("spread", "verdict", "answer", "refuted")},
    }
    return _Table(**{key: re.compile(pattern, re.IGNORECASE) for key, pattern in made.items()})
