"""Stories + yesterday → Edition: key points, brackets, changes, differences, agenda."""

from briefing.edition.compose import Material, compose

__all__ = ["Material", "compose"]
