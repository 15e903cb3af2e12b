"""The pages of stage 02."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage02.person import PEOPLE
from classroom.checks.stage02.template import SCRIPT

PAGES = ("/", "/user/alice", "/user/민수", "/content_submit/1", "/lab")


@check(
    None,
    "Every page is complete, and no Jinja code reaches the browser",
    "페이지는 모두 온전하고, Jinja 코드는 브라우저에 가지 않아요",
)
def pages_are_complete(app: AppUnderTest) -> None:
    """A title, a heading, and no {{ }}."""
    for path in PAGES:
        page = app.client().get(path).expect(200).page
        for selector in ("title", "main", "h1"):
            page.response.expect_that(
                page.find(selector), f"The page has no <{selector}>.", f"페이지에 <{selector}>가 없어요.", selector
            )
        for sign in ("{{", "{%"):
            page.response.expect_that(
                sign not in page.response.text,
                f"The page contains {sign}: Jinja did not fill it in.",
                f"페이지에 이것이 남아 있어요: {sign} (Jinja가 채우지 않았어요.)",
                actual=sign,
            )


@check(None, "GET / shows everyone and all posts, newest first", "GET /은 모든 사람과 모든 글을 새 글부터 보여 줘요")
def shows_everyone(app: AppUnderTest) -> None:
    """Each with a link and a picture."""
    page = app.client().get("/").expect(200).page
    page.expect_posts(2, 1)
    for nickname, (_, picture, _) in PEOPLE.items():
        page.expect_link(f"/user/{nickname}")
        page.expect_image(picture)
    page.post(1).expect_text("alice", "Hello, Flask!")
    page.post(1).expect_image("alice.svg")
    page.post(2).expect_text("민수", "안녕, Flask!")
    page.post(2).expect_image("minsu.svg")


@check(None, "Where there are no posts, the page says so", "글이 없으면 없다고 알려 줘요")
def says_that_there_are_none(app: AppUnderTest) -> None:
    """A loop has an else."""
    with_posts = {path: app.client().get(path).expect(200).page for path in ("/", "/user/alice")}
    app.module.post_dic.clear()
    for path, before in with_posts.items():
        page = app.client().get(path).expect(200).page
        page.expect_posts()
        page.response.expect_that(
            len(page.find("main p")) > len(before.find("main p")) - len(before.find("[data-post-id] p")),
            "An empty page does not say that there are no posts.",
            "글이 없는데 없다는 말이 없어요.",
        )


@check(None, "An edited post says so, another does not", "고친 글에는 표시가 있고, 다른 글에는 없어요")
def marks_edited_posts(app: AppUnderTest) -> None:
    """edited is a field of each post."""
    app.module.post_dic[2]["edited"] = True
    page = app.client().get("/").expect(200).page
    page.post(2).expect_text("edited")
    page.post(1).expect_no_text("edited")


@check(None, "The first page has a form to write a post", "첫 페이지에 글을 쓰는 폼이 있어요")
def has_a_form(app: AppUnderTest) -> None:
    """It names the author and the text."""
    page = app.client().get("/").expect(200).page
    form = page.expect_form("/content_submit", "nickname", "content_txt")
    choices = [str(option.tag.get("value") or option.text) for option in form.find("select[name=nickname] option")]
    page.response.expect_that(
        set(PEOPLE) <= set(choices),
        "The form does not offer everyone as author.",
        "폼에서 모든 사람을 작성자로 고를 수 없어요.",
        list(PEOPLE),
        choices,
    )


@check(
    None,
    "A post has a page with a form to change it and a button to delete it",
    "글마다 고치는 폼과 지우는 버튼이 있는 페이지가 있어요",
)
def has_a_form_to_change(app: AppUnderTest) -> None:
    """The text stands in it already."""
    for number, text in ((1, "Hello, Flask!"), (2, "안녕, Flask!")):
        page = app.client().get(f"/content_submit/{number}").expect(200).page
        form = page.post(number).expect_form(f"/content_submit/{number}", "content_txt")
        form.expect_text(text)
        page.response.expect_that(
            page.post(number).find("button.delete"), "There is no button to delete.", "지우는 버튼이 없어요."
        )
    app.client().get("/content_submit/99").expect(404)


@check(None, "Whatever a page links to exists", "페이지가 가리키는 것은 모두 있어요")
def links_lead_somewhere(app: AppUnderTest) -> None:
    """Links, pictures, styles and scripts."""
    client = app.client()
    for path in PAGES:
        page = client.get(path).expect(200).page
        targets = {
            str(tag.get("href") or tag.get("src"))
            for tag in page.tag.select("a[href], img[src], link[href], script[src]")
        }
        for target in sorted(one for one in targets if one.startswith("/")):
            client.get(target.partition("?")[0]).expect(200)


@check(None, "A post of <script> stays text on every page", "<script>라고 쓴 글은 모든 페이지에서 글자로 남아요")
def script_stays_text_everywhere(app: AppUnderTest) -> None:
    """Jinja escapes what it fills in."""
    client = app.client()
    client.post("/content_submit", data={"nickname": "alice", "content_txt": SCRIPT}).expect(302)
    for path in ("/", "/user/alice", "/content_submit/3"):
        page = client.get(path).expect(200).page
        page.post(3).expect_text(SCRIPT)
        page.response.expect_that(
            "<script>alert" not in page.response.text, "A script in a post would run.", "글 속의 스크립트가 실행돼요."
        )


@check(
    None,
    "The lab shows what happens to a form: a page, 302, 307",
    "실험 페이지는 폼이 어떻게 됐는지 보여 줘요: 페이지, 302, 307",
)
def the_lab_shows_the_form(app: AppUnderTest) -> None:
    """302 loses the form, 307 keeps it."""
    client = app.client()
    client.post("/lab", data={"text": "hello"}).expect(200).page.expect_text("POST /lab", "hello")
    client.post("/lab/302", data={"text": "two"}).expect(302, location="/lab")
    client.post("/lab/307", data={"text": "three"}).expect(307, location="/lab")
    page = client.post("/lab/302", data={"text": "two"}, follow_redirects=True).expect(200).page
    page.expect_text("GET /lab")
    page.expect_no_text("'text': 'two'")
    client.post("/lab/307", data={"text": "three"}, follow_redirects=True).expect(200).page.expect_text(
        "POST /lab", "three"
    )
    client.post("/lab/308", data={}).expect(404)
    page = client.get("/lab").expect(200).page
    actions = [str(tag["formaction"]) for tag in page.tag.select("button[formaction]")]
    page.response.expect_that(
        {"/lab/302", "/lab/307"} <= set(actions),
        "The lab lacks a button.",
        "실험 페이지에 버튼이 없어요.",
        actual=actions,
    )
