"""Exercise cookie: the key and the flags of the session cookie."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import Morsel
from http.cookies import SimpleCookie

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect
from classroom.checks.kit.loading import load_app
from classroom.checks.kit.response import Response


@contextmanager
def started_with(app: AppUnderTest, key: str | None) -> Iterator[AppUnderTest]:
    """Start the app again with this SECRET_KEY in the environment, or without one."""
    before = os.environ.get("SECRET_KEY")
    set_key(key)
    try:
        yield load_app(app.folder)
    finally:
        set_key(before)


def set_key(key: str | None) -> None:
    """Set SECRET_KEY in the environment, or remove it."""
    os.environ.pop("SECRET_KEY", None)
    if key is not None:
        os.environ["SECRET_KEY"] = key


def login_cookie(app: AppUnderTest) -> tuple[Response, "Morsel[str]"]:
    """Return the response to a login, and the session cookie that it sets."""
    response = app.client().post("/login", data={"user_id": "alice", "password": "flask"}).expect(302)
    cookies = SimpleCookie("; ".join(response.headers.getlist("Set-Cookie")))
    name = app.flask.config["SESSION_COOKIE_NAME"]
    response.expect_that(
        name in cookies, "The login sets no session cookie.", "로그인해도 세션 쿠키가 오지 않아요.", name, list(cookies)
    )
    return response, cookies[name]


@check("cookie", "The key comes from SECRET_KEY in the environment", "키는 환경 변수 SECRET_KEY에서 와요")
def the_key_comes_from_the_environment(app: AppUnderTest) -> None:
    """The same key reads old cookies, another does not."""
    with started_with(app, "one") as first:
        client = first.logged_in("alice")
        name = first.flask.config["SESSION_COOKIE_NAME"]
        cookie = client.cookie(name) or ""
    for key, status in (("one", 200), ("two", 302)):
        with started_with(app, key) as again:
            client = again.client()
            client.test_client.set_cookie(name, cookie)
            response = client.get("/")
            response.expect_that(
                response.status == status,
                f'A cookie signed with the key "one" arrives at an app started with SECRET_KEY={key}.',
                f'키 "one"으로 서명한 쿠키를 SECRET_KEY={key}로 시작한 앱에 보냈어요.',
                status,
                response.status,
            )


@check(
    "cookie",
    "Without SECRET_KEY each start makes a new random key",
    "SECRET_KEY가 없으면 시작할 때마다 새 키를 만들어요",
)
def no_key_is_in_the_source(app: AppUnderTest) -> None:
    """Also where it is set to nothing."""
    for given in (None, ""):
        keys = []
        for _ in range(2):
            with started_with(app, given) as started:
                keys.append(started.flask.secret_key)
                started.logged_in("alice").get("/").expect(200)
        expect(
            keys[0] != keys[1],
            "Two starts without SECRET_KEY use the same key: it is in the source, where everyone can read it.",
            "SECRET_KEY 없이 두 번 시작했는데 키가 같아요. 소스에 적힌 키는 누구나 읽을 수 있어요.",
        )
        expect(
            all(len(str(key)) >= 16 for key in keys),
            "The key is short enough to guess.",
            "키가 짧아서 추측할 수 있어요.",
            actual=[len(str(key)) for key in keys],
        )


@check("cookie", "The cookie is named session_03", "쿠키의 이름은 session_03이에요")
def the_cookie_has_its_own_name(app: AppUnderTest) -> None:
    """Cookies ignore ports, so each stage has its own name."""
    response, cookie = login_cookie(app)
    response.expect_that(
        cookie.key == "session_03",
        "The session cookie has another name.",
        "세션 쿠키의 이름이 달라요.",
        "session_03",
        cookie.key,
    )


@check("cookie", "No script can read the cookie: HttpOnly", "스크립트는 쿠키를 읽을 수 없어요: HttpOnly")
def the_cookie_is_http_only(app: AppUnderTest) -> None:
    """Flask's default."""
    response, cookie = login_cookie(app)
    response.expect_that(
        cookie["httponly"],
        "The cookie is not HttpOnly, so scripts can read it.",
        "쿠키에 HttpOnly가 없어서 스크립트가 읽을 수 있어요.",
        "HttpOnly",
        cookie.OutputString(),
    )


@check(
    "cookie",
    "Forms of other websites come without it: SameSite=Lax",
    "다른 웹사이트의 폼에는 실리지 않아요: SameSite=Lax",
)
def the_cookie_is_same_site(app: AppUnderTest) -> None:
    """A link still brings it."""
    response, cookie = login_cookie(app)
    response.expect_that(
        cookie["samesite"] == "Lax",
        "The cookie does not have SameSite=Lax.",
        "쿠키에 SameSite=Lax가 없어요.",
        "SameSite=Lax",
        cookie.OutputString(),
    )


@check(
    None,
    "The cookie works over http, on the whole site, until the browser closes",
    "쿠키는 http에서, 사이트 전체에서, 브라우저를 닫을 때까지 쓰여요",
)
def the_cookie_works_here(app: AppUnderTest) -> None:
    """Secure would need https."""
    response, cookie = login_cookie(app)
    response.expect_that(
        not cookie["secure"] and cookie["path"] == "/" and not cookie["expires"] and not cookie["max-age"],
        "A browser on this computer would not send the cookie back everywhere.",
        "이 컴퓨터의 브라우저가 쿠키를 모든 곳에 보내지 않아요.",
        "Path=/",
        cookie.OutputString(),
    )
