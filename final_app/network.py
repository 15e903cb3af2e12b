"""The addresses of this machine that others on its networks can open."""

import socket
from ipaddress import IPv4Address

import ifaddr

# Beginnings of the names of adapters that lead to virtual machines, containers and VPNs, where no class is.
VIRTUAL = (
    *("docker", "br-", "bridge", "veth", "virbr", "lxc", "cni", "podman", "vbox", "vmnet", "vmware", "vethernet"),
    *("hyper-v", "utun", "tun", "tap", "wg", "zt", "tailscale"),
)
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what one listens on to be reached by any address
OUTSIDE = ("192.0.2.1", 9)  # an address that is nobody's: nothing is sent to it


def urls(host: str, port: int) -> list[str]:
    """Return the addresses of the app for others, the likely one first; never one that only means "everywhere"."""
    hosts = (network_addresses() or ["127.0.0.1"]) if host in EVERYWHERE else [host]
    return [f"http://[{one}]:{port}" if ":" in one else f"http://{one}:{port}" for one in hosts]


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine by a name that no other machine can use."""
    return host in ("localhost", "::1") or host.startswith("127.")


def network_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine on real networks, the one with a way out first; [] if it is in none."""
    way_out = find_way_out()
    found = [
        (is_virtual(adapter.nice_name), str(ip.ip) != way_out, str(ip.ip))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and is_usable(IPv4Address(ip.ip))
    ]
    likely = [address for is_unlikely, _is_other, address in sorted(found) if not is_unlikely]
    return likely or [address for _is_unlikely, _is_other, address in sorted(found)]


def is_usable(address: IPv4Address) -> bool:
    """Return whether others may reach an address: it is not for this machine only, nor made up for want of any."""
    return not (address.is_loopback or address.is_link_local)


def is_virtual(adapter: str) -> bool:
    """Return whether an adapter seems to lead to no network of people."""
    return adapter.lower().startswith(VIRTUAL)


def find_way_out() -> str | None:
    """Return the address that this machine would use for the internet, or None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(OUTSIDE)
            return str(probe.getsockname()[0])
        except OSError:
            return None
