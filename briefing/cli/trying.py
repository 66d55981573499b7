"""What other settings of the desk would have changed in editions that the archive holds."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.model import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A story whose place on page one differs.

    Attributes:
        title: its headline.
        before: its number on page one as it was; 0 where it did not stand there. `after` likewise.
        why: where it stands there no more, the reason; where it is new there, why it was not.
    """

    title: str
    before: int
    after: int
    why: str = ""


def trial(before: Edition, after: Edition) -> tuple[Moved, ...]:
    """What stands elsewhere on page one in ``after``, in the order of its numbers; then what left it.

    Args:
        before: the edition as it was made.
        after: the same material under other settings.
    """
    was = {item.story: n for n, item in enumerate(before.front.items, 1)}
    now = {item.story: n for n, item in enumerate(after.front.items, 1)}
    passed = {each.story: each.reason for each in before.front.passed_over}
    passing = {each.story: each.reason for each in after.front.passed_over}
    come = [
        Moved(
            title=item.title,
            before=was.get(item.story, 0),
            after=n,
            why="" if item.story in was else passed.get(item.story, ""),
        )
        for n, item in enumerate(after.front.items, 1)
        if was.get(item.story) != n
    ]
    gone = [
        Moved(title=item.title, before=n, after=0, why=passing.get(item.story, "in another list"))
        for n, item in enumerate(before.front.items, 1)
        if item.story not in now
    ]
    return (*come, *gone)


def told(moved: tuple[Moved, ...]) -> Iterator[str]:
    """A line each: "+ 3  Headline (was: below the floor)", "- 5  Headline (page one is full)", "2 → 4  Headline"."""
    for one in moved:
        if not one.before:
            yield f"  + {one.after}      {one.title}" + (f" (was: {one.why})" if one.why else "")
        elif not one.after:
            yield f"  - {one.before}      {one.title} (now: {one.why})"
        else:
            yield f"  {one.before} → {one.after}    {one.title}"
