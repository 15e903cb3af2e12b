"""Search: people by part of a name, posts by words, tags by their beginning; only what one may see."""

import pytest


@pytest.fixture
def crowd(person):
    """Return alice and minsu, who have written."""
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
def test_people_are_found_by_a_part_of_their_nickname(crowd, query, found):
    """Any part, any script, any case."""
    people = crowd[1].reads(f"/search?kind=people&search={query}").json["people"]
    assert [one["nickname"] for one in people] == found


def test_people_are_found_by_their_name(crowd):
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
    """Every word must be in the post, whole or in part, in Korean too; what is for friends is not found by others."""
    assert len(crowd[1].reads(f"/search?kind=posts&search={query}").json["posts"]) == count


def test_its_author_finds_a_post_for_friends(crowd):
    """What one may see is found."""
    assert len(crowd[0].reads("/search?kind=posts&search=secret").json["posts"]) == 1


def test_tags_are_found_by_their_beginning_and_lead_to_their_posts(crowd):
    """A tag says how many public posts have it; with # the posts of just that tag are found."""
    _, minsu = crowd
    assert minsu.reads("/search?kind=tags&search=%23fla").json["tags"] == [{"tag": "flask", "count": 1}]
    assert minsu.reads("/search?kind=tags&search=플").json["tags"] == [{"tag": "플라스크", "count": 1}]
    assert len(minsu.reads("/search?kind=posts&search=%23flask").json["posts"]) == 1
    assert minsu.reads("/search?kind=posts&search=%23fla").json["posts"] == []


def test_without_a_kind_everything_is_searched(crowd):
    """One answer holds people, posts and tags."""
    found = crowd[1].reads("/search?search=flask").json
    assert (len(found["people"]), len(found["posts"]), len(found["tags"])) == (0, 1, 1)
    assert found["next"] is None
    page = crowd[1].opens("/search?search=flask").text
    assert "Learning" in page


@pytest.mark.parametrize("query", [".*", "^z", "$where", "{}", "\\", "[", "%00", "(", "*"])
def test_what_a_person_types_is_never_an_expression(crowd, query):
    """Signs find nothing and break nothing."""
    answer = crowd[1].reads(f"/search?search={query}")
    assert (answer.status_code, answer.json["people"], answer.json["posts"]) == (200, [], [])


@pytest.mark.parametrize(("arguments", "field"), [("kind=all", "kind"), (f"search={'a' * 101}", "search")])
def test_a_malformed_search_is_refused(crowd, arguments, field):
    """An unknown kind or an endless text is 400 with its field."""
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
    """The old words lead nowhere."""
    alice, _ = crowd
    post_id = alice.posts("elephant")
    alice.sends("PATCH", f"/content_submit/{post_id}", {"content_txt": "giraffe"})
    assert alice.reads("/search?kind=posts&search=elephant").json["posts"] == []
    assert len(alice.reads("/search?kind=posts&search=giraffe").json["posts"]) == 1
