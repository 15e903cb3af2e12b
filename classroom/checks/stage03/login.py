"""Exercise login: GET and POST /login."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import Client
from classroom.checks.kit import check
from classroom.checks.kit import expect

PEOPLE = {
    "alice": {"nickname": "alice", "name": "Alice Kim", "profile_img": "alice.svg"},
    "bob": {"nickname": "bob", "name": "Bob Lee", "profile_img": "bob.svg"},
    "minsu": {"nickname": "민수", "name": "박민수", "profile_img": "minsu.svg"},
}
PASSWORD = "flask"  # noqa: S105
WRONG = [("alice", "wrong"), ("alice", ""), ("nobody", PASSWORD), ("", ""), ("민수", PASSWORD)]


def expect_session(client: Client, expected: dict[str, object]) -> None:
    """Fail unless the session in a browser's cookie holds these values, and no secret."""
    session = client.session
    for name, value in expected.items():
        expect(
            session.get(name) == value,
            f"session[{name!r}] is not as expected.",
            f"기대와 다른 값: session[{name!r}]",
            value,
            session.get(name, "-"),
        )
    expect(
        PASSWORD not in map(str, session.values()),
        "The password is in the session, where anyone with the cookie can read it.",
        "비밀번호가 세션에 있어요. 쿠키를 가진 사람은 누구나 읽을 수 있어요.",
        actual=sorted(session),
    )


def expect_no_session(client: Client) -> None:
    """Fail if a browser is logged in."""
    session = client.session
    expect(not session, "The session is not empty.", "세션이 비어 있지 않아요.", {}, session)


@check("login", "GET /login shows the form, and logs nobody in", "GET /login은 폼을 보여 주고, 로그인시키지 않아요")
def shows_the_login_form(app: AppUnderTest) -> None:
    """Also with fields in the URL."""
    client = app.client()
    for path in ("/login", "/login?user_id=alice&password=flask"):
        client.get(path).expect(200).page.expect_form("/login", "user_id", "password")
        expect_no_session(client)


@check(
    "login",
    "The right password redirects to / and fills the session",
    "맞는 비밀번호면 /로 리다이렉트하고 세션을 채워요",
)
def the_right_password_fills_the_session(app: AppUnderTest) -> None:
    """nickname, name and profile_img, for each person their own."""
    for user_id, person in PEOPLE.items():
        client = app.client(user_id)
        response = client.post("/login", data={"user_id": user_id, "password": PASSWORD})
        response.expect(302, location="/")
        expect_session(client, dict(person))


@check(
    "login",
    "A wrong password is a 401 with the form again, and no session",
    "틀린 비밀번호는 401과 다시 나오는 폼이고, 세션은 없어요",
)
def a_wrong_password_is_401(app: AppUnderTest) -> None:
    """The user id stays in its field, and the page says that something is wrong."""
    plain = app.client().get("/login").expect(200).page.text
    for user_id, password in WRONG:
        client = app.client()
        page = client.post("/login", data={"user_id": user_id, "password": password}).expect(401).page
        form = page.expect_form("/login", "user_id", "password")
        typed = [str(tag.tag.get("value", "")) for tag in form.find("[name=user_id]")]
        page.response.expect_that(
            typed == [user_id], "The form loses the user id.", "폼에서 아이디가 사라졌어요.", user_id, ", ".join(typed)
        )
        page.response.expect_that(
            page.text != plain and len(page.text) > len(plain),
            "The page does not say that something is wrong.",
            "페이지에 무엇이 틀렸다는 말이 없어요.",
        )
        expect_no_session(client)


@check(
    "login",
    "An unknown user id and a wrong password get the same message",
    "모르는 아이디와 틀린 비밀번호는 메시지가 같아요",
)
def both_get_the_same_message(app: AppUnderTest) -> None:
    """Or anyone could find out who has an account."""
    texts = {
        app.client().post("/login", data={"user_id": user_id, "password": password}).expect(401).page.text
        for user_id, password in (("alice", "wrong"), ("nobody", PASSWORD), ("nobody", "wrong"))
    }
    expect(
        len(texts) == 1,
        "The pages differ, so anyone can find out who has an account.",
        "두 페이지가 달라서 누가 가입했는지 알 수 있어요.",
        actual=sorted(texts),
    )


@check(
    "login",
    "JSON logs in like a form; missing or odd fields are a 401",
    "JSON으로도 로그인되고, 빠지거나 이상한 필드는 401이에요",
)
def json_logs_in_too(app: AppUnderTest) -> None:
    """A missing field counts as empty."""
    client = app.client()
    client.post("/login", json={"user_id": "bob", "password": PASSWORD}).expect(302, location="/")
    expect_session(client, {"nickname": "bob"})
    for sent in ({}, {"user_id": "alice"}, {"password": PASSWORD}, {"user_id": ["alice"], "password": 1}):
        app.client().post("/login", json=sent).expect(401)
        app.client().post("/login", data={key: str(value) for key, value in sent.items()}).expect(401)


@check("login", "A new login leaves nothing of the last one", "새로 로그인하면 앞사람의 것이 남지 않아요")
def a_new_login_starts_empty(app: AppUnderTest) -> None:
    """A wrong one keeps the session as it is."""
    client = app.logged_in("alice")
    with client.test_client.session_transaction() as session:
        session["cart"] = ["something of alice"]
    client.post("/login", data={"user_id": "bob", "password": "wrong"}).expect(401)
    expect_session(client, {"nickname": "alice", "cart": ["something of alice"]})
    client.post("/login", data={"user_id": "bob", "password": PASSWORD}).expect(302)
    expect_session(client, dict(PEOPLE["bob"]))
    expect(
        "cart" not in client.session,
        "The session still holds what the last person left in it.",
        "세션에 앞사람의 것이 남아 있어요.",
        sorted(PEOPLE["bob"]),
        sorted(client.session),
    )
