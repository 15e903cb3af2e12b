"""Limits: counted before the work, and in this process while Redis is away."""

import threading

import pytest
from bson import ObjectId

from final_app import rates
from final_app.extensions import limiter


def test_guesses_that_arrive_together_are_counted_before_any_is_tried(newcomer, monkeypatch):
    """Thirty wrong passwords at once: ten are looked at, as if they had come one after the other."""
    minsu = newcomer().joins()
    token, statuses, tried = minsu.token(), [], []
    all_arrived = threading.Barrier(30)

    def verify(user, password):
        tried.append(password)
        return False

    monkeypatch.setattr("final_app.users.passwords.verify_password", verify)

    def guess():
        visitor = minsu.app.test_client()
        visitor.set_cookie("sns_session", minsu.http.get_cookie("sns_session").value)
        all_arrived.wait()
        answer = visitor.post("/login", data={"csrf_token": token, "user_id": "minsu_1", "password": "wrong"})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=guess) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(tried), statuses.count(401), statuses.count(429)) == (10, 10, 20)


def test_while_redis_is_away_people_log_in_and_guesses_are_limited(newcomer, monkeypatch):
    """The counts of this process are used, and Redis is not asked again at once."""
    asked = []

    def fail(*arguments, **named):
        asked.append(arguments)
        raise ConnectionError("Redis is away")

    monkeypatch.setattr(rates, "away_until", 0.0)
    for name in ("incr", "get", "get_expiry"):
        monkeypatch.setattr(limiter.limiter.storage, name, fail)
    minsu = newcomer().joins()
    assert minsu.logs_in().status_code == 302
    assert [minsu.logs_in(password="wrong horse").status_code for _ in range(11)] == [401] * 10 + [429]
    assert len(asked) == 1


@pytest.fixture
def people(newcomer, database):
    """Return a function that makes this many people with a password, without the mailed codes."""

    def make(number):
        first = newcomer("person_0", "person0").joins()
        document = database["sns"].people.find_one({"user_id": "person_0"})
        for one in range(1, number):
            names = dict.fromkeys(["user_id", "nickname_key", "email_key"], f"person_{one}")
            database["sns"].people.insert_one({**document, "_id": ObjectId(), **names})
        return [type(first)(first.app, f"person_{one}", f"person{one}") for one in range(number)]

    return make


def test_a_class_behind_one_address_does_not_lock_itself_out(people):
    """26 people with two wrong passwords each: the 27th gets in with the right one, and with a wrong one does not."""
    *many, last = people(27)
    statuses = [someone.logs_in("wrong horse").status_code for someone in many for _ in range(2)]
    assert statuses == [401] * 50 + [429] * 2
    assert last.logs_in("wrong horse").status_code == 429
    assert last.logs_in().status_code == 302
    assert many[0].logs_in().status_code == 302


def test_one_password_cannot_be_tried_on_many_accounts(people):
    """After fifty accounts with a wrong one, no answer tells any more whether a password is right."""
    *many, last = people(53)
    last.app.config["LOGIN_ATTEMPTS_PER_ADDRESS"] = "1000/hour"
    statuses = [someone.logs_in("spring 2026").status_code for someone in many]
    assert statuses == [401] * 50 + [429] * 2
    for _ in range(2):
        answer = last.logs_in()
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0


def test_right_passwords_use_up_nothing(people):
    """Sixty people who log in at one address, one after the other, are no guessers."""
    assert [someone.logs_in().status_code for someone in people(60)] == [302] * 60
