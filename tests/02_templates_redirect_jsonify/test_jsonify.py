"""jsonify answers a script, which then changes one part of the page."""

import pytest

JSON = "application/json"


def like(client, nickname, post_id=1):
    return client.post("/content_reaction_submit", json={"kind": "like", "post_id": post_id, "nickname": nickname})


def test_a_like_is_answered_with_json_for_the_script(client):
    """A like answers 200 as application/json, with result, session_user and the new like_count."""
    answer = like(client, "민수")  # T5

    assert answer.status_code == 200
    assert answer.content_type == JSON
    assert answer.json == {"result": "success", "session_user": "민수", "like_count": 1}


def test_korean_is_readable_in_the_body(client):
    r"""The body itself says 민수 and not \ubbfc\uc218: both mean the same, but only one can be read by eye."""
    answer = like(client, "민수")  # T5
    refusal = client.post("/content_reaction_submit", json={})

    assert "민수" in answer.data.decode()
    assert "\\u" not in answer.data.decode()
    assert "\\u" not in refusal.data.decode()


def test_a_like_counts_once_a_person(client, read_posts):
    """Each person counts once, however often they click, and the page shows the count that the script was told."""
    counts = [like(client, nickname, 2).json["like_count"] for nickname in ("alice", "alice", "bob", "민수")]  # T5

    assert counts == [2, 2, 2, 3]
    posts = read_posts(client.get("/").text)
    assert {number: post.find(class_="like_count").text for number, post in posts.items()} == {2: "3", 1: "0"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_script_changes_a_post_and_gets_json(client, method, read_posts):
    """A change asked for with JSON is answered 200 with the post as it now is, and not with a redirect."""
    answer = client.open("/content_submit/2", method=method, json={"content_txt": "고친 글"})

    assert answer.status_code == 200
    assert answer.json["result"] == "success"
    assert answer.json["post"]["content_txt"] == "고친 글"
    assert "고친 글" in read_posts(client.get("/user/민수").text)[2]
    assert "edited" in read_posts(client.get("/user/민수").text)[2]


def test_a_form_changes_a_post_and_is_redirected(client, read_posts):
    """The same change sent by a form is answered 302 to the author's page: a page asked, so a page answers."""
    answer = client.post("/content_submit/1", data={"content_txt": "Mended"})

    assert answer.status_code == 302
    assert answer.location == "/user/alice"
    assert "Mended" in read_posts(client.get("/").text)[1]


def test_a_script_deletes_a_post(client, read_posts):
    """DELETE answers 200 with result success, the post leaves the page, and again it is 404."""
    answer = client.delete("/content_submit/1")

    assert answer.status_code == 200
    assert answer.json == {"result": "success"}
    assert list(read_posts(client.get("/").text)) == [2]
    assert client.delete("/content_submit/1").status_code == 404


def test_the_pages_script_asks_by_fetch(client, read_page):
    """The page loads posts.js, which likes by fetch and puts the answer's like_count into the page."""
    page = read_page(client.get("/").text)
    script = client.get("/static/posts.js", buffered=True).text

    assert page.find("script", src="/static/posts.js")
    assert "fetch(" in script
    assert "/content_reaction_submit" in script
    assert "like_count" in script
