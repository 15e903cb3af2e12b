"""What stage 01 must do, each as a sentence, with what to say where it does not."""

from classroom.api import check
from classroom.api import expect

ONE = {"id": 1, "content_txt": "Hello, Flask!", "edited": False}
TWO = {"id": 2, "content_txt": "안녕, Flask!", "edited": False}


def expect_rule(site, endpoint, rule):
    rules = [found.rule for found in site.app.url_map.iter_rules() if found.endpoint == endpoint]
    expect(
        not rules or rule in rules,
        f"The rule of {endpoint} is {' and '.join(rules)}, and must be {rule}.",
        f"{endpoint}의 규칙이 {', '.join(rules)}인데 {rule}이어야 해요.",
        expected=rule,
        actual=rules,
    )


@check("show_one", "GET /content_submit/1 shows that post", "GET /content_submit/1은 그 글을 보여 줘요")
def shows_one(site):
    expect_rule(site, "content", "/content_submit/<int:post_id>")
    answer = site.client().get("/content_submit/1")
    answer.expect_status(200, "The view must return the post.", "뷰가 글을 돌려줘야 해요.")
    answer.expect(
        answer.json == {"post": ONE},
        'Return {"post": ...} with the post that get_post(post_id) gives.',
        'get_post(post_id)가 준 글을 {"post": ...}에 담아 돌려주세요.',
        expected={"post": ONE},
        actual=answer.json,
    )
    other = site.client().get("/content_submit/2")
    other.expect(
        other.json == {"post": TWO},
        "Post 2 is asked for and another comes: use the post_id of the URL.",
        "2번 글을 물었는데 다른 글이 와요. URL의 post_id를 쓰세요.",
    )


@check("show_one", "A post that is not there is a 404", "없는 글은 404예요")
def unknown_is_404(site):
    for path in ("/content_submit/99", "/content_submit/0"):
        site.client().get(path).expect_status(
            404,
            "get_post must look whether post_dic has this post_id, and abort(404) if not.",
            "get_post는 post_dic에 그 post_id가 있는지 보고, 없으면 abort(404)를 불러야 해요.",
        )


@check("create", "POST /content_submit creates a post: 201", "POST /content_submit은 글을 만들어요: 201")
def creates(site):
    answer = site.client().post("/content_submit", json={"content_txt": "my first post"})
    answer.expect(
        answer.status not in (400, 415),
        "JSON with a text in it is refused: read what was sent by read_sent(), which knows forms and JSON.",
        "글이 든 JSON을 거절해요. 보낸 것은 폼과 JSON을 다 아는 read_sent()로 읽으세요.",
    )
    answer.expect_status(
        201,
        "Something new was made, so the status is 201: return {...}, 201, {...}.",
        "새로 만들었으니 상태 코드는 201이에요: return {...}, 201, {...}.",
    )
    answer.expect(
        answer.json.get("result") == "success",
        'The answer must say "result": "success".',
        '응답에 "result": "success"가 있어야 해요.',
    )
    made = {"id": 3, "content_txt": "my first post", "edited": False}
    answer.expect(
        answer.json.get("post") == made,
        "The answer must hold the new post: the next id, the text that was sent, edited False.",
        "응답에 새 글이 있어야 해요: 다음 id, 보낸 글, edited는 False.",
        expected=made,
        actual=answer.json.get("post"),
    )


@check("create", "The answer says in Location where the new post is", "응답의 Location이 새 글의 위치를 알려 줘요")
def says_where(site):
    visitor = site.client()
    answer = visitor.post("/content_submit", json={"content_txt": "where am I?"})
    answer.expect_status(201, "Creating must work first.", "먼저 글이 만들어져야 해요.")
    location = answer.headers.get("Location", "")
    answer.expect(
        location.endswith("/content_submit/3"),
        'The header Location must be the new post\'s URL: url_for("content", post_id=...).',
        '헤더 Location에 새 글의 URL이 있어야 해요: url_for("content", post_id=...).',
        expected="/content_submit/3",
        actual=location or None,
    )
    visitor.get(location).expect_status(200, "Location must lead to the post.", "Location을 따라가면 글이 나와야 해요.")


@check("create", "A new post is kept, and no other is lost", "새 글은 남고, 다른 글은 사라지지 않아요")
def keeps_what_it_creates(site):
    visitor = site.client()
    for text in ("third", "fourth"):
        answer = visitor.post("/content_submit", json={"content_txt": text})
        answer.expect_status(201, "Creating must work first.", "먼저 글이 만들어져야 해요.")
    expect_rule(site, "content_list", "/content_submit")
    listed = visitor.get("/content_submit").expect_status(200, "The list must be shown.", "목록이 나와야 해요.")
    listed.expect(
        isinstance(listed.json["posts"], list),
        '"posts" must be a list: list(post_dic.values()).',
        '"posts"는 리스트여야 해요: list(post_dic.values()).',
    )
    texts = [post["content_txt"] for post in listed.json["posts"]]
    listed.expect(
        texts == [ONE["content_txt"], TWO["content_txt"], "third", "fourth"],
        "The list lacks an old post or a new one: put each new post into post_dic, under an id of its own.",
        "목록에 예전 글과 새 글이 다 있지 않아요. 새 글마다 자기 id로 post_dic에 넣으세요.",
        expected=[ONE["content_txt"], TWO["content_txt"], "third", "fourth"],
        actual=texts,
    )


@check("create", "An id is never given twice, even after a delete", "지운 뒤에도 같은 id를 두 번 쓰지 않아요")
def ids_are_not_used_again(site):
    visitor = site.client()
    first = visitor.post("/content_submit", json={"content_txt": "gone soon"}).json["post"]["id"]
    site.module.post_dic.pop(first, None)
    answer = visitor.post("/content_submit", json={"content_txt": "the next one"})
    answer.expect(
        answer.json["post"]["id"] not in (1, 2, first),
        "A new post got an id that was used before: take next(new_id), not the number of posts.",
        "새 글이 이미 쓴 id를 받았어요. 글의 개수가 아니라 next(new_id)를 쓰세요.",
    )


@check(
    "create", "A form is as good as JSON, and spaces around the text go", "폼도 JSON과 같고, 글 앞뒤의 빈칸은 사라져요"
)
def takes_a_form(site):
    answer = (
        site.client()
        .post("/content_submit", data={"content_txt": "  from a form "})
        .expect_status(
            201,
            "A form must be taken, too: read what was sent by read_sent().",
            "폼도 받아야 해요. 보낸 것은 read_sent()로 읽으세요.",
        )
    )
    text = answer.json["post"]["content_txt"]
    answer.expect(
        text == "from a form",
        "The text must be read by read_text(...), which strips it.",
        "글은 read_text(...)로 읽어야 앞뒤 빈칸이 사라져요.",
        expected="from a form",
        actual=text,
    )


@check("update", "PUT and POST replace the text of a post", "PUT과 POST는 글의 내용을 바꿔요")
def replaces(site):
    for method in ("PUT", "POST"):
        changes(site.client(), method)


@check("update", "PATCH changes the text that is sent", "PATCH는 보낸 글로 고쳐요")
def patches(site):
    changes(site.client(), "PATCH")


def changes(visitor, method):
    text = f"new by {method}"
    answer = visitor.send(method, "/content_submit/1", json={"content_txt": text}).expect_status(
        200, f"{method} on a post must change it.", f"글에 {method}를 보내면 고쳐져야 해요."
    )
    answer.expect(
        answer.json.get("result") == "success" and answer.json.get("post", {}).get("content_txt") == text,
        'The answer must be {"result": "success", "post": post} with the new text.',
        '응답은 새 글이 담긴 {"result": "success", "post": post}여야 해요.',
    )
    shown = visitor.get("/content_submit/1")
    shown.expect(
        shown.json["post"]["content_txt"] == text,
        f"{method} answered 200, but the post is as it was: the method changes nothing, your code must.",
        f"{method}는 200인데 글은 그대로예요. 메서드가 고치는 것이 아니라 여러분의 코드가 고쳐야 해요.",
        expected=text,
        actual=shown.json["post"]["content_txt"],
    )
    shown.expect(
        shown.json["post"]["edited"] is True,
        "A changed post must say so: edited=True.",
        "고친 글에는 표시가 있어야 해요: edited=True.",
        expected=True,
        actual=shown.json["post"]["edited"],
    )
    other = visitor.get("/content_submit/2")
    other.expect(other.json == {"post": TWO}, "Another post changed, too.", "다른 글까지 바뀌었어요.")


@check(
    "update",
    "PATCH with nothing to change is a 400, PUT without a text too",
    "고칠 것이 없는 PATCH와 글 없는 PUT은 400이에요",
)
def incomplete_is_400(site):
    visitor = site.client()
    messages = []
    for method in ("PATCH", "PUT"):
        answer = visitor.send(method, "/content_submit/1", json={}).expect_status(
            400,
            f"{method} without content_txt must be refused by abort(400, ...).",
            f"content_txt가 없는 {method}는 abort(400, ...)로 거절해야 해요.",
        )
        messages.append(answer.http_error.description if answer.http_error else answer.text)
    expect(
        messages[0] != messages[1],
        "PATCH with nothing to change and PUT without a text need messages of their own.",
        "고칠 것 없는 PATCH와 글 없는 PUT은 메시지가 달라야 해요.",
    )
    shown = visitor.get("/content_submit/1")
    shown.expect(shown.json == {"post": ONE}, "The refused request changed the post.", "거절한 요청이 글을 바꿨어요.")


@check("update", "Changing a post that is not there is a 404", "없는 글을 고치면 404예요")
def unknown_cannot_change(site):
    for method in ("POST", "PUT", "PATCH"):
        site.client().send(method, "/content_submit/99", json={"content_txt": "nobody"}).expect_status(
            404, "Get the post by get_post(post_id) first.", "먼저 get_post(post_id)로 글을 찾으세요."
        )


@check("delete", "DELETE removes the post", "DELETE는 글을 지워요")
def deletes(site):
    visitor = site.client()
    answer = visitor.delete("/content_submit/1").expect_status(
        200,
        'DELETE on a post must remove it, and answer {"result": "success"}.',
        '글에 DELETE를 보내면 지우고 {"result": "success"}로 답해야 해요.',
    )
    answer.expect(
        answer.json == {"result": "success"},
        'The answer must be {"result": "success"}.',
        '응답은 {"result": "success"}여야 해요.',
    )
    listed = visitor.get("/content_submit")
    listed.expect(
        listed.json == {"posts": [TWO]},
        "After DELETE /content_submit/1 post 1 must be gone from post_dic, and only that one.",
        "DELETE /content_submit/1 뒤에는 post_dic에서 1번 글만 없어야 해요.",
        expected={"posts": [TWO]},
        actual=listed.json,
    )


@check("delete", "Deleting it again is a 404", "다시 지우면 404예요")
def deleting_again_is_404(site):
    visitor = site.client()
    visitor.delete("/content_submit/1").expect_status(200, "The first time it must work.", "처음에는 지워져야 해요.")
    visitor.delete("/content_submit/1").expect_status(
        404,
        "What is gone cannot be deleted: get_post answers 404.",
        "없는 글은 지울 수 없어요. get_post가 404로 답해요.",
    )


@check("refuse", "Every refusal is JSON with a message", "모든 거절은 메시지가 담긴 JSON이에요")
def refuses_in_json(site):
    visitor = site.client()
    for status, answer in (
        (404, visitor.get("/nowhere")),
        (405, visitor.delete("/content_submit")),
        (400, visitor.post("/content_submit", json={})),
    ):
        answer.expect_status(
            status,
            "The handler must keep the status of the error: error.get_response() has it.",
            "처리 함수는 오류의 상태 코드를 지켜야 해요. error.get_response()에 들어 있어요.",
        )
        answer.expect(
            answer.raw.is_json,
            "This refusal is a page of HTML: write a function below @app.errorhandler(HTTPException) that answers in "
            "JSON, and says so in its mimetype.",
            "이 거절은 HTML이에요. @app.errorhandler(HTTPException) 아래에 JSON으로 답하는 함수를 쓰고, "
            "mimetype도 JSON으로 하세요.",
        )
        answer.expect(
            answer.json.get("result") == "error" and answer.json.get("message"),
            'The answer must be {"result": "error", "message": ...}.',
            '응답은 {"result": "error", "message": ...}여야 해요.',
        )


@check("refuse", "A 405 still says in Allow what is allowed", "405의 Allow에는 여전히 되는 메서드가 있어요")
def keeps_allow(site):
    answer = site.client().delete("/content_submit")
    answer.expect_status(405, "", "")
    allowed = answer.headers.get("Allow", "")
    answer.expect(
        {"GET", "POST"} <= set(allowed.replace(" ", "").split(",")),
        "The header Allow is lost: change the response that error.get_response() gives, do not make a new one.",
        "헤더 Allow가 사라졌어요. 새 응답을 만들지 말고 error.get_response()가 준 응답을 고치세요.",
        expected="GET, HEAD, OPTIONS, POST",
        actual=allowed or None,
    )


@check("refuse", "Each refusal has its own message", "거절마다 메시지가 달라요")
def refusals_differ(site):
    visitor = site.client()
    answers = [visitor.get("/nowhere"), visitor.delete("/content_submit"), visitor.post("/content_submit", json={})]
    messages = {answer.json["message"] for answer in answers}
    expect(
        len(messages) == 3,
        "404, 405 and 400 say the same: take the message from MESSAGES by error.code, else error.description.",
        "404, 405, 400의 메시지가 같아요. MESSAGES에서 error.code로 찾고, 없으면 error.description을 쓰세요.",
        actual=sorted(messages),
    )


@check(None, "GET / shows the try-it page", "GET /은 시험해 보는 페이지를 보여 줘요")
def shows_the_page(site):
    answer = site.client().get("/").expect_status(200, "The page must be shown.", "페이지가 나와야 해요.")
    answer.expect("<form" in answer.text, "There is no form on the page.", "페이지에 폼이 없어요.")


@check(None, "GET /content_submit lists all posts", "GET /content_submit은 모든 글을 보여 줘요")
def lists(site):
    answer = site.client().get("/content_submit").expect_status(200, "The list must be shown.", "목록이 나와야 해요.")
    answer.expect(
        answer.json == {"posts": [ONE, TWO]},
        'The answer must be {"posts": [...]} with all posts of post_dic, in order.',
        '응답은 post_dic의 모든 글이 차례로 담긴 {"posts": [...]}여야 해요.',
        expected={"posts": [ONE, TWO]},
        actual=answer.json,
    )
    answer.expect(
        "안녕" in answer.text,
        "Korean comes as \\uXXXX: set app.json.ensure_ascii = False.",
        "한글이 \\uXXXX로 나가요. app.json.ensure_ascii = False로 하세요.",
    )


@check(None, "HEAD and OPTIONS answer, another method is a 405", "HEAD와 OPTIONS는 응답하고, 다른 메서드는 405예요")
def methods_are_as_written(site):
    visitor = site.client()
    allowed = {
        "/content_submit": {"GET", "HEAD", "OPTIONS", "POST"},
        "/content_submit/1": {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"},
        "/": {"GET", "HEAD", "OPTIONS"},
    }
    for path, methods in allowed.items():
        answer = visitor.send("OPTIONS", path).expect_status(200, "", "")
        found = set(answer.headers.get("Allow", "").replace(" ", "").split(","))
        answer.expect(
            found == methods,
            f"{path} must take these methods and no other: look at methods=[...] of its routes.",
            f"{path}는 이 메서드들만 받아야 해요. 라우트의 methods=[...]를 보세요.",
            expected=sorted(methods),
            actual=sorted(found),
        )


@check(None, "An id that is no number is a 404", "숫자가 아닌 id는 404예요")
def a_word_is_no_id(site):
    for method in ("GET", "PUT", "DELETE"):
        site.client().send(method, "/content_submit/one", json={"content_txt": "hi"}).expect_status(
            404,
            "The rule must take numbers only: <int:post_id>.",
            "규칙은 숫자만 받아야 해요: <int:post_id>.",
        )


@check(None, "A text that is missing, empty or no text is a 400", "글이 없거나 비었거나 문자열이 아니면 400이에요")
def no_text_is_400(site):
    visitor = site.client()
    for sent in ({}, {"content_txt": ""}, {"content_txt": "  \n"}, {"content_txt": 7}, {"content_txt": None}, ["hi"]):
        visitor.post("/content_submit", json=sent).expect_status(
            400,
            "This is not a text: read_text must abort(400, ...) unless it is a string with something in it.",
            "글이 아니에요. 내용이 있는 문자열이 아니면 read_text가 abort(400, ...)를 불러야 해요.",
        )
    broken = visitor.post("/content_submit", data='{"content_txt": "hi', content_type="application/json")
    broken.expect_status(400, "Half a JSON must be refused.", "반쪽짜리 JSON은 거절해야 해요.")
    broken.expect(
        "JSON" in broken.json["message"] and "요" in broken.json["message"],
        "Half a JSON is refused in Flask's words: get_json(silent=True) gives None, so that yours can follow.",
        "반쪽짜리 JSON을 Flask의 말로 거절해요. get_json(silent=True)는 None을 주니, 그때 내 말로 거절하세요.",
    )
    visitor.post("/content_submit", data={}).expect_status(
        400, "An empty form must be refused.", "빈 폼은 거절해야 해요."
    )
    listed = visitor.get("/content_submit")
    listed.expect(len(listed.json["posts"]) == 2, "A refused request made a post.", "거절한 요청이 글을 만들었어요.")


@check(None, "Another content type is a 415", "다른 종류의 내용은 415예요")
def another_type_is_415(site):
    for content_type in ("text/plain", "application/xml"):
        site.client().post("/content_submit", data="content_txt=hi", content_type=content_type).expect_status(
            415,
            "read_sent must abort(415) where the body is neither JSON nor a form.",
            "본문이 JSON도 폼도 아니면 read_sent가 abort(415)를 불러야 해요.",
        )


@check(None, "X-Route tells which rule matched and which view ran", "X-Route가 맞은 규칙과 실행된 뷰를 알려 줘요")
def tells_the_route(site):
    answer = site.client().get("/content_submit/1")
    expected = "/content_submit/<int:post_id> -> content"
    answer.expect(
        answer.headers.get("X-Route") == expected,
        "The header X-Route must name the rule and the endpoint of the request.",
        "헤더 X-Route에 요청의 규칙과 엔드포인트가 있어야 해요.",
        expected=expected,
        actual=answer.headers.get("X-Route"),
    )
