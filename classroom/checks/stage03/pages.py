"""The pages of stage 03."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage03.login import PEOPLE

SCRIPT = "<script>alert('1')</script> & <b>bold</b>"


@check(None, "GET / shows everyone and all posts, newest first", "GET /은 모든 사람과 모든 글을 새 글부터 보여 줘요")
def shows_everyone(app: AppUnderTest) -> None:
    """Each with a link and a picture."""
    page = app.logged_in("bob").get("/").expect(200).page
    page.expect_posts(2, 1)
    for person in PEOPLE.values():
        page.expect_link(f"/user/{person['nickname']}")
        page.expect_image(person["profile_img"])
    page.post(1).expect_text("alice", "Hello, Flask!")
    page.post(2).expect_text("민수", "안녕, Flask!")
    page.expect_form("/content_submit", "content_txt")


@check(
    None, "GET /user/<user> shows one person and their posts", "GET /user/<user>는 한 사람과 그 사람의 글을 보여 줘요"
)
def shows_one_person(app: AppUnderTest) -> None:
    """Someone unknown is a 404."""
    client = app.logged_in("bob")
    for nickname, name, posts in (("alice", "Alice Kim", [1]), ("민수", "박민수", [2]), ("bob", "Bob Lee", [])):
        page = client.get(f"/user/{nickname}").expect(200).page
        page.expect_text(nickname, name)
        page.expect_posts(*posts)
    client.get("/user/nobody").expect(404)
    client.get("/").expect(200).page.expect_posts(2, 1)


@check(
    None,
    "The same page greets each person by nickname and picture",
    "같은 페이지가 사람마다 닉네임과 사진으로 인사해요",
)
def greets_each_person(app: AppUnderTest) -> None:
    """The template reads the session."""
    for user_id, person in PEOPLE.items():
        page = app.logged_in(user_id).get("/").expect(200).page
        header = page.find("header")[0]
        header.expect_text(person["nickname"])
        header.expect_image(person["profile_img"])
        header.expect_form("/logout")
    header = app.client().get("/login").expect(200).page.find("header")[0]
    header.expect_no_text(*(person["nickname"] for person in PEOPLE.values()))


@check(None, "The login form hides the password", "로그인 폼은 비밀번호를 가려요")
def the_form_hides_the_password(app: AppUnderTest) -> None:
    """And sends it in the body, not in the URL."""
    page = app.client().get("/login").expect(200).page
    form = page.expect_form("/login", "user_id", "password")
    kinds = [tag.tag.get("type") for tag in form.find("[name=password]")]
    page.response.expect_that(
        kinds == ["password"],
        "The password can be read while it is typed.",
        "입력하는 비밀번호가 보여요.",
        "password",
        kinds,
    )


@check(None, "Only the author sees a way to change a post", "글쓴이에게만 고치는 길이 보여요")
def only_the_author_can_change(app: AppUnderTest) -> None:
    """On the first page and on the page of the post."""
    for user_id, number, is_author in (("alice", 1, True), ("bob", 1, False), ("minsu", 2, True), ("alice", 2, False)):
        client, url = app.logged_in(user_id), f"/content_submit/{number}"
        page, own = client.get("/").expect(200).page, client.get(url).expect(200).page
        page.response.expect_that(
            (url in page.post(number).links) == is_author,
            "The link to change a post is not shown to its author alone.",
            "고치는 링크는 글쓴이에게만 보여야 해요.",
            is_author,
            not is_author,
        )
        has_form = bool(own.find(f'form[action="{url}"]'))
        own.response.expect_that(
            has_form == is_author,
            "The form to change a post is not shown to its author alone.",
            "고치는 폼은 글쓴이에게만 보여야 해요.",
            is_author,
            has_form,
        )


@check(None, "A <script> in a post or a user id stays text", "글이나 아이디에 쓴 <script>는 글자로 남아요")
def scripts_stay_text(app: AppUnderTest) -> None:
    """On every page."""
    alice, bob = app.logged_in("alice"), app.logged_in("bob")
    alice.post("/content_submit", data={"content_txt": SCRIPT}).expect(302)
    for client, path in ((bob, "/"), (bob, "/user/alice"), (bob, "/content_submit/3"), (alice, "/content_submit/3")):
        page = client.get(path).expect(200).page
        page.post(3).expect_text(SCRIPT)
        page.response.expect_that(
            not page.find("[data-post-id] script"), "A script in a post would run.", "글 속의 스크립트가 실행돼요."
        )
    greeted = app.person("hostile", **PEOPLE["bob"] | {"nickname": SCRIPT}).get("/").expect(200)
    greeted.expect_that(
        "<script>alert" not in greeted.text, "A script in a name would run.", "이름 속의 스크립트가 실행돼요."
    )
    wrong = app.client().post("/login", data={"user_id": f'">{SCRIPT}', "password": "x"}).expect(401)
    wrong.expect_that(
        "<script>alert" not in wrong.text, "A script in the user id would run.", "아이디 속의 스크립트가 실행돼요."
    )
