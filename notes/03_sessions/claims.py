"""The proofs of the lesson's statements: each runs against the stage, and fails when its fact changes."""

import base64
import json
import re
import time
import zlib

import pytest
import requests
from itsdangerous import BadSignature
from itsdangerous import URLSafeTimedSerializer

ALICE = {"nickname": "alice", "name": "Alice Kim", "profile_img": "alice.svg"}
COOKIE = "session_03"
OTHER_NAME = ('"session_03"', '"session_04"')
SAMESITE = 'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"\n'


def log_in(stage, user_id="alice", password="flask"):
    """Return a client that has sent the login form."""
    client = stage.app.test_client()
    client.post("/login", data={"user_id": user_id, "password": password})
    return client


def cookie_of(client):
    """Return the value of a client's session cookie."""
    return client.get_cookie(COOKIE).value


def open_with(stage, cookie):
    """Return the response of the first page to a client that sends this cookie."""
    client = stage.app.test_client()
    client.set_cookie(COOKIE, cookie)
    return client.get("/")


def greets(response, nickname):
    """Return whether a page greets a person by name."""
    return f"Hello, {nickname}" in re.sub(r"<[^>]+>", "", response.text)


def try_on_whoami(stage, own_cookie, **fields):
    """Return the statuses of the two requests that /whoami sends with a copied, edited or forged cookie."""
    with stage.app.test_request_context("/whoami", method="POST", data=fields):
        tried = stage.module.try_cookie(stage.app, own_cookie)
    return tried["page"].status_code, tried["change"].status_code


def decode(part):
    """Return the bytes of a part of the cookie."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def read_without_key(cookie):
    """Return the session in a cookie, read with base64, zlib and JSON alone."""
    payload = cookie.rsplit(".", 2)[0]
    return json.loads(zlib.decompress(decode(payload[1:])) if payload.startswith(".") else decode(payload))


def change_letter(cookie, place):
    """Return a cookie with another letter at this place."""
    return cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]


def start_with(show, key):
    """Return the stage, started again with this SECRET_KEY, or with none."""
    environment = show.fixture("monkeypatch")
    if key is None:
        environment.delenv("SECRET_KEY", raising=False)
    else:
        environment.setenv("SECRET_KEY", key)
    return show.stage()


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
    client = log_in(show.stage())
    payload, signed_at, signature = cookie_of(client).rsplit(".", 2)
    assert read_without_key(cookie_of(client)) == ALICE
    assert abs(int.from_bytes(decode(signed_at)) - time.time()) < 60
    assert len(decode(signature)) == 20
    page = client.get("/whoami").text
    assert all(part in page for part in (payload, signed_at, signature))


def S1b(show):
    """Splitting the cookie at every dot gives four parts: the payload begins with a dot and is compressed."""
    cookie = cookie_of(log_in(show.stage()))
    first, compressed, *_ = parts = cookie.split(".")
    assert (len(parts), first) == (4, "")
    assert json.loads(zlib.decompress(decode(compressed))) == ALICE


def S2(show):
    """The cookie can be read without the key, and is not accepted once any of its parts is changed."""
    stage = show.stage()
    cookie = cookie_of(log_in(stage))
    assert URLSafeTimedSerializer("no key").loads_unsafe(cookie) == (False, ALICE)
    assert open_with(stage, cookie).status_code == 200
    for place in (3, cookie.rindex(".") - 3, cookie.rindex(".") + 3):
        assert open_with(stage, change_letter(cookie, place)).location == "/login"


def S2b(show):
    """An edited cookie, and one forged with another key, give a redirect to /login and 401."""
    stage = show.stage()
    cookie = cookie_of(log_in(stage, "bob"))
    wanted = {"data": json.dumps(ALICE), "post_id": 1}
    assert try_on_whoami(stage, cookie, how="edit", **wanted) == (302, 401)
    assert try_on_whoami(stage, cookie, how="forge", key="a guess", **wanted) == (302, 401)


def S2c(show):
    """A copied cookie works after a logout, and changes its owner's post, but gets 403 for another person's post."""
    stage = show.stage()
    client = log_in(stage)
    copy = cookie_of(client)
    client.post("/logout")
    bob = cookie_of(log_in(stage, "bob"))
    assert try_on_whoami(stage, bob, how="copy", cookie=copy, post_id=1) == (200, 200)
    assert try_on_whoami(stage, bob, how="copy", cookie=copy, post_id=2) == (200, 403)


def S3(show):
    """The same URL greets two people, each with the nickname in their session."""
    stage = show.stage()
    for user_id, nickname in (("alice", "alice"), ("minsu", "민수")):
        assert greets(log_in(stage, user_id).get("/"), nickname)
    assert "session['nickname']" in stage.app.jinja_loader.get_source(stage.app.jinja_env, "base.html")[0]


def S4(show):
    """The right password fills the session and redirects; a wrong one gives the form again, 401 and no cookie."""
    stage = show.stage()
    client = stage.app.test_client()
    wrong = [client.post("/login", data={"user_id": user_id, "password": "wrong"}) for user_id in ("alice", "nobody")]
    for response, user_id in zip(wrong, ("alice", "nobody"), strict=True):
        assert response.status_code == 401
        assert 'name="password"' in response.text
        assert "Set-Cookie" not in response.headers
        assert response.text.replace(f'value="{user_id}"', "") == wrong[0].text.replace('value="alice"', "")
    response = client.post("/login", data={"user_id": "alice", "password": "flask"})
    assert (response.status_code, response.location) == (302, "/")
    with client.session_transaction() as session:
        assert dict(session) == ALICE
    assert "flask" not in stage.module.store.PASSWORD_HASH


def S4b(show):
    """Without a login every page redirects to /login and every script gets 401, before any view runs."""
    client = show.client()
    for path in ("/", "/whoami", "/user/alice", "/content_submit/1", "/nowhere"):
        assert client.get(path).location == "/login"
        assert client.get(path, headers={"Accept": "application/json"}).status_code == 401


def S4c(show):
    """Changing or deleting another person's post gives 403, and the post stays as it was."""
    bob = log_in(show.stage(), "bob")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert bob.open("/content_submit/1", method=method, json={"content_txt": "mine now"}).status_code == 403
    assert "Hello, Flask!" in bob.get("/content_submit/1").text


def S4d(show):
    """Logging out empties the session, and tells the browser to delete the cookie."""
    client = log_in(show.stage())
    response = client.post("/logout")
    assert response.location == "/login"
    assert f"{COOKIE}=;" in response.headers["Set-Cookie"]
    assert client.get_cookie(COOKIE) is None
    assert client.get("/").location == "/login"


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
    assert log_in(show.stage()).get("/logout").status_code == 405


def S4f(show):
    """A list of logged-out cookies on the server stops a copy."""
    listing = [
        ("app = Flask(__name__)", "app = Flask(__name__)\nlogged_out = set()"),
        ('"nickname" in session or', '"nickname" in session and str(request.cookies) not in logged_out or'),
        ('"""Empty the session."""', "logged_out.add(str(request.cookies))"),
    ]
    for patch, status in ((None, 200), (listing, 302)):
        stage = show.stage(patch=patch)
        client = log_in(stage)
        copy = cookie_of(client)
        client.post("/logout")
        assert open_with(stage, copy).status_code == status


def S4g(show):
    """Whatever name is sent, a post and a like belong to the person who is logged in."""
    bob = log_in(show.stage(), "bob")
    fields = {"nickname": "alice", "session_user": "alice", "content_txt": "whose?", "kind": "like", "post_id": 1}
    assert bob.post("/content_submit", json=fields).json["post"]["nickname"] == "bob"
    assert bob.post("/content_reaction_submit", json=fields).json["session_user"] == "bob"


def S5(show):
    """The key is SECRET_KEY, or a new one at each start; whoever has it can log in as anyone."""
    stage = start_with(show, "one")
    assert stage.app.secret_key == "one"
    interface = stage.app.session_interface
    options = {"key_derivation": interface.key_derivation, "digest_method": interface.digest_method}
    forged = URLSafeTimedSerializer("one", salt="cookie-session", signer_kwargs=options).dumps(ALICE)
    assert greets(open_with(stage, forged), "alice")
    first, second = start_with(show, None).app.secret_key, start_with(show, None).app.secret_key
    assert first != second
    assert len(first) == len(second) == 64


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
    assert [cookie["sameSite"] for cookie in page.context.cookies()] == ["Lax"]


def S6c(show):
    """A cookie with Secure is not sent over http, so that nobody would stay logged in here."""
    secure = (SAMESITE, SAMESITE + 'app.config["SESSION_COOKIE_SECURE"] = True\n')
    for patch, path in ((None, "/"), (secure, "/login")):
        address = show.serve(patch)
        browser = log_in_at(address, "alice")
        assert [cookie.secure for cookie in browser.cookies] == [patch is not None]
        assert browser.get(address, timeout=10).url == address + path


def M12(show):
    """A restarted server has lost the posts but still knows who is asking: the whole session is in the cookie."""
    stage = start_with(show, "one")
    client = log_in(stage)
    client.post("/content_submit", data={"content_txt": "soon lost"})
    cookie = cookie_of(client)
    assert "soon lost" in client.get("/").text
    page = open_with(start_with(show, "one"), cookie)
    assert greets(page, "alice")
    assert "soon lost" not in page.text
    assert read_without_key(cookie) == ALICE


def M13(show):
    """A wrong key does not match the signature, but reads the session."""
    cookie = cookie_of(log_in(show.stage(), "minsu"))
    wrong = URLSafeTimedSerializer("a wrong key", salt="cookie-session")
    with pytest.raises(BadSignature):
        wrong.loads(cookie)
    assert wrong.loads_unsafe(cookie)[1]["name"] == "박민수"


def M14(show):
    """A changed cookie and an invented one give an empty session and a redirect to /login, not an error."""
    stage = show.stage()
    cookie = cookie_of(log_in(stage, "bob"))
    edited = base64.urlsafe_b64encode(json.dumps(ALICE).encode()).decode().rstrip("=")
    for wrong in (change_letter(cookie, len(cookie) // 2), ".".join([edited, *cookie.rsplit(".", 2)[1:]]), "a.b.c"):
        response = open_with(stage, wrong)
        assert (response.status_code, response.location) == (302, "/login")


def M15(show):
    """A copy of the cookie works after its owner has logged out."""
    stage = show.stage()
    client = log_in(stage)
    copy = cookie_of(client)
    client.post("/logout")
    assert client.get("/").location == "/login"
    assert greets(open_with(stage, copy), "alice")


def M16(show):
    """After a restart with the same key everyone is still logged in; with another key nobody is."""
    cookie = cookie_of(log_in(start_with(show, "one")))
    assert open_with(start_with(show, "one"), cookie).status_code == 200
    assert open_with(start_with(show, "two"), cookie).status_code == 302


def M17(show):
    """What is appended to a list in the session is lost, unless session.modified is set."""
    for more, expected in (("", []), ("; session.modified = True", [1])):
        cart = [
            ('"""Show everyone and all posts."""', 'session.setdefault("cart", [])'),
            ('"""Show one person and their posts."""', f'session["cart"].append(1){more}'),
        ]
        client = log_in(show.stage(patch=cart))
        for path in ("/", "/user/alice"):
            assert client.get(path).status_code == 200
        with client.session_transaction() as session:
            assert session["cart"] == expected


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
