"""WeasyPrint, loaded when the first PDF is asked for, and no more of it than a page of ours needs."""

import contextlib
import ctypes.util
import functools
import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from briefing.errors import RenderingError

#: What WeasyPrint imports for fonts that HarfBuzz cannot cut down, that vary or are compressed: a quarter of its start.
_SELDOM = ("fontTools.subset", "fontTools.ttLib.woff2", "fontTools.varLib.instancer")
#: What is put in others' places while the library is loaded is everybody's.
_LOADING = threading.Lock()


@functools.cache
def weasyprint() -> Any:
    """The library.

    Raises:
        RenderingError: if it or what it draws with is missing.
    """
    try:
        with _LOADING, _by_their_names(), _later():
            import weasyprint as library
    except OSError as error:
        raise RenderingError("PDF", f"WeasyPrint's libraries are missing: {error}", "install Pango") from error
    return library


class _Later(ModuleType):
    """Stands for a module of functions until one of them is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return functools.partial(_called, self.__name__, name)


def _called(module: str, name: str, *given: Any, **more: Any) -> Any:
    return getattr(importlib.import_module(module), name)(*given, **more)


@contextlib.contextmanager
def _later() -> Iterator[None]:
    """What is imported in here gets stand-ins for modules that are seldom used."""
    absent = [name for name in _SELDOM if name not in sys.modules]
    sys.modules.update({name: _Later(name) for name in absent})
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _none(name: str) -> str | None:  # noqa: ARG001 — in place of another
    """No library by that name."""
    return None


@contextlib.contextmanager
def _by_their_names() -> Iterator[None]:
    """On Linux no program is run to find a library: WeasyPrint asks for each by other systems' names first, 0.15 s in all."""
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _none
    try:
        yield
    finally:
        ctypes.util.find_library = find
