"""The session is a dict in a signed cookie: readable by all, changed by nobody but the server."""

import base64
import json
import time
import zlib
from datetime import UTC
from datetime import datetime

import pytest

SESSION = {"nickname": "민수", "name": "박민수", "profile_img": "minsu.svg"}


def log_in_for_cookie(app, user_id="minsu"):
    """Return what the browser is told to keep: the cookie's name, its value, its flags."""
    answer = app.test_client().post("/login", data={"user_id": user_id, "password": "flask"})
    cookie, *flags = answer.headers["Set-Cookie"].split("; ")
    return (*cookie.split("=", 1), flags)


def come_with(app, name, value):
    """Return the answer of the first page to a browser that sends this cookie."""
    visitor = app.test_client()
    visitor.set_cookie(name, value)
    return visitor.get("/")


def unpack(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def read_without_key(value):
    payload = value.rsplit(".", 2)[0]
    return json.loads(zlib.decompress(unpack(payload[1:])) if payload.startswith(".") else unpack(payload))


def test_the_cookie_has_three_parts(app):
    """The cookie is payload.timestamp.signature: the session's three entries, when it was signed, and 20 bytes."""
    _, value, _ = log_in_for_cookie(app)  # S1
    _, timestamp, signature = value.rsplit(".", 2)

    assert read_without_key(value) == SESSION
    assert abs(int.from_bytes(unpack(timestamp)) - time.time()) < 60
    assert len(unpack(signature)) == 20


def test_anyone_can_read_the_cookie(app):
    """No key is needed to read the session: signed is not encrypted, so a secret must never stand in it."""
    _, value, _ = log_in_for_cookie(app, "alice")  # S2

    assert read_without_key(value)["name"] == "Alice Kim"
    assert "flask" not in str(read_without_key(value))


@pytest.mark.parametrize("part", [0, 1, 2], ids=["payload", "timestamp", "signature"])
def test_a_changed_cookie_is_nobody(app, part):
    """One changed character in any of the three parts and the server knows nobody: 302, no error."""
    name, value, _ = log_in_for_cookie(app)  # S2
    parts = value.rsplit(".", 2)
    parts[part] = ("A" if parts[part][0] != "A" else "B") + parts[part][1:]

    assert come_with(app, name, value).status_code == 200
    assert come_with(app, name, ".".join(parts)).status_code == 302


def test_another_name_under_the_old_signature_is_nobody(app):
    """Who writes another nickname into the payload has no signature for it: the server knows nobody."""
    name, value, _ = log_in_for_cookie(app)  # S2
    forged = base64.urlsafe_b64encode(json.dumps({**SESSION, "nickname": "alice"}).encode()).decode().rstrip("=")

    assert come_with(app, name, ".".join([forged, *value.rsplit(".", 2)[1:]])).status_code == 302


@pytest.mark.parametrize("value", ["", "a", "a.b.c", "....", "민수", "." * 3000])
def test_a_cookie_that_is_none_is_nobody(app, value):
    """Nonsense in place of the cookie is a stranger's visit, not an error."""
    name, _, _ = log_in_for_cookie(app)

    assert come_with(app, name, value).status_code == 302


def test_a_copied_cookie_still_works_after_logout(app):
    """Logout makes the browser forget its cookie, but the server keeps no list: a copy of it still lets in."""
    name, value, _ = log_in_for_cookie(app)  # S4
    visitor = app.test_client()
    visitor.set_cookie(name, value)
    visitor.post("/logout")

    assert visitor.get("/").status_code == 302
    assert come_with(app, name, value).status_code == 200


def test_a_check_on_the_server_stops_the_copy(load_stage):
    """A server that remembers which cookies were logged out, and looks there each time, turns the copy away."""
    checking = [
        ("app = Flask(__name__)", "app = Flask(__name__)\nlogged_out = set()"),
        ('"nickname" in session or', '"nickname" in session and str(request.cookies) not in logged_out or'),
        ('"""Empty the session."""', "logged_out.add(str(request.cookies))"),
    ]
    app = load_stage("03_sessions", patch=checking).app
    name, value, _ = log_in_for_cookie(app)  # S4
    visitor = app.test_client()
    visitor.set_cookie(name, value)
    visitor.post("/logout")

    assert come_with(app, name, value).status_code == 302
    assert come_with(app, *log_in_for_cookie(app, "bob")[:2]).status_code == 200


@pytest.mark.parametrize(("keys", "status"), [(("one", "one"), 200), (("one", "another"), 302), ((None, None), 302)])
def test_a_restart_logs_out_only_by_another_key(load_stage, monkeypatch, keys, status):
    """SECRET_KEY comes from the environment: the same key keeps everyone in, another, or none, logs everyone out."""
    first, second = (start_with(load_stage, monkeypatch, key) for key in keys)  # S5
    name, value, _ = log_in_for_cookie(first)

    assert come_with(first, name, value).status_code == 200
    assert come_with(second, name, value).status_code == status


def start_with(load_stage, monkeypatch, key):
    if key is None:
        monkeypatch.delenv("SECRET_KEY", raising=False)
    else:
        monkeypatch.setenv("SECRET_KEY", key)
    return load_stage("03_sessions").app


def test_the_cookie_has_its_flags(app):
    """No script can read the cookie (HttpOnly), other sites' forms do not send it (SameSite); Secure needs https."""
    name, _, flags = log_in_for_cookie(app)  # S6

    assert name == "session_03"
    assert set(flags) == {"HttpOnly", "SameSite=Lax", "Path=/"}


def test_whoami_takes_the_cookie_apart(app, read_page):
    """GET /whoami shows the three parts, what anyone can read there, what the server reads, and the flags."""
    name, value, _ = log_in_for_cookie(app)  # S1
    visitor = app.test_client()
    visitor.set_cookie(name, value)

    page = read_page(visitor.get("/whoami").text)
    made_at = datetime.fromtimestamp(int.from_bytes(unpack(value.rsplit(".", 2)[1])), UTC)

    assert name in page
    cookie = page.find("pre", class_="cookie")
    assert [cookie.find(class_=f"part{number}").text for number in (1, 2, 3)] == value.rsplit(".", 2)
    assert f"{made_at:%Y-%m-%d %H:%M:%S}" in page
    assert page.text.count("'name': '박민수'") == 2
    assert "session = {" in page
    for flag in ("HttpOnly: True", "SameSite: Lax", "Secure: False"):
        assert flag in page  # S6
