"""The app is built by a factory, which lets the socket into it; a server that knows WebSockets must run it."""

import pytest
import websocket

WERKZEUG = ("socketio.run(create_app(), port=port)", "create_app().run(port=port)")


def test_the_factory_builds_apps(stage):
    """create_app() builds a new app each time; debug is off unless it is asked for."""
    one, other = stage.module.create_app(), stage.module.create_app(debug=True)  # W3

    assert one is not other
    assert (one.debug, other.debug) == (False, True)


def test_an_app_built_later_has_its_socket_too(stage, comes):
    """Every app that the factory builds has a socket, with all its handlers."""
    later = stage._replace(app=stage.module.create_app())
    alice, bob = comes(later, "alice"), comes(later, "bob")  # W3
    alice.hears()

    bob.comments(1, "welcome")

    assert [event for event, _ in alice.hears()] == ["comment_notice"]


@pytest.mark.parametrize(
    ("left_out", "event"),
    [
        ("    socketio_init(socketio)\n", "comment_post"),
        ('    socketio.on_event("friend_request", friend_request)\n', "friend_request"),
    ],
)
def test_an_event_without_a_handler_is_not_answered(load_stage, comes, left_out, event):
    """An event that socketio_init did not tie to a function goes nowhere: no answer, no error."""
    alice = comes(load_stage("04_websockets", patch=(left_out, "")), "alice")

    assert alice.says(event, {"nickname": "bob"}) is None  # W3


def test_python_app_py_serves_websockets(site, browse, open_socket):
    """`python 04_websockets/app.py` serves on PORT, and a WebSocket opens there."""
    browser = browse(site, "minsu")

    assert "Hello, 민수!" in browser.get(site, timeout=10).text
    assert open_socket(site, browser).recv().startswith("0{")  # W3


def test_without_a_websocket_server_only_polling_is_left(start_stage, browse, shake_hands, open_socket):
    """app.run answers polling and even offers the upgrade, but a WebSocket handshake fails with 500."""
    site = start_stage("04_websockets", patch=WERKZEUG)
    browser = browse(site)

    url, facts = shake_hands(site, browser)  # W3
    assert browser.post(url, data="40", timeout=10).text == "OK"
    assert "40{" in browser.get(url, timeout=10).text
    assert facts["upgrades"] == ["websocket"]
    with pytest.raises(websocket.WebSocketBadStatusException, match="500"):
        open_socket(site, browser)
