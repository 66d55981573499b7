"""What each story weighs and why it stands where it stands, in words that can be read aloud."""

from collections.abc import Iterator, Sequence

from briefing.model import Edition, Story


def weighing(stories: Sequence[Story], edition: Edition) -> Iterator[str]:
    """Three lines a story, weightiest first: weight and headline, the terms of the sum, where it stands."""
    front = edition.front
    places = {item.story: f"page one, {n}" for n, item in enumerate(front.items, 1)}
    places |= {line.story: "page one, also" for line in front.also}
    places |= {line.story: "checked" for line in front.checked}
    places |= {line.story: "comment" for line in front.comment}
    reasons = {passed.story: passed.reason for passed in front.passed_over}
    for story in stories:
        yield f"{story.gravity.total:6.2f}  {story.title}"
        yield f"        {_terms(story)}"
        where = places.get(story.id, "not on page one")
        why = reasons.get(story.id, "")
        yield f"        {where}{': ' + why if why else ''}"


def _terms(story: Story) -> str:
    gravity = story.gravity
    words = ", ".join(
        f"{weighed.signal.kind.value.replace('_', ' ')} \u201c{weighed.signal.word}\u201d {weighed.adds:+.2f}"
        + (f" in sentence {weighed.signal.sentence + 1}" if weighed.signal.sentence >= 0 else " in the headline")
        for weighed in gravity.signals
    )
    terms = [
        f"desk {gravity.desk.value} {gravity.desk_weight:+.2f}",
        f"signals {gravity.signal_weight:+.2f}" + (f" ({words})" if words else ""),
        f"{gravity.genre.value.replace('_', ' ')} {gravity.genre_weight:+.2f}",
        f"outlets {gravity.outlet_weight:+.2f} ({', '.join(gravity.outlets)})",
    ]
    terms += [
        f"{name} {value:+.2f}"
        for name, value in (
            ("wording", gravity.wording),
            ("new", gravity.novelty),
            ("its day has been", gravity.stale),
            ("watched", gravity.watched),
            ("your rules", gravity.ruled),
        )
        if value
    ]
    return "; ".join(terms)
