"""Names: mentions at their exact places, by the model or, where it does not serve, by rules."""

from briefing.reading.names.mentions import find

__all__ = ["find"]
