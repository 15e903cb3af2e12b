"""Pictures of a post: described, and added, removed and put in order later; none is left behind."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest
from bson import ObjectId

from final_app import repair
from final_app.posts import actions
from final_app.posts import editing
from tests.final_app.media.test_pictures import picture
from tests.final_app.media.test_pictures import uploads

JSON = {"Accept": "application/json"}


def edits(one, post, *files, method="PUT", **fields):
    """Edit a post as its form does, with these new pictures."""
    data = {"csrf_token": one.token(), "content_file": [(io.BytesIO(data), "a.jpg") for data in files], **fields}
    return one.http.open(f"/content_submit/{post['id']}", method=method, data=data, headers=JSON)


def widths(answer):
    """Return the widths of a post's pictures, in their order."""
    return [image["width"] for image in answer.json["post"]["images"]]


def stored(database):
    """Return how many pictures are stored."""
    return database["sns"].images.count_documents({})


@pytest.fixture
def minsu(person):
    """Return a user."""
    return person()


@pytest.fixture
def post(minsu):
    """Return a post with pictures 10, 20 and 30 pixels wide."""
    sent = [picture(width, 9) for width in (10, 20, 30)]
    return uploads(minsu, *sent, content_txt="look", alt=["ten", "", "thirty"]).json["post"]


def ids(post):
    """Return the ids of a post's pictures."""
    return [image["id"] for image in post["images"]]


def test_each_picture_has_its_description(minsu, post):
    """In JSON, as the text in place of the picture, and in the export; it is never required."""
    assert [image["alt"] for image in post["images"]] == ["ten", "", "thirty"]
    page = minsu.opens(f"/content_submit/{post['id']}").text
    assert 'alt="thirty"' in page
    assert 'alt="Picture 2 by 민수"' in page
    with minsu.opens("/setting/export") as export:
        (kept,) = json.loads(zipfile.ZipFile(io.BytesIO(export.data)).read("posts.json"))
    assert [image["alt"] for image in kept["pictures"]] == ["ten", "", "thirty"]


def test_a_picture_from_before_there_were_descriptions_has_an_empty_one(minsu, post, database):
    """Data of earlier versions opens as before."""
    database["sns"].posts.update_many({}, {"$unset": {"images.0.alt": "", "images.1.alt": "", "images.2.alt": ""}})
    shown = minsu.reads(f"/content_submit/{post['id']}").json["post"]
    assert [image["alt"] for image in shown["images"]] == ["", "", ""]


def test_a_description_that_is_too_long_is_rejected(minsu, post, database):
    """Nothing of the request is stored; the field is named."""
    answer = uploads(minsu, picture(), content_txt="x", alt="x" * 501)
    assert (answer.status_code, answer.json["field"]) == (400, "alt")
    name = f"alt_{ids(post)[0]}"
    answer = edits(minsu, post, picture(), **{name: "x" * 501})
    assert (answer.status_code, answer.json["field"]) == (400, name)
    assert (stored(database), database["sns"].posts.count_documents({})) == (3, 1)


def test_an_edit_adds_removes_and_describes(minsu, post, database):
    """All at once, with the text unchanged; what is removed is gone for good."""
    ten, twenty, _thirty = ids(post)
    fields = {"remove_image": ten, f"alt_{twenty}": " twenty\n pixels ", "alt": ["forty", "fifty"]}
    answer = edits(minsu, post, picture(40, 9), picture(50, 9), **fields)
    assert widths(answer) == [20, 30, 40, 50]
    assert [image["alt"] for image in answer.json["post"]["images"]] == ["twenty pixels", "thirty", "forty", "fifty"]
    assert (answer.json["post"]["content_txt"], stored(database)) == ("look", 4)
    assert minsu.opens(post["images"][0]["url"]).status_code == 404


def test_an_edit_puts_pictures_in_order(minsu, post):
    """Those that are named come first; "new" stands for the next new one."""
    ten, twenty, thirty = ids(post)
    assert widths(edits(minsu, post, picture(40, 9), image_order=[thirty, "new", ten])) == [30, 40, 10, 20]
    answer = minsu.sends("PATCH", f"/content_submit/{post['id']}", {"image_order": [twenty], "remove_image": [ten]})
    assert widths(answer) == [20, 30, 40]


def test_more_than_four_pictures_are_rejected(minsu, post, database):
    """Together with those that are there; a removed one makes room."""
    answer = edits(minsu, post, picture(), picture())
    assert (answer.status_code, answer.json["field"], stored(database)) == (400, "content_file", 3)
    assert edits(minsu, post, picture(), picture(), remove_image=ids(post)[0]).status_code == 200


def test_of_several_pictures_the_bad_one_is_named(minsu, database):
    """Whoever chose four has to know which of them to choose again; of a single one no number is needed."""
    data = {"csrf_token": minsu.token(), "content_txt": "look"}
    files = [(io.BytesIO(one), "a.jpg") for one in (picture(), b"no picture")]
    answer = minsu.http.post(
        "/content_submit", data={**data, "content_file": files}, headers={"Accept": "application/json"}
    )
    assert answer.json["errors"]["content_file"].startswith("Picture 2: This file is not a picture.")
    files = [(io.BytesIO(b"no picture"), "a.jpg")]
    answer = minsu.http.post(
        "/content_submit", data={**data, "content_file": files}, headers={"Accept": "application/json"}
    )
    assert answer.json["errors"]["content_file"].startswith("This file is not a picture.")
    assert stored(database) == 0


def test_a_post_without_text_keeps_a_picture(minsu, post):
    """Removing all is rejected like an empty text; with a text it works."""
    assert edits(minsu, post, content_txt="").status_code == 200
    answer = edits(minsu, post, remove_image=ids(post))
    assert (answer.status_code, answer.json["field"]) == (400, "content_txt")
    assert widths(edits(minsu, post, content_txt="text", remove_image=ids(post))) == []


def test_only_the_author_changes_pictures_and_only_those_of_the_post(minsu, post, person, database):
    """Ids of other posts are ignored, and so is what is no id."""
    other = uploads(minsu, picture(70, 9), content_txt="other").json["post"]
    assert widths(edits(minsu, post, remove_image=[*ids(other), "x"], image_order=ids(other))) == [10, 20, 30]
    assert edits(person("bob_1", "bob"), post, remove_image=ids(post)).status_code == 403
    assert stored(database) == 4


def test_a_rejected_edit_shows_the_form_with_the_reason(minsu, post):
    """Also for what is no picture: 415, not an error page; what was typed is kept."""
    fields = {"csrf_token": minsu.token(), "content_txt": "new text", f"alt_{ids(post)[0]}": "other words"}
    wrong = {"content_file": (io.BytesIO(b"no picture"), "a.jpg"), "remove_image": ids(post)[1]}
    answer = minsu.http.post(f"/content_submit/{post['id']}", data={**fields, **wrong})
    assert answer.status_code == 415
    for kept in (
        ">new text</textarea>",
        'value="other words"',
        f'value="{ids(post)[1]}" checked',
        "content_file_wrong",
    ):
        assert kept in answer.text


def test_a_repeated_edit_adds_its_pictures_once(minsu, post, database):
    """A second press, or the same form again for want of an answer."""
    answers = [edits(minsu, post, picture(40, 9), once="abc") for _ in range(2)]
    assert [widths(answer) for answer in answers] == [[10, 20, 30, 40]] * 2
    assert stored(database) == 4


def test_an_edit_while_the_pictures_change_is_applied_to_what_is_there(minsu, post, database, monkeypatch):
    """Two tabs: one removes a picture while another adds one; both happen."""
    process = editing.process_uploads

    def remove_meanwhile(*arguments):
        monkeypatch.setattr(editing, "process_uploads", process)
        assert edits(minsu, post, remove_image=ids(post)[0]).status_code == 200
        return process(*arguments)

    monkeypatch.setattr(editing, "process_uploads", remove_meanwhile)
    assert widths(edits(minsu, post, picture(40, 9))) == [20, 30, 40]
    assert stored(database) == 3


def test_a_post_deleted_while_it_gets_a_picture_leaves_none(minsu, post, database, monkeypatch):
    """The edit answers 404, and its picture is taken back."""
    save = editing.media_store.save_images

    def delete_meanwhile(images):
        save(images)
        actions.delete_whole_post(database["sns"].posts.find_one({"_id": ObjectId(post["id"])}))

    monkeypatch.setattr(editing.media_store, "save_images", delete_meanwhile)
    assert edits(minsu, post, picture(40, 9)).status_code == 404
    assert stored(database) == 0


@pytest.mark.mongod
def test_of_six_pictures_added_at_once_as_many_are_kept_as_fit(minsu, post, database):
    """A post with three takes one more, whichever comes first; nothing is left of the others."""
    token, cookie = minsu.token(), minsu.http.get_cookie("sns_session").value

    def add(number):
        with minsu.app.test_client() as http:
            http.set_cookie("sns_session", cookie)
            data = {"csrf_token": token, "content_file": (io.BytesIO(picture(9, 9)), f"{number}.jpg")}
            return http.post(f"/content_submit/{post['id']}", data=data, headers=JSON).status_code

    with ThreadPoolExecutor(6) as threads:
        answers = sorted(threads.map(add, range(6)))
    assert answers == [200, *[400] * 5]
    assert stored(database) == 4


def test_a_picture_that_a_crash_left_on_an_existing_post_is_deleted(minsu, post, database):
    """It was stored, but the post never showed it."""
    left = database["sns"].images.find_one()
    database["sns"].images.insert_one({**left, "_id": ObjectId("0" * 24)})
    with minsu.app.app_context():
        assert repair.delete_orphans() == 1
    assert stored(database) == 3


@pytest.mark.parametrize("name", ["profile_img", "background_img"])
def test_a_profile_picture_is_shown_in_the_settings_and_can_be_removed(minsu, database, name):
    """With its form, or as JSON; removing none is harmless; a new one takes precedence."""
    data = {"csrf_token": minsu.token(), name: (io.BytesIO(picture(9, 9)), "me.png"), f"remove_{name}": "1"}
    assert minsu.http.post("/setting", data=data).status_code == 302
    assert minsu.reads("/setting").json[name] + "?size=" in minsu.opens("/setting").text
    assert minsu.submits("/setting", **{f"remove_{name}": "1"}).status_code == 302
    assert (minsu.reads("/setting").json[name], stored(database)) == (None, 0)
    assert minsu.sends("POST", "/setting", {f"remove_{name}": True}).status_code == 200
