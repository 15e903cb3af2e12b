"""Exercise template: _post.html and post.html."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check

SCRIPT = "<script>alert('1')</script> & <b>bold</b>"


def add_post(app: AppUnderTest, **fields: object) -> None:
    """Store post 3."""
    post = {"id": 3, "nickname": "bob", "content_txt": "third", "edited": False, "likes": []}
    app.module.post_dic[3] = post | fields


@check("template", "A post of <script> stays text", "<script>라고 쓴 글은 글자로 남아요")
def script_stays_text(app: AppUnderTest) -> None:
    """On the page of all posts, and in the form."""
    add_post(app, content_txt=SCRIPT)
    page = app.client().get("/").expect(200).page
    page.post(3).expect_text(SCRIPT)
    form = app.client().get("/content_submit/3").expect(200).page
    form.post(3).expect_text(SCRIPT)
    for one in (page, form):
        one.response.expect_that(
            not one.post(3).find("script, b"),
            "The browser would run this post as HTML.",
            "브라우저가 이 글을 HTML로 실행해요.",
            "&lt;script&gt;",
            "<script>",
        )


@check("template", "The like button shows how many, not who", "좋아요 버튼에는 누가 아니라 몇 명인지 나와요")
def shows_how_many(app: AppUnderTest) -> None:
    """A count for each post."""
    add_post(app, likes=["alice", "bob", "민수"])
    page = app.client().get("/").expect(200).page
    for number, count in ((1, "0"), (2, "1"), (3, "3")):
        counts = [one.text for one in page.post(number).find(".like_count")]
        page.response.expect_that(
            counts == [count],
            f"The count of likes is not right (post {number}).",
            f"좋아요 수가 달라요({number}번 글).",
            count,
            ", ".join(counts) or "-",
        )


@check("template", "The author's nickname links to their page", "작성자 닉네임은 그 사람의 페이지로 연결돼요")
def links_to_the_author(app: AppUnderTest) -> None:
    """By url_for, which also encodes what a URL cannot hold."""
    add_post(app, nickname="bob")
    page = app.client().get("/").expect(200).page
    for number, nickname in ((1, "alice"), (2, "민수"), (3, "bob")):
        page.post(number).expect_text(nickname)
        page.post(number).expect_link(f"/user/{nickname}")
    app.module.friend_dic["a/b?c"] = {"name": "A", "profile_img": "bob.svg"}
    add_post(app, nickname="a/b?c")
    page = app.client().get("/").expect(200).page
    encoded = [str(tag["href"]) for tag in page.post(3).tag.select("a[href]")]
    page.response.expect_that(
        any("%3F" in link for link in encoded),
        "The link does not encode the nickname.",
        "링크가 닉네임을 인코딩하지 않아요.",
        "/user/a/b%3Fc",
        encoded,
    )
