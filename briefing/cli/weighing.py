"""What each story weighs and why it stands where it stands, in words that can be read aloud."""

from collections.abc import Iterator, Sequence

from briefing.model import Edition, Story
from briefing.rendering import labels, why_here


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
        yield f"        {'; '.join(why_here(story.gravity, labels('en'))[1:])}"
        where = places.get(story.id, "not on page one")
        why = reasons.get(story.id, "")
        yield f"        {where}{': ' + why if why else ''}"
