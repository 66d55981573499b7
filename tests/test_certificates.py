"""A certificate that is refused is refused for its own reason."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from briefing.certificates import distrusted, trusting
from briefing.errors import SourceError

CA = trustme.CA()


def handshake(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> None:
    """Both ends of a handshake in memory, step by step."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (client.wrap_bio(back, there, server_hostname=name), server.wrap_bio(there, back, server_side=True))
    for _ in range(6):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue


def context(cert: trustme.LeafCert) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    cert.configure_cert(made)
    return made


@pytest.mark.parametrize(
    ("cert", "name", "known", "reason", "remedy"),
    [
        (CA.issue_cert("a.example"), "b.example", True, "is for another name", "check the server's name"),
        (
            CA.issue_cert("a.example", not_after=datetime(2020, 1, 1, tzinfo=UTC)),
            "a.example",
            True,
            "has expired",
            "its owner has to renew it",
        ),
        (CA.issue_cert("a.example"), "a.example", False, "an authority that is not known here", "name it in ca_file"),
    ],
)
def test_each_fault_has_its_words(
    tmp_path: Path, cert: trustme.LeafCert, name: str, known: bool, reason: str, remedy: str
) -> None:
    """Another name, expired, of an authority that nobody knows: what is wrong, and what to do."""
    CA.cert_pem.write_to_path(tmp_path / "ca.pem")
    with pytest.raises(ssl.SSLCertVerificationError) as fault:
        handshake(context(cert), trusting(str(tmp_path / "ca.pem") if known else "", SourceError, ""), name)
    words = distrusted(fault.value, "ca_file")
    assert reason in words[0]
    assert remedy in words[1]
    assert "{" not in "".join(words)


def test_one_that_vouches_for_itself_is_told_apart(tmp_path: Path) -> None:
    """Self-signed is not expired."""
    CA.cert_pem.write_to_path(tmp_path / "own.pem")
    CA.private_key_pem.write_to_path(tmp_path / "own.key")
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.load_cert_chain(tmp_path / "own.pem", tmp_path / "own.key")
    with pytest.raises(ssl.SSLCertVerificationError) as fault:
        handshake(made, trusting("", SourceError, ""), "a.example")
    assert "signed by itself" in distrusted(fault.value, "ca_file")[0]
