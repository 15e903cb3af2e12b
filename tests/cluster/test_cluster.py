"""The apps of a cluster are one: events, presence, limits and logouts cross from one to the other."""

import json
import re
import shutil
import socket
import subprocess
from contextlib import suppress

import pytest
import websocket

from final_app.cluster.topology import DEPLOY
from final_app.cluster.topology import find_program
from final_app.cluster.topology import free_ports
from final_app.cluster.topology import nginx_node
from tests.cluster.conftest import OPENED
from tests.cluster.conftest import wait_for


class Page:
    """A page of someone, open at an app or behind nginx; it notes what it hears."""

    def __init__(self, person):
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in person.browser.cookies)
        address = f"{person.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
        self.socket = websocket.create_connection(address, header=[f"Cookie: {cookies}"], timeout=15)
        OPENED.append(self.socket)
        self.socket.recv()
        self.socket.send("40")
        self.hears("40")

    def hears(self, beginning):
        """Wait for a packet that begins so, and return it."""
        while not (packet := self.socket.recv()).startswith(beginning):
            if packet == "2":
                self.socket.send("3")
        return packet

    def hears_the_end(self):
        """Wait until the socket is closed."""
        with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
            while self.socket.recv() not in ("1", "41", ""):
                pass


def test_a_notification_crosses_from_one_app_to_the_other(cluster):
    """Bob comments at one app; alice, whose page is open at the other, hears of it, and so does a page behind nginx."""
    alice = cluster.logs_in("alice", cluster.port("app1"))
    pages = [Page(alice), Page(cluster.logs_in("alice"))]
    post = alice.send("POST", "/content_submit", content_txt="hello").json()["post"]
    bob = cluster.logs_in("bob_lee", cluster.port("app2"))
    bob.send("POST", f"/content_submit/{post['id']}/comments", text="from elsewhere")
    for page in pages:
        assert json.loads(page.hears('42["comment_notice"')[2:])[1]["text"] == "from elsewhere"


def test_a_friend_comes_online_at_the_other_app(cluster):
    """Presence crosses, too."""
    page = Page(cluster.logs_in("alice", cluster.port("app1")))
    friends = cluster.logs_in("alice").read("/friend")["friends"]
    minsu = cluster.logs_in("minsu", cluster.port("app2"))
    nickname = re.search(r'data-nickname="([^"]+)"', minsu.browser.get(f"{minsu.url}/", timeout=30).text)[1]
    assert nickname in [one["nickname"] for one in friends]
    Page(minsu)
    while json.loads(page.hears('42["presence"')[2:])[1] != {"nickname": nickname, "online": True}:
        pass


def test_a_logout_at_one_app_closes_the_socket_at_the_other(cluster):
    """The same login, with a page at each app."""
    carol = cluster.logs_in("carol", cluster.port("app1"))
    carol.url = carol.url.replace(str(cluster.port("app1")), str(cluster.port("app2")))
    page = Page(carol)
    carol.url = carol.url.replace(str(cluster.port("app2")), str(cluster.port("app1")))
    assert carol.send("POST", "/logout").status_code == 200
    page.hears_the_end()


def test_wrong_passwords_at_both_apps_are_counted_together(cluster):
    """Ten wrong passwords for one account, five at each app: the eleventh try is rejected by both."""
    ports = [cluster.port("app1"), cluster.port("app2")]
    person = [cluster.logs_in("nobody_1", port) for port in ports]
    statuses = [
        person[number % 2].send("POST", "/login", user_id="haneul", password="x").status_code for number in range(10)
    ]
    assert statuses == [401] * 10
    assert {one.send("POST", "/login", user_id="haneul", password="maru-demo").status_code for one in person} == {429}


def test_a_browser_stays_with_one_app(cluster):
    """Polling works, which needs one app for all its requests: the cookie of nginx decides."""
    person = cluster.logs_in("jiwoo")
    assert "node" in person.browser.cookies
    for _ in range(5):
        begun = person.browser.get(f"{person.url}/socket.io/?EIO=4&transport=polling", timeout=30).text
        sid = json.loads(begun[1:])["sid"]
        sent = person.browser.post(f"{person.url}/socket.io/?EIO=4&transport=polling&sid={sid}", data="40", timeout=30)
        assert sent.status_code == 200


def test_the_address_of_a_client_is_told_by_nginx_and_not_by_the_client(cluster):
    """A forged header changes nothing."""
    person = cluster.logs_in("jiwoo")
    answer = person.browser.get(f"{person.url}/dev/mail", headers={"X-Forwarded-For": "127.0.0.1"}, timeout=30)
    assert answer.status_code == 404


def test_the_commands_answer_mistakes(cluster):
    """A node that is not there, a signal that is none, a second start: a message, and all goes on."""
    for arguments in (["kill", "app9"], ["kill", "app1", "--signal", "NONE"], []):
        with pytest.raises(AssertionError, match=r"app1|STOP|cluster stop"):
            cluster.run(*arguments)
    wait_for(lambda: "PRIMARY" in cluster.run("status"))


def test_nginx_is_not_taken_for_frozen_while_all_apps_are_slow(tmp_path):
    """An app that accepts a request and never answers it."""
    if find_program("nginx") is None:
        pytest.skip("needs nginx")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        node = nginx_node(tmp_path, free_ports(1)[0], [silent.getsockname()[1]])
        nginx = subprocess.Popen(node.command)
        try:
            wait_for(lambda: connects(node.port))
            assert node.answers()
        finally:
            nginx.terminate()
            nginx.wait(timeout=20)


def connects(port):
    """Return whether something listens on a port."""
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
        return True


def test_nginx_accepts_the_configuration_of_the_compose_file(tmp_path):
    """The same nginx.conf, with the names of the compose file as addresses of this machine, and a certificate."""
    nginx = find_program("nginx")
    if nginx is None or shutil.which("openssl") is None:
        pytest.skip("needs nginx and openssl")
    (tmp_path / "tls").mkdir()
    for name in ("nginx.conf", "upstream.conf", "listen.conf"):
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(re.sub(r"\bapp\d:", "127.0.0.1:", text), encoding="utf-8")
    key, certificate = tmp_path / "tls/privkey.pem", tmp_path / "tls/fullchain.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", key]
    subprocess.run([*made, "-out", certificate], check=True, capture_output=True)
    command = [nginx, "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf", "-g", f"pid {tmp_path}/pid;"]
    tested = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
