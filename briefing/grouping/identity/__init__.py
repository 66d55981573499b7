"""Identity: the actors of many articles, each once, whatever the spelling."""

from briefing.grouping.identity.unify import merge, unify

__all__ = ["merge", "unify"]
