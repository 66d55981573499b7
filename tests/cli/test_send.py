"""`briefing send` against a real mail server that refuses, hangs up and looks at certificates."""

import shutil
import signal
import socket
import ssl
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import trustme

from briefing.archive import Archive
from briefing.cli import main
from briefing.delivery import only_one, outbox
from briefing.rendering import render
from briefing.settings import Settings
from tests.cli.mailserver import PASSWORD, Post, serving

TALKS = Path(__file__).parent.parent / "editions" / "talks" / "in"
#: The program with Ctrl-C as in the foreground: what a shell runs behind itself is told to ignore it.
LISTENS = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); import briefing.__main__"

Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds one edition."""
    folder = tmp_path_factory.mktemp("built")
    config = folder / "briefing.toml"
    config.write_text('[reading]\nmodel = "rules"\n', encoding="utf-8")
    path = folder / "archive.sqlite"
    arguments = ["build", str(TALKS), "--config", str(config), "--archive", f"sqlite:///{path}"]
    assert main([*arguments, "--out", str(folder), "--formats", "json"]) == 0
    return path


class Desk:
    """A configuration for one server, with an archive of its own."""

    def __init__(self, folder: Path, built: Path) -> None:
        self.folder = folder
        self.archive = folder / "archive.sqlite"
        shutil.copy(built, self.archive)
        self.config = folder / "briefing.toml"

    def configure(self, port: int, *recipients: str, more: str = "", title: str = "The Daily Brief") -> None:
        listed = ", ".join(f'"{name}"' for name in recipients)
        tls = "" if "tls =" in more else 'tls = "none"\n'
        self.config.write_text(
            f'[edition]\ntitle = "{title}"\n[archive]\nurl = "sqlite:///{self.archive}"\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {port}\nsender = "Brief <brief@example.org>"\n'
            f"recipients = [{listed}]\nattach = []\ntimeout = 5\n{tls}{more}\n",
            encoding="utf-8",
        )

    def send(self, *arguments: str) -> int:
        return main(["send", "--config", str(self.config), *arguments])


def built_edition(desk: Desk) -> Path:
    """The JSON of the edition in the desk's archive."""
    path = desk.folder / "archived.json"
    with Archive.open(f"sqlite:///{desk.archive}") as archive:
        edition = archive.edition()
        assert edition is not None
        path.write_bytes(render(edition, "json", settings=Settings()))
    return path


@pytest.fixture
def desk(tmp_path: Path, built: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(outbox, "FIRST_WAIT", 0.01)
    return Desk(tmp_path, built)


def authority(folder: Path) -> tuple[ssl.SSLContext, str]:
    """A server's certificate for 127.0.0.1, and the file that vouches for it."""
    ca = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ca.issue_cert("127.0.0.1").configure_cert(context)
    path = folder / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return context, str(path)


@pytest.mark.parametrize("how", ["starttls", "tls"])
def test_an_edition_goes_out_encrypted_to_each_on_its_own(
    desk: Desk, how: str, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Over STARTTLS with a log-in, or over TLS from the start; nobody sees who else is served; nothing is sent twice."""
    context, ca_file = authority(desk.folder)
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", PASSWORD)
    post = Post()
    user = 'user = "brief"\n' if how == "starttls" else ""
    starttls, tls = (context, None) if how == "starttls" else (None, context)
    with serving(post, login=bool(user), starttls=starttls, tls=tls) as port:
        desk.configure(port, "ann@example.org", "bob@example.org", more=f'tls = "{how}"\nca_file = "{ca_file}"\n{user}')
        assert desk.send() == 0
        assert desk.send() == 0
    assert sorted(to for to, _ in post.taken) == ["ann@example.org", "bob@example.org"]
    (letter,) = post.messages("ann@example.org")
    assert letter["To"] == "ann@example.org"
    assert b"bob@" not in next(raw for to, raw in post.taken if to.startswith("ann"))
    assert "29 Jan 2019" in letter["Subject"]
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("ann@example.org: sent")]
    assert ["already" in line for line in said] == [False, True]


def test_a_certificate_that_nobody_vouches_for_is_not_spoken_to(desk: Desk, capsys: Said) -> None:
    """Nothing is sent, and the reason is said."""
    context, _ = authority(desk.folder)
    post = Post()
    with serving(post, starttls=context) as port:
        desk.configure(port, "ann@example.org", more='tls = "starttls"')
        assert desk.send() == 1
    assert post.taken == []
    assert "authority that is not known here: if it is your own, name it in ca_file" in capsys.readouterr().err


def test_a_wrong_password_is_tried_once_and_not_once_a_recipient(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Twenty log-ins with a wrong password lock an account."""
    context, ca_file = authority(desk.folder)
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", "wrong")
    post = Post()
    with serving(post, starttls=context, login=True) as port:
        more = f'tls = "starttls"\nca_file = "{ca_file}"\nuser = "brief"'
        desk.configure(port, *(f"r{n}@example.org" for n in range(20)), more=more)
        assert desk.send() == 1
    assert post.taken == []
    assert post.logins == 1
    assert capsys.readouterr().err.count(": failed (535") == 20


def test_later_is_asked_again_and_never_is_not(desk: Desk, capsys: Said) -> None:
    """451 and 421 pass, 550 stays; the others have theirs; the next run tries the failed one again, and no other."""
    post = Post()
    post.refused = {
        "ann@example.org": ["451 4.7.1 greylisted", "421 4.3.2 closing"],
        "bob@example.org": ["550 5.1.1 no such user"],
    }
    with serving(post) as port:
        desk.configure(port, "ann@example.org", "bob@example.org", "cleo@example.org")
        assert desk.send() == 1
        assert Counter(to for to, _ in post.taken) == {"ann@example.org": 1, "cleo@example.org": 1}
        assert "bob@example.org: failed (550 5.1.1 no such user)" in capsys.readouterr().err
        assert desk.send() == 0
    assert Counter(to for to, _ in post.taken) == {f"{name}@example.org": 1 for name in ("ann", "bob", "cleo")}


def test_a_server_that_is_not_there_is_said_for_all(desk: Desk, capsys: Said) -> None:
    """Everybody is reported, and nobody is lost: the next run sends."""
    post = Post()
    with serving(post) as port:
        pass
    desk.configure(port, *(f"r{n}@example.org" for n in range(50)))
    assert desk.send() == 1
    assert capsys.readouterr().err.count(": failed (") == 50
    with serving(post) as port:
        desk.configure(port, *(f"r{n}@example.org" for n in range(50)))
        assert desk.send() == 0
    assert len(post.taken) == 50


def test_nothing_is_lost_when_lines_break_at_random(desk: Desk, capsys: Said) -> None:
    """Each has it once, or is reported; who is reported "unknown" and has none gets one with --unknown."""
    post = Post()
    post.cut = {"MAIL": 0.05, "RCPT": 0.05, "before": 0.05, "after": 0.05}
    names = [f"r{n}@example.org" for n in range(80)]
    with serving(post) as port:
        desk.configure(port, *names)
        code = desk.send()
        said = capsys.readouterr().err
        taken = Counter(to for to, _ in post.taken)
        unknown = {name for name in names if f"{name}: unknown" in said}
        assert code == 1
        assert unknown
        assert set(taken.values()) == {1}
        assert {name for name in names if f"{name}: sent" in said} == set(names) - unknown
        assert set(names) - set(taken) < unknown
        assert desk.send() == 1
        assert Counter(to for to, _ in post.taken) == taken
        post.cut = {}
        assert desk.send("--unknown") == 0
    again = Counter(to for to, _ in post.taken) - taken
    assert set(again) == unknown
    assert {to for to, _ in post.taken} == set(names)


def test_a_run_killed_while_sending_sends_nothing_twice(desk: Desk, capsys: Said) -> None:
    """Killed before the server's answer: who has it is told as unknown, who was not reached gets it, --unknown repeats."""
    post = Post()
    names = ("ann@example.org", "bob@example.org")
    with serving(post) as port:
        desk.configure(port, *names, more="parallel = 1")
        process = subprocess.Popen(
            [sys.executable, "-m", "briefing", "send", "--config", str(desk.config)], stderr=subprocess.PIPE
        )

        def kill(_: str) -> None:
            process.kill()
            process.wait(20)
            post.on_data = lambda _: None

        post.on_data = kill
        process.communicate(timeout=60)
        assert post.took.wait(20)
        assert [to for to, _ in post.taken] == ["ann@example.org"]
        assert desk.send() == 1
        assert "ann@example.org: unknown" in capsys.readouterr().err
        assert [to for to, _ in post.taken] == list(names)
        assert desk.send("--unknown") == 0
    assert len(post.taken) == 3
    first, second = post.messages("ann@example.org")
    assert first["Message-ID"] == second["Message-ID"]


def test_a_mail_that_was_sent_is_proved_and_another_is_not(desk: Desk, tmp_path: Path) -> None:
    """As it was received, packed otherwise on its way; a changed word is no proof."""
    post = Post()
    with serving(post) as port:
        desk.configure(port, "ann@example.org")
        assert desk.send() == 0
    letter = message_from_bytes(post.taken[0][1], policy=default)
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            part.set_content(part.get_content(), subtype=part.get_content_subtype(), cte="base64")
    received = tmp_path / "received.eml"
    received.write_bytes(b"Received: from elsewhere\r\n" + letter.as_bytes())
    edition = desk.folder / "edition.json"
    shutil.copy(built_edition(desk), edition)
    arguments = ["verify", str(edition), "--config", str(desk.config), "--mail", str(received)]
    assert main(arguments) == 0
    forged = post.taken[0][1].replace(b"Netanyahu", b"Netanjahu")
    assert forged != post.taken[0][1]
    received.write_bytes(forged)
    assert main([*arguments, "--quiet"]) == 1
    for head in (
        letter.as_bytes().replace(b"Subject: ", b"Subject: Denied! "),
        b"Subject: War\r\n" + letter.as_bytes(),
    ):
        received.write_bytes(head)
        assert main([*arguments, "--quiet"]) == 1


def test_ctrl_c_is_answered_though_a_server_is_silent(desk: Desk) -> None:
    """The server never says a word; the run ends at once, with the shell's code for it."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        desk.configure(silent.getsockname()[1], "ann@example.org", more="retries = 10")
        text = desk.config.read_text(encoding="utf-8").replace("timeout = 5", "timeout = 300")
        desk.config.write_text(text, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-c", LISTENS, "send", "--config", str(desk.config)], stderr=subprocess.PIPE
        )
        silent.settimeout(60)
        line, _ = silent.accept()
        with line:
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == b"briefing: stopped\n"


@pytest.mark.parametrize(
    "address",
    ["ann@example.org\nBcc: eve@example.org", "ann@example.org, eve@example.org", "ann", "<ann@", "a b@c.org"],
)
def test_what_is_no_address_is_refused(desk: Desk, capsys: Said, address: str) -> None:
    """Exit 2, the key is named, and no server is spoken to."""
    desk.configure(1)
    assert desk.send("--to", address) == 2
    assert "mail.recipients" in capsys.readouterr().err


def test_no_title_can_start_a_header(desk: Desk) -> None:
    """Line breaks in what is printed stay inside the header."""
    post = Post()
    with serving(post) as port:
        desk.configure(port, "ann@example.org", title=r"Brief\r\nBcc: eve@example.org")
        assert desk.send() == 0
    (letter,) = post.messages("ann@example.org")
    assert letter["Bcc"] is None
    assert [to for to, _ in post.taken] == ["ann@example.org"]


def test_spellings_of_an_address_are_one_recipient(desk: Desk) -> None:
    """With a name, without one, in capitals: one mail."""
    post = Post()
    with serving(post) as port:
        desk.configure(port, "Ann <ann@example.org>", "ANN@example.org")
        assert desk.send() == 0
        assert desk.send("--to", "ann@EXAMPLE.org") == 0
    assert [to for to, _ in post.taken] == ["ann@example.org"]


def test_recipients_may_follow_one_another(desk: Desk, capsys: Said) -> None:
    """--to A B is --to A --to B; an address without --to is asked about."""
    post = Post()
    with serving(post) as port:
        desk.configure(port, "zoe@example.org")
        assert desk.send("bob@example.org") == 2
        assert "--to bob@example.org" in capsys.readouterr().err
        assert desk.send("--to", "ann@example.org", "bob@example.org") == 0
    assert sorted(to for to, _ in post.taken) == ["ann@example.org", "bob@example.org"]


@pytest.mark.parametrize("utf8", [True, False])
def test_addresses_of_other_scripts_need_a_server_that_knows_them(desk: Desk, capsys: Said, *, utf8: bool) -> None:
    """SMTPUTF8 where it is offered, a clear failure where it is not; domains go as ASCII to both."""
    post = Post()
    with serving(post, utf8=utf8) as port:
        desk.configure(port, "jürgen@example.org", "ann@bücher.example")
        assert desk.send() == (0 if utf8 else 1)
    expected = {"ann@xn--bcher-kva.example"} | ({"jürgen@example.org"} if utf8 else set())
    assert {to for to, _ in post.taken} == expected
    assert ("SMTPUTF8" in capsys.readouterr().err) is not utf8


def test_a_dry_run_prints_and_sends_nothing(desk: Desk, capsys: Said) -> None:
    """The first message, as it would go out; the real run still has everything to send."""
    post = Post()
    with serving(post) as port:
        desk.configure(port, "ann@example.org")
        assert desk.send("--dry-run") == 0
        assert "\nTo: ann@example.org" in capsys.readouterr().out.replace("\r", "")
        assert post.taken == []
        assert desk.send() == 0
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("more", "key", "remedy"),
    [
        ('user = "brief"', "mail.user", "BRIEFING_SMTP_PASSWORD"),
        ('user = "brief"\npassword_file = "/nowhere/secret"', "/nowhere/secret", "write the password into it"),
        ('tls = "starttls"\nca_file = "/nowhere/ca.pem"', "mail.ca_file", "PEM"),
    ],
)
def test_what_is_missing_is_exit_2_with_its_remedy(
    desk: Desk, capsys: Said, monkeypatch: pytest.MonkeyPatch, more: str, key: str, remedy: str
) -> None:
    """A password that is nowhere, a file that is not there."""
    monkeypatch.delenv("BRIEFING_SMTP_PASSWORD", raising=False)
    desk.configure(1, "ann@example.org", more=more)
    assert desk.send() == 2
    said = capsys.readouterr().err
    assert key in said
    assert remedy in said


def test_nothing_configured_is_exit_2(desk: Desk, capsys: Said) -> None:
    """No server, no recipients: the keys are named."""
    desk.config.write_text(f'[archive]\nurl = "sqlite:///{desk.archive}"\n', encoding="utf-8")
    assert desk.send() == 2
    assert "mail.server" in capsys.readouterr().err
    desk.configure(1)
    assert desk.send() == 2
    assert "mail.recipients" in capsys.readouterr().err


def test_a_day_without_an_edition_sends_nothing(desk: Desk, capsys: Said) -> None:
    """Exit 1, and what to do."""
    desk.configure(1, "ann@example.org")
    assert desk.send("--date", "2019-02-14") == 1
    assert "briefing build" in capsys.readouterr().err


def test_two_never_send_at_once(desk: Desk, tmp_path: Path, capsys: Said) -> None:
    """While another run sends, this one does not: each would find that nobody has the edition."""
    post = Post()
    with serving(post) as port:
        desk.configure(port, "ann@example.org")
        with only_one(tmp_path / "state" / "sending.lock"):
            assert desk.send() == 1
    assert post.taken == []
    assert "another run is under way" in capsys.readouterr().err
