"""Calls to addresses that somebody else wrote: only to the public web, never to what is inside one's own network.

A name is resolved once, every address of it is looked at, and one of these is called: a name that means another
machine a moment later leads nowhere (DNS rebinding). Proxies of the environment are not used.
"""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx

# Addresses of IPv4 written as IPv6 by a gateway (RFC 6052).
_GATEWAY = IPv6Address("64:ff9b::")


class InsideError(httpx.ConnectError):
    """The host is this machine, or in a private network."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; one of IPv4 inside one of IPv6 is judged by itself."""
    found: IPv4Address | IPv6Address | None = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if int(found) >> 32 == int(_GATEWAY) >> 32:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        found = inner or found
    return bool(found and found.is_global and not found.is_multicast)


def public_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises InsideError where one is not public, ConnectError where there are none."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpx.ConnectError(f"{host} is not known.") from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not all(is_public(address) for address in found):
        raise InsideError(f"{host} is inside one's own network.")
    return found


def _addressed(request: httpx.Request, address: str) -> httpx.Request:
    """The same request to an IP address; its `Host` and the certificate it asks for stay those of the name."""
    url = request.url.copy_with(host=address.partition("%")[0])
    known = request.extensions | {"sni_hostname": _host(request.url)}
    return httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=known)


def _host(url: httpx.URL) -> str:
    """As the network writes it: without letters beyond ASCII."""
    return url.raw_host.decode("ascii")


def _port(url: httpx.URL) -> int:
    return url.port or {"http": 80, "https": 443}[url.scheme]


# Connections are not kept: two names may share an address, and have certificates of their own.
_LIMITS = httpx.Limits(max_keepalive_connections=0)


class PublicTransport(httpx.HTTPTransport):
    """Carries requests to the public web, and to hosts that are `allowed` wherever they are."""

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        super().__init__(limits=_LIMITS)
        self._allowed = allowed

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer. Raises InsideError, or another of httpx."""
        if request.url.host in self._allowed:
            return super().handle_request(request)
        first, *others = public_addresses(_host(request.url), _port(request.url))
        for address in others:
            try:
                return super().handle_request(_addressed(request, first))
            except httpx.ConnectError:
                first = address
        return super().handle_request(_addressed(request, first))


class AsyncPublicTransport(httpx.AsyncHTTPTransport):
    """The same for code that does not block."""

    def __init__(self) -> None:
        super().__init__(limits=_LIMITS)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer. Raises InsideError, or another of httpx."""
        first, *others = await asyncio.to_thread(public_addresses, _host(request.url), _port(request.url))
        for address in others:
            try:
                return await super().handle_async_request(_addressed(request, first))
            except httpx.ConnectError:
                first = address
        return await super().handle_async_request(_addressed(request, first))
