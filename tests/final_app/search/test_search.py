"""Search: users by part of a name, posts by words, tags by part of them; only what the user may see."""

import re
from html import unescape

import pytest


@pytest.fixture
def crowd(person):
    """Return alice and minsu, who have written posts."""
    alice, minsu = person("alice_1", "alice"), person("minsu_1", "민수짱")
    alice.posts("Learning Flask by doing #flask #python")
    alice.posts("플라스크를 배우는 중이에요 #플라스크")
    alice.posts("a secret about flask", audience="friends")
    return alice, minsu


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ali", ["alice"]),
        ("LICE", ["alice"]),
        ("민수", ["민수짱"]),
        ("수짱", ["민수짱"]),
        ("짱", ["민수짱"]),
        ("nobody", []),
    ],
)
def test_users_are_found_by_a_part_of_their_nickname(crowd, query, found):
    """Any part, any script, any case."""
    people = crowd[1].reads(f"/search?kind=people&search={query}").json["people"]
    assert [one["nickname"] for one in people] == found


def test_users_are_found_by_their_initial_consonants(person):
    """A consonant stands for any syllable that begins with it, also among syllables, in nicknames and names."""
    minsu = person()
    person("minsu_2", "민수짱")
    person("gaksu", "각수")
    minsu.submits("/setting", user_name="김민수")
    finds = {
        "ㅁㅅ": ["민수", "민수짱"],
        "ㅁㅅㅉ": ["민수짱"],
        "민ㅅ": ["민수", "민수짱"],
        "김ㅁㅅ": ["민수"],
        "ㄳ": ["각수"],
    }
    finds |= {
        "ㅅ": ["각수", "민수", "민수짱"],
        "ㄱㅁ": ["민수"],
        "ㄱ수 S": ["각수"],
        "ㅅㅁ": [],
        "ㅁ수ㅉㅉ": [],
        "이ㅁㅅ": [],
    }
    for query, names in finds.items():
        people = minsu.reads(f"/search?kind=people&search={query}").json["people"]
        assert [one["nickname"] for one in people] == names, query


def test_users_are_found_by_their_name(crowd):
    """The name counts as well as the nickname."""
    assert len(crowd[1].reads("/search?kind=people&search=some+one").json["people"]) == 2


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("flask", 1),
        ("FLAS", 1),
        ("doing learning", 1),
        ("flask nothing", 0),
        ("라스크", 1),
        ("배우는", 1),
        ("중", 1),
        ("ksalf", 0),
        ("f", 0),
    ],
)
def test_posts_are_found_by_parts_of_their_words(crowd, query, count):
    """Every word must be in the post, whole or in part, in Korean too; friends-only posts are hidden from others."""
    assert len(crowd[1].reads(f"/search?kind=posts&search={query}").json["posts"]) == count


def test_authors_find_their_own_friends_only_posts(crowd):
    """Users find every post that they may see."""
    assert len(crowd[0].reads("/search?kind=posts&search=secret").json["posts"]) == 1


@pytest.mark.parametrize(
    ("query", "tag"),
    [
        ("%23fla", "flask"),
        ("LAS", "flask"),
        ("k", "flask"),
        ("%23플", "플라스크"),
        ("라스", "플라스크"),
        ("스크", "플라스크"),
    ],
)
def test_tags_are_found_by_any_part(crowd, query, tag):
    """With or without #, by its beginning or its middle, in any case; a tag says how many public posts have it."""
    assert crowd[1].reads(f"/search?kind=tags&search={query}").json["tags"] == [{"tag": tag, "count": 1}]


@pytest.mark.parametrize("query", ["flk", "secret", "%23", "%23flask%20python", "f.*k"])
def test_a_tag_that_does_not_contain_the_query_is_not_found(crowd, query):
    """The letters must be adjacent, and words that are not tags do not count."""
    assert crowd[1].reads(f"/search?kind=tags&search={query}").json["tags"] == []


def test_the_exact_tag_comes_first_then_tags_that_begin_with_it(crowd):
    """This holds however often the other tags are used."""
    alice, minsu = crowd
    alice.posts("#art #artist #artist_at_work #smart #smart_art #cart")
    alice.posts("#smart #cart #artist")
    alice.posts("#smart")
    found = minsu.reads("/search?kind=tags&search=art").json["tags"]
    assert [(tag["tag"], tag["count"]) for tag in found] == [
        ("art", 1),
        ("artist", 2),
        ("artist_at_work", 1),
        ("smart", 3),
        ("cart", 2),
        ("smart_art", 1),
    ]


def test_a_tag_of_friends_only_posts_is_not_found(crowd):
    """Otherwise the search would reveal what friends-only posts are about."""
    alice, minsu = crowd
    alice.posts("#hidden", audience="friends")
    assert minsu.reads("/search?kind=tags&search=hidd").json["tags"] == []


def test_a_tag_leads_to_its_posts(crowd):
    """A query with # finds only the posts with exactly that tag."""
    _, minsu = crowd
    assert len(minsu.reads("/search?kind=posts&search=%23flask").json["posts"]) == 1
    assert minsu.reads("/search?kind=posts&search=%23fla").json["posts"] == []


def test_without_a_kind_everything_is_searched(crowd):
    """One response has users, posts and tags."""
    found = crowd[1].reads("/search?search=flask").json
    assert (len(found["people"]), len(found["posts"]), len(found["tags"])) == (0, 1, 1)
    assert found["next"] is None
    page = crowd[1].opens("/search?search=flask").text
    assert "Learning" in page


@pytest.mark.parametrize("query", [".*", "^z", "$where", "{}", "\\", "[", "%00", "(", "*"])
def test_a_query_is_never_a_regular_expression(crowd, query):
    """Special characters match nothing and cause no error."""
    answer = crowd[1].reads(f"/search?search={query}")
    assert (answer.status_code, answer.json["people"], answer.json["posts"]) == (200, [], [])


@pytest.mark.parametrize(("arguments", "field"), [("kind=all", "kind"), (f"search={'a' * 101}", "search")])
def test_a_malformed_search_is_rejected(crowd, arguments, field):
    """An unknown kind or a too long text is a 400 that names the field."""
    answer = crowd[1].reads(f"/search?{arguments}")
    assert (answer.status_code, answer.json["field"]) == (400, field)


def test_the_pages_of_a_search_have_no_gaps(crowd):
    """Following next shows each post once."""
    alice, minsu = crowd
    alice.app.config["PAGE_SIZE"] = 2
    for number in range(5):
        alice.posts(f"window {number}")
    shown, before = [], ""
    while before is not None:
        page = minsu.reads(f"/search?kind=posts&search=window&before={before}").json
        shown += [post["content_txt"] for post in page["posts"]]
        before = page["next"]
    assert shown == [f"window {number}" for number in (4, 3, 2, 1, 0)]


def test_an_edited_post_is_found_by_its_new_words(crowd):
    """The old words no longer find it."""
    alice, _ = crowd
    post_id = alice.posts("elephant")
    alice.sends("PATCH", f"/content_submit/{post_id}", {"content_txt": "giraffe"})
    assert alice.reads("/search?kind=posts&search=elephant").json["posts"] == []
    assert len(alice.reads("/search?kind=posts&search=giraffe").json["posts"]) == 1


def test_the_pages_of_users_have_no_gaps(crowd, person):
    """Following next shows each user once, by nickname; the page has a link to the next."""
    _, minsu = crowd
    for number in range(4):
        person(f"window_{number}", f"창문{number}")
    minsu.app.config["PAGE_SIZE"] = 2
    shown, before = [], ""
    while before is not None:
        page = minsu.reads(f"/search?kind=people&search=창문&before={before}").json
        assert len(page["people"]) == 2
        shown += [one["nickname"] for one in page["people"]]
        before = page["next"]
    assert shown == ["창문0", "창문1", "창문2", "창문3"]
    for query in ("search=창문", "search=창문&kind=people"):
        (link,) = re.findall(r'class="more"><a href="([^"]+)"', minsu.opens(f"/search?{query}").text)
        assert "창문2" in minsu.opens(unescape(link)).text


def test_users_with_the_letters_but_not_the_word_do_not_end_a_search(crowd, person):
    """A page may be short when many users had to be checked; next leads on to those that match."""
    _, minsu = crowd
    for number in range(6):
        person(f"banana_{number}", f"anab_{number}nan")
    person("banana_x", "x_anana")
    minsu.app.config["PAGE_SIZE"] = 1
    shown, before = [], ""
    while before is not None:
        page = minsu.reads(f"/search?kind=people&search=anan&before={before}").json
        shown += [one["nickname"] for one in page["people"]]
        before = page["next"]
    assert shown == ["x_anana"]


def test_an_empty_search_suggests_people_and_hashtags(crowd, person):
    """The newest people with their buttons, and what public posts are about most; no post for friends counts."""
    alice, minsu = crowd
    alice.posts("#flask again")
    alice.posts("#hidden", audience="friends")
    found = minsu.reads("/search").json
    assert [(one["nickname"], one["friendship"]) for one in found["people"]] == [("민수짱", "self"), ("alice", "none")]
    assert found["tags"][0] == {"tag": "flask", "count": 2}
    assert {tag["tag"] for tag in found["tags"]} == {"flask", "python", "플라스크"}
    assert found["posts"] == minsu.reads("/search?kind=posts&search=+").json["posts"] == []
    page = minsu.opens("/search").text
    assert all(text in page for text in ("Add friend", "#플라스크", "This is you"))
    minsu.app.config["PAGE_SIZE"] = 1
    following = minsu.reads("/search?kind=people").json["next"]
    assert f"/people?before={following}" in minsu.opens("/search").text
    (other,) = minsu.reads(f"/search?kind=people&before={following}").json["people"]
    assert other["nickname"] == "alice"


def test_people_who_are_found_come_with_their_buttons(crowd):
    """One can ask them right there."""
    alice, minsu = crowd
    minsu.sends("PUT", "/friend/alice")
    assert minsu.reads("/search?search=ali").json["people"][0]["friendship"] == "requested"
    assert "Cancel request" in minsu.opens("/search?search=ali").text
    assert "Accept" in alice.opens("/search?search=민수").text


def test_nothing_found_says_what_to_try(crowd):
    """It leads to all people and to popular hashtags."""
    page = crowd[1].opens("/search?search=zzzz").text
    assert "Nothing found" in page
    assert 'href="/people"' in page
