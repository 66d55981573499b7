"""Identity: the actors of many articles, each once, whatever the spelling."""

from briefing.grouping.identity.unify import merge, renamed

__all__ = ["merge", "renamed"]
