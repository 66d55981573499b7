"""An edition's JSON, read back."""

from __future__ import annotations

from pydantic import ValidationError

from briefing.errors import InputError
from briefing.forms.edition import EditionForm
from briefing.model import Edition


def load_edition(content: str | bytes, subject: str) -> Edition:
    """The edition in ``content``, without its sources' texts.

    Raises:
        InputError: naming ``subject``, if it is no edition, or holds a key point that is not verbatim.
    """
    try:
        return EditionForm.model_validate_json(content).noun()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise InputError(subject, f"not an edition: {where}: {first['msg']}", "give an edition.json") from error
    except ValueError as error:
        raise InputError(subject, str(error)) from error
