"""The door to the network: every connection goes to an address that was looked at first.

A name is resolved once, all its addresses are checked, and the connection is made to a checked address itself, so
that a second answer of the name server (DNS rebinding) has no say. Certificates are still checked for the name.
"""

import ipaddress
import socket
from collections.abc import Iterable

from briefing.errors import SourceError

#: Below 1024 live services that speak no HTTP and should not be made to listen to it.
_WEB_PORTS = (80, 443)
_FIRST_FREE_PORT = 1024
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(SourceError):
    """An address that may not be reached from here."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(
            host,
            f"leads to {address}, an address inside this machine or network",
            "set internal = true for the source if it is your own",
        )


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet, whatever it is wrapped in (::ffff:, 6to4, NAT64)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None:
            return is_public(str(ip.sixtofour))
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def check_addresses(host: str, port: int, addresses: Iterable[str], *, internal: bool) -> list[str]:
    """The addresses of ``host``, if a source may go to every one of them.

    Link-local addresses are nobody's news: the cloud's credentials live there, so even an internal source is kept off.

    Raises:
        Refused: if one of them is not public and the source is not ``internal``.
    """
    found = list(dict.fromkeys(addresses))
    for address in found:
        ip = ipaddress.ip_address(address.partition("%")[0])
        if ip.is_multicast or ip.is_unspecified or ip.is_link_local or not (internal or is_public(address)):
            raise Refused(host, address)
    if not internal and port not in _WEB_PORTS and port < _FIRST_FREE_PORT:
        raise SourceError(
            host, f"port {port} is no web server's", "set internal = true for the source if it is your own"
        )
    return found


def resolve(host: str, port: int, *, internal: bool) -> list[str]:
    """Look ``host`` up and check what it leads to; for doors that block (mailboxes).

    Raises:
        SourceError: if it cannot be found or may not be reached.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise unknown_host(host) from error
    return check_addresses(host, port, (str(answer[4][0]) for answer in answers), internal=internal)


def unknown_host(host: str) -> SourceError:
    """A name that leads nowhere."""
    return SourceError(host, "no such host (DNS)", "check the spelling and this machine's network")
