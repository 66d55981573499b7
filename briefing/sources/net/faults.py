"""What the network does instead of answering, as reason and remedy."""

import ssl

import httpcore
import httpx

from briefing.addresses import public
from briefing.certificates import distrusted
from briefing.errors import SourceError
from briefing.sources.net.answers import Unreachable


def explain(error: BaseException, address: str) -> SourceError:
    """A network fault as a sentence."""
    subject = public(address)
    if isinstance(error, SourceError):
        return error
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return SourceError(subject, *distrusted(cause, "the variable SSL_CERT_FILE"))
        if isinstance(cause, ssl.SSLError):
            return SourceError(subject, "no secure connection (TLS)", "check the address")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.ConnectTimeout | httpcore.PoolTimeout | httpx.ConnectTimeout):
        return Unreachable(subject, "does not answer", "check the address, or try again later")
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return Unreachable(subject, "stopped answering", "try again later")
    if isinstance(error, httpcore.ConnectError | httpx.ConnectError):
        return Unreachable(subject, "refuses the connection", "check the address, or try again later")
    if isinstance(error, httpx.InvalidURL | httpcore.UnsupportedProtocol):
        return SourceError(subject, "no web address", "give one that begins with https://")
    return Unreachable(subject, "broke off in mid-answer", "try again later")
