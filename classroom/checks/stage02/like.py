"""Exercise like: POST /content_reaction_submit."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.kit.page import Page

URL = "/content_reaction_submit"


def like(nickname: str, post_id: object) -> dict[str, object]:
    """Return what the page sends for a like."""
    return {"kind": "like", "post_id": post_id, "nickname": nickname}


def expect_like_counts(page: Page, expected: dict[int, str]) -> None:
    """Fail unless each of these posts on a page shows this number of likes."""
    counts = {number: ", ".join(one.text for one in page.post(number).find(".like_count")) for number in expected}
    page.response.expect_that(
        counts == expected,
        "The posts do not have the right number of likes.",
        "글의 좋아요 수가 달라요.",
        expected,
        counts,
    )


@check(
    "like",
    "A like answers JSON: result, session_user, like_count",
    "좋아요의 응답은 JSON이에요: result, session_user, like_count",
)
def answers_json(app: AppUnderTest) -> None:
    """What posts.js reads."""
    for nickname, number, count in (("bob", 1, 1), ("민수", 1, 2), ("alice", 2, 2)):
        response = app.client().post(URL, json=like(nickname, number))
        response.expect(200, json={"result": "success", "session_user": nickname, "like_count": count})


@check("like", "A like counts once a person, for that post only", "좋아요는 한 사람당 한 번, 그 글에만 세요")
def counts_once(app: AppUnderTest) -> None:
    """A second click changes nothing."""
    client = app.client()
    for nickname, count in (("bob", 1), ("bob", 1), ("alice", 2), ("bob", 2)):
        client.post(URL, json=like(nickname, 1)).expect(200, json={"like_count": count})
    expect_like_counts(client.get("/").expect(200).page, {1: "2", 2: "1"})


@check("like", "A like may come as a form, too", "좋아요는 폼으로도 보낼 수 있어요")
def accepts_a_form(app: AppUnderTest) -> None:
    """Then the number of the post is text."""
    app.client().post(URL, data=like("bob", "1")).expect(200, json={"session_user": "bob", "like_count": 1})


@check("like", "What is not a like is rejected, and nothing is counted", "좋아요가 아닌 것은 거절하고 세지 않아요")
def rejects_what_is_no_like(app: AppUnderTest) -> None:
    """An unknown kind or person is a 400, an unknown post a 404."""
    client = app.client()
    client.post(URL, json=like("bob", 1) | {"kind": "love"}).expect(400)
    client.post(URL, json={"post_id": 1, "nickname": "bob"}).expect(400)
    client.post(URL, json=like("stranger", 1)).expect(400)
    client.post(URL, json={"kind": "like", "post_id": 1}).expect(400)
    client.post(URL, json=like("bob", 99)).expect(404)
    for post_id in (None, "", "one", [1]):
        client.post(URL, json=like("bob", post_id)).expect(400)
    client.get(URL).expect(405)
    client.post(URL, json=like("alice", 1)).expect(200, json={"like_count": 1})


@check("like", "A post with likes can still be sent as JSON", "좋아요가 있는 글도 JSON으로 보낼 수 있어요")
def likes_fit_into_json(app: AppUnderTest) -> None:
    """JSON knows lists, and no sets."""
    client = app.client()
    client.post(URL, json=like("bob", 1)).expect(200)
    client.put("/content_submit/1", json={"content_txt": "hi"}).expect(200, json={"post": {"likes": ["bob"]}})


@check("like", "An unknown kind gets a message of its own", "모르는 kind에는 따로 메시지가 있어요")
def says_which_kind(app: AppUnderTest) -> None:
    """abort takes a message."""
    response = app.client().post(URL, json=like("bob", 1) | {"kind": "love"}).expect(400)
    response.expect_that(
        "browser (or proxy) sent a request" not in response.message,
        "The 400 has no message of its own.",
        "이 400에는 따로 쓴 메시지가 없어요.",
        actual=response.message,
    )
