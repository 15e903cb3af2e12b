"""What goes over the wire, seen at a server that really serves."""

import json
import re

import pytest

SCRIPT_IS_HERE = 'os.path.exists(os.path.join(app.static_folder, "socket.io.min.js"))'
PING_OFTEN = ("ping_interval=10", "ping_interval=0.2")


def test_a_connection_opens_by_polling_and_offers_the_upgrade(site, browse, shake_hands):
    """The first answer is an open packet, 0{...}: an id, the offer of websocket, the pace of the server's pings."""
    _, facts = shake_hands(site, browse(site))  # W2

    assert facts["sid"]
    assert facts["upgrades"] == ["websocket"]
    assert facts["pingInterval"] == 10000


def test_polling_alone_brings_messages(site, browse, shake_hands):
    """Before the upgrade, and without it, messages come by polling: 40 is "connected", 42 an event with its name."""
    browser = browse(site)
    url, _ = shake_hands(site, browser)

    assert browser.post(url, data="40", timeout=10).text == "OK"  # W2
    packets = browser.get(url, timeout=10).text.split("\x1e")

    assert any(packet.startswith("40{") for packet in packets)
    assert any(packet.startswith('42["here",{"nicknames":[') for packet in packets)


def test_the_connection_is_upgraded_to_a_websocket(site, browse, shake_hands, open_socket):
    """A WebSocket is tried with 2probe, answered 3probe, taken with 5: from then on messages come over it."""
    browser = browse(site)
    url, facts = shake_hands(site, browser)
    browser.post(url, data="40", timeout=10)
    browser.get(url, timeout=10)

    socket = open_socket(site, browser, facts["sid"])  # W2
    socket.send("2probe")
    assert socket.recv() == "3probe"
    socket.send("5")
    socket.send('427["friend_request",{"nickname":"bob"}]')

    assert read_until(socket, "43") == '437[{"result":"success"}]'


def test_both_sides_speak_over_one_open_socket(site, browse, open_socket):
    """A notice arrives over the WebSocket by itself: its owner has asked for nothing."""
    alice, bob = browse(site, "alice"), browse(site, "bob")
    socket_of_alice = enter(open_socket(site, alice))
    comment = {"kind": "append_comment", "post_id": 1, "text": "환영해요"}
    answer = bob.post(f"{site}/content_reaction_submit", json=comment, timeout=10)

    enter(open_socket(site, bob)).send(f'42["comment_post",{{"comment_id":{answer.json()["comment"]["id"]}}}]')  # W2

    event, notice = json.loads(read_until(socket_of_alice, '42["comment_notice"').removeprefix("42"))
    assert event == "comment_notice"
    assert notice == {"kind": "comment", "nickname": "bob", "post_id": 1, "text": "환영해요"}


def test_the_server_pings_and_the_client_pongs(start_stage, browse, open_socket):
    """The server sends 2, the client answers 3, and so on: each knows that the other is still there."""
    site = start_stage("04_websockets", patch=PING_OFTEN)
    socket = enter(open_socket(site, browse(site)))

    for _ in range(3):
        assert read_until(socket, "2") == "2"  # W2
        socket.send("3")


def test_a_stranger_is_refused_in_words(site, browse, open_socket):
    """Without a login the answer to 40 is 44, a refusal, which says to log in."""
    stranger = browse(site, "nobody")
    socket = open_socket(site, stranger)
    socket.recv()
    socket.send("40")

    assert "Log in" in read_until(socket, "44")  # W7


@pytest.mark.parametrize("version", [2, 3])
def test_a_client_of_an_older_protocol_is_refused(site, browse, version):
    """The notes' script spoke protocol 3, today's server speaks 4: it answers 400 and names the mismatch."""
    answer = browse(site).get(f"{site}/socket.io/?EIO={version}&transport=polling", timeout=10)  # W4

    assert answer.status_code == 400
    assert "unsupported version" in answer.text


def test_the_page_loads_a_script_that_speaks_this_protocol(load_stage, comes, read_page):
    """The page's script is Socket.IO 4, which speaks protocol 4: from here, else from the CDN, pinned by its hash."""
    here, away = (
        read_page(comes(load_stage("04_websockets", patch=(SCRIPT_IS_HERE, answer)), "alice").http.get("/").text)
        for answer in ("True", "False")
    )

    assert here.find("script", src="/static/socket.io.min.js")  # W4
    assert here.find_all("script", crossorigin="anonymous") == []
    script = away.find("script", crossorigin="anonymous").attributes
    assert re.fullmatch(r"https://cdn\.socket\.io/4\.[\d.]+/socket\.io\.min\.js", script["src"])
    assert script["integrity"].startswith("sha384-")


def enter(socket):
    """Answer the open packet with 40, as a client does, and wait until the server has said the same."""
    assert socket.recv().startswith("0{")
    socket.send("40")
    read_until(socket, "40{")
    return socket


def read_until(socket, start):
    """Return the next packet that starts so; others are pings, and people who come and go."""
    packets = (socket.recv() for _ in range(20))
    return next(packet for packet in packets if packet.startswith(start))
