"""The proofs of what the lesson says: each is run against the stage, and fails when the fact changes."""

import base64
import json
import time
import zlib
from pathlib import Path

import pytest
import requests
from itsdangerous import BadSignature
from itsdangerous import URLSafeTimedSerializer

ALICE = {"nickname": "alice", "name": "Alice Kim", "profile_img": "alice.svg"}
COOKIE = "session_03"
NAMED_SESSION = ('"session_03"', '"session"')
KEYS_OF_ITS_OWN = ('os.environ.get("SECRET_KEY") or secrets.token_hex()', "secrets.token_hex()")
SAMESITE = 'app.config["SESSION_COOKIE_SAMESITE"] = "Lax"\n'


def log_in(stage, user_id="alice", password="flask"):
    """Return a browser that has sent a login to a stage."""
    visitor = stage.app.test_client()
    visitor.post("/login", data={"user_id": user_id, "password": password})
    return visitor


def cookie_of(visitor):
    """Return the value of a browser's session cookie."""
    return visitor.get_cookie(COOKIE).value


def come_with(stage, value):
    """Return the answer of the first page to a browser that sends this cookie."""
    visitor = stage.app.test_client()
    visitor.set_cookie(COOKIE, value)
    return visitor.get("/")


def unpack(part):
    """Return the bytes that a part of the cookie stands for."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def read_without_key(value):
    """Return the session in a cookie, by base64 and JSON alone."""
    payload = value.rsplit(".", 2)[0]
    return json.loads(zlib.decompress(unpack(payload[1:])) if payload.startswith(".") else unpack(payload))


def change_a_letter(value, place):
    """Return a cookie with another letter at this place."""
    return value[:place] + ("A" if value[place] != "A" else "B") + value[place + 1 :]


def start_with(show, key):
    """Return the stage started anew with this SECRET_KEY, or with none."""
    environment = show.fixture("monkeypatch")
    if key is None:
        environment.delenv("SECRET_KEY", raising=False)
    else:
        environment.setenv("SECRET_KEY", key)
    return show.stage()


def log_in_at(address, user_id, browser=None):
    """Return a browser of requests that has logged in at an address."""
    browser = browser or requests.Session()
    browser.post(address + "/login", data={"user_id": user_id, "password": "flask"}, timeout=10)
    return browser


def log_in_on(page, address):
    """Let a real browser log in as alice."""
    page.goto(address + "/login")
    page.get_by_label("User id").fill("alice")
    page.get_by_label("Password").fill("flask")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(address + "/")


def come_from_another_site(page, address, markup):
    """Show a real browser a page of another site, press what is there, and return where it arrives."""
    page.route("http://elsewhere.test/", lambda route: route.fulfill(content_type="text/html", body=markup))
    page.goto("http://elsewhere.test/")
    page.get_by_text("Press me").click()
    page.wait_for_url(f"{address}/**")
    return page.url.removeprefix(address)


def S1(show):
    """The cookie is three parts joined by dots: the session, a dict; the time of signing; 20 bytes of signature."""
    visitor = log_in(show.stage())
    payload, signed_at, signature = cookie_of(visitor).rsplit(".", 2)
    assert read_without_key(cookie_of(visitor)) == ALICE
    assert abs(int.from_bytes(unpack(signed_at)) - time.time()) < 60
    assert len(unpack(signature)) == 20
    page = visitor.get("/whoami").text
    assert all(f">{part}</span>" in page for part in (payload, signed_at, signature))


def S2(show):
    """The cookie can be read without the key, and a changed one is worthless, wherever it was changed."""
    stage = show.stage()
    value = cookie_of(log_in(stage))
    good, found = URLSafeTimedSerializer("no key").loads_unsafe(value)
    assert (good, found) == (False, ALICE)
    assert come_with(stage, value).status_code == 200
    for place in (3, value.rindex(".") - 3, value.rindex(".") + 3):
        assert come_with(stage, change_a_letter(value, place)).location == "/login"


def S3(show):
    """One URL greets two people, each by the nickname in their session, of which no view tells the template."""
    stage = show.stage()
    pages = {user_id: log_in(stage, user_id).get("/").text for user_id in ("alice", "minsu")}
    assert "Hello, alice!" in pages["alice"]
    assert "Hello, 민수!" in pages["minsu"]
    assert 'render_template("index.html", friend_dic=' in Path(stage.module.__file__).read_text(encoding="utf-8")


def S4(show):
    """The right password fills the session and redirects; a wrong one is a 401 with the form, and no cookie."""
    visitor = show.client()
    refused = [
        visitor.post("/login", data={"user_id": user_id, "password": "wrong"}) for user_id in ("alice", "nobody")
    ]
    for answer, user_id in zip(refused, ("alice", "nobody"), strict=True):
        assert answer.status_code == 401
        assert 'name="password"' in answer.text
        assert "Set-Cookie" not in answer.headers
        assert answer.text.replace(f'value="{user_id}"', "") == refused[0].text.replace('value="alice"', "")
    answer = visitor.post("/login", data={"user_id": "alice", "password": "flask"})
    assert (answer.status_code, answer.location) == (302, "/")
    with visitor.session_transaction() as session:
        assert dict(session) == ALICE


def S4b(show):
    """Without a login every page is a redirect to /login and every script gets 401, before any view."""
    stranger = show.client()
    for path in ("/", "/whoami", "/user/alice", "/content_submit/1", "/nowhere"):
        assert stranger.get(path).location == "/login"
        assert stranger.get(path, headers={"Accept": "application/json"}).status_code == 401


def S4c(show):
    """Whoever is known may still not change or delete the post of another: 403, and it stays as it was."""
    bob = log_in(show.stage(), "bob")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert bob.open("/content_submit/1", method=method, json={"content_txt": "mine now"}).status_code == 403
    assert "Hello, Flask!" in bob.get("/content_submit/1").text


def S4d(show):
    """Logging out empties the session, and the browser is told to drop the cookie."""
    visitor = log_in(show.stage())
    answer = visitor.post("/logout")
    assert answer.location == "/login"
    assert f"{COOKIE}=;" in answer.headers["Set-Cookie"]
    assert visitor.get_cookie(COOKIE) is None
    assert visitor.get("/").location == "/login"


def S4e(show):
    """If GET could log out, a link on another site would do it; here GET is a 405 that says why, to no effect."""
    for patch, said, after in (
        (None, "Log out by the button", "/"),
        (('"/logout", methods=["POST"]', '"/logout"'), "Log in", "/login"),
    ):
        address, page = show.serve(patch), show.page()
        log_in_on(page, address)
        come_from_another_site(page, address, f"<a href='{address}/logout'>Press me</a>")
        assert said in page.content()
        page.goto(address)
        assert page.url == address + after
    assert log_in(show.stage()).get("/logout").status_code == 405


def S4f(show):
    """A list of logged-out cookies on the server turns a copy away."""
    listing = [
        ("app = Flask(__name__)", "app = Flask(__name__)\nlogged_out = set()"),
        ('"nickname" in session or', '"nickname" in session and str(request.cookies) not in logged_out or'),
        ('"""Empty the session."""', "logged_out.add(str(request.cookies))"),
    ]
    for patch, status in ((None, 200), (listing, 302)):
        stage = show.stage(patch=patch)
        visitor = log_in(stage)
        copy = cookie_of(visitor)
        visitor.post("/logout")
        assert come_with(stage, copy).status_code == status


def S4g(show):
    """Whatever name is sent along, a post and a like are those of the person of the session."""
    bob = log_in(show.stage(), "bob")
    sent = {"nickname": "alice", "session_user": "alice", "content_txt": "whose?", "kind": "like", "post_id": 1}
    assert bob.post("/content_submit", json=sent).json["post"]["nickname"] == "bob"
    assert bob.post("/content_reaction_submit", json=sent).json["session_user"] == "bob"


def S5(show):
    """The key is SECRET_KEY of the environment; without one it is new at each start; whoever has it can be anyone."""
    stage = start_with(show, "one")
    assert stage.app.secret_key == "one"
    forged = URLSafeTimedSerializer("one", salt="cookie-session", signer_kwargs=hmac_by_flask(stage)).dumps(ALICE)
    assert "Hello, alice!" in come_with(stage, forged).text
    first, second = start_with(show, None).app.secret_key, start_with(show, None).app.secret_key
    assert first != second
    assert len(first) == len(second) == 64


def hmac_by_flask(stage):
    """Return how Flask turns the key into that of the signature."""
    interface = stage.app.session_interface
    return {"key_derivation": interface.key_derivation, "digest_method": interface.digest_method}


def S6(show):
    """With HttpOnly a script on the page does not see the cookie; without it, it does."""
    readable = 'app.config["SESSION_COOKIE_HTTPONLY"] = False\n'
    for patch, seen in ((None, ""), ((SAMESITE, SAMESITE + readable), f"{COOKIE}=")):
        page = show.page()
        log_in_on(page, show.serve(patch))
        assert page.evaluate("document.cookie")[: len(COOKIE) + 1] == seen


def S6b(show):
    """A form of another site comes without a SameSite=Lax cookie, and so without a login; a link comes with it."""
    address, page = show.serve(), show.page()
    log_in_on(page, address)
    field = "<input name=content_txt value=forged><button>Press me</button>"
    form = f"<form method=post action='{address}/content_submit'>{field}</form>"
    assert come_from_another_site(page, address, form) == "/login"
    assert come_from_another_site(page, address, f"<a href='{address}/'>Press me</a>") == "/"
    assert "forged" not in page.content()
    assert [cookie["sameSite"] for cookie in page.context.cookies()] == ["Lax"]


def S6c(show):
    """A cookie with Secure does not travel over http, so that here nobody would stay logged in."""
    secure = (SAMESITE, SAMESITE + 'app.config["SESSION_COOKIE_SECURE"] = True\n')
    for patch, path in ((None, "/"), (secure, "/login")):
        address = show.serve(patch)
        browser = log_in_at(address, "alice")
        assert [cookie.secure for cookie in browser.cookies] == [patch is not None]
        assert browser.get(address, timeout=10).url == address + path


def M12(show):
    """A server that has forgotten everything still knows who is asking: the whole session is in the cookie."""
    stage = start_with(show, "one")
    visitor = log_in(stage)
    visitor.post("/content_submit", data={"content_txt": "soon forgotten"})
    value = cookie_of(visitor)
    assert "soon forgotten" in visitor.get("/").text
    page = come_with(start_with(show, "one"), value).text
    assert "Hello, alice!" in page
    assert "soon forgotten" not in page
    assert read_without_key(value) == ALICE


def M13(show):
    """A wrong key cannot vouch for the cookie, and reads it all the same."""
    value = cookie_of(log_in(show.stage(), "minsu"))
    wrong = URLSafeTimedSerializer("a wrong key", salt="cookie-session")
    with pytest.raises(BadSignature):
        wrong.loads(value)
    assert wrong.loads_unsafe(value)[1]["name"] == "박민수"


def M14(show):
    """A changed or a made-up cookie is nobody's: no other person, no error, but the way to the login page."""
    stage = show.stage()
    value = cookie_of(log_in(stage, "bob"))
    forged = base64.urlsafe_b64encode(json.dumps(ALICE).encode()).decode().rstrip("=")
    for cookie in (change_a_letter(value, len(value) // 2), ".".join([forged, *value.rsplit(".", 2)[1:]]), "a.b.c"):
        answer = come_with(stage, cookie)
        assert (answer.status_code, answer.location) == (302, "/login")


def M15(show):
    """A copy of the cookie still works after its owner has logged out."""
    stage = show.stage()
    visitor = log_in(stage)
    copy = cookie_of(visitor)
    visitor.post("/logout")
    assert visitor.get("/").location == "/login"
    assert "Hello, alice!" in come_with(stage, copy).text


def M16(show):
    """After a restart the same key keeps everyone in, another logs everyone out."""
    value = cookie_of(log_in(start_with(show, "one")))
    assert come_with(start_with(show, "one"), value).status_code == 200
    assert come_with(start_with(show, "two"), value).status_code == 302


def M17(show):
    """What is appended to a list in the session is lost, unless session.modified says that it changed."""
    for more, kept in (("", []), ("; session.modified = True", [1])):
        cart = [
            ('"""Show everyone and all posts."""', 'session.setdefault("cart", [])'),
            ('"""Show one person and their posts."""', f'session["cart"].append(1){more}'),
        ]
        visitor = log_in(show.stage(patch=cart))
        for path in ("/", "/user/alice"):
            assert visitor.get(path).status_code == 200
        with visitor.session_transaction() as session:
            assert session["cart"] == kept


def M18(show):
    """Two ports of one host share their cookies: of the same name the second takes the first; another host does not."""
    first, second = (show.serve([NAMED_SESSION, KEYS_OF_ITS_OWN]) for _ in range(2))
    browser = log_in_at(first, "alice")
    assert browser.get(first, timeout=10).url == first + "/"
    log_in_at(second, "bob", browser)
    assert browser.get(first, timeout=10).url == first + "/login"
    assert browser.get(second.replace("127.0.0.1", "localhost"), timeout=10).url.endswith("/login")
    own = [show.serve([("session_03", name), KEYS_OF_ITS_OWN]) for name in ("session_03", "session_04")]
    browser = requests.Session()
    for address in own:
        log_in_at(address, "alice", browser)
    assert [browser.get(address, timeout=10).url for address in own] == [f"{address}/" for address in own]
