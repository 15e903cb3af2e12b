"""Let the requests of each client take turns, so that many of one do not make the others wait."""

import threading
import time
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from flask import current_app
from flask import g
from flask import request
from flask import session

from final_app import loops

AT_ONCE = 2  # requests of a client that the app works on; its others wait
MOST_SECONDS = 0.005  # of rendering, until others get their turn


class Queue:
    """The requests of one client."""

    def __init__(self) -> None:
        self.turns = loops.make_semaphore(AT_ONCE)  # those that are free
        self.requests = 0  # that have a turn or wait for one


class Turns:
    """Who has a turn, and who waits for one."""

    def __init__(self) -> None:
        self.queues: dict[str, Queue] = {}  # of each client
        self.lock = threading.Lock()

    def take(self, client: str) -> None:
        """Wait until this client has a turn."""
        with self.lock:
            queue = self.queues.setdefault(client, Queue())
            queue.requests += 1
        try:
            queue.turns.acquire()
        except BaseException:  # the connection was closed meanwhile
            self.leave(client)
            raise

    def give_back(self, client: str) -> None:
        """End a turn of this client."""
        self.queues[client].turns.release()
        self.leave(client)

    def leave(self, client: str) -> None:
        """Take a request out of its queue, and drop the queue of a client who has no other."""
        with self.lock:
            self.queues[client].requests -= 1
            if not self.queues[client].requests:
                del self.queues[client]


turns = Turns()
beginnings = Turns()  # of requests, by address


def init_app(app: Flask) -> None:
    """Give each request a turn, before anything else is done for it, and pause while a long page is rendered."""
    app.before_request(take_turn)
    app.teardown_request(end_turn)
    app.jinja_env.concat = join  # type: ignore[method-assign]


def take_turn() -> None:
    """Read a body that is not large, which may take as long as its sender likes; then wait for a turn."""
    if not loops.mode:  # nothing is served: the tests, and commands
        return
    if 0 < (request.content_length or 0) <= current_app.config["MAX_CONTENT_LENGTH"]:
        request.get_data()
    begin_turn(session.get("person_id") or request.remote_addr or "")


@contextmanager
def turn_of(client: str) -> Iterator[None]:
    """Give a message on a socket a turn, as a request gets one."""
    turns.take(client)
    try:
        yield
    finally:
        turns.give_back(client)


def wait_to_begin(address: str) -> None:
    """Let the requests of an address begin a few at a time, with those of others between them.

    One that does not wait for the database is done in one go, and a hundred of these would be, too.
    """
    beginnings.take(address)
    try:
        loops.give_way()
    finally:
        beginnings.give_back(address)


def begin_turn(client: str) -> None:
    """Wait for a turn, and note whose turn this request has."""
    turns.take(client)
    g.turn_of = client


def end_turn(_error: BaseException | None = None) -> None:
    """End the turn of the request."""
    client = g.pop("turn_of", None)
    if client is not None:
        turns.give_back(client)


@contextmanager
def turn_paused() -> Iterator[None]:
    """Give the turn of this request to another one of its client while it waits for a thread or a process."""
    client = g.get("turn_of")
    if client is None:
        yield
        return
    end_turn()
    try:
        yield
    finally:
        begin_turn(client)


def join(pieces: Iterable[str]) -> str:
    """Return the pieces of a page as one text; between them others get their turn, if making them takes long."""
    made, began = [], time.monotonic()
    for piece in pieces:
        made.append(piece)
        if time.monotonic() - began > MOST_SECONDS:
            loops.give_way()
            began = time.monotonic()
    return "".join(made)
