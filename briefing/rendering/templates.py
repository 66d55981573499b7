"""Templates: bundled ones, replaced file by file by the user's own, in a sandbox with escaping on."""

import functools
import hashlib
import traceback
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, TemplateSyntaxError, select_autoescape
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import RenderingError, SettingsError
from briefing.kept import kept
from briefing.rendering.filters import FILTERS
from briefing.rendering.labels import labels

#: What a user may list, copy and replace. Fonts are no templates.
_KINDS = frozenset({".html", ".txt", ".md", ".css", ".js", ".docx", ".xml"})


@functools.cache
def bundled() -> Traversable:
    """The folder of the bundled templates: in the wheel `briefing/templates`, in a checkout `templates`."""
    packaged = resources.files("briefing") / "templates"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / "templates"


def templates_list() -> tuple[str, ...]:
    """The names of the templates, styles and scripts that a user's folder may replace."""
    return tuple(sorted(_names(bundled(), PurePosixPath())))


def _names(folder: Traversable, at: PurePosixPath) -> list[str]:
    found = []
    for entry in folder.iterdir():
        name = at / entry.name
        if entry.is_dir():
            found += _names(entry, name) if entry.name != "fonts" else []
        elif name.suffix in _KINDS and entry.name != "README.md":
            found.append(str(name))
    return found


def looks(folder: Path | None) -> str:
    """Digest of all templates, styles, scripts and fonts, and of what stands in the user's ``folder``."""
    digest = hashlib.sha256()
    for place in (bundled(), folder):
        for name, file in _all(place, PurePosixPath()) if place and place.is_dir() else ():
            digest.update(f"{name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _all(folder: Traversable, at: PurePosixPath) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _all(entry, at / entry.name)
        else:
            yield str(at / entry.name), entry


def template_copy(name: str, folder: Path) -> Path:
    """Copy the bundled template ``name`` into the user's ``folder``, for changing it there.

    Raises:
        SettingsError: if there is no such template, or a file of that name stands there already.
    """
    if name not in templates_list():
        raise SettingsError(name, "no bundled template is called so", "see 'briefing templates list'")
    target = folder / name
    if target.exists():
        raise SettingsError(str(target), "exists already", "remove it to start afresh")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(asset(name, None))
    return target


def asset(name: str, folder: Path | None) -> bytes:
    """The file ``name`` as it is: from the user's ``folder`` if it stands there, else the bundled one.

    Raises:
        RenderingError: if there is none, or the name leads out of the folders.
    """
    parts = PurePosixPath(name).parts
    if not parts or PurePosixPath(name).is_absolute() or ".." in parts:
        raise RenderingError(name, "no name of a template", "give a name as 'briefing templates list' prints it")
    if folder is not None:
        own = folder.joinpath(*parts)
        if own.is_file() and own.resolve().is_relative_to(folder.resolve()):
            return own.read_bytes()
    found = bundled().joinpath(*parts)
    if not found.is_file():
        raise RenderingError(name, "no such template", "see 'briefing templates list'")
    return found.read_bytes()


class _Loader(BaseLoader):
    """The user's file if there is one, else the bundled one."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:  # noqa: ARG002
        try:
            return asset(template, self._folder).decode("utf-8"), template, None
        except RenderingError as error:
            raise TemplateNotFound(template) from error
        except UnicodeDecodeError as error:
            raise RenderingError(template, "is not UTF-8", "save it as UTF-8") from error


def environment(folder: Path | None, language: str) -> Environment:
    """The sandboxed environment for ``language``; without a user's folder it is kept, templates compiled."""
    return _environment(folder, language) if folder else _bundled(language)


@functools.cache
def _bundled(language: str) -> Environment:
    return _environment(None, language, _Compiling)


class _Compiling(ImmutableSandboxedEnvironment):
    """Compiles a bundled template when it, this file, the filters or Jinja have changed; else the code is kept."""

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, *given: Any, **more: Any
    ) -> Any:
        """As the library does."""
        make = functools.partial(super().compile, source, name, filename, *given, **more)
        if given or more or not name or not isinstance(source, str):
            return make()
        return kept(f"template-{name.replace('/', '-')}", _own() + source.encode(), make)


@functools.cache
def _own() -> bytes:
    """What a compiled template depends on beside itself."""
    own = Path(__file__)
    return jinja2.__version__.encode() + own.read_bytes() + own.with_name("filters.py").read_bytes()


def _environment(
    folder: Path | None, language: str, kind: type[ImmutableSandboxedEnvironment] = ImmutableSandboxedEnvironment
) -> Environment:
    made = kind(
        loader=_Loader(folder),
        autoescape=select_autoescape(enabled_extensions=("html",), disabled_extensions=("txt", "md"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    translations = labels(language).translations
    made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
        translations.gettext, translations.ngettext, newstyle=True
    )
    made.filters.update(FILTERS)
    return made


def fill(name: str, context: dict[str, object], *, language: str, folder: Path | None) -> str:
    """The template ``name`` filled in.

    Raises:
        RenderingError: naming the template and its line, if it is at fault.
    """
    try:
        return environment(folder, language).get_template(name).render(context)
    except TemplateNotFound as error:
        raise RenderingError(str(error.name), "no such template", "see 'briefing templates list'") from error
    except RenderingError:
        raise
    except Exception as error:  # a template may break in any way that Python knows
        where, line = _place(error, name, folder)
        said = getattr(error, "message", None) or str(error) or type(error).__name__
        raise RenderingError(
            f"{where}{f', line {line}' if line else ''}", str(said)[:300], "mend the template"
        ) from error


def _place(error: BaseException, name: str, folder: Path | None) -> tuple[str, int]:
    """The template, with its folder where it is the user's, and the line that ``error`` comes from."""
    where, line = name, 0
    if isinstance(error, TemplateSyntaxError):
        where, line = error.name or name, error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if not frame.filename.startswith(("/", "<")) and frame.filename.endswith(
                (".html", ".txt", ".md", ".css", ".xml")
            ):
                where, line = frame.filename, frame.lineno or 0
    own = folder / where if folder else None
    return (str(own) if own and own.is_file() else where), line
