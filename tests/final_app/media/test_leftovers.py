"""No picture is left that belongs to nobody: whoever leaves meanwhile, however many come at once."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from datetime import datetime

import pytest
from bson import ObjectId

from final_app import repair
from final_app.media import actions
from tests.final_app.media import photos
from tests.final_app.media.test_pictures import picture
from tests.final_app.media.test_pictures import uploads

PASSWORD = "correct horse"


def counts(database):
    """Return how many posts, pictures and notifications there are."""
    return [database["sns"][name].count_documents({}) for name in ("posts", "images", "notices")]


def change_picture(one, token=None):
    """Send the form of the settings with a new profile picture, and return the status."""
    token = token or one.token()
    with one.app.test_client() as http:
        http.set_cookie("sns_session", one.http.get_cookie("sns_session").value)
        data = {"csrf_token": token, "profile_img": (io.BytesIO(picture(9, 9)), "me.png")}
        return http.post("/setting", data=data, headers={"Accept": "application/json"}).status_code


def write_post(one):
    """Post a picture with a mention, and return the status."""
    return uploads(one, picture(9, 9), content_txt="@bob").status_code


@pytest.mark.parametrize("send", [write_post, change_picture])
def test_who_leaves_while_a_picture_is_decoded_leaves_nothing(person, database, monkeypatch, send):
    """The picture, its post and the mention in it are not kept, and nobody gets them."""
    person("bob_1", "bob")
    alice = person("alice_1", "alice")
    decode = actions.decode

    def leave_meanwhile(*arguments):
        token = alice.token()
        with alice.app.test_client() as http:
            http.set_cookie("sns_session", alice.http.get_cookie("sns_session").value)
            assert http.post("/secession", data={"csrf_token": token, "password": PASSWORD}).status_code == 302
        return decode(*arguments)

    monkeypatch.setattr(actions, "decode", leave_meanwhile)
    assert send(alice) == 401
    assert counts(database) == [0, 0, 0]


def test_who_leaves_while_their_post_is_stored_leaves_nothing(person, database, monkeypatch):
    """The last look comes after the last write."""
    person("bob_1", "bob")
    alice = person("alice_1", "alice")
    notify = "final_app.posts.notifications.notify"

    def leave_meanwhile(*_arguments, **_more):
        database["sns"].people.update_one({"nickname": "alice"}, {"$set": {"leaving": True}})

    monkeypatch.setattr(notify, leave_meanwhile)
    assert uploads(alice, picture(9, 9), content_txt="@bob").status_code == 401
    assert counts(database) == [0, 0, 0]


@pytest.mark.mongod
def test_of_twelve_profile_pictures_at_once_one_is_left(person, database):
    """Each replaces the one before it, whichever that is by then."""
    alice = person("alice_1", "alice")
    token = alice.token()
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: change_picture(alice, token), range(12)))
    assert set(answers) == {200}
    assert counts(database)[1] == 1
    assert alice.opens(alice.reads("/user/alice").json["profile_img"]).status_code == 200


def test_a_picture_that_no_profile_shows_is_not_handed_out(person, database):
    """Not even to those who know its address from before."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    change_picture(alice)
    url = alice.reads("/user/alice").json["profile_img"]
    assert bob.opens(url).status_code == 200
    database["sns"].people.update_one({"nickname": "alice"}, {"$set": {"profile_img": None}})
    assert bob.opens(url).status_code == 404


def test_pictures_of_who_is_leaving_are_not_handed_out(person, database):
    """From the moment they left, before all is deleted."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    change_picture(alice)
    post = uploads(alice, picture(9, 9)).json["post"]
    urls = [alice.reads("/user/alice").json["profile_img"], post["images"][0]["url"]]
    assert [bob.opens(url).status_code for url in urls] == [200, 200]
    database["sns"].people.update_one({"nickname": "alice"}, {"$set": {"leaving": True}})
    assert [bob.opens(url).status_code for url in urls] == [404, 404]


def test_a_start_removes_what_belongs_to_nobody(person, app, database):
    """Posts of those who are gone, and pictures without a post or a profile; everything else stays."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    change_picture(alice)
    uploads(alice, picture(9, 9), content_txt="stays")
    uploads(bob, picture(9, 9), content_txt="goes")
    change_picture(bob)
    images = database["sns"].images
    images.insert_one({**images.find_one({}, {"_id": 0}), "post_id": None})
    images.insert_one({**images.find_one({}, {"_id": 0}), "post_id": ObjectId()})
    database["sns"].people.delete_one({"nickname": "bob"})
    with app.app_context():
        repair.delete_orphans()
        assert images.count_documents({}) == 4  # of bob all is gone; the others are too new
        repair.delete_orphans(datetime.now(UTC))
    assert counts(database)[:2] == [1, 2]
    assert alice.opens(alice.reads("/user/alice").json["profile_img"]).status_code == 200


def test_a_post_offers_two_sizes_and_says_how_large_it_will_be(person, read_page):
    """A browser chooses, and nothing jumps when the picture comes."""
    minsu = person()
    uploads(minsu, picture(3000, 1500), content_txt="look")
    (shown,) = [one for one in read_page(minsu.opens("/").text).find_all("img") if one.get("srcset")]
    widths = [part.split()[1] for part in shown["srcset"].split(", ")]
    assert widths == ["320w", "960w"]
    assert (shown["width"], shown["height"]) == ("608", "304")
    assert "vw" in shown["sizes"]


def test_a_page_says_where_only_the_first_frame_is_shown(person):
    """An animation that is too long is not cut in silence."""
    minsu = person()
    post = uploads(minsu, photos.animated("GIF", photos.moving(310, 20, 70))).json["post"]
    assert post["images"][0]["first_frame_only"] is True
    assert "Only its first picture is shown" in minsu.opens("/").text
