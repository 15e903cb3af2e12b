"""The address that a class opens: the likely one first, and never one that means "everywhere"."""

from types import SimpleNamespace

import pytest

from final_app import network
from final_app.preflight import exit_if_port_taken


@pytest.fixture
def machine(monkeypatch):
    """Return a function that puts this machine into networks: the names of its adapters with their addresses."""

    def put(adapters, way_out=None):
        found = [
            SimpleNamespace(nice_name=name, ips=[SimpleNamespace(ip=ip, is_IPv4=True) for ip in ips])
            for name, ips in adapters.items()
        ]
        monkeypatch.setattr(network.ifaddr, "get_adapters", lambda: found)
        monkeypatch.setattr(network, "find_way_out", lambda: way_out)

    return put


def test_the_network_with_a_way_out_comes_first(machine):
    """A laptop in the Wi-Fi of the school, on a cable, with Docker and a VPN."""
    adapters = {"lo": ["127.0.0.1"], "docker0": ["172.17.0.1"], "eth0": ["10.0.0.5"], "wlan0": ["192.168.0.12"]}
    machine({**adapters, "tun0": ["10.8.0.2"]}, way_out="192.168.0.12")
    assert network.urls("0.0.0.0", 5000) == ["http://192.168.0.12:5000", "http://10.0.0.5:5000"]


def test_a_vpn_is_not_where_the_class_is(machine):
    """Also if all traffic leaves through it."""
    machine({"utun3": ["10.8.0.2"], "en0": ["192.168.0.12"]}, way_out="10.8.0.2")
    assert network.urls("0.0.0.0", 5000) == ["http://192.168.0.12:5000"]


def test_without_a_network_there_is_this_machine(machine):
    """Better than an address that nobody can open."""
    machine({"lo": ["127.0.0.1"], "eth0": ["169.254.3.4"]})
    assert network.urls("0.0.0.0", 5000) == ["http://127.0.0.1:5000"]


@pytest.mark.parametrize(("host", "url"), [("10.1.2.3", "http://10.1.2.3:80"), ("fd00::2", "http://[fd00::2]:80")])
def test_a_host_that_was_named_is_the_address(host, url):
    """The person who named it knows why."""
    assert network.urls(host, 80) == [url]


@pytest.mark.parametrize("port", [70000, -1])
def test_a_port_that_does_not_exist_ends_the_start_with_a_message(port):
    """It names the port and what to change."""
    with pytest.raises(SystemExit, match=rf"Cannot listen on 127.0.0.1:{port} .*--port"):
        exit_if_port_taken("127.0.0.1", port)
