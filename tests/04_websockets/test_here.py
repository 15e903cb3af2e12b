"""Who is here: a connection comes and goes, a person is here while any page of theirs is open."""


def test_everyone_is_told_who_comes_and_goes(stage, comes):
    """At every coming and going, everyone who is here receives `here` with the nicknames of all who are."""
    alice = comes(stage, "alice")
    assert alice.hears() == [here("alice")]

    minsu = comes(stage, "minsu")
    assert alice.hears() == minsu.hears() == [here("alice", "민수")]

    minsu.tab.disconnect()
    assert alice.hears() == [here("alice")]


def test_two_pages_of_one_person_both_receive(people):
    """The room is the person's: a notice reaches every page that they have open."""
    alice, bob, minsu = people
    second = alice.opens_a_tab()
    minsu.hears()

    bob.comments(1, "welcome")  # W6

    assert [message["name"] for message in second.get_received()] == ["here", "comment_notice"]
    assert [event for event, _ in alice.hears()] == ["comment_notice"]
    assert minsu.hears() == []


def test_a_person_is_here_until_the_last_page_closes(stage, comes):
    """Two pages are one person: named once, and gone only when the second page is closed too."""
    bob = comes(stage, "bob")
    alice = comes(stage, "alice")
    assert bob.hears()[-1] == here("alice", "bob")
    second = alice.opens_a_tab()
    alice.tab.disconnect()
    assert bob.hears() == []

    second.disconnect()
    assert bob.hears()[-1] == here("bob")


def test_the_page_that_is_left_open_still_receives(people):
    """A page that closes takes no other with it: a notice still reaches the person's other page."""
    alice, bob, _ = people
    second = alice.opens_a_tab()
    alice.tab.disconnect()
    second.get_received()

    bob.comments(1, "welcome")

    assert [message["name"] for message in second.get_received()] == ["comment_notice"]


def here(*nicknames):
    return ("here", {"nicknames": list(nicknames)})
