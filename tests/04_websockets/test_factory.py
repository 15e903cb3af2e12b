"""The app is built by a factory, which lets the socket into it; a server that knows WebSockets must run it."""

import pytest

STAGE = "04_websockets"


def test_an_app_built_later_has_its_socket_too(load_stage):
    """Every app that the factory builds has the socket with its handlers; the views belong to the module's app."""
    stage = load_stage(STAGE)
    later = stage.module.create_app()  # W3
    browser = later.test_client()
    with browser.session_transaction() as session:
        session["nickname"] = "alice"

    page = stage.socketio.test_client(later, flask_test_client=browser)

    assert [message["name"] for message in page.get_received()] == ["here"]
    assert browser.get("/").status_code == 404


@pytest.mark.parametrize(
    ("left_out", "event"),
    [
        ("    socketio_init(socketio)\n", "comment_post"),
        ('    @socketio.on("friend_request")\n', "friend_request"),
    ],
)
def test_an_event_without_a_handler_is_not_answered(load_stage, left_out, event):
    """An event that no function handles goes nowhere: no answer, no error."""
    page = load_stage(STAGE, patch=(left_out, "")).logged_in("alice").connect()

    assert page.emit(event, {"nickname": "bob"}) is None  # W3


def test_python_app_py_serves_websockets(site, browse, open_socket):
    """`python 04_websockets/app.py` serves on PORT, and a WebSocket opens there."""
    browser = browse(site, "minsu")

    assert "Hello, 민수!" in browser.get(site, timeout=10).text
    assert open_socket(site, browser).recv().startswith("0{")  # W3
