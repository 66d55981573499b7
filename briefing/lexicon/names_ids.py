"""Actor ids: readable, stable, the same for the same name and type."""

import hashlib
import re

from briefing.lexicon.names_sound import latin
from briefing.model import ActorType

_LONGEST = 60


def slug(name: str) -> str:
    """``name`` in ASCII small letters and hyphens; a digest where no letter can be written so."""
    plain = re.sub(r"[^a-z0-9]+", "-", latin(name).replace("'", "")).strip("-")
    if len(plain) < 2 and name:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return f"{plain}-{digest}".strip("-")
    return plain[:_LONGEST].rstrip("-")


def actor_id(kind: ActorType, name: str) -> str:
    """The id of an actor: "per-benjamin-netanyahu", "gpe-ru" (states by their ISO 3166 code)."""
    return f"{kind.lower()}-{slug(name)}"


def is_state(id_: str) -> bool:
    """Whether an actor's id is a state's, and not a city's or region's."""
    return re.fullmatch(r"gpe-[a-z]{2}", id_) is not None
