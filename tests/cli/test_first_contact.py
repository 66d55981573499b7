"""`briefing init`, `doctor`, `templates`, `schema` and faults of the configuration, as a new user meets them."""

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.cli import init, main
from briefing.settings import Settings, load_settings, parse_settings, quoted
from tests.cli.mailserver import Post, serving

TALKS = Path(__file__).parent.parent / "editions" / "talks" / "in"

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_init_writes_the_defaults_with_what_was_asked_for(capsys: Said) -> None:
    """The file is valid, commented, and says what the flags said; the next step is named."""
    asked = ["--title", 'The "Morning" \\ Brief', "--timezone", "Europe/Paris", "--language", "fr"]
    assert main(["init", *asked, "--to", "ann@example.org", "--to", "Bob <bob@example.org>"]) == 0
    found = load_settings(Path("briefing.toml"))
    assert (found.edition.title, found.edition.timezone, found.edition.language) == (asked[1], "Europe/Paris", "fr")
    assert found.mail.recipients == ("ann@example.org", "Bob <bob@example.org>")
    assert "briefing doctor" in capsys.readouterr().err
    assert Path("briefing.toml").read_text(encoding="utf-8").count("#") > 40


def test_what_init_writes_are_the_defaults() -> None:
    """But for the example sources, the file changes nothing."""
    assert main(["init"]) == 0
    assert load_settings(Path("briefing.toml")).model_copy(update={"source": ()}) == Settings()


@given(title=st.text(max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_title_comes_back_as_it_went_in(title: str) -> None:
    """Quotes, backslashes, controls and emoji; the rest of the file stays sound."""
    made = init.template()
    text = init._set(made, "title", quoted(title))
    content = tomllib.loads(text)
    assert content["edition"].pop("title") == title
    parse_settings(content)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["--timezone", "Mars/Base"], "edition.timezone"),
        (["--language", "xx"], "edition.language"),
        (["--to", "nobody"], "mail.recipients"),
        (["--title", "a\udc80b"], "command line"),
        (["no/such/folder/briefing.toml"], "cannot be written"),
    ],
)
def test_init_refuses_what_is_wrong_and_leaves_no_file(arguments: list[str], key: str, capsys: Said) -> None:
    """Exit 2, the key is named; with --force the old file stays as it was."""
    assert main(["init", *arguments]) == 2
    assert key in capsys.readouterr().err
    assert list(Path.cwd().glob("*.toml")) == []
    Path("briefing.toml").write_text("# mine\n", encoding="utf-8")
    assert main(["init", "--force", *arguments]) == 2
    assert Path("briefing.toml").read_text(encoding="utf-8") == "# mine\n"


def test_init_overwrites_only_when_told(capsys: Said) -> None:
    """A file that is there is somebody's work."""
    Path("briefing.toml").write_text("# mine\n", encoding="utf-8")
    assert main(["init"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["init", "--force"]) == 0
    assert "[edition]" in Path("briefing.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('[edition]\ntitel = "x"', ["edition.titel", "did you mean 'title'"]),
        ("[edition]\nxyzzy = 1", ["edition.xyzzy", "known are title"]),
        ('[mial]\nserver = "x"', ["mial", "did you mean 'mail'"]),
        ('[edition]\nmax_pages = "many"', ["edition.max_pages", "a whole number"]),
        ("edition = 3", ["edition", "a table"]),
        ('[edition]\ntimezone = "Mars/Base"', ["edition.timezone", "Europe/Paris"]),
        ('[mail]\nsender = "nobody"', ["mail.sender", "ann@example.org"]),
        ('[mail]\nrecipients = ["a@b.org\\nBcc: c@d.org"]', ["mail.recipients.0", "not an e-mail address"]),
        ('[mail]\ntls = "ssl"', ["mail.tls", "'starttls'"]),
        ('[schedule]\nat = "25:00"', ["schedule.at", "06:00"]),
        ("[schedule]\ndays = []", ["schedule.days", "must not be empty"]),
        ('[[source]]\nlocation = "x"', ["source 1.name", "is missing"]),
        ('[source]\nname = "x"', ["source", "[[source]]"]),
        ("[edition", ["briefing.toml"]),
        ('[edition]\ntitle = "x"\ntitel = "x"\n[mail]\nport = 70000', ["edition.titel", "mail.port"]),
    ],
)
def test_a_wrong_configuration_is_exit_2_and_says_where(content: str, words: list[str], capsys: Said) -> None:
    """Every fault at once: the key, and what to write instead."""
    Path("briefing.toml").write_text(content, encoding="utf-8")
    for command in (["group", str(TALKS)], ["schedule", "show"], ["morning"]):
        assert main(command) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert all(word in said.err for word in words), said.err


def test_a_configuration_that_is_a_folder_is_exit_2(tmp_path: Path, capsys: Said) -> None:
    """Not a fault in the program."""
    assert main(["build", "--config", str(tmp_path)]) == 2
    assert "Is a directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"a = '\xff'", "is not UTF-8, from byte 5 on"), (b"a = " + b"[" * 50_000, "nested too deeply")],
)
def test_a_configuration_that_cannot_be_read_is_exit_2(content: bytes, said: str, capsys: Said) -> None:
    """Whatever stands in the file: one line in plain words."""
    Path("briefing.toml").write_bytes(content)
    assert main(["group", str(TALKS)]) == 2
    assert said in capsys.readouterr().err


def test_doctor_finds_a_fresh_desk_sound(capsys: Said) -> None:
    """Straight after `init` nothing is a fault; what is still to do is a note with its remedy."""
    assert main(["init"]) == 0
    assert main(["doctor"]) == 0
    told = capsys.readouterr().out
    for subject in ("settings", "PDF", "model", "archive", "source", "mail", "timer", "disk", "clock"):
        assert f" {subject}" in told
    assert "→ fill in [mail]" in told
    assert "FAULT" not in told


def test_doctor_names_each_fault_with_its_remedy(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong key, a mailbox without a password, a mail server without one, an archive that is none."""
    monkeypatch.delenv("BRIEFING_SMTP_PASSWORD", raising=False)
    Path("briefing.toml").write_text(
        '[archive]\nurl = "mysql://x"\n'
        '[[source]]\nname = "Alerts"\nkind = "imap"\nlocation = "imap.example.org"\npassword_env = "BRIEFING_NO"\n'
        '[mail]\nserver = "mail.example.org"\nuser = "brief"\nsender = "a@b.org"\nrecipients = ["c@d.org"]\n',
        encoding="utf-8",
    )
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert told.count("FAULT") == 3
    assert "set BRIEFING_NO in the environment" in told
    assert "set BRIEFING_SMTP_PASSWORD in the environment" in told
    assert "sqlite:///FILE" in told
    Path("briefing.toml").write_text("[edition]\ntitel = 1\n", encoding="utf-8")
    assert main(["doctor"]) == 1
    assert "did you mean 'title'" in capsys.readouterr().out


def test_doctor_of_a_broken_file_says_nothing_of_the_defaults(capsys: Said) -> None:
    """The fault, and what no file configures; not the default archive's, mail's and timer's findings."""
    Path("briefing.toml").write_text("[mail]\nserver = 5\n", encoding="utf-8")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "FAULT settings   briefing.toml: mail.server: must be text in quotes" in said
    assert not any(word in said for word in ("archive", "timer", "sources"))


def test_doctor_online_speaks_to_sources_and_mail_server(capsys: Said) -> None:
    """What answers is well, what does not is a fault; nothing is sent or kept."""
    post = Post()
    Path("articles").mkdir()
    Path("articles/one.txt").write_bytes((TALKS / "northern-ledger-brexit.txt").read_bytes())
    with serving(post) as port:
        mail = (
            f'[mail]\nserver = "127.0.0.1"\nport = {port}\ntls = "none"\nsender = "a@b.org"\nrecipients = ["c@d.org"]\n'
        )
        sources = (
            '[[source]]\nname = "Drop"\nkind = "folder"\nlocation = "articles"\n'
            '[[source]]\nname = "Far"\nkind = "feed"\nlocation = "http://127.0.0.1:9/"\ninternal = true\n'
        )
        Path("briefing.toml").write_text(f"[fetch]\nretries = 0\n{mail}{sources}", encoding="utf-8")
        assert main(["doctor", "--online"]) == 1
    told = capsys.readouterr().out
    assert "ok    source     Drop: answers" in told
    assert "FAULT source     Far: " in told
    assert "ok    mail       127.0.0.1 answers" in told
    assert post.taken == []


def test_a_copied_template_wins(capsys: Said) -> None:
    """Listed, copied, changed, printed; a second copy does not overwrite the change."""
    assert main(["templates", "list"]) == 0
    assert "edition.html" in capsys.readouterr().out.split()
    assert main(["templates", "copy", "edition.txt", "--to", "own"]) == 0
    Path("own/edition.txt").write_text("Mine: {{ brief.title }}\n", encoding="utf-8")
    assert main(["templates", "copy", "edition.txt", "--to", "own"]) == 2
    Path("briefing.toml").write_text('[edition]\ntemplates = "own"\n[reading]\nmodel = "rules"\n', encoding="utf-8")
    assert main(["build", str(TALKS), "--formats", "txt", "--out", "out"]) == 0
    assert Path("out/2019-01-29/edition.txt").read_text(encoding="utf-8").startswith("Mine: The Daily Brief")


@pytest.mark.parametrize("name", ["nothing.html", "../pyproject.toml", "/etc/passwd", "fonts/../../README.md"])
def test_no_other_file_is_copied_as_a_template(name: str, capsys: Said) -> None:
    """Only what is listed; exit 2."""
    assert main(["templates", "copy", name, "--to", "own"]) == 2
    assert "briefing templates list" in capsys.readouterr().err
    assert not Path("own").exists()


def test_a_template_goes_nowhere_without_a_folder(capsys: Said) -> None:
    """Neither --to nor a configured folder, or one that cannot be: exit 2."""
    assert main(["templates", "copy", "edition.html"]) == 2
    assert "--to" in capsys.readouterr().err
    Path("file").write_text("", encoding="utf-8")
    assert main(["templates", "copy", "edition.html", "--to", "file"]) == 2
    assert "file" in capsys.readouterr().err


def schema_of(name: str, capsys: Said) -> dict[str, Any]:
    assert main(["schema", name]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def test_what_is_printed_fits_its_schema(capsys: Said) -> None:
    """Article, reading, story and edition, as the commands write them."""
    Path("briefing.toml").write_text('[reading]\nmodel = "rules"\n', encoding="utf-8")
    assert main(["build", str(TALKS), "--formats", "json", "--out", "out"]) == 0
    capsys.readouterr()
    printed: dict[str, list[Any]] = {"edition": [json.loads(Path("out/2019-01-29/edition.json").read_bytes())]}
    for name, command in (("reading", ["read", str(TALKS)]), ("story", ["group", str(TALKS)])):
        assert main(command) == 0
        printed[name] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert main(["archive", "export"]) == 0
    printed["article"] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    for name, forms in printed.items():
        schema = schema_of(name, capsys)
        assert forms
        for form in forms:
            jsonschema.validate(form, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"schema": 7}, schema)
