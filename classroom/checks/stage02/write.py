"""Exercise write: POST /content_submit."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check

URL = "/content_submit"


@check("write", "Writing a post redirects to the author's page", "글을 쓰면 작성자 페이지로 리다이렉트해요")
def redirects_to_the_author(app: AppUnderTest) -> None:
    """Also to a Korean name."""
    for nickname in ("bob", "민수"):
        response = app.client().post(URL, data={"nickname": nickname, "content_txt": "hi"})
        response.expect(302, location=f"/user/{nickname}")


@check("write", "A new post is stored with all its fields", "새 글은 모든 필드와 함께 저장돼요")
def stores_the_post(app: AppUnderTest) -> None:
    """Under its own id."""
    app.client().post(URL, data={"nickname": "민수", "content_txt": "새 글 <b>&"}).expect(302)
    stored = app.module.post_dic
    made = {"id": 3, "nickname": "민수", "content_txt": "새 글 <b>&", "edited": False, "likes": []}
    response = app.client().get("/").expect(200)
    response.expect_that(
        list(stored) == [1, 2, 3],
        "post_dic does not hold the new post under its id.",
        "post_dic에 새 글이 자기 id로 들어 있지 않아요.",
        [1, 2, 3],
        list(stored),
    )
    for name, value in made.items():
        actual = stored[3].get(name, "-")
        response.expect_that(
            actual == value and type(actual) is type(value),
            f"The field {name} of the new post is not right.",
            f"새 글의 {name} 필드가 달라요.",
            value,
            actual,
        )
    response.page.expect_posts(3, 2, 1)


@check("write", "Each post has its own id and its own list of likes", "글마다 자기 id와 자기 likes가 있어요")
def each_post_has_its_own(app: AppUnderTest) -> None:
    """A list that two posts share counts for both."""
    client = app.client()
    for text in ("third", "fourth"):
        client.post(URL, data={"nickname": "bob", "content_txt": text}).expect(302)
    client.get("/").expect(200).page.expect_posts(4, 3, 2, 1)
    client.get("/user/bob").expect(200).page.expect_posts(4, 3)
    client.delete("/content_submit/1").expect(200)
    client.post("/content_submit", data={"nickname": "bob", "content_txt": "fifth"}).expect(302)
    client.get("/").expect(200).page.expect_posts(5, 4, 3, 2)
    app.module.post_dic[3]["likes"].append("alice")
    page = client.get("/").expect(200).page
    counts = [page.post(number).find(".like_count")[0].text for number in (3, 4)]
    page.response.expect_that(
        app.module.post_dic[4]["likes"] == [],
        "A like of one post counts for another, too.",
        "한 글의 좋아요가 다른 글에도 세어져요.",
        ["1", "0"],
        counts,
    )


@check(
    "write",
    "A post may come as a form or as JSON, without spaces around it",
    "글은 폼으로도 JSON으로도 오고, 앞뒤 빈칸은 사라져요",
)
def accepts_both(app: AppUnderTest) -> None:
    """get_fields reads both."""
    sent = {"nickname": "bob", "content_txt": "  spaces \n"}
    for number, body in ((3, {"data": sent}), (4, {"json": sent})):
        app.client().post(URL, **body).expect(302, location="/user/bob")
        text = app.module.post_dic.get(number, {}).get("content_txt")
        app.client().get("/").expect_that(
            text == "spaces", "The text was not stripped.", "내용의 앞뒤 빈칸이 남아 있어요.", "spaces", text
        )


@check(
    "write",
    "Without a text, or by a stranger, nothing is stored: 400",
    "내용이 없거나 모르는 사람이면 저장하지 않아요: 400",
)
def rejects(app: AppUnderTest) -> None:
    """Both are read before anything is stored."""
    client = app.client()
    for sent in (
        {"nickname": "bob"},
        {"content_txt": "hi"},
        {"nickname": "x", "content_txt": "hi"},
        {"nickname": "bob", "content_txt": " "},
    ):
        client.post(URL, data=sent).expect(400)
    client.get("/").expect(200).page.expect_posts(2, 1)
    client.post(URL, data={"nickname": "bob", "content_txt": "hi"}).expect(302)
    client.get("/").expect(200).page.expect_posts(3, 2, 1)


@check("write", "The redirect names the view by url_for", "리다이렉트는 url_for로 뷰를 가리켜요")
def redirect_follows_the_rule(app: AppUnderTest) -> None:
    """A name with a slash or a question mark is still one person."""
    app.module.friend_dic["a?b"] = {"name": "A", "profile_img": "bob.svg"}
    response = app.client().post(URL, data={"nickname": "a?b", "content_txt": "hi"}).expect(302)
    response.expect_that(
        "%3F" in (response.raw.location or ""),
        "The redirect does not encode the nickname.",
        "리다이렉트가 닉네임을 인코딩하지 않아요.",
        "/user/a%3Fb",
        response.raw.location,
    )
