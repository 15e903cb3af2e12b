"""Race conditions, on a real database with real threads: what may succeed once succeeds only once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

pytestmark = pytest.mark.mongod


def run_together(tasks):
    """Run tasks at the same time in separate threads, and return their results."""
    with ThreadPoolExecutor(len(tasks)) as threads:
        return [future.result() for future in [threads.submit(task) for task in tasks]]


def test_of_two_sign_ups_with_one_name_only_one_succeeds(newcomer, database):
    """Both have a valid code; one gets the account, and the other an error that names the field."""
    rivals = [newcomer(f"rival_{number}", "민수") for number in range(4)]
    codes = []
    for rival in rivals:
        rival.asks_to_join()
        codes.append(rival.newest_code())
    tokens = [rival.token() for rival in rivals]

    def confirm(rival, code, token):
        headers = {"Accept": "application/json", "X-CSRFToken": token}
        return rival.http.post("/join/verify", json={"code": code}, headers=headers)

    answers = run_together([lambda one=one: confirm(*one) for one in zip(rivals, codes, tokens, strict=True)])
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]
    assert {answer.json.get("field") for answer in answers if answer.status_code == 400} == {"nickname"}
    assert database["sns"].people.count_documents({}) == 1


def test_parallel_guesses_of_a_code_share_five_tries(newcomer, database):
    """Twenty guesses at once use up the five tries, and then even the right code is invalid."""
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

    assert run_together([lambda number=number: guess(number) for number in wrong]) == [400] * 20
    assert database["sns"].waiting.find_one()["tries"] == 5
    assert minsu.submits("/join/verify", code=code).status_code == 400


def test_a_valid_code_used_twice_at_once_makes_one_account(newcomer, database):
    """Two tabs send the same code at the same moment: the result is one account and no server error."""
    minsu = newcomer()
    minsu.asks_to_join()
    code, token = minsu.newest_code(), minsu.token()
    cookie = minsu.http.get_cookie("sns_session").value

    def confirm():
        with minsu.app.test_client() as http:
            http.set_cookie("sns_session", cookie)
            headers = {"Accept": "application/json", "X-CSRFToken": token}
            return http.post("/join/verify", json={"code": code}, headers=headers).status_code

    answers = run_together([confirm] * 4)
    assert answers.count(200) == 1
    assert set(answers) <= {200, 400}
    assert database["sns"].people.count_documents({}) == 1


def test_a_post_deleted_while_it_is_liked_and_commented_on_leaves_nothing_behind(person, database):
    """Whichever request comes last, no like, comment or notification refers to the deleted post."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    tokens = {one: one.token() for one in (alice, bob)}

    def send(one, method, path, json=None):
        with one.app.test_client() as http:
            http.set_cookie("sns_session", one.http.get_cookie("sns_session").value)
            headers = {"Accept": "application/json", "X-CSRFToken": tokens[one]}
            return http.open(path, method=method, json=json, headers=headers).status_code

    for _ in range(5):
        path = f"/content_submit/{alice.posts('soon gone')}"
        answers = run_together(
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
