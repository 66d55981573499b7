"""Doings: the decision that each form of an open draft asks for."""

from collections.abc import Callable

from starlette.requests import Request

from briefing.drafts import Open
from briefing.errors import SettingsError
from briefing.model import Citation, Decision, KnownActor, Span
from briefing.web.site import day_in, given


def _cited(text: str) -> Citation | None:
    """A passage as a form has it, "START:END:SOURCE"; None for none."""
    if not text:
        return None
    start, _, rest = text.partition(":")
    end, _, source = rest.partition(":")
    figures = all(each.isascii() and each.isdecimal() and len(each) <= 9 for each in (start, end))
    if not (figures and source and int(start) <= int(end)):
        raise SettingsError("the passage", "is none", "choose one that is shown")
    return Citation(source=source, span=Span(int(start), int(end)))


def _place(request: Request) -> int:
    text = given(request, "place") or "1"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else -1


def _moved(on: Open, story: str, step: int) -> Decision:
    """One place up or down in the order of the brief."""
    order = list(on.stories)
    at = order.index(story) if story in order else 0
    if step < 0:
        return Decision(kind="order", story=story, to=order[max(0, at - 1)])
    return Decision(kind="order", story=story, to=order[at + 2] if at + 2 < len(order) else "")


def _lines(request: Request, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in given(request, name).split(";") if part.strip())


def _known(request: Request) -> KnownActor:
    kind = given(request, "type")
    if kind not in ("PER", "ORG", "GPE", "LOC", "NORP", "MISC"):
        raise SettingsError(kind, "is no kind of actor", "choose one that is shown")
    return KnownActor(
        name=given(request, "name"), aliases=_lines(request, "aliases"), type=kind,  # type: ignore[arg-type]  # checked
        affiliation=given(request, "of"), never_merge_with=_lines(request, "never"),
    )  # fmt: skip


def _day(request: Request, _: Open, story: str) -> Decision:
    first = day_in(given(request, "first"))
    last = day_in(given(request, "last")) or first
    return Decision(kind="day", story=story, citation=_cited(given(request, "choice")), first=first, last=last)


#: What a form's button does: the request, the draft and the id of the story → the decision.
DOINGS: dict[str, Callable[[Request, Open, str], Decision]] = {
    "drop": lambda _, __, story: Decision(kind="drop", story=story),
    "pin": lambda request, _, story: Decision(kind="pin", story=story, place=max(1, _place(request))),
    "unpin": lambda _, __, story: Decision(kind="pin", story=story, place=0),
    "up": lambda _, on, story: _moved(on, story, -1),
    "down": lambda _, on, story: _moved(on, story, 1),
    "section": lambda request, _, story: Decision(kind="section", story=story, to=given(request, "to")),
    "title": lambda request, _, story: Decision(
        kind="title", story=story, citation=_cited(given(request, "choice"))
    ),
    "point": lambda request, _, story: Decision(
        kind="point", story=story, place=_place(request), citation=_cited(given(request, "choice"))
    ),
    "split": lambda request, _, story: Decision(
        kind="split", story=story, articles=tuple(request.state.form.get("article", ()))
    ),
    "merge": lambda request, _, story: Decision(
        kind="merge", story=story, stories=tuple(request.state.form.get("other", ()))
    ),
    "actor": lambda request, _, __: Decision(kind="actor", actor=_known(request)),
    "role": lambda request, _, story: Decision(
        kind="role", story=story, to=given(request, "actor"), text=given(request, "text")
    ),
    "day": _day,
    "note": lambda request, _, story: Decision(kind="note", story=story, text=given(request, "text")),
}  # fmt: skip
