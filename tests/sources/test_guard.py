"""Which addresses belong to the open internet."""

import pytest

from briefing.errors import SourceError
from briefing.sources.net.guard import check_addresses, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "192.0.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
        "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "64:ff9b::7f00:1", "2001:db8::1", "not an address", "",
    ],
)  # fmt: skip
def test_inner_addresses_are_not_public(address: str) -> None:
    """Loopback, private, link-local, shared, reserved and multicast addresses, plain or wrapped."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_outer_addresses_are_public(address: str) -> None:
    """Ordinary servers are reached."""
    assert is_public(address)


def test_one_inner_address_among_outer_ones_closes_the_door() -> None:
    """A name that leads to both is not trusted to lead to the right one."""
    with pytest.raises(SourceError, match="inside"):
        check_addresses("a.example", 443, ["8.8.8.8", "10.0.0.1"], internal=False)
    assert check_addresses("a.example", 443, ["8.8.8.8", "10.0.0.1"], internal=True) == ["8.8.8.8", "10.0.0.1"]


def test_services_that_speak_no_http_are_left_alone() -> None:
    """Low ports other than the web's are refused for public sources."""
    with pytest.raises(SourceError, match="port 25"):
        check_addresses("a.example", 25, ["8.8.8.8"], internal=False)
    assert check_addresses("a.example", 8080, ["8.8.8.8"], internal=False)
