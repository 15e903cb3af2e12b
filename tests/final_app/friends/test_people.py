"""All people: newest first, page by page, each with what they are to the reader and the fitting buttons."""

import pytest

from final_app.blocks import store
from final_app.users.store import users


@pytest.fixture
def crowd(person):
    """Return five users, the first of whom has a friend, a request in each direction, and nothing with the last."""
    alice, *others = (person(f"{name}_1", name) for name in ("alice", "bob", "carol", "dave", "erin"))
    bob, _carol, dave, _erin = others
    alice.sends("PUT", "/friend/bob")
    bob.sends("PUT", "/friend/alice")
    alice.sends("PUT", "/friend/carol")
    dave.sends("PUT", "/friend/alice")
    return alice, *others


EVERYONE = [("erin", "none"), ("dave", "asked"), ("carol", "requested"), ("bob", "friends"), ("alice", "self")]


def test_all_people_are_listed_newest_first_and_without_gaps(crowd):
    """Whoever joined last is first, and each comes with the friendship."""
    alice = crowd[0]
    alice.app.config["PAGE_SIZE"] = 2
    found, before = [], ""
    while before is not None:
        page = alice.reads(f"/people?before={before}").json
        found += [(one["nickname"], one["friendship"]) for one in page["people"]]
        before = page["next"]
    assert found == EVERYONE
    assert alice.reads("/people?before=bob").status_code == 400


def test_the_page_has_the_buttons_that_fit(crowd):
    """One asks, accepts, declines and cancels right there; nobody is unfriended by a wrong press in a list."""
    page = crowd[0].opens("/people").text
    for text in ("Add friend", "Accept", "Decline", "Cancel request", "Your friend", "This is you"):
        assert page.count(f">{text}<") == 1, text
    assert "Unfriend" not in page


def test_blocked_people_are_not_listed(crowd):
    """Neither the one who blocks nor the one who is blocked finds the other."""
    alice, bob = crowd[:2]
    with alice.app.app_context():
        store.insert_block(*[users().find_one({"nickname": one.nickname})["_id"] for one in (alice, bob)])
    for one, other in ((alice, "bob"), (bob, "alice")):
        assert other not in [person["nickname"] for person in one.reads("/people").json["people"]]


@pytest.mark.mongod
def test_a_page_of_people_takes_few_queries(crowd, trips):
    """The friendships of a page come from one query."""
    crowd[0].opens("/people")
    trips.clear()
    crowd[0].opens("/people")
    assert len(trips) <= 5, [trip.command_name for trip in trips]
