"""Clusters: the names in an article that mean the same, and what the actor behind them is called."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.lexicon.names import parse_person, title_length
from briefing.model import ActorType
from briefing.reading.actors.page import Named


@dataclass(slots=True)
class Cluster:
    """Names that mean the same.

    Attributes:
        kind: type of the actor.
        names: in reading order, once complete.
        fixed: the actor's name where a table gives it ("Russia"); else "".
        slug: what its id is made from, where not from its name ("ru"); else "".
        state: ISO code of the state it belongs to; "" for none.
        silent: indexes of mentions that do not name it ("Russian", "Moscow"): no aliases.
    """

    kind: ActorType
    names: list[Named] = field(default_factory=list)
    fixed: str = ""
    slug: str = ""
    state: str = ""
    silent: set[int] = field(default_factory=set)

    def forms(self) -> list[str]:
        """The spellings printed, most frequent first, then in reading order."""
        counts = Counter(named.text for named in self.names if named.index not in self.silent)
        return sorted(counts, key=lambda text: -counts[text])  # a Counter keeps reading order, and sorted keeps it too

    def name(self) -> str:
        """The fullest spelling that is printed most."""
        if self.fixed:
            return self.fixed
        forms = self.forms() or [self.names[0].text]
        quiet = [form for form in forms if not (form.isupper() and len(form) > 4)] or forms
        if self.kind == "PER":
            return _fullest_person(quiet)
        full = [form for form in quiet if " " in form]
        return max(full or quiet, key=lambda form: (len(form.split()), -quiet.index(form)))


def _fullest_person(forms: Sequence[str]) -> str:
    """With given name and surname where there is one; of those, the most frequent."""
    bare = [strip_title(form) for form in forms]
    counts = {form: i for i, form in reversed(list(enumerate(bare)))}
    return min(counts, key=lambda form: (_initials(form), counts[form]))


def _initials(form: str) -> int:
    parsed = parse_person(form)
    if not parsed.given:
        return 2
    return int(all(len(given) == 1 for given in parsed.given))


def strip_title(name: str) -> str:
    """A person's name without what stands before it: "Mr. Putin" → "Putin"."""
    words = name.split()
    skip = title_length(tuple(words))
    return " ".join(words[skip:]) if 0 < skip < len(words) else name
