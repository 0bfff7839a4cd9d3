"""Who a request comes from: the client's address behind trusted proxies, and its rate key."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_Address = IPv4Address | IPv6Address
_IPV6_PREFIX = 64
UNKNOWN = "unknown"


class TrustedProxies:
    """The networks whose `X-Forwarded-For` is believed."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        """Takes addresses and networks. Raises ValueError, naming what is neither."""
        self._networks = tuple(ip_network(network, strict=False) for network in networks)

    def __contains__(self, address: _Address) -> bool:
        return any(address in network for network in self._networks)

    def client_of(self, peer: str | None, forwarded_for: Iterable[str]) -> str:
        """The address of the client: the right-most hop that is no proxy of ours.

        `peer` is the other end of the connection, `forwarded_for` the values of all
        `X-Forwarded-For` headers in their order. What a client wrote there itself stands left
        of what a trusted proxy added, and is never reached.
        """
        hop = _parsed(peer or "")
        hops = [part for value in forwarded_for for part in value.split(",")]
        while hop is not None and hop in self and hops:
            behind = _parsed(hops.pop())
            if behind is None:
                break
            hop = behind
        return str(hop) if hop is not None else UNKNOWN

    def source_of(self, peer: str | None, forwarded_for: Iterable[str]) -> str:
        """What rates of this client count by."""
        return source_of(self.client_of(peer, forwarded_for))


def source_of(address: str) -> str:
    """What rates count by: an IPv4 address, or the /64 of an IPv6 one."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, _IPV6_PREFIX), strict=False))
    return address if parsed is None else str(parsed)


def is_loopback(host: str) -> bool:
    """Whether a host name or address, in brackets or not, is this machine."""
    name = host.lower().strip("[]")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    parsed = _parsed(name)
    return parsed is not None and parsed.is_loopback


def _parsed(text: str) -> _Address | None:
    """The address in one hop: bare, with a port, in brackets, IPv4 in IPv6."""
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
