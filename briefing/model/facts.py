"""Facts: what a reading understood of its sentences, typed, each where it stands in the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """What speaks against quoting a sentence by itself."""

    LEANS = "leans"
    UNPAIRED = "half a quotation"
    NO_SPEAKER = "no speaker"
    FIRST_PERSON = "first person"
    SHORT = "short"
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an article's sentences tell, as sets of terms (stems that are no function words).

    Attributes:
        stems: each once, by number.
        worth: of each: how likely a summary of the article uses it, above the least, in ten-thousandths.
        rows: of each sentence the numbers of its terms, each once; () for one that is no running text.
    """

    stems: tuple[str, ...] = ()
    worth: tuple[int, ...] = ()
    rows: tuple[tuple[int, ...], ...] = ()
