"""Race conditions, on a real database with real threads: what may succeed once succeeds only once."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from PIL import Image

pytestmark = pytest.mark.mongod
PASSWORD = "correct horse"


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
    """A double click sends the same code at the same moment: there is one account, and each answer says so."""
    minsu = newcomer()
    minsu.asks_to_join()
    code, token = minsu.newest_code(), minsu.token()
    cookie = minsu.http.get_cookie("sns_session").value

    def confirm():
        with minsu.app.test_client() as http:
            http.set_cookie("sns_session", cookie)
            headers = {"Accept": "application/json", "X-CSRFToken": token}
            return http.post("/join/verify", json={"code": code}, headers=headers).status_code

    assert run_together([confirm] * 4) == [200] * 4
    assert database["sns"].people.count_documents({}) == 1


def test_a_post_deleted_while_it_is_liked_and_commented_on_leaves_nothing_behind(person, database):
    """Whichever request comes last, no like, comment or notification refers to the deleted post."""
    alice, bob, _carol = person("alice_1", "alice"), person("bob_1", "bob"), person("carol_1", "carol")
    send = sender(alice, bob)
    for _ in range(8):
        path = f"/content_submit/{alice.posts('soon gone')}"
        answers = run_together(
            [lambda path=path: send(bob, "PUT", f"{path}/like")]
            + [
                lambda path=path, n=n: send(bob, "POST", f"{path}/comments", {"text": f"hm {n} @carol"})
                for n in range(6)
            ]
            + [lambda path=path: send(alice, "DELETE", path)]
        )
        assert set(answers) <= {200, 201, 404}
    assert left_in(database) == {"people": 3, "notice_numbers": 2}


def test_a_comment_deleted_while_it_is_answered_leaves_no_reply(person, database):
    """A reply whose parent is gone is gone, too, and the count is that of the comments that are there."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    sends = sender(alice, bob)
    path = f"/content_submit/{alice.posts('talk')}"
    for _ in range(8):
        parent = alice.sends("POST", f"{path}/comments", {"text": "hm"}).json["comment"]["id"]
        reply = {"text": "yes", "reply_to": parent}
        run_together(
            [lambda reply=reply: sends(bob, "POST", f"{path}/comments", reply) for _ in range(5)]
            + [lambda parent=parent: sends(alice, "DELETE", f"/comments/{parent}")]
        )
    assert database["sns"].comments.count_documents({}) == 0
    assert alice.reads(path).json["post"]["comment_count"] == 0
    assert database["sns"].notices.count_documents({}) == 0


def test_an_account_deleted_while_its_posts_are_made_leaves_nothing_behind(person, database):
    """Pictures take long: when they are done, their owner may be gone, and nothing of theirs is kept."""
    alice = person("alice_1", "alice")
    post = alice.posts("I stay")
    for number in range(4):
        bob = person(f"bob_{number}", f"bob{number}")
        sends = sender(bob, alice)
        does, comment = partial(sends, bob), {"text": "hello @alice"}
        tasks = [partial(does, "POST", "/content_submit", data=picture("content_file")) for _ in range(3)]
        tasks += [partial(does, "POST", "/setting", data=picture("profile_img")) for _ in range(2)]
        tasks += [partial(does, "POST", f"/content_submit/{post}/comments", comment) for _ in range(3)]
        tasks += [partial(does, "PUT", f"/content_submit/{post}/like"), partial(does, "PUT", "/friend/alice")]
        tasks += [partial(sends, alice, "PUT", f"/friend/bob{number}")]
        run_together([*tasks, partial(does, "POST", "/secession", {"password": PASSWORD})])
    assert left_in(database) == {"posts": 1, "people": 1, "notice_numbers": 1}  # alice's
    assert alice.reads(f"/content_submit/{post}").json["post"]["comment_count"] == 0


def test_of_many_profile_pictures_at_once_one_is_kept(person, database):
    """Each replaces the one before, whichever came last."""
    alice = person("alice_1", "alice")
    sends = sender(alice)
    answers = run_together([lambda: sends(alice, "POST", "/setting", data=picture("profile_img"))] * 8)
    assert set(answers) == {200}
    shown = database["sns"].people.find_one()["profile_img"]
    assert [image["_id"] for image in database["sns"].images.find()] == [shown]


def test_a_request_repeated_at_the_same_moment_makes_one(person, database):
    """Two presses of a button, or a repetition while the first still runs, are one post and one comment."""
    alice, bob = person("alice_1", "alice"), person("bob_1", "bob")
    sends = sender(alice, bob)
    fields = {"content_txt": "@bob once", "once": "a key of the form"}
    assert set(run_together([lambda: sends(alice, "POST", "/content_submit", data=fields)] * 5)) == {201}
    post = database["sns"].posts.find_one()["_id"]
    comment = {"text": "me too", "once": "another key"}
    run_together([lambda: sends(bob, "POST", f"/content_submit/{post}/comments", data=comment)] * 5)
    assert left_in(database) == {"posts": 1, "comments": 1, "notices": 2, "notice_numbers": 2, "people": 2}
    assert alice.reads(f"/content_submit/{post}").json["post"]["comment_count"] == 1


def test_the_first_requests_of_a_login_can_come_together(person):
    """Tabs that are restored together get tokens of the same session; no change is rejected for another's token."""
    alice = person("alice_1", "alice")
    path = f"/content_submit/{alice.posts('like me')}/like"
    alice.logs_in()
    cookie = alice.http.get_cookie("sns_session").value

    def like():
        with alice.app.test_client() as http:
            http.set_cookie("sns_session", cookie)
            token = re.search(r'name="csrf-token" content="([^"]+)"', http.get("/setting").text)[1]
            http.set_cookie("sns_session", cookie)  # as another tab left it
            return http.put(path, headers={"Accept": "application/json", "X-CSRFToken": token}).status_code

    assert set(run_together([like] * 4)) == {200}


def sender(*people):
    """Return a function that sends a change of one of these people from any thread, and returns its status."""
    tokens = {one: one.token() for one in people}
    cookies = {one: one.http.get_cookie("sns_session").value for one in people}

    def send(one, method, path, json=None, data=None):
        with one.app.test_client() as http:
            http.set_cookie("sns_session", cookies[one])
            headers = {"Accept": "application/json", "X-CSRFToken": tokens[one]}
            return http.open(path, method=method, json=json, data=data, headers=headers).status_code

    return send


def picture(field):
    """Return a form with a picture."""
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "PNG")
    return {"content_txt": "look @alice", field: (io.BytesIO(file.getvalue()), "a.png")}


def left_in(database):
    """Return how many documents there are in each collection that has any, without what is kept on purpose."""
    db = database["sns"]
    counts = {name: db[name].count_documents({}) for name in db.list_collection_names()}
    kept = {"letters", "versions", "freed_nicknames"}  # emails, upgrades, and names that nobody may take for 30 days
    return {name: count for name, count in counts.items() if count and name not in kept}
