"""`briefing build`, `read` and `group` as a user meets them."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.files import put_in_place

TALKS = Path(__file__).parent.parent / "editions" / "talks" / "in"
RULES = '[reading]\nmodel = "rules"\n'


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "briefing.toml"
    path.write_text(RULES, encoding="utf-8")
    return str(path)


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """No file may grow beyond ``size`` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_folder_becomes_a_brief(tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Files are written under OUT/DAY/, named and counted on standard error; standard output stays empty."""
    assert (
        main(["build", str(TALKS), "--config", config, "--out", str(tmp_path / "out"), "--formats", "html,json"]) == 0
    )
    said = capsys.readouterr()
    assert said.out == ""
    folder = tmp_path / "out" / "2019-01-29"
    assert str(folder / "edition.html") in said.err
    assert "2 stories from 4 articles (1 copy)" in said.err
    edition = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert edition["counts"] == {
        "inputs": 4, "articles": 4, "copies": 1, "stories": 2, "skipped": 0, "outlets": 3, "languages": 1,
    } | {"outlets": edition["counts"]["outlets"]}  # fmt: skip


def test_bad_inputs_are_left_out_with_their_reasons(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One good article among rubbish makes a brief that names the rubbish."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_bytes((TALKS / "northern-ledger-brexit.txt").read_bytes())
    (folder / "empty.txt").write_bytes(b"")
    (folder / "junk.bin").write_bytes(bytes(range(256)) * 40)
    (folder / "nothing.html").write_text("<html><body><script>1</script></body></html>", encoding="utf-8")
    arguments = [
        "build",
        str(folder),
        str(tmp_path / "missing.txt"),
        "--config",
        config,
        "--out",
        str(tmp_path / "out"),
    ]
    assert main([*arguments, "--formats", "json"]) == 0
    said = capsys.readouterr().err
    edition = json.loads((tmp_path / "out" / "2019-01-29" / "edition.json").read_text(encoding="utf-8"))
    assert len(edition["left_out"]) == edition["counts"]["skipped"] == 4
    for name in ("empty.txt", "junk.bin", "nothing.html", "missing.txt"):
        assert any(name in one["input"] and one["reason"] for one in edition["left_out"]), name
        assert name in said


def test_nothing_usable_leaves_an_earlier_edition_alone(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, one clear line, and yesterday's bytes untouched."""
    out = tmp_path / "out"
    assert main(["build", str(TALKS), "--config", config, "--out", str(out), "--formats", "json"]) == 0
    before = (out / "2019-01-29" / "edition.json").read_bytes()
    (tmp_path / "empty.txt").write_bytes(b"")
    code = main(["build", str(tmp_path / "empty.txt"), "--config", config, "--out", str(out), "--date", "2019-01-29"])
    assert code == 1
    assert "nothing usable" in capsys.readouterr().err
    assert (out / "2019-01-29" / "edition.json").read_bytes() == before
    assert {path.name for path in (out / "2019-01-29").iterdir()} == {"edition.json", "manifest.json"}


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A first 'briefing build' without inputs: exit 1, and what to do."""
    assert main(["build", "--config", config, "--archive", f"sqlite:///{tmp_path / 'new.sqlite'}"]) == 1
    assert "briefing fetch" in capsys.readouterr().err


def test_where_there_is_no_room_the_old_edition_stays_whole(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second file cannot be put there: exit 1, the first is as it was, and nothing is left lying about."""
    folder = tmp_path / "out" / "2019-01-29"
    (folder / "edition.txt").mkdir(parents=True)
    (folder / "edition.txt" / "in-the-way").touch()
    arguments = ["build", str(TALKS), "--config", config, "--archive", "none", "--out", str(tmp_path / "out")]
    assert main([*arguments, "--formats", "txt,md"]) == 1
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["edition.txt"]


def test_a_full_disk_leaves_the_old_edition_whole(tmp_path: Path) -> None:
    """There is room for one file of two: neither is replaced."""
    old, new = tmp_path / "edition.html", tmp_path / "edition.json"
    old.write_bytes(b"yesterday")
    with pytest.raises(OSError, match="File too large"), small_files(1000):
        put_in_place({old: b"x" * 900, new: b"x" * 2000})
    assert old.read_bytes() == b"yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["edition.html"]


def test_an_article_that_comes_in_again_is_counted_and_read_once(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same file under three names: three inputs, one article."""
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_bytes((TALKS / "northern-ledger-brexit.txt").read_bytes())
    files = [str(tmp_path / f"{name}.txt") for name in ("a", "b", "c")]
    out = str(tmp_path / "out")
    assert main(["build", *files, "--config", config, "--archive", "none", "--out", out, "--formats", "json"]) == 0
    said = capsys.readouterr().err
    assert "1 story from 1 article (0 copies), 0 of 3 inputs left out, 2 articles came in again" in said
    edition = json.loads((tmp_path / "out" / "2019-01-29" / "edition.json").read_text(encoding="utf-8"))
    assert (edition["counts"]["inputs"], edition["counts"]["articles"]) == (3, 1)


def test_two_articles_that_share_an_id_are_both_in_the_brief(
    tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two files, each numbered from 1: the second article 1 gets an id of its own, the same in every run."""
    texts = {
        "a": ["Anna Berg opened the new harbour of Oslo on Friday.", "Carl Holm resigned as head of the bank."],
        "b": ["A fire destroyed two barns near Turin on Sunday.", "Carl Holm resigned as head of the bank."],
    }
    for name, found in texts.items():
        lines = [json.dumps({"id": number, "text": text}) for number, text in enumerate(found)]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    ids = []
    for _ in range(2):
        assert main(["group", str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl"), "--config", config]) == 0
        stories = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        ids.append(sorted(id_ for story in stories for id_ in story["articles"]))
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3
    assert {"0", "1"} < set(ids[0])


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["build", "x.txt", "--formats", "odt"], "odt"),
        (["build", "x.txt", "--config", "missing.toml"], "missing.toml"),
        (["read", "x.txt", "--summariser", "magic"], "summariser"),
        (["bulid"], "bulid"),
        (["schema", "nonsense"], "nonsense"),
        (["archive", "prune", "--days", "9999999"], "36500"),
        (["build", str(TALKS), "--archive", "nonsense"], "not an archive URL"),
        (["build", str(TALKS), "--archive", "mysql://root@localhost/x"], "mysql"),
        (["build", str(TALKS), "--archive", "none", "--date", "0001-01-01"], "no day of an edition"),
        (["build", str(TALKS), "--archive", "none", "--date", "9999-12-31"], "no day of an edition"),
    ],
)
def test_wrong_usage_is_exit_2_and_named(arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong stands in the message."""
    assert main(arguments) == 2
    assert word in capsys.readouterr().err


def test_an_edition_proves_itself(tmp_path: Path, config: str) -> None:
    """What `build` wrote, `verify` finds in the archive; a forged one fails."""
    url = f"sqlite:///{tmp_path / 'archive.sqlite'}"
    assert (
        main(["build", str(TALKS), "--config", config, "--archive", url, "--out", str(tmp_path), "--formats", "json"])
        == 0
    )
    path = tmp_path / "2019-01-29" / "edition.json"
    assert main(["verify", str(path), "--archive", url]) == 0
    edition = json.loads(path.read_text(encoding="utf-8"))
    point = edition["sections"][0]["stories"][0]["key_points"][0]
    point["verbatim"] = point["text"] = "Something that nobody printed."
    path.write_text(json.dumps(edition), encoding="utf-8")
    assert main(["verify", str(path), "--archive", url]) == 1


def test_an_edition_is_not_built_from_the_future(tmp_path: Path, config: str) -> None:
    """Articles after the edition's day are left out and named."""
    assert main(["build", str(TALKS), "--config", config, "--out", str(tmp_path), "--date", "2019-01-01"]) == 1


def test_read_is_a_filter() -> None:
    """JSON lines in, JSON lines out, offsets in the text as given."""
    text = "Headline here\n\nHeadline here\n\nThe minister, Anna Berg, arrived in Oslo on Monday."
    line = json.dumps({"id": "a1", "text": text, "published": "2019-01-29"})
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "read", "--model", "rules"],
        input=line,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert (read["id"], read["text"]) == ("a1", text)
    assert [text[t["start"] : t["end"]] for t in read["timexes"]] == ["Monday"]
    assert read["timexes"][0]["from"] == "2019-01-28"
    assert read["published_from"] == "metadata"


def test_group_puts_every_article_into_one_story(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each id once, over all stories."""
    assert main(["group", str(TALKS), "--config", config]) == 0
    stories = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ids = [id_ for story in stories for id_ in story["articles"]]
    assert len(ids) == len(set(ids)) == 4
    assert sorted(len(story["articles"]) for story in stories) == [1, 3]


@pytest.mark.parametrize(
    "arguments",
    [["group", str(TALKS), "--quiet"], ["-q", "group", str(TALKS)], ["group", "--json-log", str(TALKS)]],
)
def test_global_flags_stand_where_one_likes(
    arguments: list[str], tmp_path: Path, config: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the command or after it; what follows "--" is no flag."""
    (tmp_path / "--quiet").write_bytes(b"")
    assert main([*arguments, "--config", config, "--", str(tmp_path / "missing.txt"), "--quiet"]) == 0
    said = capsys.readouterr()
    assert said.out.count("\n") == 2
    if "--json-log" in arguments:
        lines = [json.loads(line) for line in said.err.splitlines()]
        assert [line["level"] for line in lines] == ["warning", "warning"]
        assert lines[1]["input"].endswith("--quiet")
    else:
        assert said.err == ""


def test_a_summary_has_one_length(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Sentences or words; both at once are exit 2."""
    article = str(TALKS / "northern-ledger-brexit.txt")
    assert main(["read", article, "--config", config, "--sentences", "2"]) == 0
    assert len(json.loads(capsys.readouterr().out)["summary"]) == 2
    assert main(["read", article, "--config", config, "--words", "30"]) == 0
    reading = json.loads(capsys.readouterr().out)
    chosen = [reading["sentences"][n] for n in reading["summary"]]
    assert 1 <= sum(len(reading["text"][sent["start"] : sent["end"]].split()) for sent in chosen) <= 30
    assert main(["read", article, "--config", config, "--sentences", "2", "--words", "30"]) == 2
    assert "one at a time" in capsys.readouterr().err


HOSTILE = json.dumps(
    {
        "text": "Anna Berg\x1b[31m left\x9b Oslo on \u202eMonday.",
        "title": "\x1b]0;mine\x07 Berg leaves",
        "source": "\x1b[2J",
    }
)


@pytest.mark.parametrize("command", [["read", "--actors", "--explain"], ["compare"]])
def test_what_others_wrote_does_not_steer_the_terminal(
    command: list[str], tmp_path: Path, config: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Escape sequences in titles, texts and sources; and in 20 columns the words can still be read."""
    monkeypatch.setenv("COLUMNS", "20")
    path = tmp_path / "a.jsonl"
    path.write_text(HOSTILE, encoding="utf-8")
    assert main([command[0], str(path), *command[1:], "--config", config]) == 0
    out = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(out)
    assert "Anna Berg" in out


def test_a_person_who_stops_a_run_is_told_that_it_stopped(tmp_path: Path) -> None:
    """Ctrl-C: exit 130, one line, nothing half done left behind."""
    program = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from briefing.cli import main; raise SystemExit(main())"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program, "read", "-", "--model", "rules"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"text": "Anna Berg left Oslo on Monday."}\n' * 1600)  # a little more than is read ahead
    running.stdin.flush()
    assert running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert said.decode() == "briefing: stopped\n"


def test_a_reader_that_leaves_the_pipe_is_no_fault() -> None:
    """`| head` ends the run with success and without a word."""
    line = json.dumps({"text": "Anna Berg went to Oslo on Monday."}) + "\n"
    process = subprocess.Popen(
        [sys.executable, "-m", "briefing", "read", "--model", "rules"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(line.encode() * 300)
    process.stdin.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_data_is_utf8_whatever_the_locale_says() -> None:
    """Standard output of a machine set to Latin-1."""
    line = json.dumps({"text": "Владимир Путин приехал в Осло."}, ensure_ascii=True)
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "read", "--model", "rules"],
        input=line.encode(), capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Владимир Путин" in done.stdout.decode("utf-8")


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Both answer with exit 0; help shows an example."""
    assert main(["--version"]) == 0
    assert main(["build", "--help"]) == 0
    assert "briefing build articles/" in capsys.readouterr().out


def test_what_a_killed_run_left_aside_is_swept(tmp_path: Path) -> None:
    """Of a process that is no more; one that still runs keeps its own."""
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left = tmp_path / f".edition.html.x1.{dead.stdout.decode().strip()}.aside"
    alive = tmp_path / f".edition.html.x2.{os.getpid()}.aside"
    for path in (left, alive):
        path.touch()
    put_in_place({tmp_path / "edition.html": b"page"})
    assert {path.name for path in tmp_path.iterdir()} == {alive.name, "edition.html"}


def test_files_of_an_edition_that_was_made_anew_go_with_it(tmp_path: Path, config: str) -> None:
    """Beside the new JSON an old page would pass for its own; a page that the reader has changed stays."""
    out = tmp_path / "out"
    common = ["--config", config, "--out", str(out), "--date", "2019-01-29", "--formats"]
    one = str(TALKS / "northern-ledger-brexit.txt")
    assert main(["build", one, *common, "html,txt,json"]) == 0
    folder = out / "2019-01-29"
    (folder / "edition.txt").write_text("mine", encoding="utf-8")
    assert main(["build", one, *common, "md"]) == 0
    assert {path.name for path in folder.iterdir()} >= {"edition.html", "edition.json", "edition.md"}
    assert main(["build", str(TALKS), *common, "json"]) == 0
    assert {path.name for path in folder.iterdir()} == {"edition.json", "edition.txt", "manifest.json"}
