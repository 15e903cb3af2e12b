"""What people do without thinking: codes with spaces, capitals in a username, two tabs, Back after logging out."""

import re

import pytest

CODES = [
    "{} {}",
    "{}\u00a0{}",
    "\u200b{}{}",
    "{}-{}",
    "{} – {}",
    " {}{}\r\n",
    "{}\u2011{}",
    "{}.{}",
    "\ufeff{}\t{}\u202c",
]


def in_other_digits(code, zero):
    """Return a code in the digits of another script, whose zero is given."""
    return "".join(chr(ord(zero) + int(digit)) for digit in code)


@pytest.mark.parametrize("typed", CODES, ids=ascii)
def test_a_code_is_the_code_however_it_is_typed(newcomer, typed):
    """People read six digits as two groups, and copy what stands around them."""
    minsu = newcomer()
    minsu.asks_to_join()
    code = minsu.newest_code()
    assert minsu.submits("/join/verify", code=typed.format(code[:3], code[3:])).status_code == 302


@pytest.mark.parametrize("zero", ["０", "٠", "०"])
def test_a_code_can_be_typed_in_other_digits(newcomer, zero):
    """Korean and Japanese keyboards type them in full width; the reset form reads codes in the same way."""
    minsu = newcomer().joins()
    minsu.submits("/password_reset", user_email="minsu_1@example.org")
    code = in_other_digits(minsu.newest_code(), zero)
    fields = {"password": "a new horse", "password2": "a new horse", "user_email": " Minsu_1@Example.org "}
    assert minsu.submits("/password_reset/confirm", code=code, **fields).status_code == 302
    assert minsu.logs_in("a new horse").status_code == 302


@pytest.mark.parametrize("typed", ["12345", "123456789", "12a456", "x" * 4000, "²²²²²²"])
def test_what_is_no_code_is_rejected(newcomer, typed):
    """Only what stands between digits is left out."""
    minsu = newcomer()
    minsu.asks_to_join()
    assert minsu.submits("/join/verify", code=typed).status_code == 400


@pytest.mark.parametrize(
    "typed",
    [
        "Minsu_1",
        " minsu_1 ",
        "MINSU_1\u00a0",
        "ｍｉｎｓｕ_1",
        "minsu_1@example.org",
        "Minsu_1@Example.Org",
        " minsu_1@example.org\t",
    ],
    ids=ascii,
)
def test_a_username_or_the_email_address_logs_in_whatever_its_case(newcomer, typed):
    """Phones begin a field with a capital and end it with a space; many remember only their address."""
    minsu = newcomer().joins()
    assert minsu.submits("/login", user_id=typed, password="correct horse").location == "/"


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=ascii)
def test_a_line_end_behind_a_password_is_none_of_it(newcomer, end):
    """Pasted or piped to a script it comes along; a form's field drops it, so the script does the same."""
    minsu = newcomer().joins()
    login = {"user_id": "minsu_1", "password": "correct horse" + end}
    assert minsu.sends("POST", "/login", login).status_code == 200
    new = {"origin_pw": "correct horse" + end, "password": "a new horse" + end, "password2": "a new horse"}
    assert minsu.sends("POST", "/change_pw", new).status_code == 200
    assert minsu.logs_in("a new horse").location == "/"
    short = {"origin_pw": "a new horse", "password": "1234567" + end, "password2": "1234567" + end}
    assert minsu.sends("POST", "/change_pw", short).status_code == 400


def test_a_double_click_on_the_button_of_the_code_is_no_error(newcomer):
    """Both requests have the code and the cookie of the page; the answer to the second one is what is seen."""
    minsu = newcomer()
    minsu.asks_to_join()
    fields = {"csrf_token": minsu.token(), "code": minsu.newest_code()}
    cookie = minsu.http.get_cookie("sns_session").value
    assert minsu.http.post("/join/verify", data=fields).location == "/login"
    minsu.http.set_cookie("sns_session", cookie)
    assert minsu.http.post("/join/verify", data=fields).location == "/login"


def test_guesses_count_together_however_the_username_is_typed(make_app, newcomer):
    """Otherwise capitals or the email address would give ten more guesses each."""
    minsu = newcomer().joins()
    typed = ["minsu_1", "MINSU_1", " minsu_1", "minsu_1@example.org", "Minsu_1@example.org"]
    answers = [minsu.submits("/login", user_id=typed[n % 5], password="wrong horse").status_code for n in range(12)]
    assert answers == [401] * 10 + [429] * 2


def test_spaces_around_a_new_username_are_cut_off(newcomer):
    """They come with completion and with copying."""
    minsu = newcomer()
    assert minsu.asks_to_join(user_id=" minsu_1 ", user_email=" minsu_1@example.org ").status_code == 302
    assert minsu.submits("/join/verify", code=minsu.newest_code()).status_code == 302
    assert minsu.logs_in().location == "/"


def test_the_login_page_works_in_two_tabs(newcomer):
    """The form in the second tab is from before the login in the first; it logs in all the same."""
    minsu = newcomer().joins()
    second = minsu.token()
    fields = {"user_id": "minsu_1", "password": "correct horse"}
    assert minsu.logs_in().status_code == 302
    assert minsu.http.post("/login", data={"csrf_token": second, **fields}).location == "/"
    assert minsu.http.post("/login", data={"csrf_token": second, **fields}).location == "/"
    assert minsu.opens("/").status_code == 200


def test_logging_out_works_in_two_tabs(person):
    """The second tab still shows a page from before; pressing its button leads to the login page, too."""
    minsu = person()
    second = minsu.token()
    minsu.submits("/logout")
    assert minsu.http.post("/logout", data={"csrf_token": second}).location == "/login"
    assert (
        minsu.http.post(
            "/login", data={"csrf_token": second, "user_id": "minsu_1", "password": "correct horse"}
        ).location
        == "/"
    )


def test_a_token_from_before_the_login_changes_nothing_but_the_login(newcomer):
    """Whoever planted a session before the login does not have the token of the login."""
    minsu = newcomer().joins()
    earlier = minsu.token()
    minsu.logs_in()
    assert minsu.http.post("/content_submit", data={"csrf_token": earlier, "content_txt": "hm"}).status_code == 400
    assert minsu.http.post("/setting", data={"csrf_token": earlier, "bio": "hm"}).status_code == 400
    for path in ("/login", "/logout"):
        assert minsu.http.post(path, data={"csrf_token": "x", "user_id": "minsu_1"}).status_code == 400
        assert minsu.http.post(path, data={"user_id": "minsu_1"}).status_code == 400


@pytest.mark.parametrize("path", ["/", "/user/민수", "/friend", "/notice", "/search", "/setting", "/setting/export"])
def test_a_private_page_is_not_kept_by_the_browser(person, path):
    """After logging out, Back shows nothing of it, on a page or in the answer to a script."""
    minsu = person()
    for ask in (minsu.opens, minsu.reads):
        with ask(path) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
    with minsu.opens("/static/style.css") as answer:
        assert "no-store" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("by", ["form", "script"])
def test_a_repeated_request_makes_nothing_new(person, by):
    """Pressed twice, or sent again for want of an answer: one post, one comment, one notification."""
    minsu, alice = person(), person("alice_1", "alice")
    post = repeat(minsu, "/content_submit", {"content_txt": "once @alice"}, by)
    path = f"/content_submit/{post}/comments"
    repeat(alice, path, {"text": "me too"}, by)
    assert len(minsu.reads("/").json["posts"]) == 1
    assert len(minsu.reads(path).json["comments"]) == 1
    assert minsu.reads(f"/content_submit/{post}").json["post"]["comment_count"] == 1
    assert [len(one.reads("/notice").json["notices"]) for one in (minsu, alice)] == [1, 1]


def test_the_same_text_can_be_written_again(person):
    """A page that is opened anew, or another text in the same page, is another request."""
    minsu = person()
    for text in ("hello", "hello", "bye"):
        page = minsu.opens("/").text
        minsu.submits("/content_submit", content_txt=text, once=re.search(r'name="once" value="([^"]+)"', page)[1])
    minsu.submits("/content_submit", content_txt="other", once=re.search(r'name="once" value="([^"]+)"', page)[1])
    for _ in range(2):
        minsu.sends("POST", "/content_submit", {"content_txt": "by a script"})
    assert len(minsu.reads("/").json["posts"]) == 6


def repeat(one, path, fields, by):
    """Send a change three times, and return the id of the newest post."""
    page = one.opens("/").text if path == "/content_submit" else one.opens(path).text
    key = re.search(r'name="once" value="([^"]+)"', page)[1]
    answers = []
    for _ in range(3):
        if by == "form":
            answers.append(one.submits(path, once=key, **fields))
        else:
            headers = {"Accept": "application/json", "X-CSRFToken": one.token(), "Idempotency-Key": "k" + key}
            answers.append(one.http.post(path, json=fields, headers=headers))
    assert len({(answer.status_code, answer.location, answer.text) for answer in answers}) == 1
    return one.reads("/").json["posts"][0]["id"] if path == "/content_submit" else None


@pytest.mark.parametrize("path", ["/user/minsu/", "/user/@minsu", "/user/MINSU", "/people/", "/setting/"])
def test_an_address_is_read_however_it_is_typed(person, path):
    """People type a slash at the end, a nickname as they mention it, and capitals."""
    assert person(nickname="minsu").opens(path).status_code == 200
