"""Connections that have arrived: one of each address in turn, so that those behind many of one do not wait for them."""

from collections import deque
from contextlib import suppress
from typing import Any

import eventlet
from eventlet import greenio

ACCEPTED_AT_ONCE = 5
QUEUED = 1000  # connections at most; others wait in the system's queue
Connection = tuple[Any, Any]  # and its address


class Arrivals:
    """The connections that have arrived at a listening socket and wait to be accepted."""

    def __init__(self, sock: Any, most: int, most_of_address: int) -> None:
        self.sock = sock
        self.most = most  # in all queues
        self.most_of_address = most_of_address  # more are closed, as they could not be served anyway; 0: none are
        self.queued = 0
        self.queues: dict[str, deque[Connection]] = {}  # of each address
        self.accepted = 0

    def next(self) -> Connection | None:
        """Return the next connection, or None if there is none."""
        try:
            self.queue()
        except OSError:  # no files are left, or one was gone already: first those that are here
            if not self.queues:
                raise
        if not self.queues:
            return None
        host = next(iter(self.queues))
        queue = self.queues.pop(host)
        one = queue.popleft()
        self.queued -= 1
        if queue:
            self.queues[host] = queue  # behind the other addresses
        return one

    def give_way(self) -> None:
        """At times, let what else there is to do have its turn, however many connections wait."""
        self.accepted += 1
        if self.accepted % ACCEPTED_AT_ONCE == 0:
            eventlet.sleep(0)

    def queue(self) -> None:
        """Take what has arrived into the queue of its address."""
        with suppress(BlockingIOError):
            while self.queued < self.most:
                client, address = self.sock.fd.accept()
                queue = self.queues.setdefault(address[0] if isinstance(address, tuple) else "", deque())
                if self.most_of_address and len(queue) >= self.most_of_address:
                    client.close()
                else:
                    queue.append((greenio.GreenSocket(client), address))
                    self.queued += 1
