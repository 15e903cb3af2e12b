"""The requests of each client take turns: some are worked on, the others wait, and no other client does."""

import gc
from contextlib import contextmanager
from unittest.mock import Mock

import eventlet
import pytest

from final_app import loops
from final_app import request_turns
from final_app import socket_limits
from final_app import warm_up
from final_app.extensions import socketio
from final_app.request_turns import AT_ONCE
from final_app.request_turns import Turns


@pytest.fixture
def turns():
    """Return turns that nobody has yet; at the end, fail if anything of a client is kept."""
    turns = Turns()
    yield turns
    assert turns.queues == {}


def ask(turns, client, number):
    """Ask for turns, one greenlet each, and return them and the list of those that have got one."""
    got = []

    def take(one):
        turns.take(client)
        got.append(one)

    greenlets = [eventlet.spawn(take, one) for one in range(number)]
    eventlet.sleep(0)
    return greenlets, got


def test_one_client_has_some_turns_and_another_gets_one_at_once(turns):
    """What ends lets the next one of the same client go on, in the order in which they came."""
    _, alice = ask(turns, "alice", AT_ONCE + 2)
    _, bob = ask(turns, "bob", 1)
    assert (alice, bob) == ([*range(AT_ONCE)], [0])
    for ended in range(1, 3):
        turns.give_back("alice")
        eventlet.sleep(0)
        assert alice == [*range(AT_ONCE + ended)]
    for client in ["alice"] * AT_ONCE + ["bob"]:
        turns.give_back(client)


def test_who_goes_away_while_waiting_takes_no_turn(turns):
    """A connection that is closed meanwhile leaves nothing behind."""
    greenlets, got = ask(turns, "alice", AT_ONCE + 1)
    eventlet.kill(greenlets[-1])
    eventlet.sleep(0)
    for _ in range(AT_ONCE):
        turns.give_back("alice")
    eventlet.sleep(0)
    assert got == [*range(AT_ONCE)]


def test_others_have_their_turn_while_a_long_page_is_rendered(monkeypatch):
    """The pieces stay as they are, and between two of them another request goes on."""
    went_on = []
    monkeypatch.setattr(request_turns, "MOST_SECONDS", 0)
    monkeypatch.setattr(loops, "give_way", lambda: went_on.append(True))
    assert request_turns.join(iter(["<p>", "민수", "</p>"])) == "<p>민수</p>"
    assert len(went_on) == 3


def test_every_page_is_rendered_in_such_pieces(app):
    """The app's templates are joined by that function."""
    assert app.jinja_env.concat is request_turns.join


def test_requests_of_one_address_begin_a_few_at_a_time(monkeypatch):
    """A hundred that come together do not all begin before someone else's."""
    begun = []
    monkeypatch.setattr(loops, "give_way", eventlet.sleep)

    def begin(address):
        request_turns.wait_to_begin(address)
        begun.append(address)

    greenlets = [eventlet.spawn(begin, address) for address in ["alice"] * 20 + ["bob"]]
    for one in greenlets:
        one.wait()
    assert begun.index("bob") <= AT_ONCE
    assert len(begun) == 21
    assert request_turns.beginnings.queues == {}


def test_messages_on_all_sockets_of_a_client_take_turns(app, monkeypatch):
    """However many sockets there are, as with requests: before the login by address, then by user."""
    clients = []

    @contextmanager
    def turn_of(client):
        clients.append(client)
        yield

    monkeypatch.setattr(socket_limits, "turn_of", turn_of)
    eio, environ = socketio.server.eio, {"REMOTE_ADDR": "192.0.2.1", "flask.app": app}
    eio.sockets["a socket"] = Mock(closed=False)
    eio.handlers["connect"]("a socket", environ)
    eio.handlers["message"]("a socket", '42["nothing"]')
    environ["saved_session"] = {"person_id": "a user"}
    eio.handlers["message"]("a socket", '42["nothing"]')
    eio.handlers["disconnect"]("a socket", "test")
    del eio.sockets["a socket"]
    assert clients == ["192.0.2.1", "a user"]


def test_a_start_compiles_all_templates(app):
    """The first page of each does not wait for it, and nobody else does."""
    warm_up.prepare(app)
    names = {name for _loader, name in app.jinja_env.cache.keys()}  # noqa: SIM118 - a cache of Jinja, no dict
    gc.unfreeze()
    assert {"pages/feed.html", "errors/error.html"} <= names
