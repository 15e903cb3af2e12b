"""Races, on a real database and with real threads: what may succeed once succeeds once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = pytest.mark.mongod


def at_once(tasks):
    """Run tasks in threads of their own at the same time, and return what they return."""
    with ThreadPoolExecutor(len(tasks)) as threads:
        return [future.result() for future in [threads.submit(task) for task in tasks]]


def test_of_two_sign_ups_for_one_name_one_wins(newcomer, database):
    """Both have a code that is right; one becomes the person, the other is told which field is taken."""
    rivals = [newcomer(f"rival_{number}", "민수") for number in range(4)]
    codes = []
    for rival in rivals:
        rival.asks_to_join()
        codes.append(rival.newest_code())
    tokens = [rival.token() for rival in rivals]

    def confirm(rival, code, token):
        headers = {"Accept": "application/json", "X-CSRFToken": token}
        return rival.http.post("/join/verify", json={"code": code}, headers=headers)

    answers = at_once([lambda one=one: confirm(*one) for one in zip(rivals, codes, tokens, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert {answer.json.get("field") for answer in answers if answer.status_code == 400} == {"nickname"}
    assert database["sns"].people.count_documents({}) == 1


def test_a_code_guessed_in_parallel_has_five_tries_in_all(newcomer, database):
    """Twenty guesses at once are still five: the right one after them is dead."""
    minsu = newcomer()
    minsu.asks_to_join()
    code = minsu.newest_code()
    token = minsu.token()
    cookie = minsu.http.get_cookie("sns_session").value
    wrong = [f"{(int(code) + number) % 10**6:06}" for number in range(1, 21)]

    def guess(number):
        with minsu.app.test_client() as http:
            http.set_cookie("sns_session", cookie)
            headers = {"Accept": "application/json", "X-CSRFToken": token}
            return http.post("/join/verify", json={"code": number}, headers=headers).status_code

    assert at_once([lambda number=number: guess(number) for number in wrong]) == [400] * 20
    assert database["sns"].waiting.find_one()["tries"] == 5
    assert minsu.submits("/join/verify", code=code).status_code == 400


def test_a_right_code_used_twice_at_once_makes_one_person(newcomer, database):
    """Two tabs send the same code in the same moment: one person, no error of ours."""
    minsu = newcomer()
    minsu.asks_to_join()
    code, token = minsu.newest_code(), minsu.token()
    cookie = minsu.http.get_cookie("sns_session").value

    def confirm():
        with minsu.app.test_client() as http:
            http.set_cookie("sns_session", cookie)
            headers = {"Accept": "application/json", "X-CSRFToken": token}
            return http.post("/join/verify", json={"code": code}, headers=headers).status_code

    answers = at_once([confirm] * 4)
    assert answers.count(200) == 1
    assert set(answers) <= {200, 400}
    assert database["sns"].people.count_documents({}) == 1


def test_a_post_deleted_while_it_is_liked_and_discussed_leaves_nothing(person, database):
    """Whoever comes last, no like, comment or notice hangs on a post that is gone."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    tokens = {one: one.token() for one in (alice, bob)}

    def send(one, method, path, json=None):
        with one.app.test_client() as http:
            http.set_cookie("sns_session", one.http.get_cookie("sns_session").value)
            headers = {"Accept": "application/json", "X-CSRFToken": tokens[one]}
            return http.open(path, method=method, json=json, headers=headers).status_code

    for _ in range(5):
        path = f"/content_submit/{alice.posts('soon gone')}"
        answers = at_once(
            [
                lambda path=path: send(bob, "PUT", f"{path}/like"),
                lambda path=path: send(bob, "POST", f"{path}/comments", {"text": "hm"}),
                lambda path=path: send(alice, "DELETE", path),
            ]
        )
        assert set(answers) <= {200, 201, 404}
    db = database["sns"]
    assert {name: db[name].count_documents({}) for name in ("posts", "likes", "comments")} == {
        "posts": 0,
        "likes": 0,
        "comments": 0,
    }
