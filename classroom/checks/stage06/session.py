"""Step session: who asks."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit import expect
from classroom.checks.stage03.cookie import started_with
from classroom.checks.stage06.people import ask
from classroom.checks.stage06.people import expect_on_page
from classroom.checks.stage06.people import person


@check("session", "POST /join stores the name in the session", "POST /join은 이름을 세션에 저장해요")
def join_stores_the_name(app: AppUnderTest) -> None:
    """Without spaces around it; a blank one is a 400."""
    client = app.client("민수")
    form = client.get("/join").expect(200).page.find("form [name=nickname]")
    expect(form, "The page /join has no field nickname.", "/join 페이지에 nickname 칸이 없어요.")
    client.post("/join", data={"nickname": " 민수 "}).expect(302, location="/")
    expect(
        client.session.get("nickname") == "민수",
        'session["nickname"] is not as expected.',
        '기대와 다른 값: session["nickname"]',
        "민수",
        client.session.get("nickname", "-"),
    )
    for nickname in ({}, {"nickname": "  "}):
        app.client().post("/join", data=nickname).expect(400)


@check("session", "Without a name, changing anything is a 401", "이름이 없으면 무엇을 바꾸든 401이에요")
def changes_need_a_name(app: AppUnderTest) -> None:
    """Reading is open to everyone."""
    ask(person(app, "alice"), "Who may answer?")
    stranger = app.client("stranger")
    stranger.post("/questions", json={"text": "hi"}).expect(401)
    stranger.post("/questions", data={"text": "hi"}).expect(401)
    for path in ("/", "/questions", "/join"):
        stranger.get(path).expect(200)
    stranger.get("/questions").expect(200, json={"questions": [{"text": "Who may answer?"}]})


@check("session", "A question has the name in the session", "질문에는 세션에 있는 이름이 적혀요")
def the_session_says_who(app: AppUnderTest) -> None:
    """Whatever name is sent."""
    question = ask(person(app, "bob"), "Who asks?", nickname="alice")
    listed = app.client().get("/questions").expect(200, json={"questions": [{"id": question["id"]}]})
    shown = listed.json["questions"][0].get("nickname")
    listed.expect_that(
        shown != "alice",
        "bob sent the nickname alice with his question, and was believed. The name in the session says who asks.",
        "bob이 질문과 함께 보낸 nickname이 alice인데, 그대로 믿었어요. 누가 묻는지는 세션의 이름이 말해요.",
        "bob",
        shown,
    )
    listed.expect(200, json={"questions": [{"id": question["id"], "nickname": "bob"}]})
    expect_on_page(app.client(), question["id"], "bob")


@check("session", "The page shows the name, or a link to /join", "페이지에는 이름이나 /join으로 가는 링크가 보여요")
def the_page_knows_the_person(app: AppUnderTest) -> None:
    """The form is for people with a name."""
    page = person(app, "alice").get("/").expect(200).page
    shown = [one.text for one in page.find("#me")]
    page.response.expect_that(
        any("alice" in text for text in shown),
        'The element with id="me" does not show the name.',
        'id="me"인 요소에 이름이 보이지 않아요.',
        "alice",
        shown,
    )
    page.expect_form("/questions", "text")
    stranger = app.client().get("/").expect(200).page
    stranger.expect_link("/join")
    stranger.response.expect_that(
        not stranger.find('form[action="/questions"]'),
        "Someone without a name sees the form.",
        "이름이 없는 사람에게 폼이 보여요.",
    )


@check("session", "The key and the cookie are as in stage 03", "키와 쿠키는 03에서와 같아요")
def the_cookie_is_careful(app: AppUnderTest) -> None:
    """SECRET_KEY from the environment, its own name, SameSite=Lax."""
    with started_with(app, "one") as first:
        client = person(first, "alice")
        response = client.post("/join", data={"nickname": "alice"})
        cookie = client.cookie("session_06")
        header = ", ".join(response.headers.getlist("Set-Cookie"))
        response.expect_that(
            cookie and "SameSite=Lax" in header,
            "The session cookie is not named session_06, or has no SameSite=Lax.",
            "세션 쿠키의 이름이 session_06이 아니거나 SameSite=Lax가 없어요.",
            "session_06=...; SameSite=Lax",
            header or "-",
        )
    keys = []
    for _ in range(2):
        with started_with(app, None) as started:
            keys.append(started.flask.secret_key)
    expect(keys[0] != keys[1], "The key is in the source.", "키가 소스에 적혀 있어요.")
    with started_with(app, "one") as again:
        client = again.client()
        client.test_client.set_cookie("session_06", cookie or "")
        client.get("/").expect(200).page.expect_form("/questions", "text")
