"""Exercise require_login: who gets in."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage03.login import PEOPLE

PAGES = ("/", "/whoami", "/user/alice", "/user/nobody", "/content_submit/1", "/content_submit/99", "/nowhere")
CHANGES = (
    ("POST", "/content_submit"),
    ("POST", "/content_submit/1"),
    ("PUT", "/content_submit/1"),
    ("PATCH", "/content_submit/1"),
    ("DELETE", "/content_submit/1"),
    ("POST", "/content_reaction_submit"),
)


@check("require_login", "A page without a login: 302 to /login", "로그인 없이 페이지를 열면 302로 /login에 가요")
def pages_need_a_login(app: AppUnderTest) -> None:
    """Every page, also one that does not exist."""
    for path in PAGES:
        app.client().get(path).expect(302, location="/login")
    for method, path in CHANGES:
        app.client().send(method, path, data={"content_txt": "by a stranger"}).expect(302, location="/login")
    app.logged_in("alice").get("/").expect(200).page.expect_posts(2, 1)
    app.logged_in("alice").get("/").page.expect_no_text("by a stranger")


@check("require_login", "A script without a login gets 401", "로그인하지 않은 스크립트에는 401로 답해요")
def scripts_get_401(app: AppUnderTest) -> None:
    """JSON that is sent, or wanted."""
    for method, path in CHANGES:
        app.client().send(method, path, json={"content_txt": "hi", "kind": "like", "post_id": 1}).expect(401)
    for path in PAGES:
        app.client().get(path, headers={"Accept": "application/json"}).expect(401)


@check(
    "require_login",
    "The login page and the static files are open to everyone",
    "로그인 페이지와 정적 파일은 누구에게나 열려 있어요",
)
def login_and_static_files_are_open(app: AppUnderTest) -> None:
    """Or the browser would be redirected in circles."""
    app.client().get("/login").expect(200)
    app.client().get("/static/style.css").expect(200)
    app.client().get("/static/posts.js", headers={"Accept": "application/json"}).expect(200)
    app.client().post("/login", data={"user_id": "alice", "password": "wrong"}).expect(401)
    app.client().get("/static/nowhere.css").expect(404)


@check("require_login", "Nobody has to log in to log out", "로그아웃에는 로그인이 필요 없어요")
def logging_out_needs_no_login(app: AppUnderTest) -> None:
    """Whichever method /logout accepts."""
    for method in ("GET", "POST"):
        response = app.client().send(method, "/logout", headers={"Accept": "application/json"})
        response.expect_that(
            response.status != 401,
            "/logout needs a login, although its path should be let through.",
            "/logout에 로그인이 필요해요. 이 경로는 그냥 통과해야 해요.",
            actual=response.status,
        )


@check("require_login", "People who are logged in get every page", "로그인한 사람은 모든 페이지를 볼 수 있어요")
def people_get_in(app: AppUnderTest) -> None:
    """The session says who they are."""
    for user_id in PEOPLE:
        client = app.logged_in(user_id)
        for path in ("/", "/whoami", "/user/alice", "/content_submit/1", "/login"):
            client.get(path).expect(200)
        client.get("/nowhere").expect(404)


@check("require_login", "Only a nickname in the session counts as a login", "세션에 nickname이 있어야 로그인한 거예요")
def a_session_without_a_nickname_is_no_login(app: AppUnderTest) -> None:
    """Something else may be in it."""
    app.person("stranger", cart="something").get("/").expect(302, location="/login")
