"""Exercise here: who is online."""

from classroom.checks.kit import AppUnderTest
from classroom.checks.kit import check
from classroom.checks.stage04.people import Person
from classroom.checks.stage04.people import everyone


@check("here", "When someone's last page closes, the others hear it", "마지막 페이지를 닫으면 다른 사람이 알게 돼요")
def the_others_hear_who_left(app: AppUnderTest) -> None:
    """Each nickname once, sorted."""
    alice, bob, _ = everyone(app)
    bob.page.disconnect()
    left = {"nicknames": ["alice", "민수"]}
    app.expect_received("here", {"alice": [left], "minsu": [left]})
    alice.page.disconnect()
    app.expect_received("here", {"minsu": [{"nicknames": ["민수"]}]})


@check("here", "One of two pages that closes is no news", "두 페이지 중 하나를 닫는 것은 소식이 아니에요")
def one_of_two_pages_is_no_news(app: AppUnderTest) -> None:
    """The person is still here."""
    alice, bob, _ = everyone(app)
    second = bob.client.connect("bob (page 2)")
    app.received_since()
    second.disconnect()
    app.expect_received("here", {})
    bob.page.disconnect()
    left = {"nicknames": ["alice", "민수"]}
    app.expect_received("here", {"alice": [left], "minsu": [left]})
    alice.page.expect_connected()


@check(
    "here",
    "Everyone hears who comes, each nickname once, sorted",
    "누가 오면 모두가 닉네임을 한 번씩, 정렬된 순서로 받아요",
)
def everyone_hears_who_comes(app: AppUnderTest) -> None:
    """A second page of someone hears it alone."""
    minsu = Person(app, "minsu")
    app.received_since()
    Person(app, "bob")
    both = {"nicknames": ["bob", "민수"]}
    app.expect_received("here", {"minsu": [both], "bob": [both]})
    minsu.client.connect("minsu (page 2)")
    app.expect_received("here", {"minsu (page 2)": [both]})
    Person(app, "alice")
    three = {"nicknames": ["alice", "bob", "민수"]}
    app.expect_received("here", {name: [three] for name in ("minsu", "minsu (page 2)", "bob", "alice")})


@check("here", "Someone who comes back is here again", "다시 온 사람은 다시 여기에 있어요")
def coming_back_is_news(app: AppUnderTest) -> None:
    """A page that closed leaves nothing behind."""
    alice, bob, _ = everyone(app)
    bob.page.disconnect()
    app.received_since()
    bob.client.connect("bob again")
    three = {"nicknames": ["alice", "bob", "민수"]}
    app.expect_received("here", {name: [three] for name in ("alice", "minsu", "bob again")})
    alice.page.expect_connected()
