"""A word to the operator when a morning run has failed, or not all have their mail: by mail, and by a command."""

import hashlib
import shlex
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from briefing.delivery.server import Interrupted, Refused, Server
from briefing.delivery.timers import Outcome, run
from briefing.errors import DeliveryError
from briefing.settings import MailSettings


def sound(command: str, reason: str) -> Outcome:
    """Run the operator's ``command``, without a shell, for half a minute at most; it reads ``reason`` from its input."""
    return run(shlex.split(command), f"The morning brief: {' '.join(reason.split())[:2000]}\n")


def alert(reason: str, *, at: datetime, settings: MailSettings, password: str | None) -> bool:
    """Mail ``reason`` to the configured operator; returns whether the server took it.

    A second failure, of this mail too, must not hide the first: it is told by the result only.
    """
    if not (settings.operator and settings.server and settings.sender):
        return False
    words = " ".join(reason.split())[:2000]
    plain = (settings.sender + settings.operator).isascii()
    made = EmailMessage(policy=SMTP if plain else SMTP.clone(utf8=True))
    made["From"] = settings.sender
    made["To"] = settings.operator
    made["Subject"] = f"The morning brief of {at:%Y-%m-%d}: a fault"
    made["Date"] = at
    digest = hashlib.sha256(f"{at.isoformat()}{words}".encode()).hexdigest()[:24]
    made["Message-ID"] = f"<{digest}@{settings.sender.rpartition('@')[2].strip(' >') or 'localhost'}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(f"The run of {at:%Y-%m-%d %H:%M} UTC:\n\n{words}\n")
    try:
        with Server(settings, password) as server:
            server.offer(settings.sender, settings.operator)
            server.hand_over(made.as_bytes())
    except (Refused, Interrupted, DeliveryError):
        return False
    return True
