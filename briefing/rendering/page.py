"""The page: one template for screen and print, its style and its script inside it."""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from briefing.errors import RenderingError
from briefing.model import Edition
from briefing.rendering.context import brief, plain_edition
from briefing.rendering.cutting import Cut
from briefing.rendering.fonts import print_faces, screen_faces
from briefing.rendering.templates import asset, fill
from briefing.settings import EditionSettings

Target = Literal["screen", "print"]

#: Stands in the head until the style is known: which fonts it carries depends on the page.
_PLACE = "<!-- head -->"
_PICTURES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_LARGEST_LOGO = 300_000


def html(edition: Edition, *, settings: EditionSettings, templates: Path | None = None) -> bytes:
    """The edition as one self-contained UTF-8 file: style, fonts and script inside, no remote origins.

    Raises:
        RenderingError: if a template is at fault.
    """
    return page(edition, settings=settings, templates=templates, target="screen").encode("utf-8")


def page(
    edition: Edition, *, settings: EditionSettings, templates: Path | None, target: Target, cut: Cut | None = None
) -> str:
    """The whole document as HTML; on paper it says what ``cut`` leaves to the screen.

    Raises:
        RenderingError: if a template is at fault.
    """
    view = brief(edition, settings, cut)
    body = fill(
        "edition.html",
        {
            "brief": view,
            "edition": plain_edition(edition) if templates else {},
            "target": target,
            "theme": settings.theme,
            "paper": settings.page,
            "logo": _logo(settings.logo),
            "outer": " " if target == "screen" else "",
            "inner": "" if target == "screen" else " ",
            "head": Markup(_PLACE),  # noqa: S704 — a constant
        },
        language=edition.language,
        folder=templates,
    )
    if target == "screen":
        head = _screen_head(body, settings, templates)
    else:
        head = _print_head(body, settings, templates, cut.turns if cut else ())
    return body.replace(_PLACE, head, 1)


def _screen_head(body: str, settings: EditionSettings, templates: Path | None) -> str:
    faces = screen_faces(body) if settings.theme == "desk" else ""
    style = faces + _css(("base", f"theme-{settings.theme}", "screen", "custom"), templates)
    script = asset("js/filter.js", templates).decode("utf-8").strip()
    policy = (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<style>{style}</style>\n<script type="module">{script}</script>'
    )


def _print_head(body: str, settings: EditionSettings, templates: Path | None, turns: Sequence[str]) -> str:
    size = f"@page{{size:{settings.page}}}\n"
    if turns:
        size += f".columns,.sources>ul{{column-fill:auto}}{','.join(turns)}{{break-before:column}}\n"
    faces = print_faces(body)
    style = _css(("base", f"theme-{settings.theme}", "print", "custom"), templates)
    return f"<style>{faces}{size}{style}</style>"


def _css(names: tuple[str, ...], templates: Path | None) -> str:
    style = "\n".join(asset(f"css/{name}.css", templates).decode("utf-8").strip() for name in names)
    if "</style" in style.lower():
        raise RenderingError("css", "a style sheet may not close the style element", "mend the style sheet")
    return style


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _logo(path: str) -> str:
    """The user's logo as a data: address; "" without one.

    Raises:
        RenderingError: if it is no picture, too large or not there.
    """
    if not path:
        return ""
    kind = _PICTURES.get(Path(path).suffix.lower())
    if kind is None:
        raise RenderingError(path, "is no picture that a brief can carry", "use PNG, JPEG or SVG")
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise RenderingError(path, f"cannot be read: {error.strerror}", "correct 'logo' in [edition]") from error
    if len(content) > _LARGEST_LOGO:
        raise RenderingError(path, "is larger than 300 kB", "use a smaller picture")
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
