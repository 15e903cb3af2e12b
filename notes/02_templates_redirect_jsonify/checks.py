"""What stage 02 must do, each as a sentence, with what to say where it does not."""

import os
import re
import runpy
from contextlib import contextmanager
from html.parser import HTMLParser
from unittest.mock import patch
from urllib.parse import unquote
from urllib.parse import urlsplit

from flask import Flask
from flask import Response
from flask import before_render_template
from jinja2 import TemplateError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.exceptions import NotFound

from classroom.api import check
from classroom.api import expect
from classroom.api import load_app

FRIENDS = {
    "alice": {"name": "Alice Kim", "profile_img": "alice.svg"},
    "bob": {"name": "Bob Lee", "profile_img": "bob.svg"},
    "민수": {"name": "박민수", "profile_img": "minsu.svg"},
}
ONE = {"id": 1, "nickname": "alice", "content_txt": "Hello, Flask!", "edited": False, "likes": []}
TWO = {"id": 2, "nickname": "민수", "content_txt": "안녕, Flask!", "edited": False, "likes": ["bob"]}
SCRIPT = "</textarea><script>alert('hi')</script> <b>& more</b>"
JSON = "application/json"
AS_PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}  # what a browser says
AS_SCRIPT = {"Accept": JSON}
NO_END = {"input", "img", "link", "meta", "br", "hr"}  # elements that have no end tag

# What each small function below the views must give: a value, or the status that it must abort with.
# (function, the request, what it is given, what must come, why another is wrong)
PARTS = (
    (
        "read_sent",
        {"data": {"nickname": "민수"}},
        (),
        {"nickname": "민수"},
        "read_sent() must return the fields of a form: return request.form.",
        "read_sent()는 폼의 필드를 돌려줘야 해요: return request.form.",
    ),
    (
        "read_sent",
        {"data": {"nickname": "민수"}, "content_type": "multipart/form-data"},
        (),
        {"nickname": "민수"},
        "read_sent() must take both kinds of form: FORM_TYPES lists urlencoded and multipart/form-data.",
        "read_sent()는 두 종류의 폼을 다 받아야 해요. FORM_TYPES에 urlencoded와 multipart/form-data가 있어야 해요.",
    ),
    (
        "read_sent",
        {"data": {"nickname": "민수"}, "query_string": {"content_txt": "hi"}},
        (),
        {"nickname": "민수"},
        "read_sent() must read the body only: request.form. request.args and request.values hold what is in the URL.",
        "read_sent()는 본문만 읽어야 해요: request.form. request.args와 request.values에는 URL에 적힌 것이 들어 "
        "있어요.",
    ),
    (
        "read_sent",
        {"json": {"nickname": "민수"}},
        (),
        {"nickname": "민수"},
        "read_sent() must return the object that came as JSON: request.form is empty then, request.get_json() has it.",
        "read_sent()는 JSON으로 온 객체를 돌려줘야 해요. 이때 request.form은 비어 있고 request.get_json()에 들어 "
        "있어요.",
    ),
    (
        "read_sent",
        {"json": ["hi"]},
        (),
        400,
        "read_sent() must refuse JSON that is no object: isinstance(sent, dict), else abort(400, ...).",
        "read_sent()는 객체가 아닌 JSON을 거절해야 해요. isinstance(sent, dict)가 아니면 abort(400, ...)예요.",
    ),
    (
        "read_sent",
        {"data": '{"nickname": "ali', "content_type": JSON},
        (),
        400,
        "read_sent() must refuse half a JSON with 400: get_json(silent=True) gives None for it.",
        "read_sent()는 반쪽짜리 JSON을 400으로 거절해야 해요. get_json(silent=True)는 이때 None을 줘요.",
    ),
    (
        "read_sent",
        {"data": "nickname=alice", "content_type": "text/plain"},
        (),
        415,
        "read_sent() must abort(415) where the content type is neither JSON nor one of FORM_TYPES.",
        "read_sent()는 내용의 종류가 JSON도 FORM_TYPES도 아니면 abort(415)를 불러야 해요.",
    ),
    (
        "read_text",
        {},
        ({"content_txt": "  hi \n"},),
        "hi",
        "read_text() must return the field content_txt without the spaces around it: return text.strip()...",
        "read_text()는 content_txt 필드를 앞뒤 빈칸 없이 돌려줘야 해요: return text.strip()...",
    ),
    (
        "read_text",
        {},
        ({"content_txt": "<b>&"},),
        "<b>&",
        "read_text() must keep the text as it is: Jinja escapes it on each page, so escaping here shows &lt; to "
        "people.",
        "read_text()는 글을 그대로 둬야 해요. 이스케이프는 Jinja가 페이지마다 하니, 여기서 하면 &lt;가 그대로 보여요.",
    ),
    (
        "read_text",
        {},
        ({},),
        400,
        "read_text() must abort(400, ...) where content_txt is missing: get gives None, which is no str.",
        "content_txt가 없으면 read_text()가 abort(400, ...)를 불러야 해요. get은 None을 주는데, None은 str이 아니에요.",
    ),
    (
        "read_text",
        {},
        ({"content_txt": " \n"},),
        400,
        "read_text() must abort(400, ...) where nothing but spaces came: look at text.strip().",
        "빈칸만 왔으면 read_text()가 abort(400, ...)를 불러야 해요. text.strip()을 보세요.",
    ),
    (
        "read_text",
        {},
        ({"content_txt": 7},),
        400,
        "read_text() must abort(400, ...) where content_txt is not a string: isinstance(text, str).",
        "content_txt가 문자열이 아니면 read_text()가 abort(400, ...)를 불러야 해요: isinstance(text, str).",
    ),
    (
        "read_text",
        {},
        ({"content_txt": "a\ud83c"},),
        "a?",
        'read_text() must replace half an emoji, which no page can send back: .encode(errors="replace").decode().',
        '반쪽 이모지는 페이지로 내보낼 수 없으니 read_text()가 바꿔야 해요: .encode(errors="replace").decode().',
    ),
    (
        "read_nickname",
        {},
        ({"nickname": "민수"},),
        "민수",
        "read_nickname() must return the nickname that was sent, if friend_dic has it.",
        "read_nickname()은 받은 별명이 friend_dic에 있으면 그 별명을 돌려줘야 해요.",
    ),
    (
        "read_nickname",
        {},
        ({"nickname": "stranger"},),
        400,
        "read_nickname() must abort(400, ...) for a nickname that is not in friend_dic: the browser may send any.",
        "friend_dic에 없는 별명이면 read_nickname()이 abort(400, ...)를 불러야 해요. 브라우저는 무엇이든 보낼 수 "
        "있어요.",
    ),
    (
        "read_nickname",
        {},
        ({},),
        400,
        'read_nickname() must abort(400, ...) where no nickname was sent: sent.get("nickname") is None then.',
        '별명이 오지 않으면 read_nickname()이 abort(400, ...)를 불러야 해요. 이때 sent.get("nickname")은 None이에요.',
    ),
    (
        "read_nickname",
        {},
        ({"nickname": ["alice"]},),
        400,
        "read_nickname() must abort(400, ...) where the nickname is no string: `in` cannot look up a list in a dict.",
        "별명이 문자열이 아니면 read_nickname()이 abort(400, ...)를 불러야 해요. 리스트는 dict에서 `in`으로 찾을 수 "
        "없어요.",
    ),
    (
        "read_post_id",
        {},
        ({"post_id": "2"},),
        2,
        'read_post_id() must return a number: a form sends "2", and post_dic has the key 2, so int(...).',
        'read_post_id()는 숫자를 돌려줘야 해요. 폼은 "2"를 보내는데 post_dic의 키는 2이니 int(...)가 필요해요.',
    ),
    (
        "read_post_id",
        {},
        ({},),
        400,
        "read_post_id() must abort(400, ...) where post_id is missing: int(None) raises TypeError, so except it.",
        "post_id가 없으면 read_post_id()가 abort(400, ...)를 불러야 해요. int(None)은 TypeError이니 except로 받으세요.",
    ),
    (
        "read_post_id",
        {},
        ({"post_id": "one"},),
        400,
        'read_post_id() must abort(400, ...) where post_id is no number: int("one") raises ValueError, so except it.',
        'post_id가 숫자가 아니면 read_post_id()가 abort(400, ...)를 불러야 해요. int("one")은 ValueError이니 '
        "except로 받으세요.",
    ),
    (
        "read_post_id",
        {},
        ({"post_id": float("inf")},),
        400,
        "read_post_id() must abort(400, ...) for Infinity, which JSON in Python takes: except OverflowError, too.",
        "Infinity가 와도 read_post_id()가 abort(400, ...)를 불러야 해요. OverflowError도 except로 받으세요.",
    ),
    (
        "get_post",
        {},
        (1,),
        ONE,
        "get_post(1) must return post 1 of post_dic.",
        "get_post(1)은 post_dic의 1번 글을 돌려줘야 해요.",
    ),
    (
        "get_post",
        {},
        (99,),
        404,
        "get_post() must abort(404) where post_dic has no such id.",
        "post_dic에 그 id가 없으면 get_post()가 abort(404)를 불러야 해요.",
    ),
    (
        "wants_json",
        {"data": {"a": "b"}},
        (),
        False,
        "wants_json() must be False where no header Accept came: accept_mimetypes copes with that, headers[...] fails.",
        "헤더 Accept가 없으면 wants_json()은 False여야 해요. accept_mimetypes는 괜찮지만 headers[...]는 오류가 나요.",
    ),
    (
        "wants_json",
        {"data": {"a": "b"}, "headers": AS_PAGE},
        (),
        False,
        "wants_json() must be False for a browser, which accepts text/html first: a page asked.",
        "브라우저는 text/html을 먼저 받으니 wants_json()은 False여야 해요. 페이지가 물어본 거예요.",
    ),
    (
        "wants_json",
        {"data": {"a": "b"}, "headers": {"Accept": "*/*"}},
        (),
        False,
        'wants_json() must be False for whoever accepts anything (*/*): best is "*/*" then, not application/json.',
        '무엇이든 받는(*/*) 쪽에는 wants_json()이 False여야 해요. 이때 best는 application/json이 아니라 "*/*"예요.',
    ),
    (
        "wants_json",
        {"json": {"a": "b"}, "headers": {"Accept": "*/*"}},
        (),
        True,
        "wants_json() must be True for whoever sends JSON: request.is_json.",
        "JSON을 보낸 쪽에는 wants_json()이 True여야 해요: request.is_json.",
    ),
    (
        "wants_json",
        {"headers": AS_SCRIPT},
        (),
        True,
        "wants_json() must be True for whoever accepts application/json best: request.accept_mimetypes.best.",
        "application/json을 가장 먼저 받는 쪽에는 wants_json()이 True여야 해요: request.accept_mimetypes.best.",
    ),
)


# What render_template must be given, by its name in the template.
GIVEN = {
    "friend": "friend_dic[user]",
    "post": "get_post(post_id)",
    "post_dic": "{id: post, ...}",
}


# Why a form is not answered with this status.
NO_302 = {
    201: (
        "201 is for scripts: a browser shows what came and follows no Location of a 201. A form gets redirect(...).",
        "201은 스크립트용이에요. 브라우저는 201의 Location을 따라가지 않으니, 폼에는 redirect(...)로 답해요.",
    ),
    301: (
        "301 means moved for good: browsers remember it and may not ask again. redirect(...) alone is 302.",
        "301은 아주 옮겼다는 뜻이라 브라우저가 기억하고 다시 묻지 않기도 해요. redirect(...)만 쓰면 302예요.",
    ),
    303: (
        "303 would do, but this course promises 302: redirect(...) without a code.",
        "303도 되지만 이 과정의 약속은 302예요. redirect(...)에 코드를 쓰지 마세요.",
    ),
    307: (
        "307 keeps method and form: the browser would POST the form to the author's page, which takes GET. Use 302.",
        "307은 메서드와 폼을 그대로 가져가요. GET만 받는 작성자 페이지에 폼을 POST하게 되니 302를 쓰세요.",
    ),
    308: (
        "308 keeps method and form, and is for good. redirect(...) alone is 302.",
        "308은 메서드와 폼을 그대로 가져가고, 아주 옮겼다는 뜻이에요. redirect(...)만 쓰면 302예요.",
    ),
}


class Element:
    """A tag of a page, with its attributes, the text in it, and what it stands in."""

    def __init__(self, tag, attributes, parents):
        self.tag = tag
        self.attributes = attributes
        self.parents = parents
        self.text = ""

    def has(self, **attributes):
        """Tell whether it has these attributes: class_="like", data_post_id="1"."""
        return all(self.attributes.get(key.rstrip("_").replace("_", "-")) == want for key, want in attributes.items())


class Page(HTMLParser):
    """A page as a browser reads it."""

    def __init__(self, answer):
        super().__init__()
        self.answer = answer
        self.given = {}  # what its template was given
        self.elements = []
        self.open = []
        self.loose = []  # tags that are closed and were not open, or stay open
        self.feed(answer.text)
        self.close()
        self.loose += [f"<{element.tag}>" for element in self.open]

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        element = Element(tag, dict(attrs), tuple(self.open))
        self.elements.append(element)
        if tag not in NO_END:
            self.open.append(element)

    def handle_endtag(self, tag):
        """Close the innermost element of this tag."""
        if tag not in [element.tag for element in self.open]:
            self.loose.append(f"</{tag}>")
            return
        while self.open[-1].tag != tag:
            self.loose.append(f"<{self.open.pop().tag}>")
        self.open.pop()

    def handle_data(self, data):
        """Give the text to all that it stands in."""
        for element in self.open:
            element.text += data

    def find(self, tag, inside=None, **attributes):
        """Return the elements of this tag with these attributes."""
        found = [element for element in self.elements if element.tag == tag and element.has(**attributes)]
        return [element for element in found if inside is None or inside in element.parents]

    def one(self, tag, inside=None, **attributes):
        """Return the first such element; fail where there is none."""
        found = self.find(tag, inside, **attributes)
        if not found:
            shown = "".join(f' {key.rstrip("_").replace("_", "-")}="{value}"' for key, value in attributes.items())
            self.answer.fail(
                f"The page has no <{tag}{shown}>, by which the script and the server find it: look at its template.",
                f"페이지에 <{tag}{shown}>이(가) 없어서 스크립트와 서버가 찾지 못해요. 템플릿을 보세요.",
            )
        return found[0]

    def posts(self):
        """Return the posts of the page by their numbers, in order."""
        articles = self.find("article")
        self.answer.expect(
            all(map(numbered, articles)),
            'A post on the page has no number: _post.html begins with <article data-post-id="{{ post.id }}">.',
            '페이지의 글에 번호가 없어요. _post.html은 <article data-post-id="{{ post.id }}">로 시작해요.',
        )
        return {int(article.attributes["data-post-id"]): article for article in articles}


def numbered(element):
    """Tell whether an element carries the number of a post."""
    return (element.attributes.get("data-post-id") or "").isdigit()


def visit(site):
    """Return a visitor of an app whose after_request functions and error handler give a response back."""
    folders = {"templates": site.app.jinja_loader.searchpath, "static": [site.app.static_folder]}
    for name, found in folders.items():
        expect(
            found == [str(site.folder / name)],
            f"Flask looks for {name} in another folder than the one beside app.py: leave it to Flask(__name__).",
            f"Flask가 {name}을(를) app.py 옆이 아닌 다른 폴더에서 찾아요. Flask(__name__)에 맡기세요.",
            expected=name,
            actual=[os.path.relpath(folder, site.folder) for folder in found],
        )
    functions = [(function, Response("hi")) for function in site.app.after_request_funcs.get(None, [])]
    functions += [(function, NotFound()) for function in every_handler(site).values()]
    for function, given in functions if not site.exchanges else ():
        with site.app.test_request_context("/"):
            try:
                came = function(given)
            except Exception:
                look_at_parts(site.folder)
                raise
        expect(
            came is not None,
            f"{function.__name__}() returns None, so that nothing can be sent: it must end with return response.",
            f"{function.__name__}()가 None을 돌려줘서 아무것도 보낼 수 없어요. return response로 끝나야 해요.",
        )
    return site.client()


def every_handler(site):
    """Return the error handlers for all statuses by the exceptions that they take."""
    return site.app.error_handler_spec[None].get(None, {})


def posts_of(site):
    """Return the posts that the app keeps."""
    return site.module.post_dic


def add_post(site, **fields):
    """Put a post into post_dic, past all views."""
    post = {"id": max(posts_of(site)) + 1, "nickname": "alice", "content_txt": "hi", "edited": False, "likes": []}
    post.update(fields)
    posts_of(site)[post["id"]] = post
    return post


def look_at_parts(folder):
    """Fail, with the cause, where a small function below the views, or the error handler, is what is wrong."""
    site = load_app(folder)  # with its data as at the start
    for name, options, given, expected, en, ko in PARTS:
        function = getattr(site.module, name, None)
        if callable(function):
            actual = call(site, function, options, given)
            expect(
                not hasattr(actual, "__html__"),
                f"{name}() wraps what people write in Markup: Jinja then takes it for safe HTML and does not escape "
                f"it.",
                f"{name}()가 사람이 쓴 글을 Markup으로 감쌌어요. 그러면 Jinja가 안전한 HTML로 알고 이스케이프하지 "
                f"않아요.",
            )
            ok = actual == expected and type(actual) is type(expected)
            expect(
                ok, en, ko, expected, actual.encode(errors="replace").decode() if isinstance(actual, str) else actual
            )
    look_at_refuse(site)


def call(site, function, options, given):
    """Return what a function gives during a request, or the status that it aborts with, or its exception in words."""
    with site.app.test_request_context("/", method="POST", **options):
        try:
            value = function(*given)
        except HTTPException as refusal:
            return refusal.code
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return value.to_dict() if isinstance(value, MultiDict) else value


def look_at_refuse(site):
    """Fail, with the cause, where the error handler does not do its part."""
    expect(
        HTTPException in every_handler(site),
        "No function answers all refusals: @app.errorhandler(HTTPException) must stand above refuse().",
        "모든 거절에 답하는 함수가 없어요. refuse() 위에 @app.errorhandler(HTTPException)이 있어야 해요.",
    )
    messages = getattr(site.module, "MESSAGES", {})
    for error, message in (
        (NotFound(), messages.get(404)),
        (MethodNotAllowed(["POST"]), messages.get(405)),
        (BadRequest("what abort says"), "what abort says"),
    ):
        for headers, mimetype in ((AS_SCRIPT, JSON), (AS_PAGE, "text/html")):
            with site.app.test_request_context("/", headers=headers):
                response = site.app.make_response(every_handler(site)[HTTPException](error))
            handled(response, error, mimetype, message)


def handled(response, error, mimetype, message):
    """Fail unless an error handler has answered an error with its status, in this content type, by this message."""
    expect(
        response.status_code == error.code,
        "refuse() loses the status of the error: error.get_response() carries it, so change that and return it.",
        "refuse()가 오류의 상태 코드를 잃어버려요. 상태 코드가 담긴 error.get_response()를 고쳐서 돌려주세요.",
        expected=error.code,
        actual=response.status_code,
    )
    expect(
        error.code != 405 or response.allow,
        "refuse() loses the header Allow of a 405: change error.get_response(), which carries it, and return that.",
        "refuse()가 405의 헤더 Allow를 잃어버려요. 그것이 담긴 error.get_response()를 고쳐서 돌려주세요.",
        expected="Allow: POST",
    )
    expect(
        response.mimetype == mimetype,
        "refuse() answers in the wrong form: whoever wants_json() gets JSON with mimetype application/json, "
        "others get error.html.",
        "refuse()의 응답 형식이 달라요. wants_json()인 쪽에는 mimetype이 application/json인 JSON, "
        "다른 쪽에는 error.html이에요.",
        expected=mimetype,
        actual=response.mimetype,
    )
    if mimetype == JSON:
        wanted = {"result": "error", "message": message}
        expect(
            response.get_json(silent=True) == wanted,
            'A refusal in JSON must be {"result": "error", "message": ...}: of MESSAGES, else error.description.',
            'JSON 거절은 {"result": "error", "message": ...}예요. 메시지는 MESSAGES나 error.description의 것이에요.',
            expected=wanted,
            actual=response.get_json(silent=True),
        )


def expect_status(answer, status, en, ko):
    """Fail unless an answer has this status; look first at the functions that all views share."""
    if answer.status != status:
        look_at_parts(answer.under_test.folder)
        answer.expect(
            "<post_id>" not in answer.exchange.rule.en,
            'The rule hands the view a text, "1", which is no key of post_dic: write <int:post_id>.',
            '규칙이 뷰에 문자열 "1"을 넘기는데, post_dic에는 그런 키가 없어요. <int:post_id>로 쓰세요.',
            expected=status,
            actual=answer.status,
        )
        answer.expect(
            answer.status != 308,
            "The rule ends in a slash, so Flask sends this URL on to the one with a slash: write it without.",
            "규칙이 슬래시로 끝나서 Flask가 슬래시 붙은 URL로 보내요. 슬래시 없이 쓰세요.",
            expected=status,
            actual=308,
        )
        if isinstance(answer.error, TemplateError) and not re.search("is undefined|^[^ ]+$", str(answer.error)):
            said = str(answer.error).removesuffix(".")
            en = f"Jinja cannot fill in the template: {said}. {en}"
            ko = f"Jinja가 템플릿을 채우지 못해요: {said}. {ko}"
            answer.fail(en, ko, expected=status, actual=answer.status)
    return answer.expect_status(status, en, ko)


def expect_answer(answer, ok, en, ko, **seen):
    """Fail unless something is so; look first at the functions that all views share."""
    if not ok:
        look_at_parts(answer.under_test.folder)
        answer.fail(en, ko, **seen)


@contextmanager
def rendering(site):
    """Note which templates are begun, and with which data."""
    rendered = {}

    def note(app, template, context, **extra):
        rendered[template.name] = dict(context)

    with before_render_template.connected_to(note, site.app):
        yield rendered


def shows(site, path, template, **data):
    """Return the page at a path; fail unless it is this template, filled with this data."""
    with rendering(site) as rendered:
        answer = visit(site).get(path)
    if not rendered.keys() - {"error.html"}:
        why = "A page must be shown here.", "여기에는 페이지가 나와야 해요."
        if template == "user.html":
            who = unquote(path.rpartition("/")[2])
            why = (
                f'{who} is in friend_dic, so their page must be shown: return render_template("user.html", ...).',
                f'{who}은(는) friend_dic에 있으니 페이지가 나와야 해요: return render_template("user.html", ...).',
            )
        expect_status(answer, 200, *why)
    expect_answer(
        answer,
        template in rendered,
        f'The view must answer with render_template("{template}", ...).',
        f'뷰는 render_template("{template}", ...)으로 답해야 해요.',
        expected=template,
        actual=list(rendered),
    )
    was_given(answer, template, rendered[template], data)
    expect_status(answer, 200, "A page must be shown here.", "여기에는 페이지가 나와야 해요.")
    page = Page(answer)
    page.given = rendered[template]
    answer.expect(
        "<h1" in answer.text and page.find("main"),
        f'Nothing of {template} is on the page: it must begin with {{% extends "base.html" %}} '
        "and fill {% block main %}, which base.html must have.",
        f'{template}의 내용이 페이지에 없어요. {{% extends "base.html" %}}로 시작해서 {{% block main %}}을 채우고, '
        "base.html에도 그 block이 있어야 해요.",
    )
    return page


def was_given(answer, template, given, data):
    """Fail unless a template was given this data."""
    for name, value in data.items():
        expect_answer(
            answer,
            name in given,
            f"{template} uses {name}, which render_template was not given: write {name}={GIVEN.get(name, name)}.",
            f"{template}이 쓰는 {name}을(를) render_template에 넘기지 않았어요: {name}={GIVEN.get(name, name)}.",
            expected=value,
        )
        expect_answer(
            answer,
            isinstance(given[name], type(value)),
            f"{template} needs {name} as a {type(value).__name__}, and was given a {type(given[name]).__name__}.",
            f"{template}의 {name}은(는) {type(value).__name__}여야 하는데 {type(given[name]).__name__}을(를) 넘겼어요.",
            expected=value,
            actual=given[name],
        )
        expect_answer(
            answer,
            given[name] == value or (name == "post_dic" and template == "user.html"),  # another check looks at it
            f"{template} was given another {name} than it needs here: write {name}={GIVEN.get(name, name)}.",
            f"{template}에 넘긴 {name}이(가) 여기에 필요한 것과 달라요: {name}={GIVEN.get(name, name)}.",
            expected=value,
            actual=given[name],
        )


def first_page(site):
    """Return the first page, filled as it must be."""
    return shows(site, "/", "index.html", friend_dic=site.module.friend_dic, post_dic=posts_of(site))


def page_of(site, nickname):
    """Return the page of a person, filled as it must be."""
    friend = site.module.friend_dic[nickname]
    data = {"user": nickname, "friend": friend, "friend_dic": site.module.friend_dic, "post_dic": {}}
    return shows(site, f"/user/{nickname}", "user.html", **data)


def expect_redirect(answer, author):
    """Fail, with the cause, unless an answer sends the browser to an author's page by 302."""
    if answer.status != 302:
        look_at_parts(answer.under_test.folder)
        en, ko = why_no_redirect(answer)
        if en:
            answer.fail(en, ko, 302, answer.status)
    expect_status(
        answer,
        302,
        'A form is answered by return redirect(url_for("user", user=...)): 302 with Location.',
        '폼에는 return redirect(url_for("user", user=...))로 답해요. 302와 Location이에요.',
    )
    expect_location(answer, author)


def why_no_redirect(answer):
    """Return what an answer does to the browser that is no redirect, or another one, in both languages."""
    if answer.status in NO_302:
        return NO_302[answer.status]
    if answer.error and "newline" in str(answer.error):
        return (
            "redirect was given a whole page, what a view returns: it takes a URL, which url_for makes.",
            "redirect에 뷰가 돌려준 페이지가 통째로 들어갔어요. redirect는 url_for가 만든 URL을 받아요.",
        )
    return why_it_stays(answer) if answer.status == 200 else ("", "")


def why_it_stays(answer):
    """Return, in both languages, what an answer with status 200 gives a browser instead of sending it on."""
    if "Location" in answer.headers:
        return (
            "A status beside redirect(...) takes the place of its 302, and the browser stays: return redirect(...) "
            "alone.",
            "redirect(...) 옆에 쓴 상태 코드가 302를 덮어써서 브라우저가 움직이지 않아요. redirect(...)만 돌려주세요.",
        )
    if answer.text.strip().startswith(("/", "http")):
        return (
            "The answer is the URL itself, as text: url_for makes it, redirect(...) around it sends the browser there.",
            "URL 글자가 그대로 응답이에요. url_for는 URL을 만들기만 하고, 그것을 감싼 redirect(...)가 브라우저를 "
            "보내요.",
        )
    if answer.raw.is_json:
        return (
            "A form asked, and the browser would show the bare JSON: jsonify is for scripts, "
            "a form gets redirect(url_for(...)).",
            "폼이 물었는데 JSON이 화면에 그대로 나와요. jsonify는 스크립트용이고, 폼에는 redirect(url_for(...))로 "
            "답해요.",
        )
    return (
        "The POST is answered with a page: reload it, and the browser sends the form again. "
        'Return redirect(url_for("user", user=...)) instead.',
        "POST에 페이지로 답했어요. 새로고침하면 브라우저가 폼을 다시 보내요. "
        '대신 redirect(url_for("user", user=...))를 돌려주세요.',
    )


def expect_location(answer, author):
    """Fail, with the cause, unless Location is the URL of an author's page."""
    location = answer.headers.get("Location", "")
    url = urlsplit(location)
    with answer.under_test.app.test_request_context("/"):
        wanted = answer.under_test.app.url_for("user", user=author)
    if not location:
        en = "302 without Location sends the browser nowhere: return redirect(url_for(...)), which sets both."
        ko = "Location이 없는 302로는 브라우저가 갈 곳을 몰라요. redirect(url_for(...))를 돌려주면 둘 다 정해져요."
    elif "url_for" in location or unquote(url.path) in ("/user/nickname", "/user/user", "/user/<user>"):
        en = 'A word stands in quotes where its value belongs: redirect(url_for("user", user=nickname)).'
        ko = '값이 들어갈 자리에 따옴표로 감싼 낱말이 있어요. redirect(url_for("user", user=nickname))처럼 쓰세요.'
    elif not location.startswith(("/", "http")):
        en = f'redirect takes a URL, not the name of a view: this leads to {location}. Write url_for("user", ...).'
        ko = f'redirect는 뷰 이름이 아니라 URL을 받아요. URL {location}(으)로 가 버려요. url_for("user", ...)를 쓰세요.'
    elif url.query:
        en = "A redirect carries nothing but its URL: what the rule does not name, url_for puts behind a ?, to be seen."
        ko = "리다이렉트가 가져가는 것은 URL뿐이에요. 규칙에 없는 값은 url_for가 ? 뒤에 붙여서 다 보여요."
    elif "<function" in unquote(location):
        en = "url_for was given the function user itself: the person's nickname belongs there, user=nickname."
        ko = "url_for에 함수 user가 들어갔어요. 그 자리에는 사람의 별명을 넣어야 해요: user=nickname."
    elif url.path.startswith("/user/"):
        en = f"The redirect leads to {unquote(url.path)}: it must lead to the page of the post's author, {author}."
        ko = f"리다이렉트가 {unquote(url.path)}(으)로 가요. 글 작성자 {author}의 페이지로 가야 해요."
    else:
        en = f"The redirect leads to {unquote(url.path)}, and not to the author's page: name the view user in url_for."
        ko = f"리다이렉트가 작성자 페이지가 아니라 {unquote(url.path)}(으)로 가요. url_for에 뷰 user를 쓰세요."
    expect_answer(answer, location.removeprefix("http://localhost") == wanted, en, ko, expected=wanted, actual=location)


def expect_posts(answer, expected, en, ko):
    """Fail unless post_dic is as expected."""
    actual = posts_of(answer.under_test)
    expect_answer(answer, actual == expected, en, ko, expected=expected, actual=actual)


def reads_both(site, path, **fields):
    """Fail where a view takes what comes as a form but not as JSON, or the other way round."""
    form, json = (visit(load_app(site.folder)).post(path, **{kind: fields}).status for kind in ("data", "json"))
    if form in (400, 415) and json in (400, 415):
        look_at_parts(site.folder)
        expect(
            False,
            "The view refuses what is right, as a form and as JSON: read the body by read_sent(), not the URL's "
            "request.args.",
            "폼으로도 JSON으로도 맞는 것을 보냈는데 뷰가 거절해요. URL의 request.args가 아니라 read_sent()로 본문을 "
            "읽으세요.",
        )
    if form < 400 and json in (400, 415):
        look_at_parts(site.folder)
        expect(
            False,
            "The view takes a form but not the same as JSON, where request.form is empty: read both by read_sent().",
            "뷰가 폼은 받는데 JSON은 못 받아요. JSON이 오면 request.form은 비어 있으니 둘 다 read_sent()로 읽으세요.",
        )
    if json < 400 and form in (400, 415):
        look_at_parts(site.folder)
        expect(
            False,
            "The view takes JSON but not the same as a form, which has no request.json: read both by read_sent().",
            "뷰가 JSON은 받는데 폼은 못 받아요. 폼에는 request.json이 없으니 둘 다 read_sent()로 읽으세요.",
        )


def write(visitor, nickname, content_txt):
    """Write a post as the form does, and return the answer, which is a redirect."""
    answer = visitor.post("/content_submit", data={"nickname": nickname, "content_txt": content_txt})
    expect_redirect(answer, nickname)
    return answer


def newest(answer):
    """Return the key and the post that were put into post_dic last; fail where there is none."""
    posts = posts_of(answer.under_test)
    expect_answer(
        answer,
        (posts.get(1), posts.get(2)) == (ONE, TWO),
        "The new post has taken the place of another, or changed it: it needs an id of its own, next(new_id) from 3 "
        "on.",
        "새 글이 다른 글의 자리를 차지했거나 바꿔 놓았어요. 3부터 시작하는 next(new_id)로 자기 id를 받아야 해요.",
        expected={1: ONE, 2: TWO},
        actual=posts,
    )
    new = [key for key in posts if key not in (1, 2)]
    expect_answer(
        answer,
        new,
        'The new post is not kept: post_dic[post["id"]] = post, before the redirect.',
        '새 글이 남지 않았어요. 리다이렉트 전에 post_dic[post["id"]] = post로 넣으세요.',
        expected=[1, 2, 3],
        actual=list(posts),
    )
    return new[-1], posts[new[-1]]


def change(site, method, **sent):
    """Send a change of post 2 and return the answer."""
    return visit(site).send(method, "/content_submit/2", **sent)


def like(visitor, **fields):
    """Send a like as the page does."""
    sent = {"kind": "like", "post_id": 1, "nickname": "민수", **fields}
    sent = {name: value for name, value in sent.items() if value is not ...}  # ... stands for: not sent at all
    return visitor.post("/content_reaction_submit", json=sent)


def expect_json(answer, en, ko):
    """Fail unless a script gets 200 and JSON."""
    if answer.status in (301, 302, 303, 307, 308):
        look_at_parts(answer.under_test.folder)
        answer.fail(
            f"A script asked and is redirected: fetch follows and gets a page where it reads JSON. {en}",
            f"스크립트가 물었는데 리다이렉트했어요. fetch가 따라가서 JSON 대신 페이지를 받아요. {ko}",
            200,
            answer.status,
        )
    answer.expect(
        answer.status not in (201, 204),
        f"{answer.status} is not what is promised here: nothing new has a URL, and the script reads a body, so "
        f"plain 200.",
        f"여기는 {answer.status}가 아니에요. URL이 생기는 새것이 없고 스크립트는 본문을 읽으니 그냥 200이에요.",
        expected=200,
        actual=answer.status,
    )
    expect_status(answer, 200, en, ko)
    expect_answer(
        answer,
        answer.raw.mimetype == JSON,
        f"The content type is {answer.raw.mimetype}, and a script reads {JSON}, which jsonify(...) sets. {en}",
        f"Content-Type이 {answer.raw.mimetype}이에요. 스크립트가 읽는 {JSON}은 jsonify(...)가 정해 줘요. {ko}",
        expected=JSON,
        actual=answer.raw.mimetype,
    )
    answer.expect(
        isinstance(answer.json, dict),
        "The answer is JSON, but no object: give jsonify names, as in jsonify(result=...).",
        "응답이 JSON이지만 객체가 아니에요. jsonify(result=...)처럼 이름을 붙이세요.",
        expected="{...}",
        actual=answer.json,
    )


def is_liked(answer, post_id, nicknames):
    """Fail, with the cause, unless a post, and no other, is liked by these people."""
    posts = posts_of(answer.under_test)
    likes = posts[post_id]["likes"]
    others = [post["likes"] for post in posts.values() if post["id"] != post_id]
    unliked = [post["likes"] for post in (ONE, TWO) if post["id"] != post_id]
    if others != unliked:
        en = "The like went to another post: get_post(read_post_id(sent)) is the one that is meant."
        ko = "좋아요가 다른 글에 붙었어요. 가리킨 글은 get_post(read_post_id(sent))예요."
    elif not isinstance(likes, list) or not set(map(str, likes)) <= set(answer.under_test.module.friend_dic):
        en = 'post["likes"] must be a list of nicknames: append(nickname). extend and += take a text apart.'
        ko = 'post["likes"]는 별명의 리스트여야 해요: append(nickname). extend와 +=는 글자를 하나씩 떼어 넣어요.'
    elif len(likes) > len(set(likes)):
        en = 'The same person counts twice: append only if nickname not in post["likes"].'
        ko = '같은 사람을 두 번 셌어요. nickname not in post["likes"]일 때만 append하세요.'
    elif len(likes) < len(nicknames):
        en = 'A like is missing in post["likes"]: append(nickname) if it is not in there, and never take one out.'
        ko = 'post["likes"]에 좋아요가 빠졌어요. 없으면 append(nickname)하고, 넣은 것을 빼지 마세요.'
    else:
        en = 'The wrong nickname is in post["likes"]: the one that was sent likes the post, read_nickname(sent).'
        ko = 'post["likes"]에 다른 별명이 들어갔어요. 좋아하는 사람은 받은 별명, read_nickname(sent)예요.'
    ok = likes == nicknames and others == unliked
    expect_answer(answer, ok, en, ko, expected=nicknames, actual=likes)


def why_not_escaped(site):
    """Return where escaping was turned off, as words in both languages."""
    for path in sorted((site.folder / "templates").glob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"\|\s*safe\b|autoescape\s+false", line):
                return (
                    f"templates/{path.name}:{number} turns escaping off, by safe: {line.strip()}",
                    f"templates/{path.name}:{number}에서 safe로 이스케이프를 껐어요: {line.strip()}",
                )
    return (
        "Escaping is turned off in app.py: no Markup around what people write, and jinja_env.autoescape stays as it "
        "is.",
        "app.py에서 이스케이프를 껐어요. 사람이 쓴 글을 Markup으로 감싸지 말고, jinja_env.autoescape는 그대로 두세요.",
    )


def stays_text(answer):
    """Fail where a script that someone posted has become a part of the page."""
    en, ko = why_not_escaped(answer.under_test)
    expect_answer(
        answer,
        "<script>alert" not in answer.text,
        f"A post of <script> runs in every reader's browser. {en}",
        f"글에 쓴 <script>가 읽는 사람의 브라우저에서 실행돼요. {ko}",
    )


def shows_text(answer, element):
    """Fail unless an element shows just what was posted."""
    expect_answer(
        answer,
        element.text.strip() == SCRIPT,
        "What was posted is not what is shown: fill {{ post.content_txt }} in as it is; Jinja alone escapes it, once.",
        "쓴 글과 보이는 글이 달라요. {{ post.content_txt }}를 그대로 채우세요. 이스케이프는 Jinja가 한 번만 해요.",
        expected=SCRIPT,
        actual=element.text.strip(),
    )


@check(
    "person",
    "GET /user/<user> shows that person, also by a Korean name",
    "GET /user/<user>는 그 사람을 보여 줘요. 한글 이름도요",
)
def shows_a_person(site):
    for nickname, friend in site.module.friend_dic.items():
        page = page_of(site, nickname)
        title = page.one("h1").text
        page.answer.expect(
            nickname in title and friend["name"] in title,
            "The heading of the page must show nickname and name: {{ user }} and {{ friend.name }} in user.html.",
            "페이지 제목에 별명과 이름이 있어야 해요. user.html의 {{ user }}와 {{ friend.name }}이에요.",
            expected=f"{nickname} {friend['name']}",
            actual=title.strip(),
        )
        picture = page.one("img", inside=page.one("h1")).attributes.get("src")
        page.answer.expect(
            picture == f"/static/{friend['profile_img']}" and nickname in page.one("title").text,
            "user.html must show this person's picture, url_for('static', filename=friend.profile_img), "
            "and name them in the title.",
            "user.html에 그 사람의 사진 url_for('static', filename=friend.profile_img)가 있고 title에 별명이 있어야 "
            "해요.",
            expected=f"/static/{friend['profile_img']}, {nickname}",
            actual=f"{picture}, {page.one('title').text}",
        )


@check("person", "A person's page shows that person's posts only", "사람의 페이지에는 그 사람의 글만 있어요")
def shows_own_posts_only(site):
    add_post(site, nickname="alice", content_txt="another by alice")
    for nickname, own in (("alice", [1, 3]), ("bob", []), ("민수", [2])):
        page = page_of(site, nickname)
        shown = sorted(post["id"] for post in page.given["post_dic"].values())
        expect_answer(
            page.answer,
            set(shown) <= set(own),
            f'The page of {nickname} shows posts of others: keep those whose post["nickname"] == user.',
            f'{nickname}의 페이지에 다른 사람의 글이 있어요. post["nickname"] == user인 글만 남기세요.',
            expected=own,
            actual=shown,
        )
        expect_answer(
            page.answer,
            shown == own,
            f'The page of {nickname} lacks posts of theirs: hand on all whose post["nickname"] == user, each by its '
            f"id.",
            f'{nickname}의 페이지에 자기 글이 빠졌어요. post["nickname"] == user인 글을 모두 id별로 넘기세요.',
            expected=own,
            actual=shown,
        )
        page.answer.expect(
            sorted(page.posts()) == own,
            'user.html was given the posts, but does not show each of them: {% include "_post.html" %} inside its for.',
            'user.html이 글을 받았는데 다 보여 주지 않아요. for 안에 {% include "_post.html" %}가 있어야 해요.',
            expected=own,
            actual=sorted(page.posts()),
        )


@check("person", "Someone who is not in the list is a 404", "목록에 없는 사람은 404예요")
def unknown_person_is_404(site):
    for nickname in ("nobody", "아무도", "Alice"):
        for headers, mimetype in ((AS_PAGE, "text/html"), (AS_SCRIPT, JSON)):
            answer = visit(site).get(f"/user/{nickname}", headers=headers)
            expect_status(
                answer,
                404,
                f"{nickname} is not in friend_dic: look first, and abort(404).",
                f"{nickname}은(는) friend_dic에 없어요. 먼저 확인하고 abort(404)를 부르세요.",
            )
            expect_answer(
                answer,
                answer.raw.mimetype == mimetype and answer.http_error,
                "The view answers the 404 itself: abort(404) leaves it to refuse(), which has the message, page or "
                "JSON.",
                "뷰가 404를 직접 답했어요. abort(404)를 부르면 refuse()가 메시지를 페이지나 JSON으로 보내 줘요.",
                expected=mimetype,
                actual=answer.raw.mimetype,
            )


@check("template", "A post of <script> stays text", "<script>라고 쓴 글은 글자로 남아요")
def script_stays_text(site):
    add_post(site, content_txt=SCRIPT)
    page = first_page(site)
    stays_text(page.answer)
    shows_text(page.answer, page.one("p", inside=page.posts().get(3), class_="text"))
    page = shows(site, "/content_submit/3", "post.html", post=posts_of(site)[3])
    stays_text(page.answer)
    shows_text(page.answer, page.one("textarea", name="content_txt"))


@check("template", "The like button shows how many, not who", "좋아요 버튼에는 누가 아니라 몇 명인지 나와요")
def shows_how_many(site):
    add_post(site, likes=["alice", "bob", "민수"])
    page = first_page(site)
    for post_id, count in ((1, "0"), (2, "1"), (3, "3")):
        text = page.one("span", inside=page.posts().get(post_id), class_="like_count").text
        page.answer.expect(
            text == count,
            "The button must show the number of likes: post.likes is a list, and the filter length counts it.",
            "버튼에는 좋아요 수가 나와야 해요. post.likes는 리스트이고, length 필터가 개수를 세요.",
            expected=count,
            actual=text,
        )


@check(
    "template",
    "The author's nickname links to their page, by url_for",
    "작성자 별명은 url_for로 그 사람의 페이지에 연결돼요",
)
def links_to_the_author(site):
    page = first_page(site)
    for post_id, author in ((1, "alice"), (2, "민수")):
        links = [
            a.attributes.get("href", "") for a in page.find("a", inside=page.posts().get(post_id)) if a.text == author
        ]
        page.answer.expect(
            links,
            "_post.html must show the author as a link: {{ post.nickname }} inside <a href=...>.",
            "_post.html에 작성자 별명이 링크로 있어야 해요. <a href=...> 안에 {{ post.nickname }}을 쓰세요.",
        )
        page.answer.expect(
            unquote(links[0]) == f"/user/{author}",
            "The link leads elsewhere: Jinja fills in only what stands inside {{ }}, so href=\"{{ url_for('user', "
            'user=post.nickname) }}".',
            "링크가 다른 곳으로 가요. Jinja는 {{ }} 안만 채우니 href=\"{{ url_for('user', user=post.nickname) "
            '}}"로 쓰세요.',
            expected=f"/user/{author}",
            actual=links[0],
        )
    page.answer.expect(
        re.search(r"url_for\(\s*['\"]user['\"]", site.source("templates/_post.html")),
        "The link in _post.html is written by hand: url_for('user', ...) names the view and follows when its rule "
        "changes.",
        "_post.html의 링크를 손으로 썼어요. url_for('user', ...)는 뷰를 가리키므로 규칙이 바뀌어도 따라가요.",
    )


@check("write", "Writing a post redirects to the author's page", "글을 쓰면 작성자 페이지로 리다이렉트해요")
def writing_redirects(site):
    reads_both(site, "/content_submit", nickname="bob", content_txt="hi")
    for author in ("bob", "민수"):
        answer = visit(site).post("/content_submit", data={"nickname": author, "content_txt": "hi"})
        expect_redirect(answer, author)


@check("write", "The redirect names the view by url_for", "리다이렉트는 url_for로 뷰를 가리켜요")
def redirect_names_the_view(site):
    named = []
    site.app.url_default_functions.setdefault(None, []).append(lambda endpoint, values: named.append(endpoint))
    answer = visit(site).post("/content_submit", data={"nickname": "bob", "content_txt": "hi"})
    by_view = set(named)
    expect_redirect(answer, "bob")
    answer.expect(
        "user" in by_view,
        'The URL is written by hand: url_for("user", user=nickname) names the view and follows when its rule changes.',
        'URL을 손으로 썼어요. url_for("user", user=nickname)은 뷰를 가리키므로 규칙이 바뀌어도 따라가요.',
    )


@check("write", "A new post is kept with all its fields", "새 글은 모든 필드와 함께 남아요")
def keeps_the_post(site):
    answer = write(visit(site), "민수", "새 글 <b>&")
    made = {"id": 3, "nickname": "민수", "content_txt": "새 글 <b>&", "edited": False, "likes": []}
    key, post = newest(answer)
    lacking = [name for name in made if name not in post] if isinstance(post, dict) else list(made)
    expect_answer(
        answer,
        not lacking,
        f"The new post has no {', '.join(lacking)}: pages and likes need it in the dict of the post.",
        f"새 글에 {', '.join(lacking)}이(가) 없어요. 페이지와 좋아요에 필요하니 글 딕셔너리에 넣으세요.",
        expected=made,
        actual=post,
    )
    expect_answer(
        answer,
        key == post["id"] == 3,
        'The post must have the next id, and be kept under it: next(new_id) once, then post_dic[post["id"]] = post.',
        '글은 다음 id를 받고 그 id로 들어가야 해요. next(new_id)는 한 번만 부르고 post_dic[post["id"]] = post로 '
        "넣으세요.",
        expected={3: made},
        actual={key: post},
    )
    for name, en, ko in (
        ("nickname", "the nickname that was sent", "받은 별명이어야 해요"),
        (
            "content_txt",
            "the text as read_text(sent) gives it, not escaped",
            "read_text(sent)가 준 그대로, 이스케이프하지 않은 글이어야 해요",
        ),
        ("edited", "False, as nobody has changed it yet", "아직 고치지 않았으니 False여야 해요"),
        ("likes", "an empty list [], to which a like appends", "좋아요를 append할 빈 리스트 []여야 해요"),
    ):
        expect_answer(
            answer,
            post[name] == made[name],
            f"The new post begins with the wrong {name}: it must be {en}.",
            f"새 글의 {name}이(가) 달라요. {ko}.",
            expected=made[name],
            actual=post[name],
        )
    expect_posts(answer, {1: ONE, 2: TWO, 3: made}, "Another post changed, too.", "다른 글까지 바뀌었어요.")


@check("write", "Each post has an id and a list of likes of its own", "글마다 자기 id와 자기 likes가 있어요")
def each_post_is_its_own(site):
    visitor = visit(site)
    first, post = newest(write(visitor, "bob", "third"))
    del posts_of(site)[first]  # as DELETE does
    answer = write(visitor, "bob", "fourth")
    second, other = newest(answer)
    answer.expect(
        first != second and post.get("id") != other.get("id"),
        "A post got the id of one that was deleted: take next(new_id), counted once for all at the top of app.py.",
        "지운 글의 id를 새 글이 받았어요. 글의 개수가 아니라, app.py 위에서 한 번 만든 new_id로 next(new_id)를 쓰세요.",
        expected="3, 4",
        actual=f"{first}, {second}",
    )
    answer.expect(
        "likes" not in other or other["likes"] is not post.get("likes"),
        "Two posts share one list of likes, so a like of one counts for both: make a new [] for each post.",
        "두 글이 likes 리스트 하나를 같이 써서 좋아요가 둘 다에 세어져요. 글마다 새 []를 만드세요.",
    )


@check(
    "write",
    "A post may come as a form or as JSON, and is stripped",
    "글은 폼으로도 JSON으로도 오고, 앞뒤 빈칸은 사라져요",
)
def takes_form_and_json(site):
    for sent in (
        {"data": {"nickname": "bob", "content_txt": "  hi "}},
        {"json": {"nickname": "bob", "content_txt": "  hi "}},
    ):
        answer = visit(site).post("/content_submit", **sent)
        expect_redirect(answer, "bob")
        text = newest(answer)[1].get("content_txt")
        expect_answer(
            answer,
            text == "hi",
            "Take the text by read_text(sent), which strips it, with sent = read_sent().",
            "글은 sent = read_sent() 뒤에 read_text(sent)로 꺼내야 앞뒤 빈칸이 사라져요.",
            expected="hi",
            actual=text,
        )


@check(
    "write", "Without a text, or by a stranger, no post is kept: 400", "글이 없거나 모르는 사람이면 남기지 않아요: 400"
)
def refuses_and_keeps_nothing(site):
    for sent, part in (
        ({"nickname": "bob"}, "read_text(sent)"),
        ({"nickname": "bob", "content_txt": "  "}, "read_text(sent)"),
        ({"content_txt": "hi"}, "read_nickname(sent)"),
        ({"nickname": "stranger", "content_txt": "hi"}, "read_nickname(sent)"),
    ):
        answer = visit(site).post("/content_submit", data=sent)
        expect_status(
            answer,
            400,
            f"This must be refused, which {part} does: take the field by it.",
            f"이것은 거절해야 하고, {part}가 거절해 줘요. 필드를 이것으로 꺼내세요.",
        )
        expect_posts(
            answer,
            {1: ONE, 2: TWO},
            "A refused request left a post behind: read and check all fields first, then store.",
            "거절한 요청이 글을 남겼어요. 먼저 모든 필드를 읽고 확인한 뒤에 저장하세요.",
        )


@check(
    "change",
    "A form that changes a post is redirected to the author's page",
    "폼으로 글을 고치면 작성자 페이지로 리다이렉트해요",
)
def changing_redirects(site):
    answer = change(site, "POST", data={"content_txt": "고친 글", "nickname": "bob"}, headers=AS_PAGE)
    expect_redirect(answer, "민수")


@check(
    "change",
    "A change is kept, marked as edited, and touches no other post",
    "고친 것은 남고, 표시가 붙고, 다른 글은 그대로예요",
)
def change_is_kept(site):
    for method in ("POST", "PUT", "PATCH"):
        answer = change(site, method, data={"content_txt": f" by {method} "})
        if answer.status >= 400:
            expect_status(answer, 200, f"{method} must change the post.", f"{method}는 글을 고쳐야 해요.")
        expect_posts(
            answer,
            {1: ONE, 2: {**TWO, "content_txt": f"by {method}", "edited": True}},
            "The view must put the new text into this post and mark it: post.update(content_txt=read_text(sent), "
            "edited=True).",
            "뷰가 이 글에 새 내용을 넣고 표시해야 해요: post.update(content_txt=read_text(sent), edited=True).",
        )


@check("change", "A script that changes a post gets JSON", "스크립트로 글을 고치면 JSON이 와요")
def changing_answers_json(site):
    reads_both(site, "/content_submit/2", content_txt="고친 글")
    for method, sent in (
        ("POST", {"json": {"content_txt": "고친 글"}}),
        ("PUT", {"json": {"content_txt": "고친 글"}}),
        ("PATCH", {"json": {"content_txt": "고친 글"}}),
        ("POST", {"data": {"content_txt": "고친 글"}, "headers": AS_SCRIPT}),
        ("PUT", {"data": {"content_txt": "고친 글"}}),
    ):
        answer = change(site, method, **sent)
        expect_json(
            answer,
            "Only a form sent by POST is redirected; PUT, PATCH and whoever wants_json() get "
            'jsonify(result="success", post=post).',
            '리다이렉트는 POST로 보낸 폼에만 해요. PUT, PATCH와 wants_json()인 쪽에는 jsonify(result="success", '
            "post=post)예요.",
        )
        expected = {"result": "success", "post": {**TWO, "content_txt": "고친 글", "edited": True}}
        expect_answer(
            answer,
            answer.json == expected,
            'The answer must be jsonify(result="success", post=post) with the post as it now is.',
            '응답은 고친 글이 담긴 jsonify(result="success", post=post)여야 해요.',
            expected=expected,
            actual=answer.json,
        )


@check(
    "change",
    "A change without a text is a 400, of a post that is not there a 404",
    "내용 없이 고치면 400, 없는 글을 고치면 404예요",
)
def incomplete_change_is_refused(site):
    said = {}
    for method in ("POST", "PUT", "PATCH"):
        answer = change(site, method, json={})
        expect_status(
            answer,
            400,
            f"{method} without content_txt must be refused by abort(400, ...).",
            f"content_txt가 없는 {method}는 abort(400, ...)로 거절해야 해요.",
        )
        said[method] = answer.text
        answer = change(site, method, json={"content_txt": " "})
        expect_status(
            answer, 400, "An empty text must be refused: read_text(sent).", "빈 글은 거절해야 해요: read_text(sent)."
        )
        expect_posts(answer, {1: ONE, 2: TWO}, "A refused request changed a post.", "거절한 요청이 글을 바꿨어요.")
        expect_status(
            visit(site).send(method, "/content_submit/99", json={"content_txt": "hi"}),
            404,
            "Get the post by get_post(post_id) first: it answers 404 for one that is not there.",
            "먼저 get_post(post_id)로 글을 찾으세요. 없는 글이면 404로 답해 줘요.",
        )
    expect(
        said["PATCH"] != said["PUT"],
        "PATCH with nothing to change says what PUT without a text says: it needs a message of its own.",
        "고칠 것 없는 PATCH와 글 없는 PUT의 메시지가 같아요. PATCH에는 자기 메시지가 필요해요.",
    )


@check(
    "like",
    "A like is answered with JSON: result, session_user, like_count",
    "좋아요의 응답은 JSON이에요: result, session_user, like_count",
)
def like_answers_json(site):
    reads_both(site, "/content_reaction_submit", kind="like", post_id=2, nickname="alice")
    answer = like(visit(site), post_id=2, nickname="alice")
    expect_json(
        answer,
        'A like is answered by return jsonify(result="success", session_user=nickname, like_count=...).',
        '좋아요에는 return jsonify(result="success", session_user=nickname, like_count=...)로 답해요.',
    )
    is_liked(answer, 2, ["bob", "alice"])
    expected = {"result": "success", "session_user": "alice", "like_count": 2}
    for name, why_en, why_ko in (
        ("result", 'result is "success", which posts.js asks for', 'result는 posts.js가 확인하는 "success"예요'),
        ("session_user", "session_user is the nickname that was sent", "session_user는 받은 별명이에요"),
        (
            "like_count",
            'like_count is how many like the post now, len(post["likes"])',
            'like_count는 이제 몇 명이 좋아하는지, len(post["likes"])예요',
        ),
    ):
        expect_answer(
            answer,
            answer.json.get(name) == expected[name] and type(answer.json[name]) is type(expected[name]),
            f"The answer has no right {name}: {why_en}.",
            f"응답의 {name}이(가) 맞지 않아요: {why_ko}.",
            expected=expected,
            actual=answer.json,
        )
    expect_answer(
        answer,
        answer.json == expected,
        "The answer has more than result, session_user and like_count: send what the script reads.",
        "응답에 result, session_user, like_count 말고 다른 것도 있어요. 스크립트가 읽는 것만 보내세요.",
        expected=expected,
        actual=answer.json,
    )


@check("like", "A like counts once a person, for that post only", "좋아요는 한 사람당 한 번, 그 글에만 세요")
def like_counts_once(site):
    visitor = visit(site)
    for nickname, likes in (
        ("alice", ["alice"]),
        ("alice", ["alice"]),
        ("민수", ["alice", "민수"]),
        ("alice", ["alice", "민수"]),
    ):
        answer = like(visitor, nickname=nickname)
        expect_json(answer, "A like is answered by jsonify(...).", "좋아요에는 jsonify(...)로 답해요.")
        is_liked(answer, 1, likes)
        expect_answer(
            answer,
            answer.json.get("like_count") == len(likes),
            'like_count is how many like the post now: len(post["likes"]), after the nickname was put in.',
            'like_count는 이제 몇 명이 좋아하는지예요. 별명을 넣은 뒤의 len(post["likes"])예요.',
            expected=len(likes),
            actual=answer.json.get("like_count"),
        )


@check("like", "A like may come as a form, too", "좋아요는 폼으로도 올 수 있어요")
def like_takes_a_form(site):
    answer = visit(site).post("/content_reaction_submit", data={"kind": "like", "post_id": "1", "nickname": "bob"})
    expect_json(
        answer,
        'A form must be taken, too, where post_id is a text, "1": read by read_sent() and read_post_id(sent).',
        '폼도 받아야 하고, 폼의 post_id는 글자 "1"이에요. read_sent()와 read_post_id(sent)로 읽으세요.',
    )
    is_liked(answer, 1, ["bob"])


@check(
    "like", "What cannot be a like is refused, and nothing is counted", "좋아요가 될 수 없는 것은 거절하고 세지 않아요"
)
def like_refuses(site):
    for fields, status, en, ko in (
        (
            {"kind": "dislike"},
            400,
            'kind is not "like": abort(400, ...).',
            'kind가 "like"가 아니면 abort(400, ...)예요.',
        ),
        ({"kind": None}, 400, 'kind is not "like": abort(400, ...).', 'kind가 "like"가 아니면 abort(400, ...)예요.'),
        (
            {"kind": ...},
            400,
            'kind is missing, so sent["kind"] fails: sent.get("kind") gives None, which is not "like".',
            'kind가 없으면 sent["kind"]는 오류예요. sent.get("kind")는 None을 주고, "like"가 아니에요.',
        ),
        (
            {"nickname": "stranger"},
            400,
            "A stranger cannot like: take the nickname by read_nickname(sent).",
            "모르는 사람은 좋아요를 누를 수 없어요. 별명은 read_nickname(sent)로 꺼내세요.",
        ),
        (
            {"post_id": "one"},
            400,
            "post_id is no number: take it by read_post_id(sent).",
            "post_id가 숫자가 아니에요. read_post_id(sent)로 꺼내세요.",
        ),
        ({"post_id": 99}, 404, "There is no post 99: get_post(...).", "99번 글은 없어요: get_post(...)."),
    ):
        answer = like(visit(site), **fields)
        expect_status(answer, status, en, ko)
        expect_posts(
            answer,
            {1: ONE, 2: TWO},
            "A refused like was counted: read and check everything first, then append.",
            "거절한 좋아요를 셌어요. 먼저 모두 읽고 확인한 뒤에 append하세요.",
        )


@check(
    None,
    "No Jinja code reaches the browser, and every page is complete",
    "Jinja 코드는 브라우저에 가지 않고, 페이지는 빠진 데가 없어요",
)
def pages_are_complete(site):
    for path, template in (("/", "index"), ("/user/alice", "user"), ("/content_submit/1", "post"), ("/lab", "lab")):
        answer = expect_status(
            visit(site).get(path, headers=AS_PAGE), 200, "A page must be shown.", "페이지가 나와야 해요."
        )
        is_complete(answer)
        told = Page(answer).one("details").text
        answer.expect(
            f'render_template("{template}.html"' in told,
            f"The page must tell at its end what the server filled in: {{% block look %}} of {template}.html.",
            f"페이지 끝에 서버가 채워 넣은 것이 나와야 해요. {template}.html의 {{% block look %}}이에요.",
        )


def is_complete(answer):
    """Fail unless an answer is a whole page with nothing of its template left."""
    page, path = Page(answer), unquote(answer.raw.request.path)
    answer.expect(
        answer.raw.mimetype == "text/html",
        "A browser must get a page: render_template, content type text/html.",
        "브라우저에는 페이지가 가야 해요. render_template, Content-Type은 text/html이에요.",
        expected="text/html",
        actual=answer.raw.mimetype,
    )
    answer.expect(
        not re.search(r"\{[{%#]", re.sub(r"<pre>.*?</pre>", "", answer.text, flags=re.S)),
        "Code of the template reached the browser: Jinja runs on the server, by render_template, and leaves no {{ "
        "behind.",
        "템플릿 코드가 브라우저까지 갔어요. Jinja는 서버에서 render_template으로 실행되고 {{를 남기지 않아요.",
    )
    answer.expect(
        not page.loose,
        f"The page of {path} opens and closes its elements unevenly: {' '.join(page.loose)}. Look at its template.",
        f"{path} 페이지에서 여는 태그와 닫는 태그가 맞지 않아요: {' '.join(page.loose)}. 템플릿을 보세요.",
    )
    answer.expect(
        page.find("html", lang="en") and page.find("meta", charset="utf-8") and page.one("title").text.strip(),
        'The page lacks what base.html gives: lang, charset, a title. Begin with {% extends "base.html" %}.',
        'base.html이 주는 lang, charset, title이 없어요. {% extends "base.html" %}로 시작하세요.',
    )


@check(None, "GET / fills index.html with everyone and all posts", "GET /은 모든 사람과 모든 글로 index.html을 채워요")
def shows_everyone(site):
    starts_with(site)
    page = first_page(site)
    people = page.one("ul", class_="people")
    for nickname, friend in FRIENDS.items():
        links = [
            a for a in page.find("a", inside=people) if unquote(a.attributes.get("href", "")) == f"/user/{nickname}"
        ]
        page.answer.expect(
            links,
            f"index.html has no link to {nickname}: url_for('user', user=nickname) for each of friend_dic.items().",
            f"index.html에 {nickname}의 링크가 없어요. friend_dic.items()마다 url_for('user', user=nickname)이에요.",
        )
        page.answer.expect(
            links[0].text.strip() == nickname,
            f"The link to {nickname} must show the nickname: {{{{ nickname }}}}, in two braces.",
            f"{nickname}의 링크에 별명이 보여야 해요. 중괄호 두 개로 {{{{ nickname }}}}이에요.",
            expected=nickname,
            actual=links[0].text.strip(),
        )
        pictures = [image.attributes.get("src") for image in page.find("img", inside=links[0])]
        page.answer.expect(
            pictures == [f"/static/{friend['profile_img']}"],
            f"The picture of {nickname} must be url_for('static', filename=friend.profile_img).",
            f"{nickname}의 사진은 url_for('static', filename=friend.profile_img)여야 해요.",
            expected=f"/static/{friend['profile_img']}",
            actual=pictures,
        )
    for post in (ONE, TWO):
        article = page.posts().get(post["id"])
        page.answer.expect(
            article and post["content_txt"] in article.text and post["nickname"] in article.text,
            "The first page must show every post with author and text, as <article data-post-id=...>.",
            "첫 페이지에는 모든 글이 작성자, 내용과 함께 <article data-post-id=...>로 있어야 해요.",
        )


@check(
    None, "Posts are shown newest first, each with its author's picture", "글은 새것부터, 작성자의 사진과 함께 나와요"
)
def newest_first(site):
    add_post(site, nickname="민수")
    for page, order in ((first_page(site), [3, 2, 1]), (page_of(site, "민수"), [3, 2])):
        page.answer.expect(
            list(page.posts()) == order,
            "The newest post comes first: post_dic.values() | reverse in the template's for.",
            "가장 새 글이 먼저예요. 템플릿의 for에 post_dic.values() | reverse를 쓰세요.",
            expected=order,
            actual=list(page.posts()),
        )
        pictures = [image.attributes.get("src") for image in page.find("img", inside=page.posts()[3])][:1]
        page.answer.expect(
            pictures == ["/static/minsu.svg"],
            "The picture beside a post must be its author's: friend_dic[post.nickname].profile_img.",
            "글 옆의 사진은 작성자의 것이어야 해요: friend_dic[post.nickname].profile_img.",
            expected="/static/minsu.svg",
            actual=pictures,
        )
        for post_id, article in page.posts().items():
            links = [a.attributes.get("href") for a in page.find("a", inside=article)]
            page.answer.expect(
                f"/content_submit/{post_id}" in links,
                "Each post must link to its own page, to be changed there: url_for('content', post_id=post.id) in "
                "_post.html.",
                "글마다 자기를 고치는 페이지로 이어져야 해요. _post.html의 url_for('content', post_id=post.id)예요.",
                expected=f"/content_submit/{post_id}",
                actual=links,
            )


@check(None, "Where there are no posts, the page says so", "글이 없으면 없다고 말해요")
def says_that_there_are_none(site):
    posts_of(site).clear()
    for page in (first_page(site), page_of(site, "bob")):
        page.answer.expect(
            "No posts yet" in page.answer.text and "아직 글이 없어요" in page.answer.text,
            "A page without posts must say so: {% else %} of the template's for.",
            "글이 없는 페이지는 그렇게 말해야 해요. 템플릿 for의 {% else %}예요.",
        )


@check(None, "A changed post says so, another does not", "고친 글에는 표시가 있고, 다른 글에는 없어요")
def marks_what_was_edited(site):
    posts_of(site)[2]["edited"] = True
    page = first_page(site)
    marked = [post_id for post_id, article in page.posts().items() if "edited" in article.text]
    page.answer.expect(
        marked == [2],
        "Only post 2 was edited: _post.html shows the mark {% if post.edited %}.",
        "2번 글만 고쳤어요. _post.html은 {% if post.edited %}일 때만 표시해요.",
        expected=[2],
        actual=marked,
    )


@check(None, "The first page has a form that writes a post", "첫 페이지에 글을 쓰는 폼이 있어요")
def has_a_form(site):
    page = first_page(site)
    form_posts_to(page, "/content_submit", "content_submit")
    form = page.one("form")
    page.one("textarea", inside=form, name="content_txt")
    page.one("select", inside=form, name="nickname")
    page.one("button", inside=form)


def starts_with(site):
    """Fail unless the app starts with the people and posts that the course speaks of."""
    for name, expected in (("friend_dic", FRIENDS), ("post_dic", {1: ONE, 2: TWO})):
        actual = getattr(site.module, name, None)
        expect(
            actual == expected,
            f"{name} does not start with the people and posts of this course: take it back as it was.",
            f"{name}의 처음 내용이 이 과정과 달라요. 원래대로 되돌리세요.",
            expected=expected,
            actual=actual,
        )


def form_posts_to(page, url, view):
    """Fail unless the form of a page is sent by POST to a URL."""
    form = page.one("form").attributes
    page.answer.expect(
        (form.get("method") or "get").lower() == "post",
        'The form must say method="post": without it the browser sends GET, with the fields in the URL.',
        '폼에 method="post"가 있어야 해요. 없으면 브라우저가 GET으로 보내고 필드가 URL에 붙어요.',
        expected="post",
        actual=form.get("method"),
    )
    page.answer.expect(
        form.get("enctype") != "text/plain",
        "enctype text/plain is no form that the server reads, so it answers 415: leave enctype out.",
        "enctype이 text/plain이면 서버가 읽지 못해 415로 답해요. enctype을 빼세요.",
    )
    page.answer.expect(
        form.get("action") == url,
        f"The form must be sent to {url}: action is url_for('{view}', ...).",
        f"폼은 {url}(으)로 보내야 해요. action은 url_for('{view}', ...)예요.",
        expected=url,
        actual=form.get("action"),
    )


@check(None, "On every page with posts one can say who one is", "글이 있는 페이지마다 내가 누구인지 고를 수 있어요")
def can_choose_a_nickname(site):
    for page in (first_page(site), page_of(site, "alice"), page_of(site, "bob")):
        choices = [
            option.attributes.get("value", option.text)
            for option in page.find("option", inside=page.one("select", name="nickname", id="nickname"))
        ]
        page.answer.expect(
            choices == list(site.module.friend_dic),
            "The list must offer every nickname: {% for nickname in friend_dic %} in _nickname.html, and friend_dic "
            "handed on.",
            "목록에 모든 별명이 있어야 해요. _nickname.html의 {% for nickname in friend_dic %}와 넘겨준 "
            "friend_dic이 필요해요.",
            expected=list(site.module.friend_dic),
            actual=choices,
        )


@check(
    None,
    "A post has a page with a form to change it, and a button to delete it",
    "글마다 고치는 폼과 지우는 버튼이 있는 페이지가 있어요",
)
def shows_one_post(site):
    for post in (ONE, TWO):
        url = f"/content_submit/{post['id']}"
        page = shows(site, url, "post.html", post=post)
        form_posts_to(page, url, "content_update_submit")
        text = page.one("textarea", inside=page.one("form"), name="content_txt").text
        page.answer.expect(
            text == post["content_txt"],
            "The form must begin with the text as it is: {{ post.content_txt }} inside <textarea>.",
            "폼에는 지금 글이 들어 있어야 해요. <textarea> 안의 {{ post.content_txt }}예요.",
            expected=post["content_txt"],
            actual=text,
        )
        button = page.one("button", class_="delete")
        page.answer.expect(
            any(parent.has(data_post_id=str(post["id"])) for parent in button.parents),
            "The delete button must stand in an element with data-post-id, where posts.js reads the number.",
            "지우기 버튼은 data-post-id가 있는 요소 안에 있어야 해요. posts.js가 거기서 번호를 읽어요.",
        )
        page.one("output")
    expect_status(
        visit(site).get("/content_submit/99"),
        404,
        "Take the post by get_post(post_id), which answers 404.",
        "404로 답하는 get_post(post_id)로 글을 찾으세요.",
    )


@check(None, "Whatever a page links to is there", "페이지가 가리키는 것은 모두 있어요")
def links_lead_somewhere(site):
    visitor = visit(site)
    links = set()
    for path in ("/", "/user/민수", "/content_submit/1", "/lab"):
        answer = visitor.get(path, headers=AS_PAGE)
        page = Page(answer)
        found = {element.attributes.get(name) for element in page.elements for name in ("href", "src")} - {None}
        links |= {(path, link) for link in found if link.startswith("/")}
        for name in ("/static/posts.js", "/static/style.css", "/", "/lab"):
            answer.expect(
                name in found,
                f"base.html must lead every page to {name}: script, style and the two links of the top bar.",
                f"base.html이 모든 페이지를 {name}에 이어야 해요. 스크립트, 스타일, 위쪽의 두 링크예요.",
            )
    for path, link in sorted(links):
        expect_status(
            visitor.get(link, buffered=True),  # which closes the file
            200,
            f"The page {path} points to {unquote(link)}, which is not there: look at url_for in its template.",
            f"{path} 페이지가 가리키는 {unquote(link)}이(가) 없어요. 템플릿의 url_for를 보세요.",
        )


@check(None, "A post of <script> stays text on every page", "<script>라고 쓴 글은 어느 페이지에서나 글자예요")
def script_stays_text_everywhere(site):
    visitor = visit(site)
    visitor.post("/content_submit", data={"nickname": "alice", "content_txt": SCRIPT})
    visitor.post("/lab", data={"text": SCRIPT})
    for path in ("/", "/user/alice", "/content_submit/3", "/lab"):
        answer = expect_status(visitor.get(path), 200, "The page must be shown.", "페이지가 나와야 해요.")
        stays_text(answer)
    stays_text(visitor.post("/lab", data={"text": SCRIPT}))
    en, ko = why_not_escaped(site)
    expect(not en.startswith("templates/"), en, ko)


@check(None, "Reload after writing sends nothing again", "글을 쓴 뒤 새로고침해도 다시 보내지 않아요")
def reload_sends_nothing(site):
    page = visit(site).post("/content_submit", data={"nickname": "bob", "content_txt": "once"}, follow_redirects=True)
    page.expect(
        page.raw.request.method == "GET",
        "The page on the screen was made by POST: a reload sends the form again. Redirect instead.",
        "화면의 페이지가 POST로 만들어졌어요. 새로고침하면 폼을 다시 보내요. 리다이렉트하세요.",
    )
    expect_status(page, 200, "The redirect must lead to a page.", "리다이렉트를 따라가면 페이지가 나와야 해요.")
    page.expect(
        "once" in page.text and len(posts_of(site)) == 3,
        "The page after the redirect must show the new post, once.",
        "리다이렉트한 페이지에 새 글이 한 번 보여야 해요.",
    )


@check(
    None,
    "DELETE removes one post and answers JSON; again it is a 404",
    "DELETE는 글 하나를 지우고 JSON으로 답해요. 다시 지우면 404예요",
)
def deletes(site):
    visitor = visit(site)
    answer = visitor.delete("/content_submit/1", headers=AS_PAGE)
    expect_json(
        answer,
        'posts.js asks by fetch and reads JSON: return jsonify(result="success").',
        'posts.js가 fetch로 묻고 JSON을 읽어요: return jsonify(result="success").',
    )
    expect_answer(
        answer,
        answer.json == {"result": "success"},
        'The answer must be jsonify(result="success").',
        '응답은 jsonify(result="success")여야 해요.',
        expected={"result": "success"},
        actual=answer.json,
    )
    expect_posts(
        answer,
        {2: TWO},
        "After DELETE /content_submit/1 post 1 must be gone from post_dic, and only that one.",
        "DELETE /content_submit/1 뒤에는 post_dic에서 1번 글만 없어야 해요.",
    )
    expect_status(
        visitor.delete("/content_submit/1"),
        404,
        "What is gone cannot be deleted: take the post by get_post(post_id), which answers 404.",
        "없는 글은 지울 수 없어요. 404로 답하는 get_post(post_id)로 글을 찾으세요.",
    )


@check(
    None,
    "The page's script asks as the server reads, and reads what it answers",
    "페이지의 스크립트는 서버가 읽는 대로 묻고, 서버의 응답을 읽어요",
)
def script_asks(site):
    script = site.source("static/posts.js")
    for pattern, en, ko in (
        (
            r"fetch\(",
            "posts.js must ask by fetch(...).",
            "posts.js는 fetch(...)로 물어야 해요.",
        ),
        (
            r"""["']Content-Type["']\s*:\s*["']application/json["']""",
            'posts.js must name what it sends, "Content-Type": "application/json": else the server answers 415.',
            'posts.js는 보내는 것의 종류를 "Content-Type": "application/json"으로 밝혀야 해요. 없으면 415예요.',
        ),
        (
            r"body\s*:\s*JSON\.stringify\(",
            "posts.js must send text: JSON.stringify(data). An object as body becomes [object Object].",
            "posts.js는 JSON.stringify(data)로 글자를 보내야 해요. 객체를 그대로 body에 넣으면 [object Object]가 돼요.",
        ),
        (
            r"""ask\(\s*["']POST["']\s*,\s*["']/content_reaction_submit["']""",
            "posts.js must send a like by POST to /content_reaction_submit.",
            "posts.js는 좋아요를 POST로 /content_reaction_submit에 보내야 해요.",
        ),
        (
            r"""kind\s*:\s*["']like["']""",
            'posts.js must send kind: "like", which the view asks for.',
            'posts.js는 뷰가 확인하는 kind: "like"를 보내야 해요.',
        ),
        (
            r"post_id\s*:.*dataset\.postId",
            "posts.js must send post_id, which it reads from data-post-id (dataset.postId).",
            "posts.js는 data-post-id(dataset.postId)에서 읽은 post_id를 보내야 해요.",
        ),
        (
            r"nickname\s*=.*getElementById\([\"']nickname[\"']\)\.value",
            'posts.js must send the nickname that is chosen on the page: getElementById("nickname").value.',
            'posts.js는 페이지에서 고른 별명을 보내야 해요: getElementById("nickname").value.',
        ),
        (
            r"fetch\(\s*url\s*,\s*\{\s*method\b",
            "posts.js must hand the method on to fetch, { method, ... }: without it fetch sends GET.",
            "posts.js는 메서드를 fetch에 넘겨야 해요: { method, ... }. 없으면 GET을 보내요.",
        ),
        (
            r"""closest\([^)]*button\.like\b[^)]*button\.delete\b|button\.like\b(?s:.*)button\.delete\b""",
            "posts.js must listen to clicks on button.like and button.delete, as the templates call them.",
            "posts.js는 템플릿에 적힌 대로 button.like와 button.delete의 클릭을 들어야 해요.",
        ),
        (
            r"\blike\b\s*[,:](?s:.*)\bdelete\s*:\s*delete_post",
            "posts.js must know what each button does: { like, delete: delete_post }.",
            "posts.js는 버튼마다 할 일을 알아야 해요: { like, delete: delete_post }.",
        ),
        (
            r"answer\.result\s*===\s*[\"']success[\"'](?s:.*)answer\.result\s*===\s*[\"']success[\"']",
            'posts.js must look whether answer.result is "success" before it changes the page, at a like and a delete.',
            'posts.js는 좋아요와 지우기에서 answer.result가 "success"인지 보고 페이지를 바꿔야 해요.',
        ),
        (
            r"=\s*await\s+ask\([^;]*;(?s:.*)=\s*await\s+ask\(",
            "posts.js must wait for each answer: const answer = await ask(...). Without await it is a promise.",
            "posts.js는 응답마다 기다려야 해요: const answer = await ask(...). await가 없으면 프로미스예요.",
        ),
        (
            r"\.json\(\)",
            "posts.js must read the answer as JSON: await response.json().",
            "posts.js는 응답을 JSON으로 읽어야 해요: await response.json().",
        ),
        (
            r"like_count[\"']\)\.textContent\s*=\s*answer\.like_count",
            "posts.js must put answer.like_count, as the view calls it, into the element .like_count by textContent.",
            "posts.js는 뷰가 보낸 answer.like_count를 .like_count 요소에 textContent로 넣어야 해요.",
        ),
        (
            r"""ask\(\s*["']DELETE["']\s*,\s*`/content_submit/\$\{""",
            "posts.js must delete by DELETE to /content_submit/<post_id>.",
            "posts.js는 DELETE를 /content_submit/<post_id>로 보내서 지워야 해요.",
        ),
        (
            r"^(?!.*innerHTML)",
            "posts.js uses innerHTML, which makes HTML of what others wrote: textContent keeps it text.",
            "posts.js의 innerHTML은 다른 사람이 쓴 것을 HTML로 만들어요. textContent는 글자로 둬요.",
        ),
    ):
        expect(re.search(pattern, script if "innerHTML" not in pattern else script.replace("\n", " ")), en, ko)
    page = first_page(site)
    answer = page.answer
    for post_id in (1, 2):
        article = page.posts().get(post_id)
        button = page.one("button", inside=article, class_="like")
        page.one("output", inside=article)
        answer.expect(
            button.has(type="button") and button in page.one("span", inside=article, class_="like_count").parents,
            'Each post needs <button type="button" class="like"> with <span class="like_count"> in it: posts.js '
            "looks for them.",
            '글마다 <button type="button" class="like">와 그 안의 <span class="like_count">가 있어야 posts.js가 '
            "찾아요.",
        )


@check(
    None,
    "The lab shows what became of a form: a page, 302, 307",
    "실험 페이지는 폼이 어떻게 됐는지 보여 줘요: 페이지, 302, 307",
)
def lab_compares(site):
    visitor = visit(site)
    for path, status in (("/lab", 200), ("/lab/302", 302), ("/lab/307", 307)):
        answer = visitor.post(path, data={"text": "안녕"})
        expect_status(
            answer,
            status,
            'The lab redirects by the code in its URL: redirect(url_for("lab"), int(code)).',
            '실험은 URL에 적힌 코드로 리다이렉트해요: redirect(url_for("lab"), int(code)).',
        )
        answer.expect(
            answer.headers.get("Location", "/lab") == "/lab",
            'The lab redirects to itself, with nothing in the URL: url_for("lab").',
            '실험은 URL에 아무것도 붙이지 않고 자기 자신으로 가요: url_for("lab").',
            expected="/lab",
            actual=answer.headers.get("Location"),
        )
    site.module.lab_posts.clear()
    for path, arrived, count in (
        ("/lab", "POST /lab\nform = {'text': '안녕'}", 1),
        ("/lab/302", "GET /lab\nform = {}", 1),
        ("/lab/307", "POST /lab\nform = {'text': '안녕'}", 2),
    ):
        answer = visitor.post(path, data={"text": "안녕"}, follow_redirects=True)
        expect_status(answer, 200, "The lab must show a page.", "실험 페이지가 나와야 해요.")
        shown = [pre.text for pre in Page(answer).find("pre")]
        answer.expect(
            shown and shown[0].strip() == arrived,
            "lab.html must show request.method, request.path and request.form as they arrived after the redirect.",
            "lab.html은 리다이렉트 뒤에 도착한 request.method, request.path, request.form을 보여 줘야 해요.",
            expected=arrived,
            actual=shown[:1],
        )
        answer.expect(
            site.module.lab_posts == ["안녕"] * count,
            'lab_posts must have the text of every POST that reached /lab, and of no GET: if request.method == "POST".',
            'lab_posts에는 /lab에 온 모든 POST의 글만 있어야 하고 GET은 없어야 해요: if request.method == "POST".',
            expected=["안녕"] * count,
            actual=site.module.lab_posts,
        )
    visitor.post("/lab", data={})
    expect(
        site.module.lab_posts[-1] == "",
        'A form without text is noted as an empty one: request.form.get("text", "").',
        'text가 없는 폼은 빈 글로 적어요: request.form.get("text", "").',
    )


@check(
    None,
    "The lab has a button for each way, and takes no other code",
    "실험에는 방법마다 버튼이 있고, 다른 코드는 받지 않아요",
)
def lab_has_its_buttons(site):
    page = shows(site, "/lab", "lab.html", lab_posts=[])
    form_posts_to(page, "/lab", "lab")
    page.one("input", inside=page.one("form"), name="text")
    ways = [button.attributes.get("formaction") for button in page.find("button", inside=page.one("form"))]
    page.answer.expect(
        ways == [None, "/lab/302", "/lab/307"],
        "The lab's form needs three buttons: plain, and with formaction for 302 and 307.",
        "실험 폼에는 버튼이 세 개 있어야 해요. 그냥 하나, 그리고 formaction이 302와 307인 것.",
        expected=[None, "/lab/302", "/lab/307"],
        actual=ways,
    )
    for code in ("303", "200", "abc"):
        expect_status(
            visit(site).post(f"/lab/{code}"),
            404,
            "The rule must take 302 and 307 only: <any('302', '307'):code>.",
            "규칙은 302와 307만 받아야 해요: <any('302', '307'):code>.",
        )


@check(
    None,
    "A refusal is a page for a browser and JSON for a script, with the same words",
    "거절은 브라우저에는 페이지, 스크립트에는 JSON이고, 말은 같아요",
)
def refuses_both(site):
    look_at_refuse(site)
    visitor = visit(site)
    for status, method, path, sent in (
        (404, "GET", "/content_submit/99", {}),
        (404, "GET", "/nowhere", {}),
        (405, "DELETE", "/content_submit", {}),
        (400, "POST", "/content_submit", {}),
        (415, "POST", "/content_submit", {"data": "hi", "content_type": "text/plain"}),
        (
            413,
            "POST",
            "/content_submit",
            {"data": {"nickname": "alice", "content_txt": "a" * 600_000}, "content_type": "multipart/form-data"},
        ),
    ):
        answer = visitor.send(method, path, headers=AS_SCRIPT, **sent)
        refused(answer, status)
        must_be(
            answer,
            JSON,
            "refuse() must answer whoever wants_json() with JSON.",
            "refuse()는 wants_json()인 쪽에 JSON으로 답해야 해요.",
        )
        message = answer.json.get("message")
        answer.expect(
            set(answer.json) == {"result", "message"} and answer.json["result"] == "error" and message,
            'A refusal in JSON must be {"result": "error", "message": ...}.',
            'JSON으로 하는 거절은 {"result": "error", "message": ...}여야 해요.',
        )
        known = site.module.MESSAGES.get(status)
        answer.expect(
            not known or message == known,
            "The message must come from MESSAGES, by error.code, where it has one.",
            "메시지는 MESSAGES에 있으면 error.code로 찾아서 써야 해요.",
            expected=known,
            actual=message,
        )
        answer = visitor.send(method, path, headers=AS_PAGE, **sent)
        refused(answer, status)
        must_be(
            answer,
            "text/html",
            "refuse() must answer a browser with error.html.",
            "refuse()는 브라우저에 error.html로 답해야 해요.",
        )
        page = Page(answer)
        answer.expect(
            page.find("a", inside=page.one("main"), href="/"),
            "error.html must have a way back to the posts: a link to url_for('index').",
            "error.html에는 글 목록으로 돌아가는 링크가 있어야 해요: url_for('index').",
        )
        answer.expect(
            page.one("h1").text == str(status) and words(page.one("p", role="alert").text) == words(message),
            'error.html must show the status and the same message: render_template("error.html", code=error.code, '
            "message=message).",
            'error.html은 상태 코드와 같은 메시지를 보여야 해요: render_template("error.html", code=error.code, '
            "message=message).",
            expected=f"{status} {message}",
            actual=f"{page.one('h1').text} {page.one('p', role='alert').text}",
        )
        is_complete(answer)


@check(None, "A text that is missing, empty or no text is a 400", "글이 없거나 비었거나 문자열이 아니면 400이에요")
def no_text_is_400(site):
    visitor = visit(site)
    for text in ({}, {"content_txt": ""}, {"content_txt": "  \n"}, {"content_txt": 7}, {"content_txt": None}):
        answer = visitor.post("/content_submit", json={"nickname": "alice", **text})
        expect_status(
            answer, 400, "This is not a text: read_text must refuse it.", "글이 아니에요. read_text가 거절해야 해요."
        )
        refusal_names(answer, "content_txt", "read_text")
    answer = visitor.post("/content_submit?content_txt=hi", data={"nickname": "alice"})
    expect_status(answer, 400, "A text in the URL is not in the body.", "URL에 적은 글은 본문에 있지 않아요.")


@check(None, "A nickname that is not in the list is a 400", "목록에 없는 별명은 400이에요")
def no_nickname_is_400(site):
    visitor = visit(site)
    for nickname in ("", "낯선이", "Alice", None, 1, ["alice"], {}):
        answer = visitor.post("/content_submit", json={"nickname": nickname, "content_txt": "hi"})
        expect_status(
            answer,
            400,
            "This is nobody of friend_dic: read_nickname must refuse it.",
            "friend_dic에 없는 사람이에요. read_nickname이 거절해야 해요.",
        )
        refusal_names(answer, "nickname", "read_nickname")


@check(None, "A like without the number of a post is a 400", "글 번호가 없는 좋아요는 400이에요")
def no_post_id_is_400(site):
    visitor = visit(site)
    for post_id in (None, "", "one", [1], {"id": 1}):
        answer = like(visitor, post_id=post_id)
        expect_status(
            answer,
            400,
            "This is no number: read_post_id must refuse it.",
            "숫자가 아니에요. read_post_id가 거절해야 해요.",
        )
        refusal_names(answer, "post_id", "read_post_id")
    answer = like(visitor, kind="dislike")
    expect_status(answer, 400, "Only like is a kind.", "kind는 like뿐이에요.")
    refusal_names(answer, "like", "content_reaction_submit")
    answer = visitor.patch("/content_submit/1", json={})
    expect_status(answer, 400, "Nothing to change.", "고칠 것이 없어요.")
    refusal_names(answer, "content_txt", "content_update_submit")


def refusal_names(answer, word, function):
    """Fail unless the message of a refusal says which field it is about."""
    look_at_refuse(answer.under_test)
    expect_answer(
        answer,
        word in str(answer.json.get("message")),
        f'The refusal must say what to send: the message of abort(400, "...") in {function}() names {word}.',
        f'무엇을 보내야 하는지 알려 줘야 해요. {function}()의 abort(400, "...") 메시지에 {word}가 있어야 해요.',
        expected=word,
        actual=answer.json.get("message"),
    )


@check(
    None,
    "Half a JSON or a list is a 400, another content type a 415",
    "반쪽 JSON이나 리스트는 400, 다른 종류의 내용은 415예요",
)
def another_type_is_415(site):
    for sent, status in (
        ({"data": '{"nickname": "ali', "content_type": JSON}, 400),
        ({"json": ["hi"]}, 400),
        ({"data": "nickname=alice&content_txt=hi", "content_type": "text/plain"}, 415),
        ({"data": "<post/>", "content_type": "application/xml"}, 415),
    ):
        for method, path in (
            ("POST", "/content_submit"),
            ("PUT", "/content_submit/1"),
            ("POST", "/content_reaction_submit"),
        ):
            answer = visit(site).send(method, path, **sent)
            expect_status(
                answer,
                status,
                "Read what was sent by read_sent() first: it refuses what is neither an object nor a form.",
                "먼저 read_sent()로 읽으세요. 객체도 폼도 아닌 것은 거절해 줘요.",
            )


def words(text):
    """Return the words of a message, however its two languages are set apart."""
    return text.replace("·", " ").split()


def refused(answer, status):
    """Fail unless a refusal keeps its status."""
    expect_status(
        answer,
        status,
        "A refusal must keep its status: error.get_response() carries it.",
        "거절은 상태 코드를 지켜야 해요. error.get_response()에 들어 있어요.",
    )


def must_be(answer, mimetype, en, ko):
    """Fail unless an answer is of this content type."""
    expect_answer(answer, answer.raw.mimetype == mimetype, en, ko, expected=mimetype, actual=answer.raw.mimetype)


@check(None, "Each status says something of its own", "상태 코드마다 하는 말이 달라요")
def messages_differ(site):
    for status, word in ((404, "URL"), (405, "Allow"), (413, "less"), (415, "Content-Type"), (500, "terminal")):
        message = site.module.MESSAGES.get(status, "")
        expect(
            word in message and re.search("[가-힣]", message),
            f"MESSAGES has no message for {status}, in both languages, that helps: it should speak of {word}.",
            f"MESSAGES에 상태 코드 {status}의 두 언어 메시지가 없어요. {word} 이야기가 있어야 해요.",
            expected=word,
            actual=message,
        )
    expect(
        len(set(site.module.MESSAGES.values())) == len(site.module.MESSAGES),
        "Two statuses of MESSAGES say the same.",
        "MESSAGES에서 두 상태 코드가 같은 말을 해요.",
    )


@check(
    None,
    "A view that fails is a 500 with a message, as page or as JSON",
    "뷰에서 오류가 나면 메시지가 있는 500이에요. 페이지로도 JSON으로도요",
)
def failing_is_500(site):
    look_at_refuse(site)

    def fails():
        raise RuntimeError("made by this check")

    site.app.view_functions["index"] = fails
    for headers, mimetype in ((AS_PAGE, "text/html"), (AS_SCRIPT, JSON)):
        try:
            answer = visit(site).get("/", headers=headers)
        except RuntimeError:
            expect(
                False,
                "An error in a view goes past refuse() and ends the request: leave debug, TESTING and "
                "PROPAGATE_EXCEPTIONS off.",
                "뷰의 오류가 refuse()를 지나쳐 요청이 끊겨요. debug, TESTING, PROPAGATE_EXCEPTIONS를 켜지 마세요.",
            )
        said = answer.json.get("message") if answer.raw.is_json else Page(answer).one("p", role="alert").text
        message = site.module.MESSAGES.get(500, "")
        answer.expect(
            (answer.status, answer.raw.mimetype, words(said)) == (500, mimetype, words(message)),
            "What fails in a view must be answered by refuse(), too: @app.errorhandler(HTTPException), status 500 "
            "and its message.",
            "뷰에서 난 오류에도 refuse()가 답해야 해요. @app.errorhandler(HTTPException), 상태 코드 500과 그 "
            "메시지예요.",
            expected=(500, mimetype, message),
            actual=(answer.status, answer.raw.mimetype, said),
        )


@check(None, "Each URL takes its methods and no other", "URL마다 정해진 메서드만 받아요")
def methods_are_as_written(site):
    for path, methods in {
        "/": "GET HEAD OPTIONS",
        "/user/alice": "GET HEAD OPTIONS",
        "/content_submit": "OPTIONS POST",
        "/content_submit/1": "DELETE GET HEAD OPTIONS PATCH POST PUT",
        "/content_reaction_submit": "OPTIONS POST",
        "/lab": "GET HEAD OPTIONS POST",
        "/lab/302": "OPTIONS POST",
    }.items():
        answer = visit(site).send("TRACE", path)
        expect_status(answer, 405, "No view takes TRACE.", "TRACE를 받는 뷰는 없어요.")
        found = " ".join(sorted(answer.raw.allow))
        answer.expect(
            found,
            "A 405 must say in the header Allow what is allowed: change error.get_response(), do not make a new "
            "answer.",
            "405는 헤더 Allow로 되는 메서드를 알려 줘야 해요. 새 응답을 만들지 말고 error.get_response()를 고치세요.",
            expected=methods,
        )
        answer.expect(
            found == methods,
            f"{path} must take {methods} and no other method: look at methods=[...] of its routes.",
            f"{path}는 {methods}만 받아야 해요. 라우트의 methods=[...]를 보세요.",
            expected=methods,
            actual=found,
        )


@check(None, "X-Route tells which rule matched and which view ran", "X-Route가 맞은 규칙과 실행된 뷰를 알려 줘요")
def tells_the_route(site):
    for method, path, expected in (
        ("GET", "/", "/ -> index"),
        ("GET", "/user/민수", "/user/<user> -> user"),
        ("POST", "/content_submit", "/content_submit -> content_submit"),
        ("GET", "/content_submit/1", "/content_submit/<int:post_id> -> content"),
        ("PUT", "/content_submit/1", "/content_submit/<int:post_id> -> content_update_submit"),
        ("POST", "/content_reaction_submit", "/content_reaction_submit -> content_reaction_submit"),
        ("POST", "/lab/307", "/lab/<any('302', '307'):code> -> lab_redirect"),
        ("DELETE", "/content_submit/1", "/content_submit/<int:post_id> -> delete_post"),
        ("GET", "/nowhere", "None -> None"),
    ):
        answer = visit(site).send(method, path)
        answer.expect(
            answer.headers.get("X-Route") == expected,
            f"The header X-Route must be {expected}: show_route names request.url_rule and request.endpoint of "
            f"every answer.",
            f"헤더 X-Route는 {expected}여야 해요. show_route가 모든 응답에 request.url_rule과 request.endpoint를 "
            f"적어요.",
            expected=expected,
            actual=answer.headers.get("X-Route"),
        )


@check(None, "A number in a URL is a number", "URL의 번호는 숫자예요")
def a_word_is_no_id(site):
    for method in ("GET", "POST", "DELETE"):
        expect_status(
            visit(site).send(method, "/content_submit/one", json={"content_txt": "hi"}),
            404,
            "The rule must take numbers only: <int:post_id>.",
            "규칙은 숫자만 받아야 해요: <int:post_id>.",
        )


@check(None, "Half an emoji breaks no page", "반쪽 이모지가 와도 페이지는 나와요")
def half_an_emoji_breaks_nothing(site):
    visitor = visit(site)
    sent = '{"nickname": "alice", "content_txt": "a \\ud83c"}'
    answer = visitor.post("/content_submit", data=sent, content_type=JSON)
    expect_status(answer, 302, "JSON may carry half an emoji.", "JSON에는 반쪽 이모지가 올 수 있어요.")
    try:
        answer = visitor.get("/")
    except UnicodeError:
        look_at_parts(site.folder)
        raise
    expect_status(answer, 200, "The pages can still be shown.", "그래도 페이지는 나와야 해요.")


@check(None, "Korean is readable in JSON", "JSON에서 한글을 읽을 수 있어요")
def korean_is_readable(site):
    visitor = visit(site)
    for answer in (
        like(visitor),
        visitor.put("/content_submit/2", json={"content_txt": "고친 글"}),
        visitor.put("/nowhere", json={}),
    ):
        answer.expect(
            "\\u" not in answer.text,
            "Korean comes as \\uXXXX: it means the same, but app.json.ensure_ascii = False keeps it readable.",
            "한글이 \\uXXXX로 나가요. 뜻은 같지만 app.json.ensure_ascii = False로 하면 읽을 수 있어요.",
        )


@check(
    None,
    "python app.py serves on 127.0.0.1, at the port that PORT names",
    "python app.py는 127.0.0.1에서 PORT가 가리키는 포트로 서비스해요",
)
def runs_alone(site):
    for environment, port in (({}, 5000), ({"PORT": "5055"}, 5055)):
        served = []
        with (
            patch.dict(os.environ, environment),
            patch.object(Flask, "run", lambda app, *given, served=served, **named: served.append((given, named))),
        ):
            if not environment:
                os.environ.pop("PORT", None)
            runpy.run_path(str(site.folder / "app.py"), run_name="__main__")
        expect(
            served,
            'python app.py starts no server: app.run(...) below  if __name__ == "__main__":',
            'python app.py가 서버를 켜지 않아요. app.run(...)을  if __name__ == "__main__":  아래에 두세요.',
        )
        given, named = served[0]
        host = named.get("host", given[0] if given else None)
        actual = named.get("port", given[1] if len(given) > 1 else 5000)
        expect(
            host in (None, "127.0.0.1", "localhost"),
            f"The app is served on {host}, so all of the network reaches it: leave host out.",
            f"앱이 {host}에서 열려 네트워크의 누구나 들어올 수 있어요. host를 빼세요.",
        )
        expect(
            not named.get("debug"),
            "debug=True lets whoever meets an error run code on this machine: leave it out of app.py.",
            "debug=True면 오류를 만난 사람이 이 컴퓨터에서 코드를 실행할 수 있어요. app.py에서 빼세요.",
        )
        expect(
            actual == port,
            'The port must be the number in PORT, else 5000: int(os.environ.get("PORT", "5000")).',
            '포트는 PORT에 적힌 숫자, 없으면 5000이어야 해요: int(os.environ.get("PORT", "5000")).',
            expected=port,
            actual=actual,
        )
