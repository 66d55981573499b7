"""Groups of rules: found in the tree, counted where they serve, switched off alone."""

import json
from pathlib import Path

from tools.ablate.groups import Group, groups, without
from tools.ablate.reach import reach


def test_lists_rules_and_constants_are_found() -> None:
    """Whatever a table or a module lists, by where it stands."""
    kinds = {group.name: group.kind for group in groups()}
    assert kinds["names_titles.toml:org.heads"] == "list"
    assert kinds["timex_en_dates.toml#day month year"] == "rule"
    assert kinds["reading.actors.places:_THERE"] == "words"
    assert kinds["reading.names.letters:_SHORT"] == "regex"


def test_one_group_goes_and_the_others_stay() -> None:
    """Of lists and of rules."""
    table: dict[str, object] = {"org": {"heads": ["Bank"], "suffixes": ["Inc"]}, "rule": [{"name": "a"}, {"name": "b"}]}
    assert without(Group("x.toml:org.heads", "list"), table) == {**table, "org": {"heads": [], "suffixes": ["Inc"]}}
    assert without(Group("x.toml#a", "rule"), table) == {**table, "rule": [{"name": "b"}]}


def test_a_group_reaches_the_records_that_hold_its_words(tmp_path: Path) -> None:
    """A rule those in which it made an expression, with what gold says of it."""
    corpus = tmp_path / "few.jsonl"
    gold = [{"start": 8, "end": 19, "value": "2019-01-28"}]
    records = [
        {"text": "He left last Monday.", "published": "2019-02-01", "timexes": gold},
        {"text": "The Harbour Bank did not.", "published": "2019-02-01"},
    ]
    corpus.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    rule, words = "timex_en_days.toml#last, this, next weekday", Group("x:heads", "words", ("Bank", "Inc"))
    found = reach([Group(rule, "rule"), words], [corpus], {rule: [], words.name: []})
    assert (found["x:heads"].rows, found["x:heads"].records) == ({"Bank"}, {corpus: [1]})
    assert found[rule].fired == {"fired": 1, "gold": 1, "right": 1}
