"""What counts as public."""

from __future__ import annotations

import ipaddress

import pytest

from outbound.addresses import is_odd_number, is_public

pytestmark = pytest.mark.unit

EDGES = [
    ("0.0.0.0", "0.255.255.255", "1.0.0.0"),  # noqa: S104 - a text, nothing is bound
    ("10.0.0.0", "10.255.255.255", "11.0.0.0"),
    ("100.64.0.0", "100.127.255.255", "100.128.0.0"),
    ("127.0.0.0", "127.255.255.255", "128.0.0.0"),
    ("169.254.0.0", "169.254.255.255", "169.255.0.0"),
    ("172.16.0.0", "172.31.255.255", "172.32.0.0"),
    ("192.168.0.0", "192.168.255.255", "192.169.0.0"),
    ("198.18.0.0", "198.19.255.255", "198.20.0.0"),
    ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"),
    ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"),
]


@pytest.mark.parametrize(("first", "last", "after"), EDGES)
def test_it_knows_where_a_private_network_ends(first: str, last: str, after: str) -> None:
    assert [is_public(first), is_public(last), is_public(after)] == [False, False, True]


@pytest.mark.parametrize("address", ["8.8.8.8", "104.18.7.192", "2606:4700::6812:7c0", "64:ff9b::8.8.8.8"])
def test_it_lets_a_public_address_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "localhost", "127.1", "0x7f000001", "1.2.3", "1.2.3.4.", "01.2.3.4", "8.8.8.8 ", "8.8.8.8/32"),
        *("168.63.129.16", "255.255.255.255", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
        *("::", "::1", "::8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "4000::1"),
        *("fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%1", "2606:4700::1%1", "fec0::1", "ff02::1"),
    ],
)
def test_it_refuses_all_that_isnt_a_public_address(address: str) -> None:
    assert not is_public(address)


def test_it_is_at_least_as_strict_as_the_standard_library() -> None:
    step = 0x00FFFFFF  # 257 addresses all over IPv4
    some = [ipaddress.IPv4Address(number) for number in range(0, 2**32, step)]
    assert [str(one) for one in some if is_public(str(one)) and not one.is_global] == []


@pytest.mark.parametrize(
    "host",
    ["127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "0", "1.2.3.4.", "a.0x", "１２７.１"],
)
def test_it_sees_a_number_in_disguise(host: str) -> None:
    assert is_odd_number(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "::1", "api.openai.com", "1password.com", "0x.example", "x1"])
def test_it_takes_no_name_for_a_number(host: str) -> None:
    assert not is_odd_number(host)
