"""Editions to people: the outbox, the mail server, the timer."""

from briefing.delivery.alert import alert, sound
from briefing.delivery.clockwork import last_due, next_run
from briefing.delivery.lock import Busy, beat, last_beat, only_one, own
from briefing.delivery.outbox import deliver

__all__ = [
    "Busy", "alert", "beat", "deliver", "last_beat", "last_due", "next_run", "only_one", "own", "sound",
]  # fmt: skip
