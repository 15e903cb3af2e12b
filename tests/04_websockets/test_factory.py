"""The app is built by a factory, which lets the socket into it; a server that knows WebSockets must run it."""

import pytest
import websocket

WERKZEUG = ("socketio.run(app, port=port)", "app.run(port=port)")


def test_the_factory_builds_apps(stage):
    """create_app() builds a new app each time; debug is off unless it is asked for."""
    one, other = stage.module.create_app(), stage.module.create_app(debug=True)  # W3

    assert one is not other
    assert (one.debug, other.debug) == (False, True)


def test_an_app_built_later_has_its_socket_too(stage):
    """Every app that the factory builds has the socket with its handlers; the views belong to the module's app."""
    later = stage.module.create_app()  # W3
    browser = later.test_client()
    with browser.session_transaction() as session:
        session["nickname"] = "alice"

    tab = stage.socketio.test_client(later, flask_test_client=browser)

    assert [message["name"] for message in tab.get_received()] == ["here"]
    assert browser.get("/").status_code == 404


@pytest.mark.parametrize(
    ("left_out", "event"),
    [
        ("    socketio_init(socketio)\n", "comment_post"),
        ('    @socketio.on("friend_request")\n', "friend_request"),
    ],
)
def test_an_event_without_a_handler_is_not_answered(load_stage, comes, left_out, event):
    """An event that no function handles goes nowhere: no answer, no error."""
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
