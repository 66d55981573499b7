"""What is kept from one start to the next is a hint: anything wrong with it, and it is made anew."""

from pathlib import Path

import pytest

from briefing.kept import keep, kept, recalled

pytestmark = pytest.mark.usefixtures("own_cache")


def test_it_is_made_once_of_one_source(own_cache: Path) -> None:
    made: list[str] = []

    def make() -> dict[str, list[int]]:
        made.append("")
        return {"ä": [1, 2]}

    assert kept("table", b"one", make) == kept("table", b"one", make) == {"ä": [1, 2]}
    assert len(made) == 1
    kept("table", b"two", make)
    kept("table", b"one", make)
    assert len(made) == 3
    assert len(list(own_cache.iterdir())) == 1


def test_a_damaged_file_is_none(own_cache: Path) -> None:
    keep("table", b"one", [1])
    [file] = own_cache.iterdir()
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    for wrong in (bytes(content), content[:40], b""):
        file.write_bytes(wrong)
        assert recalled("table", b"one") is None


def test_what_has_no_plain_form_is_not_kept() -> None:
    assert kept("table", b"one", lambda: Path("a")) == Path("a")
    assert recalled("table", b"one") is None


def test_where_others_may_write_nothing_is_taken(own_cache: Path) -> None:
    own_cache.mkdir(parents=True)
    own_cache.chmod(0o777)
    keep("table", b"one", 1)
    assert not list(own_cache.iterdir())


def test_without_a_folder_it_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert kept("table", b"one", lambda: 1) == 1
