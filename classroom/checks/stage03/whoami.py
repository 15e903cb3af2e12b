"""The page /whoami: the cookie taken apart, edited, forged and copied."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit import check
from classroom.checks.stage03.login import PEOPLE


def cookie_of(client: Client) -> str:
    """Return the value of the session cookie."""
    return client.cookie(client.app.flask.config["SESSION_COOKIE_NAME"]) or ""


def flipped(cookie: str, place: int) -> str:
    """Return a cookie with another letter at this place."""
    return cookie[:place] + ("A" if cookie[place] != "A" else "B") + cookie[place + 1 :]


@check(None, "/whoami takes the cookie apart", "/whoami는 쿠키를 나눠서 보여 줘요")
def takes_the_cookie_apart(app: AppUnderTest) -> None:
    """Three parts, and what can be read without the key."""
    for user_id in ("minsu", "bob"):
        client = app.logged_in(user_id)
        page = client.get("/whoami").expect(200).page
        page.expect_text(*cookie_of(client).rsplit(".", 2))
        page.expect_text(*PEOPLE[user_id].values())


@check(None, "A long session is readable, too, and escaped", "긴 세션도 읽을 수 있고, 이스케이프돼요")
def reads_any_session(app: AppUnderTest) -> None:
    """A long payload is compressed."""
    client = app.logged_in("bob")
    with client.test_client.session_transaction() as session:
        session["long"] = "<script>" * 200
    page = client.get("/whoami").expect(200).page
    page.expect_text("<script><script>")
    page.response.expect_that(
        "<script><script>" not in page.response.text, "The session is not escaped.", "세션이 이스케이프되지 않아요."
    )


@check(
    None, "A changed cookie counts as no login, without an error", "바꾼 쿠키는 오류 없이 로그인하지 않은 것으로 봐요"
)
def a_changed_cookie_is_no_login(app: AppUnderTest) -> None:
    """Wherever it was changed."""
    cookie = cookie_of(app.logged_in("alice"))
    name = app.flask.config["SESSION_COOKIE_NAME"]
    plain = app.client()
    for key in ("nickname", "session_user", "user_id"):
        plain.test_client.set_cookie(key, "alice")
    plain.get("/").expect(302, location="/login")
    changed = [flipped(cookie, place) for place in (3, cookie.rindex(".") - 3, len(cookie) - 5)]  # in each part
    for value in (*changed, "nonsense", "", "a.b.c", "." * 3000, "é"):
        client = app.client()
        client.test_client.set_cookie(name, value)
        client.get("/").expect(302, location="/login")


@check(
    None,
    "/whoami tries an edited, a forged and a copied cookie",
    "/whoami에서 고친 쿠키, 위조한 쿠키, 복사한 쿠키를 시험해요",
)
def tries_cookies(app: AppUnderTest) -> None:
    """Edited and forged: 302 and 401. Copied: 200, even after a logout, and 403 for another person's post."""
    client = app.logged_in("bob")
    data = '{"nickname": "alice"}'
    for sent in ({"how": "edit", "data": data}, {"how": "forge", "data": data, "key": "guess"}):
        client.post("/whoami", data=sent | {"post_id": "1"}).expect(200).page.expect_text(
            "GET / → 302", "PUT /content_submit/1 → 401"
        )
    copied = {"how": "copy", "cookie": cookie_of(client), "post_id": "1"}
    client.post("/whoami", data=copied).expect(200).page.expect_text("GET / → 200", "PUT /content_submit/1 → 403")
    alice = app.logged_in("alice")
    copied["cookie"] = cookie_of(alice)
    alice.post("/logout")
    client.post("/whoami", data=copied).expect(200).page.expect_text("GET / → 200", "PUT /content_submit/1 → 200")
    client.get("/").expect(200).page.post(1).expect_no_text("Hello, Flask!")
    client.post("/whoami", data={"how": "edit", "data": "no JSON", "post_id": "1"}).expect(400)


@check(None, "Neither the key nor a password leaves the server", "키와 비밀번호는 서버 밖으로 나가지 않아요")
def nothing_secret_leaves(app: AppUnderTest) -> None:
    """On no page."""
    client = app.logged_in("alice")
    secrets = [str(app.flask.secret_key), app.store().PASSWORD_HASH]
    for path in ("/", "/whoami", "/user/alice", "/content_submit/1", "/login"):
        response = client.get(path).expect(200)
        response.expect_that(
            not any(secret in response.text for secret in secrets),
            "A secret is on the page.",
            "페이지에 비밀이 나와 있어요.",
        )
