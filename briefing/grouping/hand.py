"""By hand: a story taken apart, or several made one, as an editor wants it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from briefing.grouping.stories import canonical, story_of
from briefing.model import Reading, Story


def split(story: Story, articles: Collection[str], readings: Mapping[str, Reading]) -> tuple[Story, ...]:
    """``story`` without ``articles``, and a story of these; ``story`` alone where nothing would be left of either.

    What is left keeps the story's id and its past.
    """
    taken = [id_ for id_ in story.articles if id_ in articles]
    left = [id_ for id_ in story.articles if id_ not in articles]
    if not taken or not left:
        return (story,)
    part = _made(taken, story.copies, readings)
    if part.id == story.id:  # the id comes from the first article, which is taken out
        part = replace(part, id=_made(left, story.copies, readings).id)
    return replace(_made(left, story.copies, readings), id=story.id, before=story.before), part


def join(stories: Sequence[Story], readings: Mapping[str, Reading]) -> Story:
    """One story of ``stories``, under the id of the first, with the past of all."""
    first, *others = stories
    articles = [id_ for story in stories for id_ in story.articles]
    before = tuple(dict.fromkeys((*first.before, *(id_ for story in others for id_ in (story.id, *story.before)))))
    copies = tuple(group for story in stories for group in story.copies)
    return replace(_made(articles, copies, readings), id=first.id, before=before)


def _made(articles: Sequence[str], copies: Sequence[Sequence[str]], readings: Mapping[str, Reading]) -> Story:
    here = set(articles)
    folded = tuple(group for whole in copies if len(group := tuple(id_ for id_ in whole if id_ in here)) > 1)
    copied = {id_ for group in folded for id_ in group[1:]}
    members = sorted((readings[id_] for id_ in articles), key=canonical)
    return story_of([one for one in members if one.article.id not in copied], members, folded)
