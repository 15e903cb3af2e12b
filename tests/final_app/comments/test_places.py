"""A link to a comment leads to it wherever it is, and all that can be done with one can be done without a script."""

import re

import pytest


@pytest.fixture
def crowded(person):
    """Return alice, the path of her post with pages of four comments, and the ids of eleven comments by bob."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.app.config["PAGE_SIZE"] = 4
    path = f"/content_submit/{alice.posts('talk to me')}"
    texts = [f"number {number}" for number in range(11)]
    answers = [bob.sends("POST", f"{path}/comments", {"text": text}) for text in texts]
    return alice, bob, path, [answer.json["comment"]["id"] for answer in answers]


def shown(page):
    """Return the numbers of the comments on a page."""
    return [int(number) for number in re.findall(r">number (\d+)</p>", page)]


def way(page, kind):
    """Return the link of a page of comments to older or newer ones, or None."""
    found = re.search(rf'class="more {kind}"><a href="([^"]+)"', page)
    return found and found[1].replace("&amp;", "&")


def test_the_page_of_a_comment_leads_on_to_all_others(crowded):
    """It shows the comment with its neighbours, and each page leads to the ones before and after it."""
    alice, _, path, ids = crowded
    page = alice.opens(f"{path}?comment={ids[4]}").text
    assert shown(page) == [2, 3, 4, 5, 6]
    older = alice.opens(way(page, "older")).text
    assert (shown(older), way(older, "older")) == ([0, 1], None)
    assert shown(alice.opens(way(older, "newer")).text) == [2, 3, 4, 5]
    newer = alice.opens(way(page, "newer")).text
    assert (shown(newer), way(newer, "newer")) == ([7, 8, 9, 10], None)
    assert (shown(alice.opens(path).text), way(alice.opens(path).text, "newer")) == ([7, 8, 9, 10], None)
    assert [one["text"] for one in alice.reads(f"{path}?comment={ids[0]}").json["comments"]] == [
        f"number {number}" for number in range(3)
    ]


def test_a_comment_that_is_gone_leads_to_the_newest_and_says_so(crowded, person):
    """Neither a deleted comment, nor one of another post, nor one by a blocked user gives anything away."""
    alice, bob, path, ids = crowded
    other = f"/content_submit/{alice.posts('another')}"
    elsewhere = alice.sends("POST", f"{other}/comments", {"text": "elsewhere"}).json["comment"]["id"]
    bob.sends("DELETE", f"/comments/{ids[0]}")
    for gone in (ids[0], elsewhere):
        page = alice.opens(f"{path}?comment={gone}").text
        assert shown(page) == [7, 8, 9, 10]
        assert "has been deleted" in page
        assert "elsewhere" not in page
    assert alice.opens(f"{path}?comment=nonsense").status_code == 400
    carol = person("carol_1", "carol")
    carol.sends("PUT", "/block/bob")
    assert shown(carol.opens(f"{path}?comment={ids[4]}").text) == []


def test_a_reply_says_whom_it_answers_wherever_that_comment_is(crowded):
    """The comment that is answered is on an older page: the reply names its author and leads to it."""
    alice, _, path, ids = crowded
    reply = alice.sends("POST", f"{path}/comments", {"text": "an answer", "reply_to": ids[0]}).json
    link = f'href="{path}?comment={ids[0]}#comment-{ids[0]}">Reply to bob</a>'
    assert link in alice.opens(path).text
    assert link in reply["html"]


def test_a_comment_is_edited_and_deleted_without_a_script(crowded):
    """Its author finds both ways in the page; the page of others has them hidden, and does not obey."""
    alice, bob, path, ids = crowded
    url = f"/comments/{ids[10]}"
    assert f'href="{url}/edit" >' in bob.opens(path).text
    assert f'href="{url}/edit" hidden>' in alice.opens(path).text
    assert "number 10" in bob.opens(f"{url}/edit").text
    assert bob.submits(f"{url}/edit", text="number 99").location == f"{path}?comment={ids[10]}#comment-{ids[10]}"
    assert bob.submits(f"{url}/edit", text=" ").status_code == 400
    for method in (alice.opens, alice.submits):
        assert method(f"{url}/edit").status_code == 403
    alice.sends("POST", f"{path}/comments", {"text": "a reply", "reply_to": ids[10]})
    assert "the 1 reply to it" in bob.opens(f"{url}/delete").text
    assert bob.submits(f"{url}/delete").location == f"{path}#comments"
    assert shown(alice.opens(path).text) == [6, 7, 8, 9]
