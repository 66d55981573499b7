"""Endurance by hand: ``python -m tools.endurance kills 200`` and ``python -m tools.endurance mails 1000``.

kills: whole commands (fetch, build, morning, send, import) are ended by ``kill -9`` at random moments. After each:
what was in the archive before is in it still, what was acknowledged is too, the file is sound, every file of an
edition is whole, and the same command run again comes to its end. Nobody gets an edition twice.

mails: one edition to many recipients over lines that break at random at each step. Nobody gets it twice; who is not
reported "sent" gets it by ``send --unknown``. Both are seeded, print their figures, and exit 1 where one is not met.
"""

import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from briefing.archive import Archive, upkeep
from briefing.files import MANIFEST, Manifest, hash_of
from tests.cli.mailserver import Post, serving

ROOT = Path(__file__).parent.parent
COMMANDS = ("fetch", "build", "morning", "send", "import")
TEXT = (
    "The minister Anna Berg opened quay number {n} in Oslo on Monday. It will be closed again on {n} May for repairs."
)


class Desk:
    """A folder with sources, an archive, a configuration and a mail server."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.database = folder / "archive.sqlite"
        self.url = f"sqlite:///{self.database}"
        self.drop = folder / "drop"
        self.drop.mkdir()
        self.lines = folder / "lines.jsonl"
        self.articles = 0
        recipients = ", ".join(f'"r{n}@example.org"' for n in range(6))
        (folder / "briefing.toml").write_text(
            f'[reading]\nmodel = "rules"\n[archive]\nurl = "{self.url}"\n[engine]\nworkers = 1\n'
            f'[[source]]\nname = "drop"\nkind = "folder"\nlocation = "{self.drop}"\n'
            f'[mail]\nserver = "127.0.0.1"\nport = {port}\ntls = "none"\nsender = "brief@example.org"\n'
            f"recipients = [{recipients}]\nattach = []\nretries = 1\n",
            encoding="utf-8",
        )

    def more(self) -> None:
        """Two articles more in the folder, three in the lines to import."""
        today = time.strftime("%Y-%m-%d", time.gmtime())
        made = []
        for _ in range(5):
            self.articles += 1
            text = TEXT.format(n=self.articles)
            made.append(json.dumps({"title": f"Quay {self.articles} opens", "text": text, "published": today}))
        (self.drop / f"{self.articles}.jsonl").write_text("\n".join(made[:2]) + "\n", encoding="utf-8")
        self.lines.write_text("\n".join(made[2:]) + "\n", encoding="utf-8")

    def start(self, command: str) -> subprocess.Popen[str]:
        words = {"import": ["archive", "import"], "send": ["send"], "fetch": ["fetch"]}.get(command, [command])
        if command in ("build", "morning"):
            words += ["--out", str(self.folder / "out")]
        if command == "build":
            words += ["--formats", "html,json,txt,ics"]
        with self.lines.open(encoding="utf-8") as lines:
            return subprocess.Popen(
                [sys.executable, "-m", "briefing", *words, "--config", str(self.folder / "briefing.toml")],
                cwd=ROOT, stdin=lines, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                start_new_session=True, env={**os.environ, "BRIEFING_STATE": str(self.folder / "state")},
            )  # fmt: skip

    def ids(self) -> set[str]:
        """Of the articles that the archive holds, once its file is found sound."""
        if not self.database.exists():
            return set()
        with sqlite3.connect(self.database) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with Archive.open(self.url) as archive:
            return {json.loads(line)["id"] for line in upkeep.export(archive.engine, archive.shield)}

    def torn(self) -> list[str]:
        """Files that are neither the manifest's nor whole: JSON that does not end, a page without its end."""
        ends = {".html": b"</html>", ".json": b"}", ".ics": b"END:VCALENDAR", ".pdf": b"%%EOF"}
        return [
            str(path)
            for path in self.folder.glob("out/*/edition.*")
            if not path.read_bytes().rstrip().endswith(ends.get(path.suffix, b""))
        ]

    def unbound(self) -> list[str]:
        """Files of a finished run that its manifest does not name with their hash, and what was left aside."""
        found = [str(path) for path in self.folder.glob("out/*/.*")]
        for folder in self.folder.glob("out/*"):
            manifest = Manifest.read(folder / MANIFEST)
            files = manifest.files if manifest else {}
            found += [str(path) for path in folder.glob("edition.*") if files.get(path.name) != hash_of(path)]
        return found


def kills(count: int, seed: int) -> bool:
    """Kill commands until ``count`` were ended midway; prints what was counted."""
    chance, found = random.Random(seed), Counter[str]()
    post = Post()
    with tempfile.TemporaryDirectory() as place, serving(post) as port:
        desk = Desk(Path(place), port)
        desk.more()
        usual = {command: _whole(desk, command, found) for command in COMMANDS}
        for n in itertools.count():
            if found["killed"] == count:
                break
            command = COMMANDS[n % len(COMMANDS)]
            desk.more()
            before = desk.ids()
            process = desk.start(command)
            time.sleep(chance.uniform(0.2, 1.0) * usual[command])
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            found["killed" if process.returncode == -signal.SIGKILL else "had ended"] += 1
            found["lost"] += len(before - desk.ids())
            found["torn files"] += len(desk.torn())
            usual[command] = _whole(desk, command, found)  # as busy as the machine is now
            if n % 20 == 19:
                sys.stderr.write(f"{n + 1}: {dict(found)}\n")
            found["unbound files"] += len(desk.unbound()) if command in ("build", "morning") else 0
    twice = Counter((to, _edition(content)) for to, content in post.taken)
    found["mails"] = len(post.taken)
    found["twice"] = sum(number > 1 for number in twice.values())
    _say(found)
    return not any(found[name] for name in ("lost", "torn files", "unbound files", "twice", "did not complete"))


def _whole(desk: Desk, command: str, found: Counter[str]) -> float:
    """Run ``command`` to its end; seconds."""
    start = time.monotonic()
    process = desk.start(command)
    _, said = process.communicate()
    # A mail whose answer a kill has swallowed is reported as unknown, by exit 1.
    well = process.returncode == 0 or (process.returncode == 1 and command in ("send", "morning") and "unknown" in said)
    if not well:
        found["did not complete"] += 1
        sys.stderr.write(f"{command}: {process.returncode}: {said}\n")
    return time.monotonic() - start


def _edition(content: bytes) -> bytes:
    head = next(line for line in content.split(b"\r\n") if line.lower().startswith(b"message-id:"))
    return head.split(b"<")[1].split(b".")[0]


def mails(count: int, seed: int) -> bool:
    """Send one edition to ``count`` over lines that break; prints what was counted."""
    found = Counter[str]()
    post = Post()
    post.chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place, serving(post) as port:
        desk = Desk(Path(place), port)
        desk.more()
        for command in ("fetch", "build"):
            _whole(desk, command, found)
        path = desk.folder / "briefing.toml"
        names = [f"m{n}@example.org" for n in range(count)]
        listed = ", ".join(f'"{name}"' for name in names)
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text(
            "\n".join(f"recipients = [{listed}]" if line.startswith("recipients") else line for line in lines) + "\n",
            encoding="utf-8",
        )
        post.cut = {"MAIL": 0.02, "RCPT": 0.02, "before": 0.02, "after": 0.02}
        for _ in range(3):
            _, said = desk.start("send").communicate()
        first = Counter(to for to, _ in post.taken)
        found["cut lines' editions twice"] = sum(number > 1 for number in first.values())
        unknown = {name for name in names if f"{name}: unknown" in said}
        found["unknown"] = len(unknown)
        found["neither sent nor unknown"] = len(set(names) - unknown - set(first))
        post.cut = {}
        words = [sys.executable, "-m", "briefing", "send", "--unknown", "--config", str(path)]
        environment = {**os.environ, "BRIEFING_STATE": str(desk.folder / "state")}
        done = subprocess.run(words, cwd=ROOT, capture_output=True, check=False, env=environment)
        found["did not complete"] += done.returncode != 0
        again = Counter(to for to, _ in post.taken) - first
        found["repeated that were not unknown"] = len(set(again) - unknown)
        found["have it"] = len({to for to, _ in post.taken})
        found["without it"] = len(set(names) - {to for to, _ in post.taken})
    _say(found)
    bad = ("cut lines' editions twice", "neither sent nor unknown", "repeated that were not unknown", "without it")
    return not any(found[name] for name in (*bad, "did not complete"))


def _say(found: Counter[str]) -> None:
    for name, number in found.items():
        print(f"{name:<32} {number}")


def main() -> int:
    kind, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 11
    return 0 if {"kills": kills, "mails": mails}[kind](count, seed) else 1


if __name__ == "__main__":
    sys.exit(main())
