"""Blocks: two users who neither see nor reach each other."""

import pytest

from final_app.blocks import store
from final_app.users.store import users


@pytest.fixture
def three(person, app):
    """Return the ids of three users."""
    names = ("alice", "bob", "carol")
    for name in names:
        person(f"{name}_1", name)
    with app.app_context():
        return [users().find_one({"nickname": name})["_id"] for name in names]


def test_a_block_hides_both_from_each_other_until_it_ends(app, three):
    """It counts in both directions, once however often it is made, and only for these two."""
    one, other, third = three
    with app.app_context():
        store.insert_block(one, other)
        store.insert_block(one, other)
        assert (store.blocked_ids(one), store.blocked_ids(other)) == ({other}, {one})
        assert store.is_blocked(one, other)
        assert store.is_blocked(other, one)
        assert not store.is_blocked(one, third)
        assert not store.blocked_ids(third)
        assert [block["blocked_id"] for block in store.blocks_by(one)] == [other]
        store.delete_block(other, one)  # which is the other direction
        assert store.is_blocked(one, other)
        store.delete_block(one, other)
        assert not store.is_blocked(one, other)
        assert not store.blocked_ids(one)


def test_blocks_of_an_earlier_version_hide_both_after_the_upgrade(app, three):
    """Whether a user may have blocks at all stands in their own document, which earlier versions did not write."""
    one, other, third = three
    with app.app_context():
        store.blocks().insert_one({"_id": store.block_id(one, other), "blocker_id": one, "blocked_id": other})
        store.note_users_with_blocks()
        assert (store.blocked_ids(one), store.blocked_ids(other)) == ({other}, {one})
        assert not store.may_meet(one, other)
        assert store.may_meet(one, third)


def test_a_block_made_meanwhile_is_noticed(app, three):
    """What was read at the beginning of a request does not count once something is stored."""
    one, other, _third = three
    with app.app_context():
        assert not store.blocked_ids(one)
        with app.app_context():  # another request
            store.insert_block(other, one)
        assert not store.may_meet(one, other)
        assert store.blocked_ids(one) == {other}
