"""An edition's JSON, read back."""

from briefing.errors import InputError
from briefing.forms.codec import parse
from briefing.model import Edition


def load_edition(content: str | bytes, subject: str) -> Edition:
    """The edition in ``content``, without its sources' texts.

    Raises:
        InputError: naming ``subject``, if it is no edition, or holds a key point that is not verbatim.
    """
    try:
        return parse(Edition, content)
    except ValueError as error:
        raise InputError(subject, f"not an edition: {error}", "give an edition.json") from error
