"""An outlet's pages about itself: its app, prizes, subscriptions and offers are one voice and no news."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import Article

#: What an outlet says of itself, beside its own name; and how sure that is, on the tune half of genres.jsonl.
_SELF = re.compile(
    r"\b(?:launch\w*|app|podcasts?|newsletters?|subscri\w+|readers?|nominat\w+|shortlist\w*|awards?|named|wins?|prize|"
    r"newsroom|journalism|members?hip|editor(?:s|-in-chief)?|anniversary|website|paywall|circulation|abonn\w+|lectores|"
    r"lecteurs|leser\w*)\b",
    re.IGNORECASE,
)
SURE = 0.9


def of_itself(article: Article, opening: Sequence[str]) -> tuple[float, str] | None:
    """(probability, cue) where the outlet is the subject of its own headline and talks of what outlets sell."""
    name = re.sub(r"^the ", "", article.source.strip(), flags=re.IGNORECASE)
    if len(name) < 4:
        return None
    title = article.title.strip()
    headed = re.match(rf"(?:the )?{re.escape(name)}\b(?!\s*[:|–-])", title, re.IGNORECASE)
    if headed and (said := _SELF.search(title)):
        return SURE, f"of itself: {said.group()}"
    opened = re.match(rf"(?:the )?{re.escape(name)}\b", " ".join(opening[:1]), re.IGNORECASE)
    if opened and headed and (said := _SELF.search(opening[0])):
        return SURE, f"of itself: {said.group()}"
    return None
