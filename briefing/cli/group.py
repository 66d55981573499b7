"""``briefing group``: articles in, stories out, one JSON line each."""

from briefing import intake
from briefing.cli.options import Config, Inputs, settings_from, stdin
from briefing.cli.output import data, progress, tell_left_out
from briefing.composing import group_all
from briefing.forms import line
from briefing.sources import collect


def group(inputs: Inputs = None, config: Config = None) -> None:
    """Gather articles into stories: members, copies, actors. Weightiest first.

    Examples:

        briefing group articles/

        cat articles.jsonl | briefing group | jq -r .title
    """
    settings = settings_from(config)
    named = inputs or ["-"]
    came = intake.read_all(
        collect(named, settings=settings, stdin=stdin() if "-" in named else None), settings, progress=progress
    )
    for skipped in came.left_out:
        tell_left_out(skipped)
    for story in group_all(came.readings, settings).stories:
        data(line(story))
