"""Whom one may mean while one types a mention."""

import pytest


def suggested(someone, typed):
    """Return the nicknames that are suggested for what is typed behind @."""
    answer = someone.http.get("/people/complete", query_string={"search": typed})
    assert answer.status_code == 200
    return [one["nickname"] for one in answer.json["people"]]


@pytest.fixture
def class_of_six(person):
    """Return 민수, who is a friend of 민지 only, and five others."""
    minsu = person("minsu_1", "민수")
    names = {"minji_1": "민지", "alice_1": "Alice", "alan_1": "alan", "mina_1": "민아", "bob_1": "bob"}
    others = {nickname: person(user_id, nickname) for user_id, nickname in names.items()}
    minsu.sends("PUT", "/friend/민지")
    others["민지"].sends("PUT", "/friend/민수")
    others["bob"].submits("/setting", user_name="김민호")
    return minsu, others


@pytest.mark.parametrize(
    ("typed", "nicknames"),
    [
        ("민", ["민지", "민아"]),  # the friend first
        ("ㅁ", ["민지", "민아"]),  # as it is while the first syllable is being typed
        ("민ㅇ", ["민아"]),
        ("김", ["bob"]),  # by the name that everybody knows
        ("AL", ["alan", "Alice"]),
        ("lice", []),
        ("민수", []),  # oneself
        ("", ["민지"]),
        ("민 아", []),
        (".*", []),
        ("\0", []),
        ("가" * 5000, []),
    ],
)
def test_people_are_suggested_by_the_beginning_of_their_names(class_of_six, typed, nicknames):
    """Nickname or name, in any case, by initial consonants too; friends before others, never oneself."""
    assert suggested(class_of_six[0], typed) == nicknames


def test_who_is_blocked_is_never_suggested_to_either(class_of_six):
    """Neither by whom they block nor to whom blocks them."""
    minsu, others = class_of_six
    minsu.sends("PUT", "/block/민지")
    minsu.sends("PUT", "/block/Alice")
    assert suggested(minsu, "민") == ["민아"]
    assert suggested(minsu, "al") == ["alan"]
    assert suggested(others["Alice"], "민") == ["민아", "민지"]


def test_few_are_suggested_and_only_to_users(person, newcomer):
    """However many have such a name, a list of eight can be read."""
    minsu = person("minsu_1", "민수")
    for number in range(10):
        newcomer(f"same_{number}", f"same{number}").joins()
    assert suggested(minsu, "same") == [f"same{number}" for number in range(8)]
    stranger = newcomer("other_1", "other")
    assert stranger.reads("/people/complete?search=same").status_code == 401
