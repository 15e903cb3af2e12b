"""Exercise create: POST /content_submit."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage01.show_one import ONE
from classroom.checks.stage01.show_one import TWO

URL = "/content_submit"


@check("create", "POST /content_submit answers 201 with the new post", "POST /content_submit은 201과 새 글로 답해요")
def creates(app: AppUnderTest) -> None:
    """The response shows what was stored."""
    post = {"id": 3, "content_txt": "my first post", "edited": False}
    response = app.client().post(URL, json={"content_txt": "my first post"})
    response.expect(201, json={"result": "success", "post": post})


@check("create", "The header Location is the URL of the new post", "헤더 Location은 새 글의 URL이에요")
def says_where(app: AppUnderTest) -> None:
    """A client can follow it."""
    client = app.client()
    client.post(URL, json={"content_txt": "where am I?"}).expect(201, location=f"{URL}/3")
    client.post(URL, json={"content_txt": "and I?"}).expect(201, location=f"{URL}/4")
    client.get(f"{URL}/3").expect(200, json={"post": {"id": 3, "content_txt": "where am I?"}})


@check("create", "A new post is stored, and the others stay", "새 글이 저장되고, 다른 글은 그대로예요")
def stores_new_posts(app: AppUnderTest) -> None:
    """Each gets an id of its own."""
    client = app.client()
    new = [{"id": 3, "content_txt": "third", "edited": False}, {"id": 4, "content_txt": "fourth", "edited": False}]
    for post in new:
        client.post(URL, json={"content_txt": post["content_txt"]}).expect(201)
    client.get(URL).expect(200, json={"posts": [ONE, TWO, *new]})


@check("create", "An id is never used twice, even after a delete", "지운 뒤에도 같은 id를 다시 쓰지 않아요")
def ids_are_not_used_again(app: AppUnderTest) -> None:
    """Or a link to a deleted post would show another one."""
    client = app.client()
    client.post(URL, json={"content_txt": "gone soon"}).expect(201)
    app.module.post_dic.pop(3, None)
    app.module.post_dic.pop(1, None)
    client.post(URL, json={"content_txt": "the next one"}).expect(201, json={"post": {"id": 4}})


@check("create", "A form works like JSON, and spaces around the text go", "폼도 JSON처럼 되고, 앞뒤 빈칸은 사라져요")
def accepts_a_form(app: AppUnderTest) -> None:
    """get_fields reads both."""
    for sent in ({"data": {"content_txt": "  from a form "}}, {"json": {"content_txt": "  from a form "}}):
        app.client().post(URL, **sent).expect(201, json={"post": {"content_txt": "from a form"}})


@check("create", "Without a text nothing is stored: 400", "내용이 없으면 저장하지 않아요: 400")
def needs_a_text(app: AppUnderTest) -> None:
    """The text is read before anything is stored."""
    client = app.client()
    for sent in ({}, {"content_txt": " "}, {"content_txt": 7}):
        client.post(URL, json=sent).expect(400)
    client.get(URL).expect(200, json={"posts": [ONE, TWO]})
    client.post(URL, json={"content_txt": "hi"}).expect(201, json={"post": {"id": 3}})
