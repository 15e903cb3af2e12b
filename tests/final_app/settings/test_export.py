"""The export as a person reads it: nicknames instead of ids, and a page that needs neither a script nor a network."""

import io
import json
import re
import zipfile

import pytest
from bs4 import BeautifulSoup

from tests.final_app.media.photos import saved
from tests.final_app.media.photos import scene


def exported(someone):
    """Return the files of someone's export, by name."""
    with someone.opens("/setting/export") as answer, zipfile.ZipFile(io.BytesIO(answer.data)) as files:
        return {name: files.read(name) for name in files.namelist()}


@pytest.fixture
def friends(person):
    """Return minsu and alice, who are friends and have reacted to each other's posts, one of them for friends only."""
    minsu, alice = person(), person("alice_1", "alice")
    minsu.sends("PUT", "/friend/alice")
    alice.sends("PUT", "/friend/민수")
    secret = alice.posts("for friends <b>only</b>", audience="friends")
    minsu.sends("PUT", f"/content_submit/{secret}/like")
    minsu.sends("POST", f"/content_submit/{secret}/comments", {"text": "well said <script>"})
    alice.sends("POST", f"/content_submit/{secret}/comments", {"text": "@민수 thanks"})
    return minsu, alice


def test_an_export_is_a_page_to_read(friends):
    """It says in the user's language who did what, with the pictures, and escapes what people wrote."""
    minsu, _alice = friends
    minsu.submits("/setting", language="ko")
    minsu.submits("/content_submit", content_txt="호수", content_file=(io.BytesIO(saved(scene(), "JPEG")), "lake.jpg"))
    files = exported(minsu)
    page = BeautifulSoup(files["index.html"], "html.parser")
    text = page.get_text()
    assert page.html["lang"] == "ko"
    for words in ("호수", "well said <script>", "for friends <b>only</b>", "alice", "민수", "알림"):
        assert words in text
    assert not page.find_all(["script", "b", "style"])
    linked = [one.get("src") or one.get("href") for one in page.find_all(["img", "link", "a"])]
    assert {name for name in linked if not name.startswith("#")} <= files.keys()
    assert sum(name.startswith("pictures/") for name in files) == 1


def test_an_export_names_people_and_has_no_ids_of_them(friends, database):
    """Friends, comments, likes and notifications name people as everyone knows them."""
    minsu, _alice = friends
    minsu.sends("POST", "/report", {"kind": "person", "id": "alice", "reason": "she is too kind"})
    files = {name: data.decode() for name, data in exported(minsu).items()}
    for user in database["sns"].people.find():
        assert str(user["_id"]) not in "".join(files.values())
    assert [one["nickname"] for one in json.loads(files["friends.json"])] == ["alice"]
    assert json.loads(files["comments.json"])[0]["post"]["author"] == "alice"
    assert json.loads(files["reports.json"])[0]["reason"] == "she is too kind"
    assert json.loads(files["notices.json"])[0]["actor"]["nickname"] == "alice"


def test_an_export_does_not_hold_what_a_former_friend_may_not_see(friends):
    """The user's own comment stays theirs; the post that it is about is no longer shown."""
    minsu, alice = friends
    alice.sends("DELETE", "/friend/민수")
    whole = b"".join(exported(minsu).values()).decode()
    assert "well said" in whole
    assert not re.search("for friends|thanks", whole)
    assert json.loads(exported(minsu)["likes.json"])[0]["post"] is None
