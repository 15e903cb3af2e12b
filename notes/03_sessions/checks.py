"""What stage 03 must do, each as a sentence, with what to say where it does not."""

import base64
import html
import json
import os
import random
import re
import runpy
import sys
from contextlib import contextmanager
from datetime import UTC
from datetime import datetime
from html.parser import HTMLParser
from inspect import signature

import flask
from flask import Flask
from itsdangerous import BadSignature
from itsdangerous import URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import NotFound

from classroom.api import check
from classroom.api import expect
from classroom.api import load_app
from classroom.responses import CheckFailed
from classroom.starters import function_source
from classroom.starters import functions_of

PEOPLE = {
    "alice": {"nickname": "alice", "name": "Alice Kim", "profile_img": "alice.svg"},
    "bob": {"nickname": "bob", "name": "Bob Lee", "profile_img": "bob.svg"},
    "minsu": {"nickname": "민수", "name": "박민수", "profile_img": "minsu.svg"},
}
CLOSED = (
    ("GET", "/"),
    ("GET", "/user/alice"),
    ("GET", "/whoami"),
    ("GET", "/content_submit/1"),
    ("POST", "/content_submit"),
    ("POST", "/content_submit/1"),
    ("PUT", "/content_submit/1"),
    ("PATCH", "/content_submit/1"),
    ("DELETE", "/content_submit/1"),
    ("POST", "/content_reaction_submit"),
    ("GET", "/nowhere"),
    ("GET", "/user/login"),
    ("GET", "/loginx"),
    ("GET", "/user/static"),
)
VIEWS = {"POST": "content_update_submit", "PUT": "content_update_submit", "PATCH": "content_update_submit"}
VIEWS["DELETE"] = "delete_post"
JSON = {"Accept": "application/json"}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCRIPT = "</textarea><script>alert(1)</script>"
MINSU = "/user/%EB%AF%BC%EC%88%98"


class Forms(HTMLParser):
    """The forms of a page: action, method, the type of each field by its name, how many buttons send it."""

    def __init__(self, page):
        super().__init__()
        self.forms = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Note a form or a field."""
        attributes = dict(attrs)
        if tag == "form":
            form = {
                "action": attributes.get("action"),
                "method": attributes.get("method", "get").lower(),
                "fields": {},
                "buttons": 0,
            }
            self.forms.append(form)
        elif tag == "button" and self.forms:
            self.forms[-1]["buttons"] += attributes.get("type", "submit") == "submit"
        elif tag in ("input", "textarea", "select") and self.forms and "name" in attributes:
            self.forms[-1]["fields"][attributes["name"]] = attributes.get("type", "text")


def form_to(answer, path):
    """Return the form of a page that goes to a path, or None."""
    return next((form for form in Forms(answer.text).forms if form["action"] == path), None)


def posts_on(answer):
    """Return the HTML of each post on a page, by its id, in the order of the page."""
    parts = re.split(r'data-post-id="(\d+)"', answer.text.split("<details")[0])
    return dict(zip(map(int, parts[1::2]), parts[2::2], strict=True))


def source_of(site, name):
    """Return a function of app.py as it is written, or nothing."""
    source = site.source()
    return function_source(source, name) if name in functions_of(source) else ""


def session_of(visitor):
    """Return what the server reads from a visitor's cookie."""
    try:
        with visitor.test_client.session_transaction() as found:
            return dict(found)
    except RuntimeError:  # there is no key
        return {}


def put_in_session(visitor, **values):
    """Put something into a visitor's session, as a view could."""
    with visitor.test_client.session_transaction() as found:
        found.update(values)


def opens(visitor, path):
    """Return a page for someone who has logged in."""
    return is_let_in(visitor, path).expect_status(200, "The page must be shown.", "페이지가 나와야 해요.")


def is_let_in(visitor, path):
    """Return the answer to someone who has logged in, whatever it is, unless it leads to the login page."""
    answer = visitor.get(path)
    if answer.status == 302 and answer.headers["Location"].endswith("/login"):
        known = "nickname" in session_of(visitor)
        answer.expect(
            not known,
            'require_login sends away someone whose session holds "nickname": let through whoever has it.',
            '세션에 "nickname"이 있는 사람을 require_login이 돌려보내요. 있으면 통과시키세요.',
        )
        answer.fail(
            "After logging in the session is empty: login must fill it, and the cookie must reach the browser.",
            "로그인한 뒤에도 세션이 비어 있어요. login이 세션을 채우고, 쿠키가 브라우저에 가야 해요.",
        )
    return answer


def words_in(markup):
    """Return what a browser shows of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def says(answer, message):
    """Tell whether a page says a message, in both languages."""
    return all(part in words_in(answer.text) for part in message.split(" · "))


def login_cookie(site):
    """Return name, value and attributes of the cookie that logging in sets."""
    answer = site.client().post("/login", data={"user_id": "minsu", "password": "flask"})
    name = site.app.config["SESSION_COOKIE_NAME"]
    found = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(f"{name}=")]
    answer.expect(
        found,
        "Logging in sets no session cookie: login must fill the session.",
        "로그인해도 세션 쿠키가 오지 않아요. login이 세션을 채워야 해요.",
    )
    pair, *attributes = found[0].split("; ")
    return (
        answer,
        pair.partition("=")[2],
        {key.lower(): value for key, _, value in (a.partition("=") for a in attributes)},
    )


def comes_with(site, value):
    """Return a browser that sends this session cookie."""
    visitor = site.client()
    visitor.test_client.set_cookie(site.app.config["SESSION_COOKIE_NAME"], value)
    return visitor


def unpack(part):
    """Return the bytes of a part of the cookie."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


@contextmanager
def environment(**values):
    """Set variables of the environment, or take them out where the value is None, for a while."""
    before = {name: os.environ.get(name) for name in values}
    try:
        change_environment(values)
        yield
    finally:
        change_environment(before)


def change_environment(values):
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def start(site, key):
    """Return the app started anew with this SECRET_KEY, or with none."""
    with environment(SECRET_KEY=key):
        again = load_app(site.folder)
    again.exchanges = site.exchanges
    return again


# login


@check("login", "GET /login shows the form, and never logs in", "GET /login은 폼을 보여 주고, 로그인시키지 않아요")
def shows_the_login_form(site):
    late = [function.__name__ for function in site.app.after_request_funcs.get(None, [])]
    expect(
        "require_login" not in late,
        "require_login runs after the view, when everything is done, and is "
        "handed a response: write @app.before_request above it.",
        "require_login이 뷰가 끝난 뒤에 실행되고 응답을 넘겨받아요. 위에 @app.before_request를 쓰세요.",
    )
    must_hand_on(site)
    visitor = site.client()
    for path in ("/login", "/login?user_id=alice&password=flask"):
        answer = visitor.get(path)
        answer.expect(
            answer.status != 302 or not answer.headers["Location"].endswith("/login"),
            "GET /login is redirected to /login, for ever: require_login must let the path /login through.",
            "GET /login이 /login으로 끝없이 리다이렉트돼요. require_login이 /login 경로를 통과시켜야 해요.",
        )
        answer.expect(
            not session_of(visitor),
            "A GET logs in: a password in the URL is kept in the history and in logs. Log in by POST alone.",
            "GET으로 로그인이 돼요. URL에 적힌 비밀번호는 방문 기록과 로그에 남아요. POST로만 로그인하게 하세요.",
        )
        answer.expect_status(
            200,
            'GET only shows the form: if request.method == "GET", return render_template("login.html").',
            'GET은 폼만 보여 줘요. request.method == "GET"이면 render_template("login.html")을 return하세요.',
        )
        answer.expect(
            'name="password"' in answer.text,
            "There is no field for the password: GET /login must show login.html.",
            "비밀번호 칸이 없어요. GET /login은 login.html을 보여 줘야 해요.",
        )
        answer.expect(
            'role="alert"' not in answer.text,
            "Nothing was sent yet, and the page says that it is wrong: wrong=True belongs to a refused POST.",
            "아직 아무것도 보내지 않았는데 틀렸다고 해요. wrong=True는 거절한 POST에만 넘기세요.",
        )
    if site.app.secret_key:
        must_keep_the_session(site)


def must_keep_the_session(site):
    visitor = site.client()
    put_in_session(visitor, **PEOPLE["alice"])
    answer = visitor.get("/login")
    answer.expect(
        session_of(visitor) == PEOPLE["alice"],
        "Looking at the login page changes the session: only a POST with the right password may do that.",
        "로그인 페이지를 보기만 해도 세션이 바뀌어요. 맞는 비밀번호로 POST할 때만 바뀌어야 해요.",
        expected=PEOPLE["alice"],
        actual=session_of(visitor),
    )


def must_hand_on(site):
    guard = getattr(site.module, "require_login", None)
    with site.app.test_request_context("/login"):
        expect(
            guard is None or not isinstance(guard(), bool),
            "require_login returns True or False, and whatever is not None is taken "
            "for the answer: return None lets the request go on.",
            "require_login이 True나 False를 돌려줘요. None이 아니면 그것이 "
            "응답이 돼요. return None이 요청을 계속하게 해요.",
        )
    hooks = {"refuse": NotFound(), "show_route": site.app.response_class()}
    for name, given in hooks.items():
        hook = getattr(site.module, name, None)
        with site.app.test_request_context("/login"):
            expect(
                hook is None or hook(given) is not None,
                f"{name}() returns nothing, so there is no answer to send: its last line must be return response.",
                f"{name}()가 아무것도 돌려주지 않아 보낼 응답이 없어요. 마지막 줄은 return response여야 해요.",
            )


@check("login", "The right password starts a session and leads to /", "맞는 비밀번호는 세션을 시작하고 /로 보내요")
def the_right_password_opens(site):
    for user_id, person in PEOPLE.items():
        visitor = site.client()
        answer = visitor.post("/login", data={"user_id": user_id, "password": "flask"})
        must_be_let_in(site, answer, visitor, user_id)
        found = session_of(visitor)
        must_hold(answer, found, person, user_id)
    must_lead_nowhere_else(site)


def must_lead_nowhere_else(site):
    alice = {"user_id": "alice", "password": "flask"}
    forged = {**alice, "next": "https://elsewhere.test/"}
    answer = site.client().post("/login?next=https://elsewhere.test/", data=forged)
    answer.expect(
        answer.headers.get("Location") == "/",
        "Whoever makes a link to /login?next=... chooses where a login leads, "
        'perhaps to a copy of this site: redirect to url_for("index").',
        "/login?next=... 링크를 만든 사람이 로그인 뒤에 갈 곳을 정해요. 이 사이트를 "
        '베낀 곳일 수도 있어요. url_for("index")로 리다이렉트하세요.',
        expected="/",
        actual=answer.headers.get("Location"),
    )
    names = [line.partition("=")[0] for line in answer.headers.getlist("Set-Cookie")]
    more = [name for name in names if name != site.app.config["SESSION_COOKIE_NAME"]]
    answer.expect(
        not more,
        f"Logging in also sets the cookie {', '.join(more)}, which nobody "
        "signed: anyone can write that. The session is enough.",
        f"로그인할 때 {', '.join(more)} 쿠키도 줘요. 서명이 없어 누구나 지어낼 수 있어요. 세션이면 충분해요.",
    )


def must_be_let_in(site, answer, visitor, user_id):
    if answer.status == 401:
        checked = site.function("check_login", "store")(user_id, "flask")
        answer.expect(
            checked,
            f'store.check_login("{user_id}", "flask") returns None for the right password: look at '
            "check_password_hash(the hash, the password), in this order, and at where it looks for the user id.",
            f'store.check_login("{user_id}", "flask")가 맞는 비밀번호인데 None을 줘요. '
            "check_password_hash(해시, 비밀번호)의 순서와 아이디를 찾는 곳을 보세요.",
        )
        answer.expect(
            "request.args" not in source_of(site, "login"),
            "request.args is what stands behind the ? of the URL; what a form or a script posts comes by read_sent().",
            "request.args는 URL의 ? 뒤에 있는 것이에요. 폼이나 스크립트가 POST한 것은 read_sent()로 와요.",
        )
        answer.fail(
            "The right password is refused: answer 401 only if user is None, and read "
            "user_id and password by these names from what was sent.",
            "맞는 비밀번호를 거절해요. user가 None일 때만 401로 답하고, 받은 "
            "내용에서 user_id와 password라는 이름으로 읽으세요.",
        )
    answer.expect(
        answer.status not in (307, 308),
        f"{answer.status} makes the browser send the POST with the password "
        "again, to /: redirect(...) without a number is a 302.",
        f"{answer.status}는 브라우저가 비밀번호가 든 POST를 /로 다시 보내게 해요. 번호 없는 redirect(...)가 302예요.",
    )
    answer.expect(
        answer.status != 200,
        "The page comes in answer to the POST, so reloading sends the "
        'password again: return redirect(url_for("index")).',
        'POST의 응답으로 페이지가 와서, 새로고침하면 비밀번호를 또 보내요. redirect(url_for("index"))를 return하세요.',
    )
    answer.expect_status(
        302,
        'After the right password: return redirect(url_for("index")). 302 makes the browser GET it.',
        '비밀번호가 맞으면 redirect(url_for("index"))를 return하세요. 302를 받은 브라우저는 GET으로 가요.',
    )
    location = answer.headers["Location"]
    refused = location.endswith("/login") and not session_of(visitor)
    answer.expect(
        location == "/",
        "The right password leads back to /login: the person is refused, or the redirect names the wrong view."
        if refused
        else "After logging in the first page comes: redirect to url_for of the view index.",
        "맞는 비밀번호인데 다시 /login으로 가요. 로그인을 거절했거나 리다이렉트에 다른 뷰를 적었어요."
        if refused
        else "로그인한 다음에는 첫 페이지예요. index 뷰의 url_for로 리다이렉트하세요.",
        expected="/",
        actual=location,
    )


def must_hold(answer, found, person, user_id):
    if found != person and found.get("nickname") == user_id != person["nickname"]:
        answer.fail(
            "The session holds the user id as nickname: minsu is called 민수. "
            'Take user["nickname"], which check_login gave.',
            "세션의 nickname에 아이디가 들어 있어요. minsu의 별명은 "
            '민수예요. check_login이 준 user["nickname"]을 쓰세요.',
            expected=person,
            actual=found,
        )
    answer.expect(
        "_permanent" not in found,
        "session.permanent keeps the login for 31 days after the browser is closed: leave it out.",
        "session.permanent를 켜면 브라우저를 닫아도 로그인이 31일 남아요. 빼세요.",
    )
    sent = answer.headers.get("Set-Cookie", "")
    answer.expect(
        found or not sent,
        "The cookie is set, but the browser does not send it to /: its Path or its Domain is wrong.",
        "쿠키를 주지만 브라우저가 /에 보내지 않아요. Path나 Domain이 잘못됐어요.",
        actual=sent,
    )
    missing = ", ".join(f"session[{key!r}]" for key, value in person.items() if found.get(key) != value)
    answer.expect(
        not missing,
        f"After logging in this is not as check_login gave it: {missing}. Fill the session before the redirect.",
        f"로그인한 뒤 check_login이 준 값과 달라요: {missing}. 리다이렉트하기 전에 세션을 채우세요.",
        expected=person,
        actual=found,
    )
    more = ", ".join(key for key in found if key not in person)
    answer.expect(
        not more,
        f"The session also holds {more}: whoever has the cookie can read that, "
        "so put only nickname, name and profile_img there.",
        f"세션에 {more}도 있어요. 쿠키를 가진 사람은 누구나 읽으니 nickname, name, profile_img만 넣으세요.",
        expected=person,
        actual=found,
    )


@check("login", "A wrong password is a 401, with the form again", "틀린 비밀번호는 401이고, 폼을 다시 보여 줘요")
def a_wrong_password_is_401(site):
    for user_id, password in (
        ("alice", "flash"),
        ("alice", ""),
        ("nobody", "flask"),
        ("민수", "flask"),
        ("Alice", "flask"),
    ):
        visitor = site.client()
        answer = visitor.post("/login", data={"user_id": user_id, "password": password})
        if session_of(visitor):
            in_view = answer.status == 401
            answer.fail(
                f"{user_id!r} with {password!r} is refused and yet logged in: "
                "fill the session after the check, not before."
                if in_view
                else f"{user_id!r} with {password!r} is let in: check_login must give a person only if user id and "
                "password are both right.",
                f"아이디 {user_id!r}, 비밀번호 {password!r}인 요청을 "
                "거절하면서도 로그인시켜요. 세션은 확인한 뒤에 채우세요."
                if in_view
                else f"아이디 {user_id!r}, 비밀번호 {password!r}인데 로그인이 돼요. 아이디와 비밀번호가 "
                "둘 다 맞을 때만 check_login이 사람을 줘야 해요.",
            )
        refusal = {
            200: (
                'The form comes with 200, as if all were well: return render_template("login.html", ...), 401.',
                '폼이 200으로 와서 잘된 것처럼 보여요. render_template("login.html", ...), 401을 return하세요.',
            ),
            302: (
                "A redirect forgets what was wrong, and says it went well: show the form again, with 401.",
                "리다이렉트하면 무엇이 틀렸는지 사라져요. 401로 폼을 다시 보여 주세요.",
            ),
            403: (
                "403 says: I know you, and you may not. Whoever is not known yet is answered 401.",
                "403은 누구인지 아는데 안 된다는 뜻이에요. 누구인지 모르면 401이에요.",
            ),
        }
        answer.expect_status(
            401,
            *refusal.get(
                answer.status,
                ("A wrong login is a 401, with the form again.", "틀린 로그인은 401이고 폼을 다시 보여 줘요."),
            ),
        )
        shows_again(answer, user_id, password)


def shows_again(answer, user_id, password):
    answer.expect(
        not password or f'value="{password}"' not in answer.text,
        "The refused password stands in the page: never send a password back.",
        "거절한 비밀번호가 페이지에 적혀 있어요. 비밀번호는 절대 되돌려 보내지 마세요.",
    )
    answer.expect(
        'name="password"' in answer.text,
        'The 401 comes without the form: abort() cannot show it, return render_template("login.html", ...), 401.',
        '401에 폼이 없어요. abort()로는 보여 줄 수 없으니 render_template("login.html", ...), 401을 return하세요.',
    )
    answer.expect(
        'role="alert"' in answer.text,
        "The page does not say what was wrong: give login.html wrong=True, and let it show that.",
        "무엇이 틀렸는지 페이지에 없어요. login.html에 wrong=True를 넘기고, 템플릿이 보여 주게 하세요.",
    )
    answer.expect(
        f'value="{user_id}"' in answer.text,
        "The user id must be typed again: give login.html user_id=user_id, and no field the password.",
        "아이디를 다시 써야 해요. login.html에 user_id=user_id를 넘기세요.",
    )


@check(
    "login",
    "A wrong user id and a wrong password get the same words",
    "아이디가 틀려도 비밀번호가 틀려도 같은 말을 해요",
)
def wrong_is_wrong(site):
    pages = []
    for user_id, password in (("alice", "flash"), ("nobody", "flash"), ("nobody", "flask")):
        answer = site.client().post("/login", data={"user_id": user_id, "password": password})
        pages.append((answer.status, re.sub(r' value="[^"]*"', "", answer.text)))
    expect(
        {status for status, _ in pages}.isdisjoint({200, 302, 500}),
        "A wrong login must first of all be refused by 401.",
        "틀린 로그인은 먼저 401로 거절해야 해요.",
        actual=[status for status, _ in pages],
    )
    expect(
        len(set(pages)) == 1,
        "The answer to a wrong password differs from that to an unknown user id: "
        "so anyone can find out who is here. One refusal for both.",
        "틀린 비밀번호와 없는 아이디의 응답이 달라요. 그러면 누가 "
        "가입했는지 알아낼 수 있어요. 둘 다 똑같이 거절하세요.",
    )


@check(
    "login",
    "JSON logs in as well as a form; what is no login is refused",
    "JSON으로도 로그인되고, 로그인이 아닌 것은 거절해요",
)
def reads_what_was_sent(site):
    for password, status in (("flask", 302), ("flash", 401)):
        site.client().post("/login", data={"user_id": "minsu", "password": password}).expect_status(
            status, "A plain form must work first.", "먼저 보통 폼이 되어야 해요."
        )
    visitor = site.client()
    answer = visitor.post("/login", json={"user_id": "minsu", "password": "flask"})
    answer.expect(
        answer.http_error is None or answer.status != 401,
        "A login that comes as JSON is refused before it is looked at: "
        "require_login must let /login through first of all.",
        "JSON으로 온 로그인을 보기도 전에 거절해요. require_login은 무엇보다 먼저 /login을 통과시켜야 해요.",
        expected=302,
        actual=answer.status,
    )
    answer.expect_status(
        302,
        "The same login as JSON must work, too: read_sent() gives the fields of a form or of JSON.",
        "같은 로그인이 JSON으로도 돼야 해요. read_sent()는 폼이든 JSON이든 필드를 줘요.",
    )
    answer.expect(
        session_of(visitor), "JSON is answered 302, but logs nobody in.", "JSON에 302로 답하지만 로그인되지 않아요."
    )
    half = r'{"user_id": "\ud83c", "password": "\ud83c"}'
    for sent, status in (
        ({"data": {}}, 401),
        ({"json": {}}, 401),
        ({"json": {"user_id": ["alice"], "password": ["flask"]}}, 401),
        ({"json": {"user_id": None, "password": 7}}, 401),
        ({"data": half, "content_type": "application/json"}, 401),
        ({"json": ["alice", "flask"]}, 400),
        ({"data": "alice flask", "content_type": "text/plain"}, 415),
    ):
        site.client().post("/login", **sent).expect_status(
            status,
            'What is sent may be missing or no text: whole(str(sent.get("user_id", ""))) makes a text of anything.'
            if status == 401
            else "What is neither a form nor a JSON object is refused by read_sent().",
            '보낸 값이 없거나 글자가 아닐 수 있어요. whole(str(sent.get("user_id", "")))는 무엇이든 글자로 만들어요.'
            if status == 401
            else "폼도 JSON 객체도 아닌 것은 read_sent()가 거절해요.",
        )


@check("login", "A new login leaves nothing of the one before", "새로 로그인하면 앞사람의 것이 남지 않아요")
def a_new_login_starts_empty(site):
    visitor = site.logged_in("alice")
    put_in_session(visitor, cart=["a secret of alice"])
    answer = visitor.post("/login", data={"user_id": "bob", "password": "flask"})
    found = session_of(visitor)
    answer.expect(
        found.get("nickname") == "bob",
        "Who logs in as bob while alice is logged in must become bob.",
        "alice로 로그인한 채 bob으로 로그인하면 bob이 되어야 해요.",
        expected="bob",
        actual=found.get("nickname"),
    )
    answer.expect(
        "cart" not in found,
        "Something of the session before is still there after a new login: call session.clear() before filling it.",
        "새로 로그인했는데 앞 세션의 것이 남아 있어요. 채우기 전에 session.clear()를 부르세요.",
        expected=PEOPLE["bob"],
        actual=found,
    )


# require_login


@check(
    "require_login", "A page asked for without a login: 302 to /login", "로그인 없이 페이지를 열면 302로 /login에 가요"
)
def strangers_are_sent_to_the_login(site):
    alice = site.logged_in("alice")
    before = alice.get("/").text
    for method, path in CLOSED:
        answer = site.client("stranger").send(method, path, data={"content_txt": "hi"}, headers=PAGE)
        must_be_sent_to_login(site, answer, f"{method} {path}")
    answer = alice.get("/")
    answer.expect(
        answer.text == before,
        "A stranger's request was sent to /login and yet changed a post: refuse before the view, not after it.",
        "로그인하지 않은 요청이 /login으로 가면서도 글을 바꿨어요. 뷰보다 먼저 막아야 해요.",
    )


def must_be_sent_to_login(site, answer, asked):
    if answer.status in (401, 403):
        answer.fail(
            f"A browser gets a bare {answer.status} for {asked}: send a page to the login "
            "by redirect, and answer only a script (wants_json()) by 401.",
            f"브라우저가 {asked}에 {answer.status}만 받아요. 페이지는 로그인으로 "
            "리다이렉트하고, 스크립트(wants_json())에만 401로 답하세요.",
            expected=302,
            actual=answer.status,
        )
    if answer.status in (301, 303, 307, 308):
        answer.fail(
            f"The redirect is a {answer.status}, not a 302: 301 and 308 are remembered by the "
            "browser even after the login, 307 and 308 send the form again.",
            f"리다이렉트가 302가 아니라 {answer.status}이에요. 301과 308은 브라우저가 "
            "로그인한 뒤에도 기억하고, 307과 308은 폼을 다시 보내요.",
            expected=302,
            actual=answer.status,
        )
    if answer.status != 302 or site.app.before_request_funcs.get(None, []) == []:
        must_be_registered(site, answer, asked)
    answer.expect(
        answer.headers["Location"] == "/login",
        'The redirect must go to the login page from everywhere: url_for("login").',
        '어디에서나 로그인 페이지로 가야 해요: url_for("login").',
        expected="/login",
        actual=answer.headers["Location"],
    )


def must_be_registered(site, answer, asked):
    guards = [function.__name__ for function in site.app.before_request_funcs.get(None, [])]
    answer.expect(
        "require_login" in guards,
        f"Nobody calls require_login before the view, so {asked} is open: @app.before_request must stand above it.",
        f"뷰보다 먼저 require_login을 부르는 것이 없어서 {asked} 요청이 "
        "열려 있어요. 위에 @app.before_request를 쓰세요.",
        expected=302,
        actual=answer.status,
    )
    source = source_of(site, "require_login")
    answer.expect(
        "redirect(" not in source or re.search(r"return\s+redirect\(", source),
        "redirect(...) only makes an answer; without return it is thrown "
        "away, and the view runs: return redirect(...).",
        "redirect(...)는 응답을 만들 뿐이에요. return이 없으면 버려지고 뷰가 실행돼요. return redirect(...)로 쓰세요.",
        expected=302,
        actual=answer.status,
    )
    en = (
        f"require_login let {asked} through without a login: only /login, /logout and the "
        'endpoint static are open, and only "nickname" in session opens the rest.'
    )
    ko = (
        f"require_login이 로그인 없는 {asked} 요청을 통과시켰어요. /login, /logout, static "
        '엔드포인트만 열려 있고, 나머지는 세션에 "nickname"이 있어야 해요.'
    )
    if answer.error:
        answer.expect_status(302, en, ko)
    answer.expect(answer.status == 302, en, ko, expected=302, actual=answer.status)


@check("require_login", "A script without a login is told 401", "로그인하지 않은 스크립트에는 401로 답해요")
def scripts_without_a_login_get_401(site):
    for method, path in CLOSED:
        stranger = site.client("stranger")
        for how, answer in (
            ("Accept", stranger.send(method, path, headers=JSON)),
            ("Content-Type", stranger.send(method, path, json={"content_txt": "hi"})),
        ):
            if answer.status == 302:
                must_see_scripts(site, answer, how)
            answer.expect(
                answer.error or answer.status in (401, 403),
                f"require_login let a script through without a login: {method} {path} must be a 401 for it.",
                f"require_login이 로그인하지 않은 스크립트를 통과시켰어요. {method} {path} 요청은 401이어야 해요.",
                expected=401,
                actual=answer.status,
            )
            answer.expect_status(
                401,
                "Whoever is not known is answered 401, when a script asks: if wants_json(): abort(401).",
                "누구인지 모르는 스크립트에는 401로 답해요: if wants_json(): abort(401).",
            )
            must_be_json(site, answer)
            answer.expect(
                answer.json.get("result") == "error" and answer.json.get("message") == site.module.MESSAGES.get(401),
                'The 401 must be JSON with a message: {"result": "error", "message": MESSAGES[401]}.',
                '401은 메시지가 있는 JSON이어야 해요: {"result": "error", "message": MESSAGES[401]}.',
            )


def must_be_json(site, answer):
    handlers = site.app.error_handler_spec[None].get(None, {})
    answer.expect(
        HTTPException in handlers,
        "Nothing makes JSON of a refusal: @app.errorhandler(HTTPException) must stand above refuse.",
        "거절을 JSON으로 만드는 것이 없어요. refuse 위에 @app.errorhandler(HTTPException)을 쓰세요.",
    )
    answer.expect(
        answer.raw.mimetype == "application/json",
        f"refuse answers a script by {answer.raw.mimetype}: if wants_json(), set "
        'data by app.json.dumps(...) and mimetype to "application/json".',
        f"refuse가 스크립트에 {answer.raw.mimetype}으로 답해요. wants_json()이면 data를 "
        'app.json.dumps(...)로, mimetype을 "application/json"으로 하세요.',
    )


def must_see_scripts(site, answer, how):
    options = {"headers": JSON} if how == "Accept" else {"json": {}}
    with site.app.test_request_context("/", **options):
        seen = site.function("wants_json")()
    answer.expect(
        seen,
        f"wants_json() does not see that a script is asking by its {how}: application/json.",
        f"스크립트가 {how}: application/json으로 묻는데 wants_json()이 알아보지 못해요.",
        expected=401,
        actual=302,
    )
    answer.fail(
        "fetch would follow the redirect and get the login page where it waits for "
        "JSON: if wants_json(), abort(401), and that before the redirect.",
        "fetch는 리다이렉트를 따라가 JSON 대신 로그인 페이지를 받아요. "
        "리다이렉트하기 전에, wants_json()이면 abort(401)하세요.",
        expected=401,
        actual=302,
    )


@check(
    "require_login",
    "The login page and the static files are open to all",
    "로그인 페이지와 정적 파일은 누구에게나 열려 있어요",
)
def the_way_in_is_open(site):
    stranger = site.client("stranger")
    for path in ("/static/style.css", "/static/posts.js", "/static/icon.svg"):
        stranger.get(path, buffered=True).expect_status(
            200,
            "The login page needs its style sheet, and gets the login page "
            "in its place: let the endpoint static through.",
            "로그인 페이지에는 스타일 시트가 있어야 하는데, 대신 로그인 "
            "페이지가 와요. static 엔드포인트를 통과시키세요.",
        )
    stranger.get("/login").expect_status(
        200,
        "The login page itself is closed, so the browser is sent in circles: let the path /login through.",
        "로그인 페이지까지 닫혀 있어 브라우저가 끝없이 돌아요. /login 경로를 통과시키세요.",
    )
    stranger.put("/login").expect_status(
        405,
        "PUT /login is redirected to itself: where no method matches, request.endpoint is None. Compare request.path.",
        "PUT /login이 자기 자신으로 리다이렉트돼요. 메서드가 맞지 않으면 "
        "request.endpoint가 None이에요. request.path를 비교하세요.",
    )


@check("require_login", "Whoever has logged in gets every page", "로그인한 사람은 모든 페이지를 볼 수 있어요")
def whoever_logged_in_gets_in(site):
    for user_id in PEOPLE:
        visitor = site.logged_in(user_id)
        for path in ("/", "/user/bob", "/content_submit/1", "/whoami"):
            is_let_in(visitor, path)
    stranger = site.client("stranger")
    refused = stranger.get("/").status
    put_in_session(stranger, cart=[1])
    stranger.get("/").expect_status(
        refused,
        'A session that holds something is not yet a login: ask for "nickname" in session.',
        '세션에 무언가 있다고 로그인한 것은 아니에요. "nickname" in session인지 물어보세요.',
    )


# logout


@check("logout", "POST /logout ends the session: 302 to /login", "POST /logout은 세션을 끝내고 302로 /login에 보내요")
def logs_out(site):
    visitor = site.logged_in("alice")
    put_in_session(visitor, cart=[1])
    with visitor.test_client:
        answer = visitor.post("/logout")
        kept = {} if answer.error else dict(flask.session)
    answer.expect(
        answer.status != 200,
        'The page comes in answer to the POST: return redirect(url_for("login")).',
        'POST의 응답으로 페이지가 와요. redirect(url_for("login"))을 return하세요.',
    )
    answer.expect_status(
        302,
        "After logging out the login page comes, by redirect.",
        "로그아웃한 뒤에는 리다이렉트로 로그인 페이지가 나와요.",
    )
    answer.expect(
        answer.headers["Location"] == "/login",
        "After logging out the redirect must go to the view login.",
        "로그아웃한 뒤에는 login 뷰로 리다이렉트해야 해요.",
        expected="/login",
        actual=answer.headers["Location"],
    )
    left = session_of(visitor)
    answer.expect(
        "nickname" not in left,
        "alice is still logged in after POST /logout: call session.clear(), with its brackets, before the redirect.",
        "POST /logout 뒤에도 alice가 로그인되어 있어요. 리다이렉트 전에 session.clear()를 괄호까지 써서 부르세요.",
        expected={},
        actual=left,
    )
    answer.expect(
        not left,
        f"Only a part of the session is gone: {', '.join(left)} can still "
        "be read in the cookie. session.clear() takes all.",
        f"세션의 일부만 사라졌어요. {', '.join(left)}은(는) 아직 쿠키에서 "
        "읽을 수 있어요. session.clear()는 모두 지워요.",
        expected={},
        actual=left,
    )
    answer.expect(
        not kept,
        "The cookie goes, but the session of this request is still full: "
        "call session.clear(), and Flask deletes the cookie.",
        "쿠키는 사라지지만 이 요청의 세션은 그대로 차 있어요. session.clear()를 부르면 쿠키는 Flask가 지워요.",
        expected={},
        actual=kept,
    )
    answer.expect(
        visitor.cookie(site.app.config["SESSION_COOKIE_NAME"]) is None,
        "The browser still has the cookie: an empty session makes Flask delete it.",
        "브라우저에 쿠키가 남아 있어요. 세션이 비면 Flask가 쿠키를 지워요.",
    )


@check("logout", "GET /logout is a 405, and logs nobody out", "GET /logout은 405이고, 아무도 로그아웃되지 않아요")
def a_link_does_not_log_out(site):
    visitor = site.logged_in("alice")
    answer = visitor.get("/logout")
    answer.expect(
        session_of(visitor),
        "GET logs out: whoever follows a link to /logout on any site, or meets a picture of it "
        'here, is logged out. Write methods=["POST"] in the route of logout.',
        "GET으로 로그아웃돼요. 어느 사이트에서든 /logout으로 가는 링크를 따라가거나 여기에서 그 "
        '그림을 만나면 로그아웃돼요. logout의 라우트에 methods=["POST"]를 쓰세요.',
        expected=405,
        actual=answer.status,
    )
    answer.expect_status(
        405,
        'GET /logout must be refused by the route: methods=["POST"], and /logout is open in require_login.',
        'GET /logout은 라우트가 거절해야 해요. methods=["POST"]로 하고, require_login에서 /logout은 열어 두세요.',
    )
    allowed = set(answer.headers.get("Allow", "").replace(" ", "").split(","))
    answer.expect(
        answer.headers.get("Allow"),
        "The 405 has lost its header Allow: let refuse change the response that error.get_response() gives.",
        "405의 헤더 Allow가 사라졌어요. refuse는 error.get_response()가 준 응답을 고쳐 써야 해요.",
    )
    answer.expect(
        allowed == {"POST", "OPTIONS"},
        "/logout takes another method, too: only POST may log out.",
        "/logout이 다른 메서드도 받아요. POST로만 로그아웃해야 해요.",
        expected="OPTIONS, POST",
        actual=answer.headers.get("Allow"),
    )


@check("logout", "Logging out twice harms nothing", "두 번 로그아웃해도 괜찮아요")
def a_stranger_may_log_out(site):
    answer = (
        site.client("stranger")
        .post("/logout")
        .expect_status(
            302,
            "Who is not logged in may press the button, too: session.clear() does not mind an empty session.",
            "로그인하지 않은 사람이 눌러도 괜찮아야 해요. session.clear()는 빈 세션에도 쓸 수 있어요.",
        )
    )
    answer.expect(
        answer.headers["Location"] == "/login",
        "POST /logout must lead to /login, whoever asks.",
        "누가 보내든 POST /logout은 /login으로 가야 해요.",
        expected="/login",
        actual=answer.headers["Location"],
    )


# own_post


@check("own_post", "A post is written as the person of the session", "글은 세션의 사람 이름으로 써져요")
def writes_as_the_session(site):
    bob = site.logged_in("bob")
    bob.test_client.set_cookie("nickname", "alice")
    for name in ("nickname", "session_user", "user_id", "name", "author"):
        forged = {"content_txt": f"by bob, {name}", name: "alice"}
        ways = (
            bob.post("/content_submit", data=forged, headers=JSON),
            bob.post("/content_submit", json=forged),
            bob.post(f"/content_submit?{name}=alice", data={"content_txt": "by bob"}, headers=JSON),
        )
        for answer in ways:
            answer.expect_status(
                201,
                "A script that writes a post is told 201 and the post: if wants_json(), return jsonify(...), 201.",
                "글을 쓴 스크립트에는 201과 그 글로 답해요: wants_json()이면 return jsonify(...), 201.",
            )
            author = answer.json.get("post", {}).get("nickname")
            answer.expect(
                author != "alice",
                f"bob's browser sent {name}=alice, and the post is alice's: anyone could write as "
                'anyone. The author is session["nickname"], not what the browser sends.',
                f"bob이 {name}=alice라고 보내자 alice의 글이 됐어요. 누구나 남의 이름으로 쓸 수 "
                '있어요. 글쓴이는 브라우저가 보낸 것이 아니라 session["nickname"]이에요.',
                expected="bob",
                actual=author,
            )
            answer.expect(
                author == "bob",
                'The author of a post is not the nickname of the session: store.add_post(session["nickname"], ...).',
                '글쓴이가 세션의 nickname이 아니에요: store.add_post(session["nickname"], ...).',
                expected="bob",
                actual=author,
            )


@check("own_post", "Nobody else changes or deletes a post: 403", "남의 글은 고치거나 지울 수 없어요: 403")
def others_are_refused(site):
    for method, view in VIEWS.items():
        for user_id in ("bob", "minsu"):
            visitor = site.logged_in(user_id)
            sent = {"content_txt": "not mine"}
            answer = visitor.send(method, "/content_submit/1", json=sent, headers=JSON)
            must_be_refused(site, answer, f"{user_id}: {method}", view)
            for how in ("json", "data"):
                forged = {**sent, "nickname": "alice", "session_user": "alice", "user_id": "alice", "name": "alice"}
                answer = visitor.send(
                    method, "/content_submit/1?nickname=alice", **{how: forged}, headers={**JSON, "X-User": "alice"}
                )
                answer.expect_status(
                    403,
                    f"{user_id} sends nickname=alice along, and may {method} alice's post: compare "
                    'with session["nickname"], which nobody can write but the server.',
                    f"{user_id}이(가) nickname=alice를 함께 보내면 alice의 글에 {method} 요청이 "
                    '통해요. 서버만 쓸 수 있는 session["nickname"]과 비교하세요.',
                )
            shown = visitor.get("/content_submit/1").expect_status(
                200,
                "Whoever has logged in may read the post of another: content asks get_post.",
                "로그인했다면 남의 글도 읽을 수 있어요. content는 get_post에 물어봐요.",
            )
            shown.expect(
                "Hello, Flask!" in shown.text,
                f"{method} on another's post is answered 403, but the post is changed: call get_own_post first of all.",
                f"남의 글에 {method} 요청을 보내면 403인데 글이 바뀌었어요. get_own_post를 가장 먼저 부르세요.",
            )
    visitor = site.logged_in("bob")
    for nickname in ("alice2", "ali", "ALICE"):
        put_in_session(visitor, nickname=nickname)
        visitor.put("/content_submit/1", json={"content_txt": "not mine"}).expect_status(
            403,
            f"{nickname} may change the post of alice: the two nicknames must be compared whole, by !=.",
            f"{nickname}이(가) alice의 글을 고칠 수 있어요. 두 별명을 !=로 통째로 비교하세요.",
        )


def must_be_refused(site, answer, asked, view):
    source = source_of(site, view)
    answer.expect(
        answer.status not in (200, 302) or "get_own_post(" in source,
        f"{asked} on alice's post succeeds: {view} does not call "
        "get_own_post(post_id), so nobody asks whose post it is.",
        f"{asked} 요청으로 alice의 글이 바뀌어요. {view}가 "
        "get_own_post(post_id)를 부르지 않아 누구의 글인지 아무도 묻지 않아요.",
        expected=403,
        actual=answer.status,
    )
    must_take_numbers(answer)
    reasons = {
        405: (f"{asked} must reach {view}.", f"{asked} 요청은 {view}에 닿아야 해요."),
        500: (f"{asked} must be refused by 403.", f"{asked} 요청은 403으로 거절해야 해요."),
        401: (
            "401 means: I do not know you. Here the session says who it is, and that person may not: 403.",
            "401은 누구인지 모른다는 뜻이에요. 세션으로 누구인지 알지만 안 되는 것이니 403이에요.",
        ),
        404: (
            "The post is there, and everyone may read it; only changing it is forbidden: abort(403).",
            "글은 있고 누구나 읽을 수 있어요. 고치는 것만 안 되니 abort(403)이에요.",
        ),
    }
    answer.expect_status(
        403,
        *reasons.get(
            answer.status,
            (
                f"{asked} on alice's post: get_own_post must abort(403) where "
                'post["nickname"] is not session["nickname"].',
                f'{asked}, alice의 글이에요. post["nickname"]이 '
                'session["nickname"]과 다르면 get_own_post가 abort(403)해야 해요.',
            ),
        ),
    )


def must_take_numbers(answer):
    answer.expect(
        answer.status != 404 or "<post_id>" not in answer.exchange.rule.en,
        'The rule hands the view a text, "1", which is no key of post_dic: write <int:post_id>.',
        '규칙이 뷰에 문자열 "1"을 넘기는데, post_dic에는 그런 키가 없어요. <int:post_id>로 쓰세요.',
    )


@check("own_post", "The author changes and deletes their own post", "글쓴이는 자기 글을 고치고 지워요")
def the_author_may(site):
    people = {"alice": site.logged_in("alice"), "minsu": site.logged_in("minsu")}
    steps = [(user_id, method) for user_id in people for method in ("POST", "PUT", "PATCH")]
    for user_id, method in [*steps, ("minsu", "DELETE")]:
        path = "/content_submit/1" if user_id == "alice" else "/content_submit/2"
        answer = people[user_id].send(method, path, json={"content_txt": f"new by {method}"})
        must_be_allowed(answer, user_id, method)


def must_be_allowed(answer, user_id, method):
    must_take_numbers(answer)
    answer.expect(
        answer.status != 403,
        f'{user_id} is refused at their own post: compare post["nickname"] with '
        'session["nickname"], and refuse only where they differ.',
        f'{user_id}이(가) 자기 글에서 거절당해요. post["nickname"]을 '
        'session["nickname"]과 비교하고, 다를 때만 거절하세요.',
        expected=200,
        actual=403,
    )
    if answer.status != 302:  # that it should be JSON is another matter
        answer.expect_status(
            200, f"{method} by the author must succeed.", f"글쓴이가 보낸 {method} 요청은 성공해야 해요."
        )
    nickname = PEOPLE[user_id]["nickname"]
    author = (answer.raw.get_json(silent=True) or {}).get("post", {}).get("nickname", nickname)
    answer.expect(
        author == nickname,
        f"{method} gives the post another author: store.change_post changes content_txt and edited, and nothing else.",
        f"{method} 요청이 글쓴이를 바꿔요. store.change_post는 content_txt와 edited만 바꿔야 해요.",
        expected=nickname,
        actual=author,
    )


@check(
    "own_post",
    "get_own_post gives the post; one that is not there is a 404",
    "get_own_post는 글을 돌려주고, 없는 글은 404예요",
)
def gives_the_post(site):
    alice = site.logged_in("alice")
    for method in VIEWS:
        alice.send(method, "/content_submit/99", json={"content_txt": "nobody"}).expect_status(
            404,
            "What is not there belongs to nobody: get the post by get_post(post_id), which answers 404.",
            "없는 글은 누구의 것도 아니에요. get_post(post_id)로 찾으면 404로 답해 줘요.",
        )
    with site.app.test_request_context("/"):
        flask.session["nickname"] = "alice"  # imported by name, it would be taken for a check
        found = site.function("get_own_post")(1)
    expect(
        isinstance(found, dict) and found.get("id") == 1,
        "get_own_post(1) does not return the post: its last line must be return post.",
        "get_own_post(1)이 글을 돌려주지 않아요. 마지막 줄은 return post여야 해요.",
        expected="post 1",
        actual=found,
    )


# cookie


@check("cookie", "The key comes from SECRET_KEY of the environment", "키는 환경 변수 SECRET_KEY에서 와요")
def the_key_comes_from_the_environment(site):
    one, two, same = start(site, "one"), start(site, "two"), start(site, "one")
    if one.app.secret_key != "one":
        fixed = one.app.secret_key == two.app.secret_key
        expect(
            not fixed,
            "The key stands in the source: whoever reads that can sign a cookie as "
            'anyone. Take it from os.environ.get("SECRET_KEY").',
            "키가 소스에 적혀 있어요. 소스를 읽은 사람은 누구의 쿠키든 서명할 수 "
            '있어요. os.environ.get("SECRET_KEY")에서 가져오세요.',
            expected="SECRET_KEY of the environment",
            actual=one.app.secret_key,
        )
        expect(
            False,
            "SECRET_KEY of the environment is not the key: each start signs by another one, "
            'and logs everyone out. Read os.environ.get("SECRET_KEY") first.',
            "환경 변수 SECRET_KEY를 키로 쓰지 않아요. 시작할 때마다 키가 바뀌어 모두 "
            '로그아웃돼요. os.environ.get("SECRET_KEY")를 먼저 읽으세요.',
            expected="one",
            actual=one.app.secret_key,
        )
    _, value, _ = login_cookie(one)
    expect(
        session_of(comes_with(same, value)),
        "After a restart with the same key the cookie must still be good.",
        "같은 키로 다시 시작하면 쿠키가 그대로 통해야 해요.",
    )
    expect(
        not session_of(comes_with(two, value)),
        "A cookie that was signed by another key must be nobody's.",
        "다른 키로 서명한 쿠키는 아무도 아니어야 해요.",
    )


@check("cookie", "No key stands in the source", "소스에는 키가 없어요")
def no_key_is_in_the_source(site):
    for given in (None, ""):
        keys = []
        for _ in range(2):
            random.seed(3)
            keys.append(start(site, given).app.secret_key)
        first, second = keys
        absent = "missing" if given is None else "empty"
        missing = "없으면" if given is None else "비어 있으면"
        expect(
            first,
            f"Where SECRET_KEY is {absent} there is no key to sign with: "
            'os.environ.get("SECRET_KEY") or secrets.token_hex().',
            f'SECRET_KEY가 {missing} 서명할 키가 없어요: os.environ.get("SECRET_KEY") or secrets.token_hex().',
        )
        seeded = re.search(r"\brandom\b", site.source())
        expect(
            first != second,
            "The key can be guessed: random is made for games. secrets.token_hex() cannot be foretold."
            if seeded
            else f"Where SECRET_KEY is {absent}, a key that stands in the source is used: whoever reads it can sign a "
            "cookie as anyone. Make one at the start: secrets.token_hex().",
            "키를 맞힐 수 있어요. random은 놀이용이에요. secrets.token_hex()는 미리 알 수 없어요."
            if seeded
            else f"SECRET_KEY가 {missing} 소스에 적힌 키를 써요. 소스를 읽은 사람은 누구의 쿠키든 서명할 수 있어요. "
            "시작할 때 secrets.token_hex()로 만드세요.",
            actual=first,
        )
        expect(
            len(first) >= (32 if isinstance(first, str) else 16),
            "The key that is made at the start is short enough to be tried "
            "out: secrets.token_hex() gives 64 characters.",
            "시작할 때 만든 키가 짧아서 하나씩 시험해 볼 수 있어요. secrets.token_hex()는 64자를 줘요.",
            expected="secrets.token_hex()",
            actual=first,
        )


@check("cookie", "The cookie is called session_03", "쿠키의 이름은 session_03이에요")
def the_cookie_has_its_own_name(site):
    name = site.app.config["SESSION_COOKIE_NAME"]
    answer = login_cookie(site)[0]
    answer.expect(
        name == "session_03",
        f"The cookie is called {name}: cookies ignore ports, so stages on one machine take each other's "
        'cookie of the same name. Set app.config["SESSION_COOKIE_NAME"] = "session_03".',
        f"쿠키의 이름이 {name}이에요. 쿠키는 포트를 가리지 않아서 한 컴퓨터의 다른 스테이지가 같은 이름의 "
        '쿠키를 덮어써요. app.config["SESSION_COOKIE_NAME"] = "session_03"으로 하세요.',
        expected="session_03",
        actual=name,
    )


@check("cookie", "No script can read the cookie: HttpOnly", "스크립트가 쿠키를 읽을 수 없어요: HttpOnly")
def the_cookie_is_http_only(site):
    answer, _, attributes = login_cookie(site)
    answer.expect(
        "httponly" in attributes,
        "The cookie has no HttpOnly flag: a script that slips into a page can read it by "
        "document.cookie and carry it off. SESSION_COOKIE_HTTPONLY must be True, its default.",
        "쿠키에 HttpOnly가 없어요. 페이지에 숨어든 스크립트가 document.cookie로 읽어 "
        "가져갈 수 있어요. SESSION_COOKIE_HTTPONLY는 기본값 True여야 해요.",
        expected="HttpOnly",
        actual=answer.headers["Set-Cookie"],
    )


@check(
    "cookie", "Forms of other sites come without it: SameSite=Lax", "다른 사이트의 폼에는 실리지 않아요: SameSite=Lax"
)
def the_cookie_is_same_site(site):
    answer, _, attributes = login_cookie(site)
    found = attributes.get("samesite")
    why = {
        None: (
            "The cookie has no SameSite: what a form of another site does with it is left to each browser.",
            "쿠키에 SameSite가 없어요. 다른 사이트의 폼에 실릴지를 브라우저마다 알아서 정해요.",
        ),
        "None": (
            "SameSite=None sends the cookie with every form of every site, so any page could post as you.",
            "SameSite=None이면 모든 사이트의 모든 폼에 쿠키가 실려서, 아무 페이지나 내 이름으로 글을 쓸 수 있어요.",
        ),
        "Strict": (
            "SameSite=Strict leaves the cookie out even when a link on another site leads here: one looks logged out.",
            "SameSite=Strict면 다른 사이트의 링크로 들어올 때도 쿠키가 빠져서, 로그아웃된 것처럼 보여요.",
        ),
    }
    en, ko = why.get(found, ("The cookie's SameSite is another.", "쿠키의 SameSite가 달라요."))
    answer.expect(
        found == "Lax",
        f'{en} Set app.config["SESSION_COOKIE_SAMESITE"] = "Lax".',
        f'{ko} app.config["SESSION_COOKIE_SAMESITE"] = "Lax"로 하세요.',
        expected="SameSite=Lax",
        actual=answer.headers["Set-Cookie"],
    )


# the whole stage


@check(
    None,
    "The cookie goes over http, to the whole stage, until the browser closes",
    "쿠키는 http로, 스테이지 전체에, 브라우저를 닫을 때까지 가요",
)
def the_cookie_goes_everywhere_here(site):
    answer, _, attributes = login_cookie(site)
    shown = {"actual": answer.headers["Set-Cookie"]}
    answer.expect(
        "secure" not in attributes,
        "The cookie has the flag Secure: it is sent over https only, and there is none here, so the "
        "login would be lost. Leave SESSION_COOKIE_SECURE off on your own machine.",
        "쿠키에 Secure가 있어요. https로만 보내는데 여기에는 https가 없어 로그인이 "
        "사라져요. 내 컴퓨터에서는 SESSION_COOKIE_SECURE를 끄세요.",
        **shown,
    )
    answer.expect(
        attributes.get("path") == "/" and "domain" not in attributes,
        "The cookie is not for the whole stage: its Path must be / and it must have no Domain.",
        "쿠키가 스테이지 전체의 것이 아니에요. Path는 /이고 Domain은 없어야 해요.",
        **shown,
    )
    answer.expect(
        "expires" not in attributes and "max-age" not in attributes,
        "The cookie outlives the browser (Expires): a session that is not permanent ends with it.",
        "브라우저를 닫아도 쿠키가 남아요(Expires). permanent가 아닌 세션은 브라우저와 함께 끝나요.",
        **shown,
    )


@check(None, "A changed or forged cookie is nobody's, and no error", "바꾸거나 지어낸 쿠키는 오류 없이 아무도 아니에요")
def a_forged_cookie_is_nobody(site):
    _, value, _ = login_cookie(site)
    comes_with(site, value).get("/").expect_status(
        200, "The cookie of the login must let in.", "로그인한 쿠키로는 들어갈 수 있어야 해요."
    )
    parts = value.rsplit(".", 2)
    forged = base64.urlsafe_b64encode(json.dumps(PEOPLE["alice"]).encode()).decode().rstrip("=")
    other_key = URLSafeTimedSerializer("another key", salt="cookie-session").dumps(PEOPLE["alice"])
    values = [".".join([forged, *parts[1:]]), other_key, "a.b.c", "", "민수", json.dumps(PEOPLE["alice"])]
    for number in range(3):
        changed = list(parts)
        changed[number] = ("A" if changed[number][0] != "A" else "B") + changed[number][1:]
        values.append(".".join(changed))
    for one in values:
        comes_with(site, one).get("/").expect_status(
            302,
            "A cookie without a good signature must be nobody's, silently: only `session` may say who is asking.",
            "서명이 맞지 않는 쿠키는 조용히 아무도 아니어야 해요. 누구인지는 `session`만 말할 수 있어요.",
        )
    must_not_believe_other_cookies(site)


def must_not_believe_other_cookies(site):
    visitor = site.client("stranger")
    for name in ("nickname", "name", "user_id", "session_user", "user", "logged_in"):
        visitor.test_client.set_cookie(name, "alice")
    visitor.get("/", headers={"X-User": "alice", "Nickname": "alice"}).expect_status(
        302,
        "A plain cookie or header that anyone can write lets in: only the signed session may say who is asking.",
        "누구나 쓸 수 있는 쿠키나 헤더로 들어올 수 있어요. 누구인지는 서명한 세션만 말할 수 있어요.",
    )


@check(
    None, "The login form posts user_id and a hidden password", "로그인 폼은 user_id와 가려진 password를 POST로 보내요"
)
def the_login_form_is_whole(site):
    answer = site.client().get("/login").expect_status(200, "The form must be shown.", "폼이 나와야 해요.")
    form = form_to(answer, "/login")
    answer.expect(
        form and form["method"] == "post",
        'login.html must have a form with action="/login" and '
        'method="post": without that the password stands in the URL.',
        'login.html에 action="/login", method="post"인 폼이 있어야 해요. 아니면 비밀번호가 URL에 적혀요.',
    )
    answer.expect(form["buttons"], "The login form has no button.", "로그인 폼에 버튼이 없어요.")
    answer.expect(
        form["fields"].get("password") == "password",
        'The password can be read on the screen: its field must be name="password" with type="password".',
        '비밀번호가 화면에 보여요. 칸은 name="password"에 type="password"여야 해요.',
    )
    answer.expect(
        "user_id" in form["fields"],
        'The view reads user_id, and the form has no field of that name: name="user_id".',
        '뷰는 user_id를 읽는데 폼에 그 이름의 칸이 없어요: name="user_id".',
    )
    answer.expect(
        form_to(answer, "/logout") is None,
        "Nobody is logged in, and the top bar offers to log out: show it only if session['nickname'] is there.",
        "아무도 로그인하지 않았는데 위쪽 막대에 로그아웃이 있어요. session['nickname']이 있을 때만 보여 주세요.",
    )
    hostile = site.client().post(
        "/login", data={"user_id": '"><script>alert(1)</script>', "password": "flask-password"}
    )
    must_be_escaped(site, hostile, "<script>alert")
    hostile.expect(
        "flask-password" not in hostile.text,
        "The refused password stands in the page: never send a password back.",
        "거절한 비밀번호가 페이지에 적혀 있어요. 비밀번호는 절대 되돌려 보내지 마세요.",
    )


@check(None, "The same page greets each person by name and picture", "같은 페이지가 사람마다 이름과 그림으로 인사해요")
def the_page_greets(site):
    for user_id, person in PEOPLE.items():
        answer = opens(site.logged_in(user_id), "/")
        bar = answer.text.partition("<main")[0]
        answer.expect(
            f"Hello, {person['nickname']}!" in words_in(bar),
            f"The top bar does not greet {person['nickname']}: base.html must show {{{{ session['nickname'] }}}}.",
            f"위쪽 막대가 {person['nickname']}에게 인사하지 않아요. base.html이 "
            f"{{{{ session['nickname'] }}}}을 보여 줘야 해요.",
        )
        others = [one["nickname"] for one in PEOPLE.values() if one != person and one["nickname"] in words_in(bar)]
        answer.expect(
            not others, f"{user_id} is greeted as {others}.", f"{user_id}에게 {others}(이)라고 인사해요.", actual=others
        )
        answer.expect(
            f"/static/{person['profile_img']}" in bar,
            "The top bar has not the picture of session['profile_img'].",
            "위쪽 막대에 session['profile_img']의 그림이 없어요.",
        )
        form = form_to(answer, "/logout")
        answer.expect(
            form and form["method"] == "post" and form["buttons"] > 0,
            'The button must log out by a form with method="post": a link sends GET, which is a 405.',
            '버튼은 method="post"인 폼으로 로그아웃해야 해요. 링크는 GET을 보내고, 그것은 405예요.',
        )
        for path in set(re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)):
            answer.under_test.client().get(path, buffered=True).expect_status(
                200, f"The page needs {path}.", f"페이지에 {path}이(가) 필요해요."
            )


@check(None, "GET /logout says why it is refused", "GET /logout은 왜 거절하는지 알려 줘요")
def the_refused_logout_says_why(site):
    site.client("stranger").get("/logout").expect_status(
        405,
        "GET /logout of a stranger must be the same 405 as for everyone: require_login lets the path /logout through.",
        "로그인하지 않은 사람의 GET /logout도 똑같이 405여야 해요. require_login은 /logout 경로를 통과시켜요.",
    )
    visitor = site.logged_in("alice")
    messages = []
    for path in ("/logout", "/content_submit"):
        answer = visitor.get(path, headers=JSON)
        answer.expect_status(405, "", "")
        messages.append(answer.json.get("message", ""))
    answer = visitor.get("/logout", headers=PAGE)
    expect(
        messages[0] != messages[1],
        "GET /logout says only what every 405 says: refuse must look in MESSAGES for (error.code, request.path) first.",
        "GET /logout이 모든 405와 같은 말만 해요. refuse는 MESSAGES에서 (error.code, request.path)를 먼저 찾아야 해요.",
        actual=messages[0],
    )
    answer.expect(
        "button" in messages[0] and "버튼" in messages[0] and says(answer, messages[0]),
        "The page must say why, in both languages: log out by the button, as a link could be on any page.",
        "페이지가 두 언어로 까닭을 알려 줘야 해요. 링크는 아무 페이지에나 있을 수 있으니 버튼으로 로그아웃하라고요.",
        actual=messages[0],
    )


@check(None, "/whoami takes the cookie apart", "/whoami는 쿠키를 뜯어 보여 줘요")
def whoami_takes_the_cookie_apart(site):
    for user_id in ("minsu", "bob"):
        visitor = site.logged_in(user_id)
        answer = opens_whoami(visitor)
        page = html.unescape(answer.text)
        cookie = visitor.cookie(site.app.config["SESSION_COOKIE_NAME"])
        for number, part in enumerate(cookie.rsplit(".", 2), 1):
            what = ("payload", "timestamp", "signature")[number - 1]
            answer.expect(
                re.search(rf'class="part{number}"[^>]*>{re.escape(part)}<', answer.text),
                f"/whoami does not show the {what} where part {number} of the cookie belongs.",
                f"/whoami의 {number}번째 자리에 쿠키의 {what}이(가) 없어요.",
                expected=part,
            )
        made_at = str(datetime.fromtimestamp(int.from_bytes(unpack(cookie.rsplit(".", 2)[1])), UTC))
        answer.expect(
            made_at in page,
            "/whoami must show when the cookie was signed, in UTC: datetime.fromtimestamp(..., UTC).",
            "/whoami는 서명한 시각을 UTC로 보여 줘야 해요: datetime.fromtimestamp(..., UTC).",
            expected=made_at,
        )
        name = PEOPLE[user_id]["name"]
        answer.expect(
            page.count(f"'name': '{name}'") == 2 and "session = {" in page,
            "/whoami must show the session twice: read from the cookie without the key, and as the server reads it.",
            "/whoami는 세션을 두 번 보여 줘야 해요. 쿠키에서 키 없이 읽은 것과 서버가 읽은 것이에요.",
        )
    for said in (site.app.config["SESSION_COOKIE_NAME"], "HttpOnly: True", "SameSite: Lax", "Secure: False"):
        answer.expect(
            said in page,
            f"/whoami must name the cookie and its attributes as they are: {said}",
            f"/whoami에 쿠키의 이름과 속성이 있는 그대로 있어야 해요: {said}",
        )


def opens_whoami(visitor):
    answer = is_let_in(visitor, "/whoami")
    answer.expect(
        not isinstance(answer.error, BadSignature),
        "loads() with another key refuses the cookie: reading needs no key, so use loads_unsafe().",
        "다른 키로 loads()하면 쿠키를 거절해요. 읽는 데에는 키가 필요 없으니 loads_unsafe()를 쓰세요.",
    )
    answer.expect(
        answer.status != 400,
        'The view asks for a cookie that was not sent: its name is app.config["SESSION_COOKIE_NAME"].',
        '뷰가 오지 않은 쿠키를 찾아요. 이름은 app.config["SESSION_COOKIE_NAME"]이에요.',
    )
    return answer.expect_status(
        200,
        "Take the cookie apart from its right end, as a long payload begins with a "
        'dot: payload, timestamp, signature = cookie.rsplit(".", 2).',
        "긴 내용은 점으로 시작하니 쿠키를 오른쪽 끝에서 나누세요: "
        'payload, timestamp, signature = cookie.rsplit(".", 2).',
    )


@check(None, "/whoami also reads a long session, and escapes it", "/whoami는 긴 세션도 읽고, 이스케이프해요")
def whoami_reads_any_session(site):
    visitor = site.logged_in("bob")
    put_in_session(visitor, cart=["apple"] * 100)
    answer = opens_whoami(visitor)
    answer.expect(
        html.unescape(answer.text).count("apple") >= 200,
        "/whoami does not show all that is in the session.",
        "/whoami가 세션에 든 것을 다 보여 주지 않아요.",
    )
    put_in_session(visitor, cart=SCRIPT)
    must_be_escaped(site, visitor.get("/whoami"), "<script>alert")


@check(
    None, "GET / shows everyone, and all posts, the newest first", "GET /은 모든 사람과 모든 글을 새 글부터 보여 줘요"
)
def the_first_page_shows_all(site):
    bob = site.logged_in("bob")
    bob.post("/content_submit", data={"content_txt": "밥의 글"})
    answer = opens(bob, "/")
    for href in ("/user/alice", "/user/bob", MINSU):
        answer.expect(
            f'href="{href}"' in answer.text.partition("data-post-id")[0],
            f"The first page does not link to {href}: index.html needs friend_dic=store.get_friends().",
            f"첫 페이지에 {href} 링크가 없어요. index.html에 friend_dic=store.get_friends()가 필요해요.",
        )
    posts = posts_on(answer)
    answer.expect(
        3 in posts,
        "The post that bob wrote is not on the first page: store.add_post must put it into post_dic.",
        "bob이 쓴 글이 첫 페이지에 없어요. store.add_post가 post_dic에 넣어야 해요.",
        expected=[3, 2, 1],
        actual=list(posts),
    )
    answer.expect(
        set(posts) == {1, 2, 3},
        "The first page must show the posts of everyone: post_dic=store.get_posts().",
        "첫 페이지는 모두의 글을 보여 줘야 해요: post_dic=store.get_posts().",
        expected=[3, 2, 1],
        actual=list(posts),
    )
    answer.expect(
        list(posts) == [3, 2, 1],
        "The newest post must come first: post_dic.values() | reverse, in index.html.",
        "새 글이 먼저 와야 해요. index.html에서 post_dic.values() | reverse로 하세요.",
        expected=[3, 2, 1],
        actual=list(posts),
    )
    whole = {
        3: ("밥의 글", "bob.svg", 'href="/user/bob"'),
        2: ("안녕, Flask!", "minsu.svg", f'href="{MINSU}"'),
        1: ("Hello, Flask!", "alice.svg", 'href="/user/alice"'),
    }
    for post_id, words in whole.items():
        missing = [word for word in (*words, 'class="like"', "<output") if word not in posts[post_id]]
        answer.expect(
            not missing,
            f"Post {post_id} is not whole on the page: _post.html shows its author's picture "
            "and a link to them, its text, the button like and an output.",
            f"{post_id}번 글이 다 나오지 않아요. _post.html은 글쓴이의 그림과 "
            "링크, 내용, 좋아요 버튼과 output을 보여 줘요.",
            expected=missing,
        )
    form = form_to(answer, "/content_submit")
    answer.expect(
        form and form["method"] == "post" and set(form["fields"]) == {"content_txt"} and form["buttons"],
        "The form to write must post content_txt to /content_submit, and ask for no name: the session says it.",
        "글쓰기 폼은 content_txt를 /content_submit에 POST로 보내야 해요. 이름은 세션이 말하니 묻지 않아요.",
        actual=form,
    )


@check(
    None,
    "GET /user/<user> shows one person and their posts alone",
    "GET /user/<user>는 그 사람과 그 사람의 글만 보여 줘요",
)
def a_persons_page_is_theirs(site):
    bob = site.logged_in("bob")
    for nickname, name, own in (("alice", "Alice Kim", [1]), ("민수", "박민수", [2]), ("bob", "Bob Lee", [])):
        answer = opens(bob, f"/user/{nickname}")
        heading = answer.text.partition("<h1>")[2].partition("</h1>")[0]
        answer.expect(
            nickname in words_in(heading) and name in words_in(heading),
            f"The page of {nickname} must be headed by their nickname and name, not by those of the session.",
            f"{nickname}의 페이지 제목에는 세션이 아니라 그 사람의 별명과 이름이 있어야 해요.",
            actual=words_in(heading).split(),
        )
        answer.expect(
            list(posts_on(answer)) == own,
            f"The page of {nickname} must show their posts and no others: store.posts_of(user).",
            f"{nickname}의 페이지에는 그 사람의 글만 있어야 해요: store.posts_of(user).",
            expected=own,
            actual=list(posts_on(answer)),
        )
    for nickname in ("nobody", "minsu", "아무도"):
        bob.get(f"/user/{nickname}").expect_status(
            404,
            "The URL takes the nickname of someone who is here; any other is a 404: look in store.get_friends().",
            "URL에는 여기 있는 사람의 별명이 와요. 아니면 404예요. store.get_friends()에서 찾으세요.",
        )


@check(
    None,
    "Writing by a form leads to one's own page, by script it is a 201",
    "폼으로 쓰면 내 페이지로 가고, 스크립트로 쓰면 201이에요",
)
def writing_answers_as_asked(site):
    for user_id, location in (("bob", "/user/bob"), ("minsu", MINSU)):
        visitor = site.logged_in(user_id)
        answer = visitor.post("/content_submit", data={"content_txt": "  새 글 "}, headers=PAGE).expect_status(
            302,
            'After a form comes a redirect, so that a reload does not post again: redirect(url_for("user", ...)).',
            '폼 다음에는 리다이렉트예요. 그래야 새로고침해도 다시 올라가지 않아요: redirect(url_for("user", ...)).',
        )
        answer.expect(
            answer.headers["Location"] == location,
            'After writing one\'s own page comes: url_for("user", user=session["nickname"]).',
            '쓴 다음에는 내 페이지예요: url_for("user", user=session["nickname"]).',
            expected=location,
            actual=answer.headers["Location"],
        )
        shown = opens(visitor, location)
        shown.expect("새 글" in shown.text, "The post is not on its author's page.", "글쓴이의 페이지에 글이 없어요.")
    made = visitor.post("/content_submit", json={"content_txt": " by script "}).expect_status(
        201,
        'A script that made a post is told 201: return jsonify(result="success", post=post), 201.',
        '글을 만든 스크립트에는 201이에요: return jsonify(result="success", post=post), 201.',
    )
    expected = {"id": 5, "nickname": "민수", "content_txt": "by script", "edited": False, "likes": []}
    must_be_post(made, expected)
    must_be_readable(made, "민수")


def must_be_post(answer, expected):
    post = answer.json.get("post")
    answer.expect(
        answer.json.get("result") == "success" and isinstance(post, dict),
        'The answer must be jsonify(result="success", post=post).',
        '응답은 jsonify(result="success", post=post)여야 해요.',
        actual=answer.json,
    )
    reasons = {
        "content_txt": ("the text, stripped by read_text", "read_text가 앞뒤 빈칸을 뺀 글"),
        "nickname": ("who wrote it", "글쓴이"),
        "edited": ("False for a new post, True for a changed one", "새 글은 False, 고친 글은 True"),
        "likes": ("a list of who likes it", "좋아한 사람의 목록"),
        "id": ("a number that no post had before", "어떤 글도 쓴 적 없는 번호"),
    }
    for field, value in expected.items():
        en, ko = reasons[field]
        answer.expect(
            post.get(field) == value,
            f"The post's {field} is not as it must be: {en}.",
            f"글의 {field}이(가) 맞지 않아요: {ko}.",
            expected=value,
            actual=post.get(field),
        )
    answer.expect(
        set(post) == set(expected),
        "The post that leaves the server must have these fields and no other.",
        "서버가 내보내는 글에는 이 필드들만 있어야 해요.",
        expected=sorted(expected),
        actual=sorted(post),
    )


def must_be_readable(answer, korean):
    answer.expect(
        korean in answer.text,
        "Korean comes as \\uXXXX: set app.json.ensure_ascii = False.",
        "한글이 \\uXXXX로 나가요. app.json.ensure_ascii = False로 하세요.",
    )


@check(
    None,
    "Changing one's own post is kept, marked, and answered as asked",
    "내 글을 고치면 남고, 표시되고, 물은 대로 답해요",
)
def changing_is_kept(site):
    minsu = site.logged_in("minsu")
    for method in ("POST", "PUT", "PATCH"):
        text = f"{method}로 고친 글"
        answer = minsu.send(method, "/content_submit/2", json={"content_txt": f" {text} "}).expect_status(
            200,
            f"{method} of a script by the author must change the post and answer JSON.",
            f"글쓴이의 스크립트가 보낸 {method} 요청은 글을 고치고 JSON으로 답해야 해요.",
        )
        expected = {"id": 2, "nickname": "민수", "content_txt": text, "edited": True, "likes": ["bob"]}
        must_be_post(answer, expected)
        must_be_readable(answer, text)
        shown = posts_on(opens(minsu, "/"))
        expect(
            text in shown[2] and "edited" in shown[2],
            f"{method} answers 200, but the page shows the post as it was, or "
            "not as edited: store.change_post keeps both.",
            f"{method} 요청은 200인데 페이지의 글이 그대로이거나 고쳤다는 "
            "표시가 없어요. store.change_post가 둘 다 남겨야 해요.",
        )
        expect(
            "Hello, Flask!" in shown[1] and "edited" not in shown[1],
            "Another post changed, too.",
            "다른 글까지 바뀌었어요.",
        )
    form = minsu.post("/content_submit/2", data={"content_txt": "폼으로"}, headers=PAGE).expect_status(
        302,
        "A form gets a redirect to the author's page; only a script gets JSON.",
        "폼에는 글쓴이의 페이지로 리다이렉트하고, 스크립트에만 JSON으로 답하세요.",
    )
    form.expect(
        form.headers["Location"] == MINSU,
        'After a change by form comes the author\'s page: url_for("user", user=post["nickname"]).',
        '폼으로 고친 다음에는 글쓴이의 페이지예요: url_for("user", user=post["nickname"]).',
        expected=MINSU,
        actual=form.headers["Location"],
    )
    answer = minsu.put("/content_submit/2", data={"content_txt": "by PUT"}, headers=PAGE)
    answer.expect_status(200, "Only fetch sends PUT, so its answer is JSON.", "PUT은 fetch만 보내니 응답은 JSON이에요.")


@check(None, "Deleting one's own post takes it away for everyone", "내 글을 지우면 모두에게서 사라져요")
def deleting_takes_it_away(site):
    alice, bob = site.logged_in("alice"), site.logged_in("bob")
    made = [
        alice.post("/content_submit", json={"content_txt": text}).json["post"]["id"] for text in ("third", "fourth")
    ]
    answer = alice.delete("/content_submit/1").expect_status(
        200, "DELETE by the author must remove the post.", "글쓴이의 DELETE는 글을 지워야 해요."
    )
    answer.expect(
        answer.json == {"result": "success"},
        'The answer must be {"result": "success"}.',
        '응답은 {"result": "success"}여야 해요.',
        actual=answer.json,
    )
    shown = list(posts_on(opens(bob, "/")))
    expect(
        shown == [4, 3, 2],
        "After DELETE /content_submit/1 post 1 must be gone, and only that one: store.remove_post(post_id).",
        "DELETE /content_submit/1 뒤에는 1번 글만 없어야 해요: store.remove_post(post_id).",
        expected=[4, 3, 2],
        actual=shown,
    )
    alice.delete("/content_submit/1").expect_status(
        404,
        "What is gone cannot be deleted again: get_post answers 404.",
        "없는 글은 또 지울 수 없어요. get_post가 404로 답해요.",
    )
    alice.delete(f"/content_submit/{made[1]}")
    again = alice.post("/content_submit", json={"content_txt": "next"}).json["post"]["id"]
    expect(
        again not in (1, 2, *made),
        "A new post got an id that was used before: take next(new_id), not the number of posts.",
        "새 글이 이미 쓴 id를 받았어요. 글의 개수가 아니라 next(new_id)를 쓰세요.",
        actual=again,
    )


@check(None, "Only the author sees a way to change a post", "글쓴이에게만 고치는 길이 보여요")
def only_the_author_sees_the_form(site):
    for user_id, post_id, sees in (("alice", 1, True), ("bob", 1, False), ("minsu", 2, True), ("alice", 2, False)):
        visitor = site.logged_in(user_id)
        answer = opens(visitor, f"/content_submit/{post_id}")
        form = form_to(answer, f"/content_submit/{post_id}")
        who = "the author" if sees else "someone else"
        answer.expect(
            bool(form) == sees,
            f"{user_id} is {who} of post {post_id}, and the form to change it is {'missing' if sees else 'shown'}: "
            "post.html compares post.nickname with session['nickname'].",
            f"{post_id}번 글의 폼이 {user_id}에게 {'보이지 않아요' if sees else '보여요'}. "
            "post.html은 post.nickname을 session['nickname']과 비교해요.",
        )
        answer.expect(
            ('class="delete"' in answer.text) == sees,
            "The button to delete is for the author, and only there.",
            "지우기 버튼은 글쓴이에게만 있어야 해요.",
        )
        answer.expect(
            not form or (form["method"] == "post" and "content_txt" in form["fields"] and form["buttons"]),
            'The form to change must send content_txt by method="post".',
            '고치는 폼은 content_txt를 method="post"로 보내야 해요.',
        )
        text = "Hello, Flask!" if post_id == 1 else "안녕, Flask!"
        answer.expect(text in answer.text, "The page does not show the post.", "페이지에 글이 없어요.")
        listed = posts_on(opens(visitor, "/"))[post_id]
        expect(
            (f'href="/content_submit/{post_id}"' in listed) == sees,
            f"On the first page {user_id} {'has no' if sees else 'has a'} link to change post "
            f"{post_id}: _post.html shows it if post.nickname == session['nickname'].",
            f"첫 페이지에서 {user_id}에게 {post_id}번 글의 고치기 링크가 {'없어요' if sees else '있어요'}. "
            "_post.html은 post.nickname == session['nickname']일 때만 보여 줘요.",
        )


@check(None, "Whose post it is comes before what was sent", "무엇을 보냈는지보다 누구의 글인지를 먼저 봐요")
def refuses_before_it_reads(site):
    bob = site.logged_in("bob")
    for method in ("POST", "PUT", "PATCH"):
        bob.send(method, "/content_submit/1", json={}).expect_status(
            403,
            "Who may not change the post is told what is wrong with the text: call get_own_post before reading.",
            "고칠 수 없는 사람에게 글이 잘못됐다고 알려 줘요. 읽기 전에 get_own_post를 부르세요.",
        )
    answer = bob.delete("/content_submit/1", headers=JSON).expect_status(403, "", "")
    must_be_json(site, answer)
    page = bob.delete("/content_submit/1", headers=PAGE).expect_status(403, "", "")
    message = site.module.MESSAGES.get(403, "")
    page.expect(
        answer.json.get("message") == message and says(page, message),
        "The 403 must say that only the author may do this: MESSAGES[403], as JSON and on the page.",
        "403은 글쓴이만 할 수 있다고 알려 줘야 해요. JSON에도 페이지에도 MESSAGES[403]이에요.",
        expected=message,
        actual=answer.json.get("message"),
    )


@check(None, "A like is of the person of the session, once", "좋아요는 세션의 사람이 한 번 누르는 거예요")
def likes_are_of_the_session(site):
    like = {"kind": "like", "post_id": 2, "nickname": "민수", "session_user": "민수", "user_id": "minsu"}
    counts = []
    people = [site.logged_in(user_id) for user_id in ("alice", "alice", "bob", "minsu")]
    for person in people:
        answer = person.post("/content_reaction_submit", json=like).expect_status(
            200, "A like must be answered 200.", "좋아요에는 200으로 답해야 해요."
        )
        nickname = PEOPLE[person.name]["nickname"]
        answer.expect(
            answer.json.get("result") == "success" and answer.json.get("session_user") == nickname,
            f"{nickname} sent nickname=민수 with the like, and the answer names another: the session says who it is.",
            f"{nickname}이(가) nickname=민수를 함께 보냈는데 응답의 이름이 달라요. 누구인지는 세션이 말해요.",
            expected=nickname,
            actual=answer.json.get("session_user"),
        )
        counts.append(answer.json.get("like_count"))
        if len(counts) == 1:
            kept = site.function("get_post", "store")(2)["likes"]
            answer.expect(
                kept == ["bob", "alice"],
                'A like is kept under another name than session["nickname"]: '
                'store.add_like(post["id"], session["nickname"]).',
                '좋아요가 session["nickname"]이 아닌 이름으로 남아요: store.add_like(post["id"], session["nickname"]).',
                expected=["bob", "alice"],
                actual=kept,
            )
    answer.expect(
        counts == [2, 2, 2, 3],
        "bob likes it already; alice twice, bob and 민수 make 2, 2, 2, 3: "
        "store.add_like must add a nickname once and take none away.",
        "bob은 이미 좋아해요. alice 두 번, bob, 민수면 2, 2, 2, 3이에요. "
        "store.add_like는 별명을 한 번만 넣고 빼지 않아야 해요.",
        expected=[2, 2, 2, 3],
        actual=counts,
    )
    other = people[0].post("/content_reaction_submit", json={**like, "post_id": 1})
    other.expect(
        other.json.get("like_count") == 1,
        "The count is not that of the liked post: store.add_like returns the length of its own list.",
        "숫자가 좋아요를 누른 글의 것이 아니에요. store.add_like는 그 글의 목록 길이를 돌려줘야 해요.",
        expected=1,
        actual=other.json.get("like_count"),
    )
    must_be_readable(answer, "민수")
    shown = posts_on(opens(people[0], "/"))
    expect(
        re.search(r'class="like_count">\s*3\s*<', shown[2]) and re.search(r'class="like_count">\s*1\s*<', shown[1]),
        "The counter on the page is not the number of likes of that post.",
        "페이지의 숫자가 그 글의 좋아요 수와 달라요.",
    )


@check(None, "What cannot be a like is refused", "좋아요가 될 수 없는 것은 거절해요")
def what_is_no_like_is_refused(site):
    alice = site.logged_in("alice")
    for sent, status, en, ko in (
        ({"kind": "like"}, 400, "without post_id", "post_id가 없는 것"),
        ({"kind": "like", "post_id": "one"}, 400, "with a word as post_id", "post_id가 낱말인 것"),
        ({"kind": "like", "post_id": [1]}, 400, "with a list as post_id", "post_id가 목록인 것"),
        ({"kind": "like", "post_id": None}, 400, "with null as post_id", "post_id가 null인 것"),
        ({"kind": "like", "post_id": float("inf")}, 400, "with an endless number", "post_id가 무한대인 것"),
        ({"kind": "hate", "post_id": 1}, 400, "of another kind", "kind가 다른 것"),
        ({"post_id": 1}, 400, "without kind", "kind가 없는 것"),
        ({"kind": "like", "post_id": 99}, 404, "of a post that is not there", "없는 글의 것"),
        ([], 400, "that is a list", "목록인 것"),
    ):
        answer = alice.post("/content_reaction_submit", json=sent).expect_status(
            status, f"A like {en} must be refused by {status}.", f"좋아요 중 {ko}은 거절해야 해요: {status}."
        )
        answer.expect(
            answer.json.get("result") == "error" and answer.json.get("message"),
            'A refusal must be {"result": "error", "message": ...}.',
            '거절은 {"result": "error", "message": ...}여야 해요.',
        )
    shown = posts_on(opens(alice, "/"))
    expect(
        re.search(r'class="like_count">\s*0\s*<', shown[1]),
        "A refused like was counted: refuse before store.add_like.",
        "거절한 좋아요가 세어졌어요. store.add_like보다 먼저 거절하세요.",
    )


@check(
    None,
    "A text that is missing, empty or no text is a 400, another type a 415",
    "글이 없거나 비었거나 문자열이 아니면 400, 다른 종류면 415예요",
)
def no_text_is_refused(site):
    alice = site.logged_in("alice")
    as_json = {"content_type": "application/json"}
    refused = [
        ({}, 400),
        ({"data": {"content_txt": " \n"}}, 400),
        ({"json": {}}, 400),
        ({"json": {"content_txt": 7}}, 400),
        ({"json": {"content_txt": None}}, 400),
        ({"json": ["hi"]}, 400),
        ({"data": '{"content_txt": "hi', **as_json}, 400),
        ({"data": "content_txt=hi", "content_type": "text/plain"}, 415),
    ]
    for method, path in (("POST", "/content_submit"), ("POST", "/content_submit/1"), ("PUT", "/content_submit/1")):
        for sent, status in refused:
            alice.send(method, path, **sent).expect_status(
                status,
                "read_text must abort(400, ...) unless it is a string with something in it."
                if status == 400
                else "read_sent must abort(415) where the body is neither JSON nor a form.",
                "내용이 있는 문자열이 아니면 read_text가 abort(400, ...)해야 해요."
                if status == 400
                else "본문이 JSON도 폼도 아니면 read_sent가 abort(415)해야 해요.",
            )
    for sent in ({"json": {}}, {"data": {}}):
        patched = alice.patch("/content_submit/1", headers=JSON, **sent).expect_status(
            400, "PATCH with nothing to change must be refused.", "고칠 것이 없는 PATCH는 거절해야 해요."
        )
    put = alice.put("/content_submit/1", json={})
    expect(
        patched.json["message"] != put.json["message"],
        "PATCH with nothing to change and PUT without a text need messages of their own.",
        "고칠 것 없는 PATCH와 글 없는 PUT은 메시지가 달라야 해요.",
    )
    shown = posts_on(opens(alice, "/"))
    expect(
        list(shown) == [2, 1] and "Hello, Flask!" in shown[1],
        "A refused text was stored: read and check it before store.add_post or store.change_post.",
        "거절한 글이 저장됐어요. store.add_post나 store.change_post보다 먼저 읽고 확인하세요.",
    )
    half = alice.post("/content_submit", data=r'{"content_txt": "a \ud83c"}', **as_json)
    half.expect_status(
        201, "Half an emoji must be made whole by whole().", "반쪽 이모지는 whole()로 온전하게 만들어야 해요."
    )
    opens(alice, "/")


@check(
    None,
    "What is not there is a 404, another method a 405 with Allow",
    "없는 것은 404, 다른 메서드는 Allow가 있는 405예요",
)
def unknown_is_404_and_not_allowed_405(site):
    alice = site.logged_in("alice")
    for path in ("/content_submit/99", "/content_submit/0", "/nowhere"):
        alice.get(path).expect_status(
            404,
            "get_post must answer 404 for what store.get_post does not find.",
            "store.get_post가 찾지 못하면 get_post가 404로 답해야 해요.",
        )
    for method in ("GET", "PUT", "DELETE"):
        alice.send(method, "/content_submit/one", json={"content_txt": "hi"}).expect_status(
            404, "The rule must take numbers only: <int:post_id>.", "규칙은 숫자만 받아야 해요: <int:post_id>."
        )
    rules = {
        "/": {"GET", "HEAD", "OPTIONS"},
        "/login": {"GET", "HEAD", "OPTIONS", "POST"},
        "/whoami": {"GET", "HEAD", "OPTIONS"},
        "/user/alice": {"GET", "HEAD", "OPTIONS"},
        "/content_submit": {"OPTIONS", "POST"},
        "/content_submit/1": {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"},
        "/content_reaction_submit": {"OPTIONS", "POST"},
    }
    for path, methods in rules.items():
        answer = alice.send("TRACE", path).expect_status(405, "TRACE is for no view.", "TRACE를 받는 뷰는 없어요.")
        found = set(answer.headers.get("Allow", "").replace(" ", "").split(","))
        answer.expect(
            found == methods,
            f"{path} must take these methods and no other, and the 405 must keep the header Allow: "
            "look at methods=[...], and change what error.get_response() gives.",
            f"{path} URL은 이 메서드들만 받아야 하고, 405에 헤더 Allow가 남아야 해요. "
            "methods=[...]를 보고, error.get_response()가 준 응답을 고쳐 쓰세요.",
            expected=sorted(methods),
            actual=sorted(found),
        )


@check(
    None,
    "A refusal is a page for a page, JSON for a script, each with its message",
    "거절은 페이지에는 페이지로, 스크립트에는 JSON으로 알맞은 메시지와 함께 와요",
)
def refuses_in_kind(site):
    alice = site.logged_in("alice")
    huge = {"content_txt": "a" * 600_000}
    refusals = (
        (404, "GET", "/nowhere", {}),
        (405, "DELETE", "/content_submit", {}),
        (413, "POST", "/content_submit", {"data": huge, "content_type": "multipart/form-data"}),
        (415, "POST", "/content_submit", {"data": "hi", "content_type": "text/plain"}),
        (403, "DELETE", "/content_submit/2", {}),
        (400, "POST", "/content_submit", {"data": {}}),
    )
    messages = set()
    for status, method, path, sent in refusals:
        answer = alice.send(method, path, headers=JSON, **sent).expect_status(
            status,
            "The handler must keep the status of the error: error.get_response() has it.",
            "처리 함수는 오류의 상태 코드를 지켜야 해요. error.get_response()에 들어 있어요.",
        )
        message = answer.json.get("message")
        answer.expect(
            answer.json.get("result") == "error" and message,
            'The answer to a script must be {"result": "error", "message": ...}.',
            '스크립트에 대한 응답은 {"result": "error", "message": ...}여야 해요.',
        )
        answer.expect(
            re.search("[가-힣]", message) and message == site.module.MESSAGES.get(status, message),
            f"The message of {status} must be that of MESSAGES, in both languages.",
            f"{status}의 메시지는 MESSAGES에 있는 것이어야 하고, 두 언어로 되어 있어야 해요.",
            actual=message,
        )
        must_be_readable(answer, re.search("[가-힣]+", message)[0])
        messages.add(message)
        for accept in (PAGE, {"Accept": "*/*"}):
            page = alice.send(method, path, headers=accept, **sent)
            page.expect_status(
                status, "The page of a refusal must keep its status.", "거절하는 페이지도 상태 코드를 지켜야 해요."
            )
            page.expect(
                page.raw.mimetype == "text/html" and says(page, message),
                'A browser must get a page with the message: render_template("error.html", code=..., message=...).',
                '브라우저에는 메시지가 있는 페이지가 와야 해요: render_template("error.html", code=..., message=...).',
            )
            page.expect(
                f"<h1>{status}</h1>" in page.text and 'href="/"' in page.text,
                "error.html must show the code, and a way back to the posts.",
                "error.html은 코드와, 글 목록으로 돌아가는 길을 보여 줘야 해요.",
            )
    mixed = alice.get("/nowhere", headers={"Accept": "text/html,application/json;q=0.5"})
    mixed.expect(
        mixed.raw.mimetype == "text/html",
        "Who takes JSON but likes a page better gets JSON: wants_json() asks for accept_mimetypes.best.",
        "JSON도 받지만 페이지를 더 바라는 쪽에 JSON이 가요. wants_json()은 accept_mimetypes.best를 봐야 해요.",
    )
    expect(
        len(messages) == len(refusals),
        "Two refusals say the same: take the message by error.code, else error.description.",
        "서로 다른 거절이 같은 말을 해요. error.code로 찾고, 없으면 error.description을 쓰세요.",
    )
    quoted = alice.post("/content_reaction_submit", data={"kind": "hate", "post_id": "1"}, headers=PAGE)
    must_be_escaped(site, quoted, 'is "like".')


def must_be_escaped(site, answer, raw):
    if answer.error:
        answer.expect_status(200, "The page must be shown.", "페이지가 나와야 해요.")
    if raw in answer.text:
        files = sorted(path.name for path in (site.folder / "templates").glob("*.html"))
        guilty = [file for file in files if re.search(r"\|\s*safe|autoescape", site.source(f"templates/{file}"))]
        place = guilty[0] if guilty else "app.py"
        answer.fail(
            f"A script that someone wrote reaches the page as a tag and runs: {place} switches "
            "escaping off, by |safe or Markup. Take that out; Jinja escapes by itself.",
            f"누군가 쓴 스크립트가 태그 그대로 페이지에 나가 실행돼요. {place}이(가) |safe나 "
            "Markup으로 이스케이프를 꺼요. 그것을 빼세요. Jinja는 알아서 이스케이프해요.",
        )


@check(None, "A script in a post stays text, on every page", "글 속의 스크립트는 모든 페이지에서 글자로 남아요")
def a_script_stays_text(site):
    alice, bob = site.logged_in("alice"), site.logged_in("bob")
    alice.post("/content_submit", data={"content_txt": SCRIPT})
    for visitor in (alice, bob):
        for path in ("/", "/user/alice", "/content_submit/3"):
            answer = opens(visitor, path)
            must_be_escaped(site, answer, "<script>alert")
            answer.expect(
                "&lt;script&gt;" in answer.text,
                "The post with <script> is not on the page: keep the text as it is, and let Jinja escape it.",
                "<script>가 든 글이 페이지에 없어요. 글은 그대로 두고 이스케이프는 Jinja에 맡기세요.",
            )


@check(None, "A name with a tag in it stays text", "태그가 든 이름도 글자로 남아요")
def a_hostile_name_stays_text(site):
    store = sys.modules["store"]
    eve = {"nickname": "<i>eve", "name": "<i>Eve", "profile_img": "bob.svg"}
    expect(
        isinstance(getattr(store, "user_dic", None), dict) and isinstance(getattr(store, "friend_dic", None), dict),
        "store.py must keep people in user_dic (by user id) and friend_dic (by nickname).",
        "store.py에는 user_dic(아이디로 찾기)과 friend_dic(별명으로 찾기)이 있어야 해요.",
    )
    store.user_dic["eve"] = store.friend_dic["<i>eve"] = eve
    visitor = site.logged_in("eve")
    made = visitor.post("/content_submit", json={"content_txt": "hi"}).json["post"]["id"]
    for path in ("/", "/user/%3Ci%3Eeve", f"/content_submit/{made}", "/whoami"):
        must_be_escaped(site, opens(visitor, path), "<i>")
    must_be_escaped(site, opens(site.logged_in("bob"), "/user/%3Ci%3Eeve"), "<i>")


@check(None, "Neither key nor password ever leaves the server", "키와 비밀번호는 서버 밖으로 나가지 않아요")
def nothing_secret_leaves(site):
    store = sys.modules["store"]
    plain = [name for name, value in vars(store).items() if value == "flask"]
    kept = [user_id for user_id, person in store.user_dic.items() if "flask" in map(str, person.values())]
    source = re.sub(r'generate_password_hash\("flask"\)', "", site.source("store.py") + site.source())
    expect(
        not plain and not kept and '"flask"' not in source and "'flask'" not in source,
        "The password is kept or compared as it is: keep "
        "generate_password_hash(...) of it, and ask check_password_hash.",
        "비밀번호를 그대로 두거나 그대로 비교해요. "
        "generate_password_hash(...)를 두고 check_password_hash로 물어보세요.",
    )
    alice = site.logged_in("alice")
    alice.post("/content_submit", json={"content_txt": "hi"})
    for path in ("/", "/user/alice", "/whoami", "/content_submit/1", "/login", "/nowhere"):
        answer = alice.get(path)
        page = html.unescape(answer.text)
        for secret, en, ko in (
            (str(site.app.secret_key), "the secret key", "비밀 키"),
            (str(getattr(store, "PASSWORD_HASH", "no hash at all")), "the hash of the password", "비밀번호의 해시"),
        ):
            answer.expect(
                secret not in page,
                f"{path} shows {en}: whoever reads it can use it. Hand the template only what it shows.",
                f"{path}에 {ko}이(가) 보여요. 읽은 사람은 누구나 쓸 수 있어요. 템플릿에는 보여 줄 것만 넘기세요.",
            )


@check(None, "The page's script asks by the right method", "페이지의 스크립트는 알맞은 메서드로 요청해요")
def the_script_asks_rightly(site):
    source = site.source("static/posts.js")
    for pattern, en, ko in (
        (
            r'ask\(\s*"POST",\s*"/content_reaction_submit"',
            "like by POST /content_reaction_submit",
            "POST /content_reaction_submit으로 좋아요를",
        ),
        (
            r'ask\(\s*"DELETE",\s*`/content_submit/\$\{',
            "delete by DELETE /content_submit/<post_id>",
            "DELETE /content_submit/<post_id>로 지우기를",
        ),
        (r'"Content-Type":\s*"application/json"', "name JSON in Content-Type", "Content-Type에 JSON이라고"),
        (r'Accept:\s*"application/json"', "ask for JSON by Accept", "Accept로 JSON을 달라고"),
        (r"body:\s*JSON\.stringify\(", "send JSON.stringify(...) as the body", "본문에 JSON.stringify(...)를"),
        (r'location\.href = "/"', "go to / after a delete", "지운 뒤 브라우저를 /로"),
        (r'kind:\s*"like"', 'send kind: "like"', 'kind: "like"를'),
    ):
        expect(re.search(pattern, source), f"static/posts.js must {en}.", f"static/posts.js는 {ko} 보내야 해요.")
    expect(
        "nickname" not in source,
        "static/posts.js sends a nickname: the session says who it is.",
        "static/posts.js가 nickname을 보내요. 누구인지는 세션이 말해요.",
    )
    expect(
        "innerHTML" not in source,
        "static/posts.js writes with innerHTML, so that what comes back could be a tag: use textContent.",
        "static/posts.js가 innerHTML로 써서, 돌아온 것이 태그가 될 수 있어요. textContent를 쓰세요.",
    )


@check(None, "X-Route tells which rule matched and which view ran", "X-Route가 맞은 규칙과 실행된 뷰를 알려 줘요")
def tells_the_route(site):
    alice = site.logged_in("alice")
    for path, expected in (
        ("/content_submit/1", "/content_submit/<int:post_id> -> content"),
        ("/whoami", "/whoami -> whoami"),
        ("/user/alice", "/user/<user> -> user"),
        ("/nowhere", "None -> None"),
    ):
        answer = alice.get(path)
        answer.expect(
            answer.headers.get("X-Route") == expected,
            "The header X-Route must name the rule and the endpoint of the request.",
            "헤더 X-Route에 요청의 규칙과 엔드포인트가 있어야 해요.",
            expected=expected,
            actual=answer.headers.get("X-Route"),
        )


@check(
    None,
    "python app.py serves on 127.0.0.1:5000, or on PORT, without the debugger",
    "python app.py는 디버거 없이 127.0.0.1:5000이나 PORT에서 돌아요",
)
def serves_where_it_is_told(site):
    asked = [served(site, port) for port in (None, "5037")]
    ports = [options.get("port", 5000) for options in asked]
    expect(
        ports == [5000, 5037],
        'app.run must take the port from PORT, as a number, else 5000: int(os.environ.get("PORT", "5000")).',
        'app.run은 PORT의 포트를 숫자로 쓰고, 없으면 5000이에요: int(os.environ.get("PORT", "5000")).',
        expected=[5000, 5037],
        actual=ports,
    )
    expect(
        not any(options.get("debug") for options in asked) and not site.app.debug,
        "The debugger is on: whoever makes a view fail can run Python on the server. Leave debug=True out.",
        "디버거가 켜져 있어요. 뷰를 실패하게 만든 사람이 서버에서 Python을 실행할 수 있어요. debug=True를 빼세요.",
    )
    expect(
        all(options.get("host") in (None, "127.0.0.1", "localhost") for options in asked),
        "The stage serves to the whole network: leave host out, so that it is 127.0.0.1.",
        "네트워크 전체에 열려 있어요. host를 빼면 127.0.0.1이에요.",
        actual=[options.get("host") for options in asked],
    )


def served(site, port):
    """Return what app.run was asked for when app.py runs as a program."""
    asked = []
    run, parameters = Flask.run, list(signature(Flask.run).parameters)[1:]
    Flask.run = lambda app, *values, **options: asked.append({**dict(zip(parameters, values, strict=False)), **options})
    sys.path.insert(0, str(site.folder))
    try:
        with environment(PORT=port):
            runpy.run_path(str(site.folder / "app.py"), run_name="__main__")
    finally:
        Flask.run = run
        sys.path.remove(str(site.folder))
    if not asked:
        raise CheckFailed(
            'python app.py ends at once: below  if __name__ == "__main__":  must stand app.run(...).',
            'python app.py가 바로 끝나요.  if __name__ == "__main__":  아래에 app.run(...)이 있어야 해요.',
        )
    return asked[0]
