"""Prove what the lesson says: a function runs the stage, and a list names the checks that say the same.

Each fails if its sentence is no longer true.
"""

import base64
import json
import time
import zlib

import pytest
import requests
from itsdangerous import BadSignature
from itsdangerous import URLSafeTimedSerializer
from werkzeug.security import check_password_hash

from classroom.checks.stage03 import cookie
from classroom.checks.stage03 import login
from classroom.checks.stage03 import logout
from classroom.checks.stage03 import own_post
from classroom.checks.stage03 import posts
from classroom.checks.stage03 import require_login
from classroom.checks.stage03 import whoami
from classroom.checks.stage03.login import PEOPLE
from classroom.checks.stage03.whoami import cookie_of

ALICE = PEOPLE["alice"]
COOKIE = "session_03"
OTHER_NAME = ('"session_03"', '"session_04"')
SAMESITE = 'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"\n'


def visitor_with(app, value):
    """Return a browser whose session cookie has this value."""
    client = app.client()
    client.test_client.set_cookie(COOKIE, value)
    return client


def decode(part):
    """Return the bytes of a part of the cookie."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def read_without_key(value):
    """Return the session in a cookie, read with base64, zlib and JSON alone."""
    payload = value.rsplit(".", 2)[0]
    return json.loads(zlib.decompress(decode(payload[1:])) if payload.startswith(".") else decode(payload))


def log_in_at(address, user_id, browser=None):
    """Return a browser (of requests) that has logged in at an address."""
    browser = browser or requests.Session()
    browser.post(address + "/login", data={"user_id": user_id, "password": "flask"}, timeout=10)
    return browser


def log_in_on(page, address):
    """Log in as alice in a real browser."""
    page.goto(address + "/login")
    page.get_by_label("User id").fill("alice")
    page.get_by_label("Password").fill("flask")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(address + "/")


def come_from_another_site(page, address, markup):
    """Open a page of another site in a real browser, press what is on it, and return the path where it arrives."""
    page.route("http://elsewhere.test/", lambda route: route.fulfill(content_type="text/html", body=markup))
    page.goto("http://elsewhere.test/")
    page.get_by_text("Press me").click()
    page.wait_for_url(f"{address}/**")
    return page.url.removeprefix(address)


def S1(show):
    """The cookie has three parts, joined by dots: the session, the time of signing, and a signature of 20 bytes."""
    value = cookie_of(show.app().logged_in("alice"))
    _, signed_at, signature = value.rsplit(".", 2)
    assert read_without_key(value) == ALICE
    assert abs(int.from_bytes(decode(signed_at)) - time.time()) < 60
    assert len(decode(signature)) == 20


def S1b(show):
    """Splitting the cookie at every dot gives four parts: the payload begins with a dot and is compressed."""
    first, compressed, *_ = parts = cookie_of(show.app().logged_in("alice")).split(".")
    assert (len(parts), first) == (4, "")
    assert json.loads(zlib.decompress(decode(compressed))) == ALICE


def S2(show):
    """The cookie can be read without the key, which does not match the signature."""
    value = cookie_of(show.app().logged_in("alice"))
    assert URLSafeTimedSerializer("no key").loads_unsafe(value) == (False, ALICE)


S2a = [whoami.a_changed_cookie_is_no_login]
S2b = S2c = [whoami.tries_cookies]


def S3(show):
    """The same URL greets two people, each with the nickname in their session."""
    app = show.app()
    for user_id in ("alice", "minsu"):
        app.logged_in(user_id).get("/").page.expect_text(f"Hello, {PEOPLE[user_id]['nickname']}")
    assert "session['nickname']" in (app.folder / "templates" / "base.html").read_text(encoding="utf-8")


def S4(show):
    """What the server stores of the password is a hash."""
    password_hash = show.app().store().PASSWORD_HASH
    assert "flask" not in password_hash
    assert check_password_hash(password_hash, "flask")


S4a = [login.the_right_password_fills_the_session, login.a_wrong_password_is_401, login.both_get_the_same_message]
S4b = [require_login.pages_need_a_login, require_login.scripts_get_401]
S4c = [own_post.others_are_rejected]
S4d = [logout.logs_out]


def S4e(show):
    """If GET logged out, a link on another site would do it; here GET is a 405 with a reason, and changes nothing."""
    for patch, expected, after in (
        (None, "Use the button to log out", "/"),
        (('"/logout", methods=["POST"]', '"/logout"'), "Log in", "/login"),
    ):
        address, page = show.serve(patch), show.page()
        log_in_on(page, address)
        come_from_another_site(page, address, f"<a href='{address}/logout'>Press me</a>")
        assert expected in page.content()
        page.goto(address)
        assert page.url == address + after
    show.app().logged_in("alice").get("/logout").expect(405)


def S4f(show):
    """A list of logged-out cookies on the server stops a copy."""
    listing = [
        ("app = Flask(__name__)", "app = Flask(__name__)\nlogged_out = set()"),
        ('"nickname" in session or', '"nickname" in session and str(request.cookies) not in logged_out or'),
        ('"""Empty the session."""', "logged_out.add(str(request.cookies))"),
    ]
    for patch, status in ((None, 200), (listing, 302)):
        app = show.app(patch)
        client = app.logged_in("alice")
        copy = cookie_of(client)
        client.post("/logout")
        visitor_with(app, copy).get("/").expect(status)


S4g = [own_post.writes_as_the_session, posts.likes]


def S5(show):
    """Whoever has the key can log in as anyone."""
    show.fixture("monkeypatch").setenv("SECRET_KEY", "one")
    app = show.app()
    interface = app.flask.session_interface
    options = {"key_derivation": interface.key_derivation, "digest_method": interface.digest_method}
    forged = URLSafeTimedSerializer("one", salt="cookie-session", signer_kwargs=options).dumps(ALICE)
    visitor_with(app, forged).get("/").page.expect_text("Hello, alice")


S5a = [cookie.the_key_comes_from_the_environment, cookie.no_key_is_in_the_source]


def S6(show):
    """With HttpOnly a script on the page cannot read the cookie; without it, it can."""
    readable = 'app.config["SESSION_COOKIE_HTTPONLY"] = False\n'
    for patch, expected in ((None, ""), ((SAMESITE, SAMESITE + readable), f"{COOKIE}=")):
        page = show.page()
        log_in_on(page, show.serve(patch))
        assert page.evaluate("document.cookie")[: len(COOKIE) + 1] == expected


def S6b(show):
    """A SameSite=Lax cookie is not sent with a form on another site, but is sent when a link is followed."""
    address, page = show.serve(), show.page()
    log_in_on(page, address)
    field = "<input name=content_txt value=forged><button>Press me</button>"
    form = f"<form method=post action='{address}/content_submit'>{field}</form>"
    assert come_from_another_site(page, address, form) == "/login"
    assert come_from_another_site(page, address, f"<a href='{address}/'>Press me</a>") == "/"
    assert "forged" not in page.content()
    assert [one["sameSite"] for one in page.context.cookies()] == ["Lax"]


def S6c(show):
    """A cookie with Secure is not sent over http, so that nobody would stay logged in here."""
    secure = (SAMESITE, SAMESITE + 'app.config["SESSION_COOKIE_SECURE"] = True\n')
    for patch, path in ((None, "/"), (secure, "/login")):
        address = show.serve(patch)
        browser = log_in_at(address, "alice")
        assert [one.secure for one in browser.cookies] == [patch is not None]
        assert browser.get(address, timeout=10).url == address + path


def M12(show):
    """A restarted server has lost the posts but still knows who is asking: the whole session is in the cookie."""
    show.fixture("monkeypatch").setenv("SECRET_KEY", "one")
    client = show.app().logged_in("alice")
    client.post("/content_submit", data={"content_txt": "soon lost"})
    client.get("/").page.expect_text("soon lost")
    value = cookie_of(client)
    page = visitor_with(show.app(), value).get("/").page
    page.expect_text("Hello, alice")
    page.expect_no_text("soon lost")
    assert read_without_key(value) == ALICE


def M13(show):
    """A wrong key does not match the signature, but reads the session."""
    value = cookie_of(show.app().logged_in("minsu"))
    wrong = URLSafeTimedSerializer("a wrong key", salt="cookie-session")
    with pytest.raises(BadSignature):
        wrong.loads(value)
    assert wrong.loads_unsafe(value)[1]["name"] == "박민수"


M14 = [whoami.a_changed_cookie_is_no_login]
M15 = [logout.logs_out, whoami.tries_cookies]
M16 = [cookie.the_key_comes_from_the_environment]


def M17(show):
    """What is appended to a list in the session is lost, unless session.modified is set."""
    for more, expected in (("", []), ("; session.modified = True", [1])):
        cart = [
            ('"""Show everyone and all posts."""', 'session.setdefault("cart", [])'),
            ('"""Show one person and their posts."""', f'session["cart"].append(1){more}'),
        ]
        client = show.app(cart).logged_in("alice")
        for path in ("/", "/user/alice"):
            client.get(path).expect(200)
        assert client.session["cart"] == expected


def M18(show):
    """A login at one port replaces the cookie of another port, unless its name differs; another host has its own."""
    show.fixture("monkeypatch").delenv("SECRET_KEY", raising=False)
    first, second, other = show.serve(), show.serve(), show.serve(OTHER_NAME)
    browser = log_in_at(first, "alice")
    log_in_at(other, "alice", browser)
    assert browser.get(first, timeout=10).url == first + "/"
    log_in_at(second, "bob", browser)
    assert browser.get(first, timeout=10).url == first + "/login"
    assert browser.get(other, timeout=10).url == other + "/"
    assert browser.get(second.replace("127.0.0.1", "localhost"), timeout=10).url.endswith("/login")
