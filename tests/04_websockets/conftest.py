from contextlib import ExitStack

import pytest
import requests
import websocket

STAGE = "04_websockets"


@pytest.fixture(scope="module")
def site(start_stage):
    """Return the address of a stage 04 that serves."""
    return start_stage(STAGE)


@pytest.fixture
def browse():
    """Return a function that gives a browser, logged in at a site."""
    with ExitStack() as opened:

        def browse(site, user_id="alice"):
            browser = opened.enter_context(requests.Session())
            browser.post(f"{site}/login", data={"user_id": user_id, "password": "flask"}, timeout=10)
            return browser

        yield browse


@pytest.fixture
def open_socket():
    """Return a function that opens a WebSocket as a browser does, with its cookies."""
    with ExitStack() as opened:

        def open_socket(site, browser):
            url = site.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
            cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            socket = websocket.create_connection(url, cookie=cookie, timeout=10)
            opened.callback(socket.close)
            return socket

        yield open_socket
