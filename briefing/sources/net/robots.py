"""robots.txt (RFC 9309): which paths a robot may read."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

TOKEN = "briefing"  # noqa: S105 — the product token of RFC 9309, no secret
#: RFC 9309, 2.5: at least 500 KiB have to be read.
MAX_BYTES = 512_000
_MAX_RULES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for us: (allow, pattern) pairs, and the seconds asked for between two requests."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether ``path`` (with its query) may be read: the longest matching rule decides, "allow" in a tie."""
        best, allowed = -1, True
        for allow, pattern in self.rules:
            if len(pattern) >= best and _matches(pattern, path) and (len(pattern) > best or allow):
                best, allowed = len(pattern), allow
        return allowed


NOTHING_ALLOWED = Robots(rules=((False, "/"),))


def parse_robots(text: str) -> Robots:
    """The group of rules for us, else the one for "*", else none."""
    groups: dict[str, list[tuple[bool, str]]] = {}
    delays: dict[str, float] = {}
    agents: list[str] = []
    open_group = False  # whether rules have begun, so that the next user-agent line opens a new group
    for line in text.lstrip("\ufeff").splitlines()[:50_000]:
        key, _, value = line.split("#", 1)[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            agents = [] if open_group else agents
            open_group = False
            agents.append(value.lower())
            groups.setdefault(value.lower(), [])
        elif key in ("allow", "disallow") and agents:
            open_group = True
            for agent in agents if value else ():
                if len(groups[agent]) < _MAX_RULES:
                    groups[agent].append((key == "allow", value))
        elif key == "crawl-delay" and agents:
            open_group = True
            for agent in agents:
                if re.fullmatch(r"\d{1,4}(?:\.\d{1,3})?", value):
                    delays[agent] = float(value)
    name = TOKEN if TOKEN in groups else "*"
    return Robots(rules=tuple(groups.get(name, ())), delay=delays.get(name, 0.0))


def _matches(pattern: str, path: str) -> bool:
    """Whether ``path`` begins as ``pattern`` says; "*" is any stretch, a final "$" the end. Linear in the path."""
    pattern, path = unquote(pattern), unquote(path)
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(rest, start=1):
        if anchored and number == len(rest):
            return len(path) - len(piece) >= at and path.endswith(piece)
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return at == len(path) if anchored and not rest else True
