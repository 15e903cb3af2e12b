"""Exercise logout: POST /logout."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage03.login import expect_no_session
from classroom.checks.stage03.login import expect_session


@check(
    "logout", "POST /logout empties the session: 302 to /login", "POST /logout은 세션을 비우고 302로 /login에 보내요"
)
def logs_out(app: AppUnderTest) -> None:
    """Nothing of it stays."""
    client = app.logged_in("alice")
    client.post("/logout").expect(302, location="/login")
    expect_no_session(client)
    client.get("/").expect(302, location="/login")


@check("logout", "GET /logout is a 405, and logs nobody out", "GET /logout은 405이고, 아무도 로그아웃되지 않아요")
def a_link_does_not_log_out(app: AppUnderTest) -> None:
    """Any website could have such a link."""
    client = app.logged_in("alice")
    client.get("/logout").expect(405)
    expect_session(client, {"nickname": "alice"})
    client.get("/").expect(200)
    client.delete("/logout").expect(405)


@check("logout", "Logging out twice does no harm", "두 번 로그아웃해도 괜찮아요")
def logging_out_twice_is_fine(app: AppUnderTest) -> None:
    """Nor does logging out without a login."""
    client = app.logged_in("bob")
    for _ in range(2):
        client.post("/logout").expect(302, location="/login")
    client.post("/login", data={"user_id": "bob", "password": "flask"}).expect(302, location="/")


@check("logout", "Without a login, /logout answers as with one", "로그인하지 않아도 /logout의 응답은 같아요")
def a_stranger_gets_the_same(app: AppUnderTest) -> None:
    """A page and a script."""
    for headers in ({}, {"Accept": "application/json"}):
        app.client().get("/logout", headers=headers).expect(405)
        app.client().post("/logout", headers=headers).expect(302, location="/login")


@check("logout", "One person's logout leaves the others logged in", "한 사람이 로그아웃해도 다른 사람은 그대로예요")
def others_stay_logged_in(app: AppUnderTest) -> None:
    """The session is in each browser's own cookie."""
    alice, bob = app.logged_in("alice"), app.logged_in("bob")
    alice.post("/logout").expect(302)
    bob.get("/").expect(200)
