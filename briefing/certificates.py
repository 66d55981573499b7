"""Certificates: why a server's is not believed, in words, and what to do about it."""

import ssl

from briefing.errors import BriefingError

#: OpenSSL's verification results (x509_vfy.h) → reason, remedy.
_WORDS = {
    9: ("its certificate is not valid yet", "check this machine's clock"),
    10: ("its certificate has expired", "check this machine's clock; if that is right, its owner has to renew it"),
    18: ("its certificate is signed by itself", "if it is your own, name it in {trusting}"),
    19: ("its certificate comes from an authority that is not known here", "if it is your own, name it in {trusting}"),
    20: ("its certificate comes from an authority that is not known here", "if it is your own, name it in {trusting}"),
    21: ("its certificate comes from an authority that is not known here", "if it is your own, name it in {trusting}"),
    23: ("its certificate was revoked", "ask its owner"),
    62: ("its certificate is for another name", "check the server's name in the address"),
    64: ("its certificate is for another address", "give the server's name instead of its number"),
}


def distrusted(error: ssl.SSLCertVerificationError, trusting: str) -> tuple[str, str]:
    """(reason, remedy) of a certificate that was refused.

    Args:
        error: as the handshake raised it.
        trusting: where an authority of one's own is named: a key, a variable.
    """
    reason, remedy = _WORDS.get(
        error.verify_code,
        (f"its certificate is not trusted ({error.verify_message})", "check the address and the clock"),
    )
    return reason, remedy.format(trusting=trusting)


def trusting(ca_file: str, fault: type[BriefingError], subject: str) -> ssl.SSLContext:
    """Whose word on a server's name is believed: this machine's authorities, and those in the file ``ca_file``.

    Raises:
        BriefingError: of the kind ``fault`` and on ``subject``, if the file cannot be read as PEM certificates.
    """
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:  # ssl.SSLError is one
        remedy = "name a file of PEM certificates in ca_file"
        raise fault(subject, f"{ca_file}: {error.strerror or error}", remedy) from error
