"""Joining with a class code: no mailbox, thirty people behind one address, and a moderator who opens and closes."""

import re

import pytest

from final_app import demo
from final_app.joining.codes import class_code
from final_app.start_class import demo_users
from final_app.users import store
from tests.final_app.conftest import PASSWORD
from tests.final_app.conftest import Person

CODE = "river-7"


@pytest.fixture
def app(make_app):
    """Return the app for a class."""
    return make_app(JOIN=CODE)


def joins(someone, class_code=CODE, **fields):
    """Join with the class code, without an email address."""
    return someone.asks_to_join(class_code=class_code, user_email="", **fields)


@pytest.fixture
def pupil(app):
    """Return a function that makes someone who has joined with the code."""

    def make(user_id="minsu_1", nickname="민수"):
        someone = Person(app, user_id, nickname)
        assert joins(someone).status_code == 302
        return someone

    return make


@pytest.fixture
def teacher(app, pupil, database):
    """Return a moderator."""
    teacher = pupil("teacher", "teacher")
    database["sns"].people.update_one({"user_id": "teacher"}, {"$set": {"moderator": True}})
    return teacher


def test_with_the_code_one_is_in_at_once(newcomer):
    """No email, no second login: the feed opens. Letter case, spaces and dashes do not matter."""
    minsu = newcomer()
    answer = joins(minsu, class_code=" RIVER - 7")
    assert (answer.status_code, answer.location) == (302, "/")
    assert minsu.opens("/").status_code == 200
    assert minsu.logs_in().status_code == 302


def test_a_script_joins_and_gets_the_person(newcomer):
    """201, with what everyone sees of them."""
    alice = newcomer("alice_1", "alice")
    fields = {"user_id": "alice_1", "nickname": "alice", "user_name": "Alice", "class_code": "river7"}
    answer = alice.sends("POST", "/join", {**fields, "password": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 201
    assert answer.json["person"]["nickname"] == "alice"
    assert alice.reads("/").status_code == 200


def test_many_people_have_no_email_address(pupil, database):
    """It is unique where there is one; one that is given works for the login."""
    for number in range(3):
        pupil(f"pupil_{number}", f"pupil{number}")
    someone = Person(pupil("alice_1", "alice").app, "bob_lee", "bob")
    assert someone.asks_to_join(class_code=CODE).status_code == 302
    taken = Person(someone.app, "carol", "carol").asks_to_join(class_code=CODE, user_email="BOB_lee@example.org")
    assert (taken.status_code, 'id="user_email_wrong"' in taken.text) == (400, True)
    someone.user_id = "bob_lee@example.org"
    assert someone.logs_in().status_code == 302


def test_a_wrong_code_makes_no_account(newcomer):
    """The field is named together with the others, and what was typed stays."""
    minsu = newcomer()
    page = joins(minsu, class_code="lake-8", password="short")
    assert page.status_code == 400
    assert 'id="class_code_wrong"' in page.text
    assert 'id="password_wrong"' in page.text
    assert 'value="lake-8"' in page.text
    answer = minsu.sends("POST", "/join", {"user_id": "minsu_1", "nickname": "민수"})
    assert (answer.status_code, answer.json["field"]) == (400, "class_code")
    assert minsu.logs_in().status_code == 401


def test_a_wrong_code_does_not_tell_whose_names_are_taken(pupil, newcomer):
    """Who has no code learns nothing of who has joined."""
    pupil("alice_1", "alice")
    page = joins(newcomer("alice_1", "alice"), class_code="lake-8").text
    assert 'id="class_code_wrong"' in page
    assert 'id="nickname_wrong"' not in page


def test_wrong_codes_are_limited_and_right_ones_are_not_counted(newcomer, teacher):
    """Twenty wrong ones from one address; a new code, which nobody has guessed at yet, lets the class in again."""
    people = [newcomer(f"pupil_{number}", f"pupil{number}") for number in range(23)]
    assert [joins(someone).status_code for someone in people[:22]] == [302] * 22
    guesser = people[22]
    assert [joins(guesser, class_code="lake-8").status_code for _ in range(20)] == [400] * 20
    answer = joins(guesser)
    assert (answer.status_code, 'id="class_code_wrong"' in answer.text) == (429, True)
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    code = teacher.sends("POST", "/class", {"state": "new"}).json["class_code"]
    assert joins(guesser, class_code=code.lower()).status_code == 302


def test_the_page_of_the_class_is_for_moderators(pupil, teacher):
    """It shows the code, the address with a QR code, and who has joined; for others it does not exist."""
    pupil("alice_1", "alice")
    page = teacher.opens("/class")
    assert page.status_code == 200
    assert CODE in page.text
    assert "http://localhost" in page.text
    assert 'class="qr"' in page.text
    assert "style=" not in page.text
    facts = teacher.reads("/class").json
    assert (facts["state"], facts["class_code"], facts["count"]) == ("open", CODE, 2)
    assert [person["nickname"] for person in facts["people"]] == ["alice", "teacher"]
    alice = Person(teacher.app, "alice_1", "alice")
    alice.logs_in()
    for answer in (alice.opens("/class"), alice.reads("/class"), alice.sends("POST", "/class", {"state": "closed"})):
        assert answer.status_code == 404
    assert joins(Person(teacher.app, "bob_lee", "bob")).status_code == 302


def test_a_moderator_closes_and_opens_the_class(teacher, newcomer):
    """While it is closed, the page says so and nobody joins; the code stays the same."""
    assert teacher.submits("/class", state="closed").location == "/class"
    minsu = newcomer()
    assert "Nobody can join" in minsu.opens("/join").text
    assert joins(minsu).status_code == 403
    assert 'href="/join"' not in minsu.opens("/login").text
    assert teacher.submits("/class", state="ajar").status_code == 400
    teacher.submits("/class", state="open")
    assert joins(minsu).status_code == 302


def test_a_new_code_replaces_the_old_one_also_after_a_restart(teacher, newcomer, make_app):
    """The old one is in the hands of people who should not have it."""
    code = teacher.sends("POST", "/class", {"state": "new"}).json["class_code"]
    assert re.fullmatch(r"[A-Z]{3}-[A-Z]{3}", code)
    assert joins(newcomer()).status_code == 400
    again = make_app(JOIN=CODE)
    assert joins(Person(again, "minsu_1", "민수"), class_code=code).status_code == 302


def test_moderators_see_live_who_joins(pupil, teacher):
    """Others hear nothing of it."""
    screen, other = teacher.connects(), pupil("bob_lee", "bob").connects()
    screen.get_received(), other.get_received()
    pupil("alice_1", "alice")
    heard = [(event["name"], event["args"]) for event in screen.get_received()]
    assert heard == [("class_changed", [{"count": 3}])]
    assert other.get_received() == []


def test_a_link_brings_the_code_and_the_page_to_continue_at(newcomer):
    """The QR code has it, so that a phone that scans it need not type it."""
    minsu = newcomer()
    page = minsu.opens("/join?class_code=RIVER-7&next=/friend&nickname=other").text
    assert 'value="RIVER-7"' in page
    assert 'value="other"' not in page
    assert joins(minsu, next="/friend").location == "/friend"
    assert '/join?next=/friend"' in newcomer().opens("/login?next=/friend").text


def test_a_forgotten_password_is_a_matter_for_the_moderator(newcomer):
    """There may be no mailbox at all."""
    page = newcomer().opens("/login").text
    assert "Ask a moderator" in page
    assert "/password_reset" not in page


def test_the_first_moderator_has_the_link_of_the_start(make_app, database):
    """It is good once, and not at all once there is a moderator."""
    app = make_app(JOIN=CODE, MODERATOR_KEY="only-for-tests")
    alice, bob = Person(app, "alice_1", "alice"), Person(app, "bob_lee", "bob")
    link = "/class/moderator?key=only-for-tests"
    assert "next=/class/moderator" in alice.opens(link).location
    joins(alice), joins(bob)
    assert alice.opens("/class/moderator?key=guessed").status_code == 404
    assert alice.opens(link).location == "/class"
    assert alice.opens("/class").status_code == 200
    assert alice.opens(link).location == "/class"
    app.config["MODERATOR_KEY"] = "only-for-tests"  # as another process would have it
    assert bob.opens(link).status_code == 404
    assert bob.opens("/class").status_code == 404


@pytest.mark.parametrize("setting", ["mail", "closed"])
def test_other_ways_to_join(make_app, database, setting):
    """By mail, a moderator may open the class; what the setting closes, stays closed."""
    app = make_app()
    teacher = Person(app, "teacher", "teacher").joins()
    database["sns"].people.update_one({"user_id": "teacher"}, {"$set": {"moderator": True}})
    teacher.logs_in()
    app.config["JOIN"] = setting
    assert teacher.reads("/class").json["state"] == setting
    assert 'class="qr"' not in teacher.opens("/class").text
    answer = teacher.sends("POST", "/class", {"state": "open"})
    assert answer.status_code == {"mail": 200, "closed": 409}[setting]
    minsu = Person(app, "minsu_1", "민수")
    if setting == "mail":
        assert joins(minsu, class_code=answer.json["class_code"]).location == "/"
        assert teacher.sends("POST", "/class", {"state": "closed"}).json["state"] == "mail"
        assert minsu.asks_to_join(user_id="other_1", nickname="other").location == "/join/verify"
    else:
        assert joins(minsu).status_code == 403
        assert "Nobody can join" in minsu.opens("/join").text


def test_the_code_that_the_app_makes_is_kept(make_app):
    """The setting "class" has one made; another start with the same database finds it."""
    app = make_app(JOIN="class")
    with app.app_context():
        first = class_code()["code"]
    with make_app(JOIN="class").app_context():
        assert class_code()["code"] == first
        assert store.moderator_ids() == []


def test_demo_users_have_passwords_of_their_own_in_a_class(make_app):
    """Everyone can read the password that they share, and one of them is a moderator."""
    app = make_app()
    app.config["DEMO"] = True
    with app.app_context():
        printed = dict(demo_users(app, for_class=True))
        again = dict(demo_users(app, for_class=True))
    alice = Person(app, "alice", "alice")
    assert alice.logs_in(demo.PASSWORD).status_code == 401
    assert alice.logs_in(printed["alice"]).status_code == 302
    assert len(set(printed.values())) == len(demo.USERS)
    assert again == {}


def test_an_empty_address_becomes_one_with_a_mailed_code(pupil):
    """Whoever joined without an email address can add one, and then log in with it."""
    minsu = pupil()
    assert minsu.submits("/setting/email", user_email="minsu@example.org", password=PASSWORD).status_code == 302
    assert minsu.submits("/setting/email/verify", code=minsu.newest_code()).status_code == 302
    assert minsu.submits("/login", user_id="minsu@example.org", password=PASSWORD).status_code == 302


def test_the_setting_code_makes_a_code_and_is_none(make_app):
    """Or everyone who has read what the setting is called could join."""
    with make_app(JOIN="code").app_context():
        assert re.fullmatch(r"[A-Z0-9]{6}", class_code()["code"])
