"""What an attacker sends, and how long others wait meanwhile."""

import socket
import threading
import time
from contextlib import contextmanager

import requests
import websocket
from requests.adapters import HTTPAdapter
from requests.adapters import Retry

OPENED = []  # to be closed when the test ends
MARKS = "\u0323\u0301"  # combining marks in the wrong order: normalising many of them takes quadratic time


def connect(served):
    """Open a connection to the app."""
    host, port = served.url.removeprefix("http://").split(":")
    OPENED.append(socket.create_connection((host, int(port)), timeout=60))
    return OPENED[-1]


def read_until_closed(connection):
    """Return all that the app sends until it closes the connection."""
    received = b""
    try:
        while part := connection.recv(1 << 16):
            received += part
    except ConnectionResetError:
        pass
    return received


def open_socket(served, logged_in=True):
    """Open a WebSocket, and connect it as the visitor."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in served.visitor.cookies)
    address = f"{served.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
    page = websocket.create_connection(address, header=[f"Cookie: {cookies}"], timeout=30)
    OPENED.append(page.sock)
    assert page.recv().startswith("0{")
    if logged_in:
        page.send("40")
        assert page.recv().startswith("40")
    return page


def is_closed(page):
    """Return whether the app closes a WebSocket; answer its pings meanwhile."""
    try:
        while packet := page.recv():
            if packet == "2":
                page.send("3")
            if packet == "1":
                return True
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketException, OSError):
        return True
    return True


class Bystander(threading.Thread):
    """Someone else, who opens a page again and again and notes the longest wait."""

    def __init__(self, served):
        super().__init__()
        self.url = f"{served.url}/login"
        self.waits = []
        self.is_done = False

    def run(self):
        with requests.Session() as visitor:
            # As browsers do: a kept-alive connection that was closed meanwhile is opened again.
            again = Retry(3, status=0, respect_retry_after_header=False)
            visitor.mount("http://", HTTPAdapter(max_retries=again))
            while not self.is_done:
                began = time.monotonic()
                assert visitor.get(self.url, timeout=60).status_code == 200
                self.waits.append(time.monotonic() - began)
                time.sleep(0.005)


@contextmanager
def bystander(served):
    """Open pages as someone else, for as long as the block runs."""
    other = Bystander(served)
    other.start()
    try:
        yield other
        time.sleep(0.05)
    finally:
        other.is_done = True
        other.join()
    print(
        "longest wait:",
        round(max(other.waits) * 1000),
        "ms; median",
        round(sorted(other.waits)[len(other.waits) // 2] * 1000, 1),
    )
