"""A headless Chromium, driven over its own pipe (DevTools protocol): no driver and no package needed."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

#: Debian's name first; the sandbox needs rights that a container's root does not have.
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: Seconds to wait for an answer.
PATIENCE = 60
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip


class Chromium:
    """One browser with one page; a context manager."""

    def __init__(self) -> None:
        # Chromium's own children may still write into it when it is taken away.
        self._profile = tempfile.TemporaryDirectory(prefix="briefing-chromium-", ignore_cleanup_errors=True)
        self._number = 0
        self._session = ""
        #: Addresses that the page asked for, and what it wrote to its console.
        self.requests: list[str] = []
        self.console: list[str] = []

    def __enter__(self) -> Chromium:  # noqa: PYI034 — nobody inherits
        assert BROWSER
        read_commands, self._write = os.pipe()
        self._read, write_answers = os.pipe()

        def place() -> None:
            # In the child: the browser reads commands from descriptor 3 and writes answers to 4.
            safe = os.dup(write_answers)
            os.dup2(read_commands, 3)
            os.dup2(safe, 4)

        self._process = subprocess.Popen(
            [BROWSER, *_FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"],
            preexec_fn=place,  # noqa: PLW1509 — nothing else places descriptors 3 and 4; there is one thread
            close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(read_commands)
        os.close(write_answers)
        self._buffer = b""
        (target,) = [t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page"]
        attached = self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._write)
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._read)
        self._profile.cleanup()

    def open(
        self, path: Path, *, width: int = 1280, dark: bool = False, scripts: bool = True, policy: bool = True
    ) -> None:
        """Show the page in ``path``; see `visit`."""
        self.visit(path.as_uri(), width=width, dark=dark, scripts=scripts, policy=policy)

    def visit(
        self, address: str, *, width: int = 1280, dark: bool = False, scripts: bool = True, policy: bool = True
    ) -> None:
        """Show the page at ``address``; with ``policy`` off, tests may put scripts of their own into it."""
        self.requests.clear()
        self.console.clear()
        self._call("Page.setBypassCSP", enabled=not policy)
        self._call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        self._call("Page.navigate", url=address)
        self._until("Page.loadEventFired")

    def evaluate(self, script: str) -> Any:
        """The value of ``script``, a promise's too."""
        result = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def press(self, key: str, *, leads: bool = False) -> None:
        """A key, as from a keyboard: "Tab", "Enter", "j"; with ``leads``, until the page that it leads to is there."""
        code = {"Tab": 9, "Enter": 13, "Escape": 27, " ": 32}.get(key) or ord(key.upper())
        text = {"Enter": "\r", "Tab": "", "Escape": ""}.get(key, key)
        for kind in ("keyDown", "keyUp"):
            self._call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                **({"text": text} if text and kind == "keyDown" else {}),
            )  # fmt: skip
            if leads and kind == "keyDown":
                self._until("Page.loadEventFired")

    def write(self, text: str) -> None:
        """Text, as typed where the focus is."""
        self._call("Input.insertText", text=text)

    def cookie(self, address: str, name: str, value: str) -> None:
        """Give the browser a cookie."""
        self._call("Network.setCookie", url=address, name=name, value=value, httpOnly=True)

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return dict(answer["result"])

    def _until(self, event: str) -> None:
        while self._next().get("method") != event:
            pass

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            assert select.select([self._read], [], [], PATIENCE)[0], "the browser says nothing"
            more = os.read(self._read, 1 << 16)
            assert more, "the browser has gone"
            self._buffer += more
        one, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(one)
        self._note(message)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        parameters = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Log.entryAdded":
                self.console.append(parameters["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.console.append(parameters["exceptionDetails"]["text"])
