"""Bound the connections that are open at the same time, so that nobody can take all of them."""

import errno
import resource
from collections import Counter
from contextlib import suppress
from typing import Any

import eventlet
from eventlet import greenio

from final_app import request_log
from final_app.request_turns import beginnings
from final_app.servers import FIRST_BYTES_SECONDS
from final_app.servers.arrivals import QUEUED
from final_app.servers.arrivals import Arrivals

RESERVED_FILES = 96  # for the database's connections, uploads, and files that are being read
NO_FILES_LEFT = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
SELDOM = (errno.ECONNABORTED, errno.EPROTO, errno.EINTR)  # the client was gone before it was accepted
LINGERING = 32  # connections that are turned away at the same time, and read from until they close
LINGER_SECONDS = 1
FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\n"
    b"Content-Type: text/plain\r\nContent-Length: 40\r\n\r\nToo many connections. Please try later.\n"
)


def raise_file_limit(wanted: int) -> int:
    """Allow this process as many open files as the system lets it, up to wanted, and return how many it may open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limits = [wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), 10_240]  # macOS takes the second only
    for limit in limits:
        if soft != resource.RLIM_INFINITY and soft < limit:
            with suppress(ValueError, OSError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
                return limit
    return wanted if soft == resource.RLIM_INFINITY else soft


class Listener:
    """A listening socket, as eventlet.wsgi uses it, that accepts a bounded number of connections.

    Where there is no room, the connection that has waited longest without a whole request is closed for the new one.
    If all are busy, the new one gets 503.
    """

    def __init__(self, sock: Any, most: int, most_of_address: int) -> None:
        self.sock = sock
        self.arrivals = Arrivals(sock, min(QUEUED, most // 10), most_of_address)
        self.family = sock.family
        self.most = most
        self.most_of_address = most_of_address  # 0: unlimited
        self.total = 0
        self.of_address: Counter[str] = Counter()  # without the sockets of people who are logged in
        self.waiting: dict[Any, tuple[str, bool]] = {}  # without a whole request, oldest first: address, has begun one
        self.lingering = 0
        self.new: set[Any] = set()  # from which nothing has arrived yet
        self.is_ending = False

    def getsockname(self) -> Any:
        """Return the address that it listens on."""
        return self.sock.getsockname()

    def close(self) -> None:
        """Stop listening."""
        self.sock.close()

    def accept(self) -> tuple[Any, Any]:
        """Return the next connection for which there is room, and its address; raises SystemExit at the end."""
        while True:
            try:
                if not self.is_ending:  # then all are accepted at once, before more arrive
                    self.arrivals.give_way()
                waiting = self.arrivals.next()
                client, address = waiting or (self.accept_waiting() if self.is_ending else self.sock.accept())
            except SystemExit:
                if self.is_ending:
                    raise
                self.is_ending = True
                continue
            except OSError as error:
                if error.errno in NO_FILES_LEFT:
                    self.close_waiting()
                    eventlet.sleep(0.1)
                elif error.errno not in SELDOM:
                    raise
                continue
            host = address[0] if isinstance(address, tuple) else ""
            if self.has_room(host):
                self.total += 1
                self.of_address[host] += 1
                self.new.add(client)
                return client, address
            self.turn_away(client, host)

    def accept_waiting(self) -> tuple[Any, Any]:
        """Return a connection that waits to be accepted; if there is none, let clients go elsewhere from now on.

        Closing the listening socket at once would break the connections that wait, whose requests may be on the way.
        """
        try:
            client, address = self.sock.fd.accept()
        except BlockingIOError:
            self.sock.close()
            with eventlet.Timeout(FIRST_BYTES_SECONDS, False):
                while self.new:
                    eventlet.sleep(0.01)
            while beginnings.queues:  # requests that have arrived, too
                eventlet.sleep(0.01)
            raise SystemExit from None
        return greenio.GreenSocket(client), address

    def has_room(self, host: str) -> bool:
        """Return whether another connection of an address fits in, after closing one that waits if need be."""
        if self.most_of_address and self.of_address[host] >= self.most_of_address and not self.close_waiting(host):
            return False
        return self.total < self.most or self.close_waiting()

    def close_waiting(self, host: str | None = None) -> bool:
        """Close the connection, of this address or of any, that has waited longest; return whether there was one.

        Half a request first: browsers keep idle connections, and send whole requests.
        """
        found = self.oldest_waiting(host, has_begun=True)
        if found is not None:
            send_at_once(found, FULL)
        else:
            found = self.oldest_waiting(host, has_begun=False)
        if found is None:
            return False
        del self.waiting[found]
        greenio.shutdown_safe(found)
        eventlet.sleep(0)  # its greenlet closes it
        return True

    def oldest_waiting(self, host: str | None, has_begun: bool) -> Any:
        """Return the connection that has waited longest, with half a request or with none; None if there is none."""
        return next(
            (one for one, (address, begun) in self.waiting.items() if begun == has_begun and host in (None, address)),
            None,
        )

    def discount(self, host: str) -> None:
        """No longer count a connection for its address."""
        self.of_address[host] -= 1
        if self.of_address[host] <= 0:
            del self.of_address[host]

    def turn_away(self, client: Any, host: str) -> None:
        """Answer 503. Reading on for a moment lets the answer arrive: closing at once would discard it."""
        request_log.write(status=503, address=host, reason="too many connections")
        send_at_once(client, FULL)
        if self.lingering < LINGERING:
            self.lingering += 1
            eventlet.spawn(self.linger, client)
        else:
            client.close()

    def linger(self, client: Any) -> None:
        """Read what a client still sends, then close."""
        read_rest(client, LINGER_SECONDS)
        client.close()
        self.lingering -= 1


def send_at_once(client: Any, data: bytes) -> None:
    """Send what fits into the system's buffer, without waiting."""
    with suppress(OSError):
        client.fd.send(data)


def read_rest(client: Any, seconds: float) -> None:
    """Tell a client that nothing more comes, and read what it still sends, for some seconds."""
    with suppress(OSError), eventlet.Timeout(seconds, False):
        client.shutdown(1)
        while client.recv(1 << 16):
            eventlet.sleep(0)
