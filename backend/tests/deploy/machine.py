"""A machine with an engine's networks on it, and somebody outside: namespaces with cables between.

What an engine does on a machine of its own is done in a namespace: a bridge for each network, an
address for each container, published ports by address translation, and no way between networks.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Network
from itertools import count

from deploy.compose import Network, Service
from deploy.parts import program
from turn.relay import Host

DOMAIN = "voice.example.org"
MACHINE, OUTSIDE = "11.77.0.2", "11.77.0.1"
"""Of the open internet, for the relay sends to no other; they leave these namespaces never."""
_number = count(1)


class Machine:
    """`home` is the machine, `outside` somebody on the internet."""

    def __init__(self, networks: dict[str, Network]) -> None:
        program("ip", "iproute2")
        program("nft", "nftables")
        self._name = f"gethory-{os.getpid()}-{next(_number)}"
        self._made: list[str] = []
        self._networks = networks
        self._free = {name: _hosts(networks, name) for name in networks}
        self._bridges = {name: f"net{number}" for number, name in enumerate(networks)}
        self.addresses: dict[str, dict[str, str]] = {}
        """Of each service, in each of its networks."""
        self.outside = self._host("outside", OUTSIDE)
        self.home = self._host("machine", MACHINE)

    def host(self, service: str) -> Host:
        """Where a service lives."""
        return Host(f"{self._name}-{service}", next(iter(self.addresses[service].values())))

    def plug_in(self, services: dict[str, Service]) -> None:
        """Addresses and cables for all of them, and the ports that they publish."""
        self._cable(self.outside, "wan", self.home, "wan")
        for name, bridge in self._bridges.items():
            self._ip(self.home, "link", "add", bridge, "type", "bridge")
            self._ip(self.home, "address", "add", self._gateway(name), "dev", bridge)
            self._ip(self.home, "link", "set", bridge, "up")
        for service in services.values():
            self._plug(service)
        subprocess.run(self.home.inside(["sysctl", "-qw", "net.ipv4.ip_forward=1"]), check=True)
        rules = "\n".join(self._rules(services))
        subprocess.run(self.home.inside(["nft", "-f", "-"]), input=rules, text=True, check=True)

    def names_for(self, service: Service) -> dict[str, str]:
        """Who shares a network with it, as an engine's name server says."""
        return {
            other: addresses[network]
            for other, addresses in self.addresses.items()
            for network in service.networks
            if network in addresses
        }

    def end(self) -> None:
        """Nothing is left of it."""
        for name in self._made:
            subprocess.run(["ip", "netns", "delete", name], check=False)

    def _host(self, name: str, address: str) -> Host:
        made = Host(f"{self._name}-{name}", address)
        subprocess.run(["ip", "netns", "add", str(made.namespace)], check=True)
        self._made.append(str(made.namespace))
        self._ip(made, "link", "set", "lo", "up")
        return made

    def _cable(self, one: Host, device: str, other: Host, at: str) -> None:
        self._ip(one, "link", "add", device, "type", "veth", "peer", at, "netns", other.namespace)
        for host, end in ((one, device), (other, at)):
            if end == "wan":
                self._ip(host, "address", "add", f"{host.address}/24", "dev", end)
            self._ip(host, "link", "set", end, "up")

    def _plug(self, service: Service) -> None:
        self.addresses[service.name] = {
            name: asked or next(self._free[name]) for name, asked in service.networks.items()
        }
        host = self._host(service.name, next(iter(self.addresses[service.name].values())))
        for number, (name, address) in enumerate(self.addresses[service.name].items()):
            plug = f"{self._bridges[name]}-{address.rpartition('.')[2]}"
            self._cable(host, f"eth{number}", self.home, plug)
            self._ip(self.home, "link", "set", plug, "master", self._bridges[name])
            prefix = self._subnet(name).prefixlen
            self._ip(host, "address", "add", f"{address}/{prefix}", "dev", f"eth{number}")
        outward = [name for name in service.networks if not self._networks[name].internal]
        if outward:
            gateway = self._gateway(outward[0]).partition("/")[0]
            self._ip(host, "route", "add", "default", "via", gateway)

    def _subnet(self, name: str) -> IPv4Network:
        return _subnet(self._networks, name)

    def _gateway(self, name: str) -> str:
        """The first address is the machine's own."""
        subnet = self._subnet(name)
        return f"{subnet.network_address + 1}/{subnet.prefixlen}"

    def _rules(self, services: dict[str, Service]) -> Iterator[str]:
        """An engine's own: in by published ports, out by translation, none from net to net."""
        yield "table ip engine {"
        yield "chain in { type nat hook prerouting priority dstnat;"
        for service in services.values():
            where = next(iter(self.addresses[service.name].values()))
            for port in service.ports:
                many = port.to > port.first
                yield f"ip daddr {MACHINE} {port.kind} dport {port.first}-{port.to} " + (
                    f"dnat to {where}" if many else f"dnat to {where}:{port.inside}"
                )
        yield "}\nchain out { type nat hook postrouting priority srcnat;"
        for name, network in self._networks.items():
            if not network.internal:
                yield f'ip saddr {self._subnet(name)} oifname "wan" masquerade'
        yield "}\nchain between { type filter hook forward priority 0; policy drop;"
        yield "ct state established,related accept"
        for name, network in self._networks.items():
            bridge = self._bridges[name]
            yield f'iifname "{bridge}" oifname "{bridge}" accept'
            if not network.internal:
                yield f'iifname "{bridge}" oifname "wan" accept'
        yield 'iifname "wan" ct status dnat accept\n}\n}'

    @staticmethod
    def _ip(host: Host, *words: str | None) -> None:
        subprocess.run(["ip", "-n", str(host.namespace), *map(str, words)], check=True)


@contextmanager
def machine(networks: dict[str, Network], services: dict[str, Service]) -> Iterator[Machine]:
    """One, with a place for each service."""
    made = Machine(networks)
    try:
        made.plug_in(services)
        yield made
    finally:
        made.end()


def _subnet(networks: dict[str, Network], name: str) -> IPv4Network:
    """As the file says, else one of those that engines give away."""
    asked = networks[name].subnet
    return IPv4Network(asked or f"172.{18 + list(networks).index(name)}.0.0/16")


def _hosts(networks: dict[str, Network], name: str) -> Iterator[str]:
    hosts = iter(map(str, _subnet(networks, name).hosts()))
    next(hosts)  # the gateway's
    return hosts
