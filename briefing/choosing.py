"""Choosing: the day of an edition, and which of the articles that came in it is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.errors import NothingUsable
from briefing.model import Article, Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an edition is made of.

    Attributes:
        day: of the edition.
        articles: in the order in which they came in.
        too_late: those that are of a later edition.
        elsewhere: how many are from no source of the brief.
    """

    day: date
    articles: tuple[Article, ...]
    too_late: tuple[Skipped, ...]
    elsewhere: int


def choose(articles: Sequence[Article], sources: Sequence[str], day: date) -> Choice:
    """Which of ``articles`` the edition of ``day`` is made of: those up to then, of ``sources`` where any are named.

    Raises:
        NothingUsable: if none is.
    """
    in_time = [article for article in articles if not article.day or article.day <= day]
    if not in_time:
        raise NothingUsable("the inputs", f"all {len(articles)} articles are later than {day}", "give a later --date")
    wanted = {name.casefold() for name in sources}
    found = tuple(one for one in in_time if not wanted or one.source.casefold() in wanted)
    if not found:
        raise NothingUsable(", ".join(sources), "no article of the day is from there", "see 'sources' of the [[brief]]")
    too_late = tuple(_late(article) for article in articles if article.day and article.day > day)
    return Choice(day=day, articles=found, too_late=too_late, elsewhere=len(in_time) - len(found))


def day_of(articles: Sequence[Article], now: date) -> date:
    """The day that articles given by hand are a brief of: their latest, never after ``now``; else ``now``."""
    return max((article.day for article in articles if article.day and article.day <= now), default=now)


def _late(article: Article) -> Skipped:
    """What is to be said of tomorrow's news, which is not in today's brief."""
    reason = f"published on {article.day}, after the edition's day"
    remedy = f"it is in the edition of that day: --date {article.day}"
    return Skipped(input=article.origin or article.id, reason=reason, remedy=remedy)
