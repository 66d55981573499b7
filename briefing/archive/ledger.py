"""The ledger of deliveries: who got which edition, and what the server said."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import cast

from sqlalchemy import Engine, select

from briefing.archive import schema
from briefing.archive.connection import writing
from briefing.model import Delivery, DeliveryState


class Ledger:
    """Each `record` is one transaction: what a killed run had begun is known to the next.

    Attributes:
        clock: the moment written beside deliveries that bear none; the caller sets it.
    """

    def __init__(self, engine: Engine, clock: datetime | None = None) -> None:
        self._engine = engine
        self.clock = clock

    def deliveries(self, edition: date) -> list[Delivery]:
        """All deliveries of ``edition``, by recipient."""
        table = schema.deliveries
        query = select(table).where(table.c.edition == edition).order_by(table.c.recipient)
        with self._engine.connect() as connection:
            return [
                Delivery(
                    edition=row["edition"], recipient=row["recipient"], message_id=row["message_id"],
                    state=cast("DeliveryState", row["state"]), attempts=row["attempts"], answer=row["answer"],
                    at=_moment(row["at"]),
                )
                for row in connection.execute(query).mappings()
            ]  # fmt: skip

    def record(self, delivery: Delivery) -> None:
        """Keep ``delivery`` in place of what was known of it."""
        table = schema.deliveries
        at = delivery.at or self.clock
        values = {
            "message_id": delivery.message_id, "state": delivery.state, "attempts": delivery.attempts,
            "answer": delivery.answer, "at": at.astimezone(UTC).isoformat() if at else "",
        }  # fmt: skip
        key = (table.c.edition == delivery.edition) & (table.c.recipient == delivery.recipient)
        with writing(self._engine) as connection:
            if connection.execute(table.update().where(key).values(**values)).rowcount == 0:
                connection.execute(
                    table.insert().values(edition=delivery.edition, recipient=delivery.recipient, **values)
                )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
