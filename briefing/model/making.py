"""Making: what an edition was made from, so that it can be made again and compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.model.article import Article, Skipped
from briefing.model.decisions import Decisions
from briefing.model.edition import Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """Kept beside an edition; with the archive's texts and earlier editions it determines every field.

    Attributes:
        version: digest of all that read, grouped and composed; the same digest and material, the same edition.
        articles: (id, SHA-256 of the text) of every article of its stories, by id.
        otherwise: those articles whose headline, day or outlet came in otherwise than the archive had kept them,
            without their texts.
        inputs: how many inputs were looked at.
        left_out: inputs that could not be used.
        settings: the configuration as JSON, without addresses, accounts and secrets.
        rests_on: day → digest of the earlier editions that the archive held.
        decisions: the desk's; None where there were none.
        corrections: of earlier editions, printed in this one.
    """

    version: str
    articles: tuple[tuple[str, str], ...]
    otherwise: tuple[Article, ...] = ()
    inputs: int = 0
    left_out: tuple[Skipped, ...] = ()
    settings: str = "{}"
    rests_on: Mapping[date, str] = field(default_factory=dict)
    decisions: Decisions | None = None
    corrections: tuple[Correction, ...] = ()
