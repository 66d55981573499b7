"""The ledger of deliveries: who got which edition, and what the server said."""

from datetime import UTC, date, datetime
from typing import cast

from sqlalchemy import Engine, and_, select

from briefing.archive import schema
from briefing.archive.briefs import of_day
from briefing.archive.connection import writing
from briefing.model import Delivery, DeliveryState

#: What marks the recipients of a correction: no address begins so.
_CORRECTION = "\x1ecorrection "


class Ledger:
    """Of one brief. Each `record` is one transaction: what a killed run had begun is known to the next.

    Attributes:
        clock: the moment written beside deliveries that bear none; the caller sets it.
    """

    def __init__(self, engine: Engine, brief: str = "", clock: datetime | None = None, mark: str = "") -> None:
        self._engine = engine
        self._brief = brief
        self._mark = mark
        self.clock = clock

    def of_correction(self, number: int) -> "Ledger":
        """The ledger of a correction, which stands beside that of its edition."""
        return Ledger(self._engine, self._brief, self.clock, f"{_CORRECTION}{number}:")

    def deliveries(self, edition: date) -> list[Delivery]:
        """All deliveries of ``edition``, by recipient."""
        table = schema.deliveries
        query = select(table).where(of_day(table, edition, self._brief)).order_by(table.c.recipient)
        mark = self._mark
        with self._engine.connect() as connection:
            return [
                Delivery(
                    edition=row["edition"], recipient=row["recipient"].removeprefix(mark), message_id=row["message_id"],
                    state=cast("DeliveryState", row["state"]), attempts=row["attempts"], answer=row["answer"],
                    at=_moment(row["at"]),
                )
                for row in connection.execute(query).mappings()
                if row["recipient"].startswith(mark or _CORRECTION) == bool(mark)
            ]  # fmt: skip

    def record(self, delivery: Delivery) -> None:
        """Keep ``delivery`` in place of what was known of it."""
        table = schema.deliveries
        at = delivery.at or self.clock
        values = {
            "message_id": delivery.message_id, "state": delivery.state, "attempts": delivery.attempts,
            "answer": delivery.answer, "at": at.astimezone(UTC).isoformat() if at else "",
        }  # fmt: skip
        recipient = self._mark + delivery.recipient
        whose = {"edition": delivery.edition, "brief": self._brief, "recipient": recipient}
        key = and_(*(table.c[name] == value for name, value in whose.items()))
        with writing(self._engine) as connection:
            if connection.execute(table.update().where(key).values(**values)).rowcount == 0:
                connection.execute(table.insert().values(**whose, **values))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
