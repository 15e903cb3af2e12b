"""What else stage 04 promises: the factory, the notices, the live page."""

import ast

from flask import Flask

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect
from classroom.checks.stage03.cookie import login_cookie
from classroom.checks.stage04.people import everyone
from classroom.checks.stage04.people import notice_of
from classroom.checks.stage04.people import send_comment


@check(None, "create_app(debug=False) builds an app", "create_app(debug=False)는 앱을 만들어요")
def the_factory_builds_an_app(app: AppUnderTest) -> None:
    """With its own key and settings."""
    create_app = getattr(app.module, "create_app", None)
    expect(callable(create_app), "app.py has no function create_app().", "app.py에 create_app() 함수가 없어요.")
    for debug in (False, True):
        built = create_app(debug=debug)  # type: ignore[misc]
        expect(isinstance(built, Flask), "create_app() does not return an app.", "create_app()이 앱을 돌려주지 않아요.")
        expect(
            built.debug == debug, "create_app ignores debug.", "create_app이 debug를 쓰지 않아요.", debug, built.debug
        )


@check(None, "The cookie is named session_04", "쿠키의 이름은 session_04예요")
def the_cookie_has_the_name_of_this_stage(app: AppUnderTest) -> None:
    """Cookies ignore ports, so each stage has its own name."""
    response, cookie = login_cookie(app)
    response.expect_that(
        cookie.key == "session_04",
        "The session cookie has another name.",
        "세션 쿠키의 이름이 달라요.",
        "session_04",
        cookie.key,
    )


@check(
    None,
    "GET /notices lists one's own notices, also from while away",
    "GET /notices는 없는 동안 온 것까지 내 알림을 보여 줘요",
)
def lists_own_notices(app: AppUnderTest) -> None:
    """Stored first, so a missed event is not lost."""
    bob, alice = app.logged_in("bob"), app.logged_in("alice")
    send_comment(bob, 1, "while away").expect(201)
    alice.get("/notices").expect(200, json={"notices": [notice_of("bob", 1, "while away")]})
    app.logged_in("minsu").get("/notices").expect(200, json={"notices": []})
    app.client().get("/notices", headers={"Accept": "application/json"}).expect(401)


@check(None, "Comments and notices keep a <script> as text", "댓글과 알림의 <script>는 글자로 남아요")
def scripts_in_comments_stay_text(app: AppUnderTest) -> None:
    """On every page that shows them."""
    bob = app.logged_in("bob")
    send_comment(bob, 1, "<script>alert(1)</script>").expect(201)
    for path in ("/", "/user/alice"):
        page = bob.get(path).expect(200).page
        page.post(1).expect_text("<script>alert(1)</script>")
        page.response.expect_that(
            not page.find("[data-post-id] script"), "A script in a comment would run.", "댓글 속의 스크립트가 실행돼요."
        )


@check(
    None,
    "The page has its live parts: notices, who is here, frames, the switch",
    "페이지에 실시간 부분이 있어요: 알림, 함께 있는 사람, 프레임, 스위치",
)
def the_page_has_its_live_parts(app: AppUnderTest) -> None:
    """Where live.js puts what arrives."""
    page = app.logged_in("alice").get("/").expect(200).page
    for selector in ("#notices", "#notice_dot", "#here", "#frames", "#as_the_notes_did", "form.comment", "button.ask"):
        page.response.expect_that(
            page.find(selector), f"The page lacks an element: {selector}", f"페이지에 없는 요소: {selector}", selector
        )
    scripts = [str(tag["src"]) for tag in page.tag.select("script[src]")]
    page.response.expect_that(
        any("socket.io" in one for one in scripts) and any(one.endswith("live.js") for one in scripts),
        "The page does not load socket.io and live.js.",
        "페이지가 socket.io와 live.js를 불러오지 않아요.",
        actual=scripts,
    )


@check(None, "Korean is readable in the frames", "프레임에서 한글을 읽을 수 있어요")
def korean_is_readable_in_frames(app: AppUnderTest) -> None:
    """Socket.IO writes JSON as the app does."""
    everyone(app)
    text = app.socketio.server.packet_class(data=["here", {"nicknames": ["민수"]}]).encode()
    expect(
        "민수" in text,
        "Korean is escaped as \\uXXXX in the frames.",
        "프레임에서 한글이 \\uXXXX로 나가요.",
        "민수",
        text,
    )


@check(
    None,
    "Socket.IO runs on eventlet, pings every 10 seconds, and only this site's pages may connect",
    "Socket.IO는 eventlet에서 돌고, 10초마다 ping을 보내고, 이 사이트의 페이지만 연결돼요",
)
def socketio_is_set_up(app: AppUnderTest) -> None:
    """async_mode, ping_interval and cors_allowed_origins."""
    settings = {
        "async_mode": app.socketio.async_mode,
        "ping_interval": app.socketio.server.eio.ping_interval,
        "cors_allowed_origins": app.socketio.server.eio.cors_allowed_origins or None,
    }
    wanted = {"async_mode": "eventlet", "ping_interval": 10, "cors_allowed_origins": None}
    expect(settings == wanted, "SocketIO(...) has other settings.", "SocketIO(...)의 설정이 달라요.", wanted, settings)


@check(None, "socketio.run(app) starts the server", "socketio.run(app)으로 서버를 시작해요")
def the_server_knows_the_socket(app: AppUnderTest) -> None:
    """With app.run() there would be no WebSocket."""
    for name in started_by_run(app):
        expect(
            not isinstance(getattr(app.module, name, None), Flask),
            f"{name}.run() starts a server without WebSocket. Start it with socketio.run(app, ...).",
            f"{name}.run()으로 시작한 서버에서는 WebSocket이 안 돼요. socketio.run(app, ...)으로 시작하세요.",
            "socketio.run",
            f"{name}.run",
        )


def started_by_run(app: AppUnderTest) -> list[str]:
    """Return the names in app.py that are followed by .run()."""
    tree = ast.parse((app.folder / "app.py").read_text(encoding="utf-8"))
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    runs = [one.value for one in called if isinstance(one, ast.Attribute) and one.attr == "run"]
    return [one.id for one in runs if isinstance(one, ast.Name)]
