"""Delivery: an edition on its way to one recipient."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

DeliveryState = Literal["queued", "sending", "sent", "failed", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One (edition, recipient) pair and what became of it.

    Attributes:
        state: "unknown" is an attempt whose answer was lost (a crash, a dropped line after DATA).
        answer: the mail server's last words.
    """

    edition: date
    recipient: str
    message_id: str
    state: DeliveryState
    attempts: int = 0
    answer: str = ""
    at: datetime | None = None
