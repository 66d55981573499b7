"""robots.txt as RFC 9309 has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.net.robots import parse_robots

FILE = """
# comment
User-agent: other
Disallow: /

User-Agent: *
User-agent: third
Disallow: /private   # not this
Disallow: /*.pdf$
Disallow: /search*q=
Allow: /private/open
Crawl-delay: 2
Disallow:

Sitemap: https://a.example/map.xml
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/news/1", True), ("/private", False), ("/private/x", False), ("/private/open/x", True),
        ("/a/b.pdf", False), ("/a/b.pdf?x", True), ("/search?a=1&q=2", False), ("/search", True), ("/%70rivate", False),
    ],
)  # fmt: skip
def test_the_longest_rule_decides(path: str, allowed: bool) -> None:
    """Wildcards, anchors and escapes are understood; "allow" wins a tie."""
    assert parse_robots(FILE).allows(path) is allowed


def test_our_own_group_comes_before_everybodys() -> None:
    """A group that names us replaces the one for all."""
    text = "User-agent: *\nDisallow: /\n\nUser-agent: Briefing\nDisallow: /x\n"
    assert parse_robots(text).allows("/news")
    assert not parse_robots(text).allows("/x/1")


def test_the_delay_is_read() -> None:
    """Crawl-delay belongs to its group."""
    assert parse_robots(FILE).delay == 2.0
    assert parse_robots("").delay == 0.0


@given(st.text(max_size=300), st.text(max_size=60))
def test_anything_can_be_parsed(text: str, path: str) -> None:
    """A file that makes no sense forbids nothing by accident and never fails."""
    robots = parse_robots(text)
    assert robots.rules or robots.allows("/" + path)
