"""Transcripts: who speaks which paragraph. Labels are cut; reporters' words are the article's, others' are quotations."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.sources.page.labels import is_truth

#: Speakers of a transcript who come back, and the share of its paragraphs that open with a label.
_RECURRING, _SHARE = 2, 0.4
#: Labels where a reporter's is among them, and where none is.
_LEAST, _LEAST_UNNAMED = 2, 5
#: Paragraphs behind the last label that can still be its speaker's.
_AFTER = 2
#: Words of an answer that says nothing: "Good morning.", "Thanks for having me."
_COURTESY = 4
_CAPITALS = r"[^\W\da-zа-яё_][^\W\da-zа-яё_.'’-]*"
#: "JOHN SMITH, HOST:", "SMITH:", "Q:", "SPIEGEL:" in capitals; "Hale:" where it comes back.
_LABEL = re.compile(
    rf"(?P<loud>{_CAPITALS}(?:[ .'’-]{{1,2}}{_CAPITALS}){{0,4}})(?P<role>, [^:\n]{{2,60}})?(?: ?\([^()\n]{{1,40}}\))?:(?=\s|$)"
    r"|(?P<small>[^\W\d_a-zа-яё][\w.'’-]{0,20}(?: [^\W\d_a-zа-яё][\w.'’-]{0,20}){0,2}):(?=\s|$)"
)
_SOUND = re.compile(r"\s*\((?:[A-Z][A-Z ,.'’-]{3,120}|[A-Z][a-z]+(?:ing|ed|ter)(?: [^()]{0,40})?)\)\s*")
_REPORTERS = re.compile(r"host|byline|anchor|reporter|correspondent|presenter|narrator|moderator", re.IGNORECASE)
_NOBODY = re.compile(r"unidentified|unknown|crowd|audience|both|all\b", re.IGNORECASE)
_ASKED = frozenset("Q A QUESTION ANSWER FRAGE ANTWORT PREGUNTA RESPUESTA DOMANDA RISPOSTA P R В О ВОПРОС ОТВЕТ".split())


@dataclass(frozen=True, slots=True)
class Spoken:
    """One paragraph of a transcript.

    Attributes:
        end: characters of it that are a label in capitals, or sounds.
        by: whose words follow, as printed; "" for a reporter's, and where the labels do not say.
        quote: whether somebody else's words follow.
        empty: whether nothing in it tells anything.
    """

    end: int
    by: str = ""
    quote: bool = False
    empty: bool = False


def spoken(texts: Sequence[str]) -> list[Spoken | None]:
    """Whose each of ``texts`` is, the paragraphs of a page in order; None for all where it is no transcript."""
    labels = [_label(text) for text in texts]
    if not _is_transcript(labels):
        return [None] * len(texts)
    last = max(n for n, label in enumerate(labels) if label is not None)
    found: list[Spoken | None] = []
    full: dict[str, str] = {}
    by, quote = "", False
    for n, (text, label) in enumerate(zip(texts, labels, strict=True)):
        end = 0
        nobody = False
        if label is not None:
            end = label.end() if label["loud"] else 0  # "Hale: We saw it" says whose words they are
            by = full.setdefault(_surname(label), _named(label))
            quote = bool(by) or _surname(label) in _ASKED
            nobody = _NOBODY.match(label.group()) is not None
        if not full or n > last + _AFTER:
            found.append(None)
            continue
        sound = _SOUND.match(text, end)
        end = sound.end() if sound else end
        silent = bool(end) and len(text[end:].split()) <= _COURTESY
        found.append(Spoken(end, by, quote, empty=nobody or silent))
        if nobody:
            by, quote = "", False
    return found


def _is_transcript(labels: Sequence[re.Match[str] | None]) -> bool:
    """Whether people speak in turn: labels come back, or are a reporter's, and open a good part of the paragraphs."""
    at = [n for n, label in enumerate(labels) if label is not None]
    if len(at) < _LEAST or len(at) < _SHARE * (at[-1] - at[0] + 1):
        return False
    here = [label for label in labels if label is not None]
    if any(label["role"] and _REPORTERS.search(label["role"]) for label in here):
        return True
    said = [words for label in here if (words := len(label.string[label.end() :].split()))]
    if 2 * sum(words > _COURTESY for words in said) < len(said):  # figures: "Injured: 74"
        return False
    counts = Counter(_surname(label) for label in here)
    if len(here) > _LEAST and set(counts) <= _ASKED:  # "Q:" and "A:" are nobody else's
        return True
    return len(here) >= _LEAST_UNNAMED and sum(times >= _LEAST for times in counts.values()) >= _RECURRING


def _named(label: re.Match[str]) -> str:
    """Whose words follow a label; "" where a reporter speaks, or somebody without a name asks or answers."""
    role = label["role"] or ""
    if _surname(label) in _ASKED or _REPORTERS.search(role):
        return ""
    return f"{label['loud'] or label['small']}{role}".title()


def _label(text: str) -> re.Match[str] | None:
    match = _LABEL.match(text)
    return None if match is None or is_truth(match.group().rstrip(":")) else match


def _surname(label: re.Match[str]) -> str:
    return str((label["loud"] or label["small"]).split()[-1]).upper()
