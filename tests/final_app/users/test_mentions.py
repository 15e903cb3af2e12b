"""Mentions point to the person, and the nicknames that someone gave up are not given to others."""

import re
from datetime import timedelta

import pytest

from final_app.db import run_upgrades
from final_app.users.freed import store


@pytest.fixture
def mentioned(person):
    """Return alice, bob, and the path of a post by bob that mentions alice twice, once in a comment."""
    alice, bob = person("alice_1", "Alice"), person("bob_1", "bob")
    path = f"/content_submit/{bob.posts('Thanks, @alice님')}"
    bob.sends("POST", f"{path}/comments", {"text": "@ALICE's idea"})
    return alice, bob, path


def links(reader, path):
    """Return the links of a page that mention someone, as (address, text)."""
    return re.findall(r'<a href="([^"]+)"[^>]* class="link_name">([^<]+)</a>', reader.opens(path).text)


def test_a_new_nickname_keeps_the_mentions(mentioned):
    """The text stays as it was written; its links and its JSON lead to the person, whatever they are called now."""
    alice, bob, path = mentioned
    assert alice.submits("/setting", nickname="Ellis").status_code == 302
    assert links(bob, path) == [("/user/Ellis", "@alice"), ("/user/Ellis", "@ALICE")]
    assert bob.reads(path).json["post"]["mentions"] == ["Ellis"]
    assert links(bob, "/") == [("/user/Ellis", "@alice")]


def test_an_edit_keeps_whom_a_text_meant(mentioned):
    """A typo is corrected after the person has changed their nickname: the mention is still theirs."""
    alice, bob, path = mentioned
    alice.submits("/setting", nickname="Ellis")
    bob.sends("PATCH", path, {"content_txt": "Thank you, @alice"})
    comment = bob.reads(path).json["comments"][0]["id"]
    bob.sends("PATCH", f"/comments/{comment}", {"text": "an idea of @alice"})
    assert links(bob, path) == [("/user/Ellis", "@alice")] * 2
    bob.sends("PATCH", path, {"content_txt": "Thank you, @nobody"})
    assert bob.reads(path).json["post"]["mentions"] == []


def test_a_new_owner_of_a_nickname_gets_none_of_its_old_mentions(mentioned, person):
    """When alice is free again and someone else takes it, old texts do not lead to them."""
    alice, bob, path = mentioned
    alice.app.config["NICKNAME_HELD_DAYS"] = 0
    alice.submits("/setting", nickname="Ellis")
    person("other_1", "alice")
    assert links(bob, path) == [("/user/Ellis", "@alice"), ("/user/Ellis", "@ALICE")]
    assert bob.sends("POST", f"{path}/comments", {"text": "@alice"}).json["html"].count('href="/user/alice"') == 1


def test_who_has_left_is_plain_text(mentioned):
    """The text of others stays; there is nobody to link to."""
    alice, bob, path = mentioned
    alice.submits("/secession", password="correct horse")
    assert links(bob, path) == []
    assert bob.reads(path).json["post"]["mentions"] == []


@pytest.mark.mongod
def test_mentions_of_earlier_data_point_to_those_who_have_the_names(mentioned, database, app):
    """Posts stored only names before, and comments nothing."""
    alice, bob, path = mentioned
    database["sns"].posts.update_one({}, {"$unset": {"mentioned": 1}, "$set": {"mentions": ["alice"]}})
    database["sns"].comments.update_one({}, {"$unset": {"mentioned": 1}})
    database["sns"].versions.delete_many({})
    assert links(bob, path) == []
    with app.app_context():
        run_upgrades()
    alice.submits("/setting", nickname="Ellis")
    assert links(bob, path) == [("/user/Ellis", "@alice"), ("/user/Ellis", "@ALICE")]


@pytest.mark.parametrize("wanted", ["alice", "ALICE", "AIice"])
def test_the_nickname_of_someone_who_left_is_not_given_to_others_for_a_while(person, newcomer, wanted, monkeypatch):
    """Nor is one that looks the same: readers would take the new person for the old one."""
    person("alice_1", "alice").submits("/secession", password="correct horse")
    answer = newcomer("other_1", wanted).asks_to_join()
    assert answer.status_code == 400
    assert "already taken" in answer.text
    later = store.is_held
    monkeypatch.setattr(
        store, "is_held", lambda nickname, own_id, now: later(nickname, own_id, now + timedelta(days=30))
    )
    assert newcomer("other_1", wanted).asks_to_join().status_code == 302


def test_who_gave_a_nickname_up_may_take_it_back_and_others_may_not(person):
    """A change of mind is no loss, and nobody else steps into the old name meanwhile."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    alice.submits("/setting", nickname="ellis")
    assert bob.submits("/setting", nickname="alice").status_code == 400
    assert alice.submits("/setting", nickname="alice").status_code == 302
    assert bob.submits("/setting", nickname="ellis").status_code == 400


def test_renaming_again_and_again_uses_up_no_names(person):
    """Of one user, the last three nicknames are kept from others."""
    alice, bob = person("alice_1", "name0"), person("bob_1", "bob")
    for number in range(1, 6):
        assert alice.submits("/setting", nickname=f"name{number}").status_code == 302
    taken = [bob.sends("POST", "/setting", {"nickname": f"name{number}"}).status_code for number in (4, 3, 2, 1)]
    assert taken == [400, 400, 400, 200]
