"""Only the public web is called: by name or number, in every way of writing it, and never what was named after."""

import httpx
import pytest

from foundation.public_web import (
    AsyncPublicTransport,
    InsideError,
    PublicTransport,
    _addressed,
    is_public,
    public_addresses,
)

INSIDE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
    *("::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "2002:7f00:1::1", "64:ff9b::7f00:1", "ff02::1"),
)


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"])
def test_addresses_of_the_public_web(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1"])
def test_other_ways_to_write_this_machine(host: str) -> None:
    with pytest.raises(InsideError):
        public_addresses(host, 80)


def test_a_call_that_blocks() -> None:
    with httpx.Client(transport=PublicTransport()) as client, pytest.raises(InsideError):
        client.get("http://127.0.0.1:1/")


async def test_a_call_that_waits() -> None:
    async with httpx.AsyncClient(transport=AsyncPublicTransport()) as waiting:
        with pytest.raises(InsideError):
            await waiting.get("http://127.0.0.1:1/")


def test_the_number_is_called_and_the_name_is_asked_for() -> None:
    request = _addressed(httpx.Request("GET", "https://a.example:8443/x?y=1"), "93.184.215.14")
    assert str(request.url) == "https://93.184.215.14:8443/x?y=1"
    assert request.headers["host"] == "a.example:8443"
    assert request.extensions["sni_hostname"] == "a.example"
