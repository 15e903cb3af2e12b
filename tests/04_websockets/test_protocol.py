"""What goes over the wire, and what no check or claim of the lesson says about it."""

import re

SCRIPT_IS_HERE = 'os.path.exists(os.path.join(app.static_folder, "socket.io.min.js"))'


def test_a_stranger_is_refused_in_words(site, browse, open_socket):
    """Without a login the answer to 40 is 44, a refusal, which says to log in."""
    stranger = browse(site, "nobody")
    socket = open_socket(site, stranger)
    socket.recv()
    socket.send("40")
    packets = (socket.recv() for _ in range(20))  # others are pings

    assert "Log in" in next(packet for packet in packets if packet.startswith("44"))  # W7


def test_the_page_loads_a_script_that_speaks_this_protocol(load_stage, read_page):
    """The page's script is Socket.IO 4, which speaks protocol 4: from here, else from the CDN, pinned by its hash."""
    here, away = (
        read_page(load_stage("04_websockets", patch=(SCRIPT_IS_HERE, answer)).logged_in("alice").get("/").text)
        for answer in ("True", "False")
    )

    assert here.find("script", src="/static/socket.io.min.js")  # W4
    assert here.find_all("script", crossorigin="anonymous") == []
    script = away.find("script", crossorigin="anonymous")
    assert re.fullmatch(r"https://cdn\.socket\.io/4\.[\d.]+/socket\.io\.min\.js", script["src"])
    assert script["integrity"].startswith("sha384-")
