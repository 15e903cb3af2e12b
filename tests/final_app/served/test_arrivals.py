"""Connections that have arrived are accepted in turn, one of each address, so that many of one delay no other."""

import socket
import sys

import eventlet
import pytest

from final_app.servers.arrivals import Arrivals

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only one address is this machine's own")


@pytest.fixture
def listener():
    """Return a listening socket, and close it and all connections at the end."""
    made = eventlet.listen(("127.0.0.1", 0))
    yield made
    made.close()


def connect(listener, address, number):
    """Open connections from an address."""
    return [socket.create_connection(listener.getsockname(), source_address=(address, 0)) for _ in range(number)]


def hosts(arrivals):
    """Return the addresses of all that have arrived, in the order in which they are accepted."""
    found = []
    while one := arrivals.next():
        found.append(one[1][0])
        one[0].close()
    return found


def test_a_connection_behind_many_of_another_address_is_the_second(listener):
    """Of the others, none is lost."""
    opened = connect(listener, "127.0.0.2", 20) + connect(listener, "127.0.0.1", 1)
    arrivals = Arrivals(listener, most=100, most_of_address=50)
    assert hosts(arrivals) == ["127.0.0.2", "127.0.0.1"] + ["127.0.0.2"] * 19
    assert arrivals.queued == 0
    for one in opened:
        one.close()


def test_more_of_one_address_than_it_may_have_are_closed(listener):
    """They would fill the queue of the system, in which those of others wait, too."""
    opened = connect(listener, "127.0.0.2", 8)
    assert hosts(Arrivals(listener, most=100, most_of_address=5)) == ["127.0.0.2"] * 5
    for one in opened:
        one.close()


def test_what_does_not_fit_waits(listener):
    """With few files the queue is short, and nothing is closed."""
    opened = connect(listener, "127.0.0.2", 8)
    assert hosts(Arrivals(listener, most=2, most_of_address=0)) == ["127.0.0.2"] * 8
    for one in opened:
        one.close()
