"""History: what earlier editions and the archive know, as plain data for today's edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from briefing.model.edition import Edition
from briefing.model.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Handed to the edition by the pipeline; empty for a first brief.

    Attributes:
        previous: the latest edition before today's, without its sources' texts.
        number: of today's edition.
        first_seen: actor id → day on which the archive first met it.
        story_volume: story id → articles a day over the last 14 days, oldest first, today last.
        actor_volume: actor id → articles a day, likewise.
        story_days: story id → days on which earlier editions carried it, earliest first.
        printed: story id → sentences that those editions printed of it, verbatim; the last few editions only.
        figures: story id → what those editions knew it to count (`KnownStory.figures`).
        used: ids of today's articles that an earlier edition had in its stories.
    """

    previous: Edition | None = None
    number: int = 1
    first_seen: Mapping[str, date] = field(default_factory=dict)
    story_volume: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    actor_volume: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    story_days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    figures: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    used: frozenset[str] = frozenset()
