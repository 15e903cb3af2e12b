"""Create, read, update and delete a post, each by the method that means it."""

import pytest


def test_the_list_shows_all_posts(client):
    """GET /content_submit answers 200 with every post: its id, its text, and whether it was edited."""
    answer = client.get("/content_submit")

    assert answer.status_code == 200
    assert answer.json["posts"] == [
        {"id": 1, "content_txt": "Hello, Flask!", "edited": False},
        {"id": 2, "content_txt": "안녕, Flask!", "edited": False},
    ]
    assert "안녕" in answer.text


@pytest.mark.parametrize("how", ["json", "data"])
@pytest.mark.parametrize("text", ["My first post", "민수의 첫 글 🎉", "<b>bold?</b>"])
def test_post_creates_and_says_where(client, how, text):
    """POST /content_submit, by a form or by JSON, answers 201, and Location is the URL of the new post."""
    answer = client.post("/content_submit", **{how: {"content_txt": text}})  # R3

    assert answer.status_code == 201
    assert answer.location == "/content_submit/3"
    assert answer.json == {"result": "success", "post": {"id": 3, "content_txt": text, "edited": False}}
    assert client.get(answer.location).json == {"post": answer.json["post"]}
    assert answer.json["post"] in client.get("/content_submit").json["posts"]


def test_posting_twice_makes_two_posts(client):
    """The same POST sent twice creates two posts with ids of their own."""
    first, second = (client.post("/content_submit", json={"content_txt": "again"}) for _ in range(2))  # R3

    assert first.location != second.location
    assert len(client.get("/content_submit").json["posts"]) == 4


@pytest.mark.parametrize("how", ["json", "data"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_the_same_url_updates_by_another_method(client, method, how):
    """POST, PUT and PATCH on a post's own URL change its text and answer 200."""
    answer = client.open("/content_submit/1", method=method, **{how: {"content_txt": "고친 글"}})  # R4

    assert answer.status_code == 200
    assert answer.json == {"result": "success", "post": {"id": 1, "content_txt": "고친 글", "edited": True}}
    assert client.get("/content_submit/1").json["post"] == answer.json["post"]
    assert client.get("/content_submit/2").json["post"]["content_txt"] == "안녕, Flask!"


def test_put_replaces_and_patch_changes_what_is_sent(client):
    """PUT without a text has nothing to put there; PATCH without one has nothing to change: each says so with 400."""
    put = client.put("/content_submit/1", json={"colour": "red"})  # R6
    patch = client.patch("/content_submit/1", json={"colour": "red"})

    assert put.status_code == patch.status_code == 400
    assert "Nothing to change" in patch.json["message"]
    assert "Nothing to change" not in put.json["message"]


def test_the_method_does_not_update_by_itself(load_stage):
    """PUT only names the wish: a view that changes nothing answers 200, and the post stays as it was."""
    lazy = load_stage("01_routes", patch=("post.update(content_txt=get_text(fields), edited=True)", "pass"))
    client = lazy.app.test_client()

    assert client.put("/content_submit/1", json={"content_txt": "new"}).status_code == 200
    assert client.get("/content_submit/1").json["post"]["content_txt"] == "Hello, Flask!"


def test_delete_removes_the_post(client):
    """DELETE on a post answers 200 and the post is gone: to show, change or delete it again is 404."""
    answer = client.delete("/content_submit/1")  # R5

    assert answer.status_code == 200
    assert answer.json == {"result": "success"}
    assert [post["id"] for post in client.get("/content_submit").json["posts"]] == [2]
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        assert client.open("/content_submit/1", method=method, data={"content_txt": "hi"}).status_code == 404


def test_a_view_that_forgets_its_url_parameter_fails(load_stage):
    """The rule hands post_id to the view: a delete_post() without it answers 500, in words, and deletes nothing."""
    broken = load_stage("01_routes", patch=("def delete_post(post_id):", "def delete_post():"))
    client = broken.app.test_client()

    answer = client.delete("/content_submit/1")  # R5

    assert answer.status_code == 500
    assert answer.json["result"] == "error"
    assert "terminal" in answer.json["message"]
    assert client.get("/content_submit/1").status_code == 200


def test_a_form_field_does_not_change_the_method(client):
    """A hidden field named _method is a field like any other: POST stays POST, and the post is not deleted."""
    answer = client.post("/content_submit/1", data={"_method": "DELETE", "content_txt": "still here"})  # R6

    assert answer.json["post"]["content_txt"] == "still here"
    assert client.get("/content_submit/1").status_code == 200


def test_the_try_it_page_sends_every_method_by_fetch_and_a_form_that_says_delete(client, read_page):
    """GET / is the try-it page: fetch can choose any of seven methods, and one form says method="delete"."""
    page = read_page(client.get("/", buffered=True).text)  # R6
    script = client.get("/static/try.js", buffered=True).text

    methods = [option.text for option in page.find("select", name="method").find_all("option")]
    assert methods == ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]
    assert page.find("form", method="delete").attributes["action"] == "/content_submit/1"
    assert page.find("script", src="/static/try.js")
    assert "fetch(" in script


def test_a_stage_starts_with_the_same_posts(load_stage):
    """Posts live in memory: a stage that starts again has the two posts of the beginning."""
    load_stage("01_routes").app.test_client().delete("/content_submit/1")

    assert len(load_stage("01_routes").app.test_client().get("/content_submit").json["posts"]) == 2


def test_a_refused_post_takes_no_number(client):
    """After a 400 the next post has the next number."""
    client.post("/content_submit", json={"content_txt": " "})
    assert client.post("/content_submit", json={"content_txt": "hi"}).json["post"]["id"] == 3
