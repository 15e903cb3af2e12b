"""Stage 01: a route ties a URL and a method to a view function."""

import os
from itertools import count

from flask import Flask
from flask import abort
from flask import request
from flask import url_for
from werkzeug.exceptions import HTTPException

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MESSAGES = {
    404: "Nothing is here: check the URL. · 여기에는 아무것도 없어요. URL을 확인하세요.",
    405: "This URL does not take this method; see Allow. · 이 URL은 이 메서드를 받지 않아요. Allow를 보세요.",
    413: "That is too much at once: send less. · 한 번에 너무 많이 보냈어요. 줄여서 보내세요.",
    415: "Send a form or JSON, named in Content-Type. · 폼이나 JSON으로 보내고 Content-Type에 밝히세요.",
    500: "A view failed: the terminal says where. · 뷰 함수에서 오류가 났어요. 터미널에서 위치를 확인하세요.",
}

app = Flask(__name__)
app.json.ensure_ascii = False  # Korean stays readable in the answers

post_dic = {
    1: {"id": 1, "content_txt": "Hello, Flask!", "edited": False},
    2: {"id": 2, "content_txt": "안녕, Flask!", "edited": False},
}
new_id = count(3)


@app.route("/")
def index():
    """Show the try-it page."""
    return app.send_static_file("index.html")


@app.route("/content_submit")
def content_list():
    """List all posts."""
    return {"posts": list(post_dic.values())}


@app.route("/content_submit", methods=["POST"])
def content_submit():
    """Create a post and say where it is."""
    content_txt = read_text(read_sent())
    post = {"id": next(new_id), "content_txt": content_txt, "edited": False}
    post_dic[post["id"]] = post
    location = url_for("content", post_id=post["id"])
    return {"result": "success", "post": post}, 201, {"Location": location}


@app.route("/content_submit/<int:post_id>")
def content(post_id):
    """Show one post."""
    return {"post": get_post(post_id)}


@app.route("/content_submit/<int:post_id>", methods=["POST", "PUT", "PATCH"])
def content_update_submit(post_id):
    """Replace a post (POST, PUT), or change only what is sent (PATCH)."""
    post = get_post(post_id)
    sent = read_sent()
    if request.method == "PATCH" and "content_txt" not in sent:
        abort(400, "Nothing to change: send content_txt. · 바꿀 것이 없어요. content_txt를 보내세요.")
    post.update(content_txt=read_text(sent), edited=True)
    return {"result": "success", "post": post}


@app.route("/content_submit/<int:post_id>", methods=["DELETE"])
def delete_post(post_id):
    """Delete a post."""
    del post_dic[get_post(post_id)["id"]]
    return {"result": "success"}


def get_post(post_id):
    """Return a post, or answer 404."""
    if post_id not in post_dic:
        abort(404)
    return post_dic[post_id]


def read_sent():
    """Return the fields that the request carries, as a form or as JSON."""
    if request.is_json:
        sent = request.get_json(silent=True)
        if not isinstance(sent, dict):
            abort(400, 'Send a JSON object: {"name": "value"}. · 이런 JSON 객체를 보내세요.')
        return sent
    if request.content_length and request.mimetype not in FORM_TYPES:
        abort(415)
    return request.form


def read_text(sent):
    """Return the text of a post, or answer 400."""
    text = sent.get("content_txt")
    if not isinstance(text, str) or not text.strip():
        abort(400, "Write something in content_txt. · content_txt에 글을 적어 주세요.")
    return text.strip().encode(errors="replace").decode()  # half an emoji cannot be sent back


@app.errorhandler(HTTPException)
def refuse(error):
    """Answer every refusal as JSON with a message."""
    response = error.get_response()  # already carries the status, and Allow on a 405
    response.data = app.json.dumps({"result": "error", "message": MESSAGES.get(error.code, error.description)})
    response.mimetype = "application/json"
    return response


@app.after_request
def show_route(response):
    """Tell in a header which rule matched and which view ran."""
    response.headers["X-Route"] = f"{request.url_rule} -> {request.endpoint}"
    return response


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
