"""The desk's book: what was decided on each edition, and what was corrected afterwards."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine, Select, or_, select

from briefing.archive import schema
from briefing.archive.briefs import of_day, own_before, whose
from briefing.archive.connection import writing
from briefing.archive.shield import Shield
from briefing.errors import ArchiveError
from briefing.forms import line, parse
from briefing.model import Correction, Decisions


class DeskBook:
    """Of one brief, by the edition's day; corrections in the order in which they were made."""

    def __init__(self, engine: Engine, shield: Shield, brief: str = "") -> None:
        self._engine = engine
        self._brief = brief
        self._shield = shield

    def decisions(self, day: date) -> Decisions | None:
        """What was decided on the edition of ``day``; None where nothing was.

        Raises:
            ArchiveError: if it is damaged.
        """
        table = schema.decisions
        with self._engine.connect() as connection:
            form = connection.execute(select(table.c.form).where(of_day(table, day, self._brief))).scalar_one_or_none()
        try:
            return parse(Decisions, form) if form else None
        except ValueError as error:
            raise ArchiveError(f"decisions of {day}", "damaged in the archive", "restore a copy of it") from error

    def keep(self, decisions: Decisions, *, instead_of: Decisions | None) -> None:
        """Keep ``decisions`` in place of ``instead_of``.

        Raises:
            ArchiveError: if another editor has decided since.
        """
        table = schema.decisions
        with writing(self._engine) as connection:
            own = of_day(table, decisions.date, self._brief)
            form = connection.execute(select(table.c.form).where(own)).scalar_one_or_none()
            if form != (line(instead_of) if instead_of else None):
                reason = "somebody else has decided since"
                raise ArchiveError(f"the draft of {decisions.date}", reason, "look at it again, and decide then")
            connection.execute(table.delete().where(own))
            connection.execute(table.insert().values(day=decisions.date, brief=self._brief, form=line(decisions)))

    def everything(self, since: date) -> list[Decisions]:
        """All decisions on editions from ``since`` on, by day; damaged ones are passed over."""
        table = schema.decisions
        query = select(table.c.day, table.c.form).where(table.c.day >= since, table.c.brief == self._brief)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(table.c.day)).all()
        return self._shield.parsed(Decisions, ((f"decisions of {row.day}", row.form) for row in rows))

    def correct(self, correction: Correction) -> None:
        """Keep ``correction``."""
        with writing(self._engine) as connection:
            made = {"day": correction.date, "brief": self._brief, "form": line(correction), "printed": None}
            connection.execute(schema.corrections.insert().values(**made))

    def corrections(self, day: date | None = None) -> list[Correction]:
        """Of the edition of ``day``, or all; in the order in which they were made."""
        table = schema.corrections
        query = select(table.c.day, table.c.form).where(table.c.brief == self._brief).order_by(table.c.n)
        return self._corrections(query.where(table.c.day == day) if day else query)

    def to_print(self, day: date) -> list[Correction]:
        """Those of earlier editions that no other one than that of ``day`` has printed."""
        table = schema.corrections
        due = or_(table.c.printed.is_(None), table.c.printed == day)
        query = select(table.c.day, table.c.form).where(own_before(table, day, self._brief), due)
        return self._corrections(query.order_by(table.c.n))

    def have_printed(self, day: date, corrections: Iterable[Correction]) -> None:
        """The edition of ``day`` prints ``corrections``."""
        forms = [line(one) for one in corrections]
        table = schema.corrections
        with writing(self._engine) as connection:
            own = table.update().where(whose(table, self._brief))
            connection.execute(own.where(table.c.printed == day).values(printed=None))
            connection.execute(own.where(table.c.form.in_(forms), table.c.printed.is_(None)).values(printed=day))

    def _corrections(self, query: Select[tuple[date, str]]) -> list[Correction]:
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return self._shield.parsed(Correction, ((f"correction of {row.day}", row.form) for row in rows))
