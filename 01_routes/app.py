"""Stage 01: a route ties a URL and a method to a view function."""

import os
from itertools import count

from flask import Flask, abort, request, url_for
from werkzeug.exceptions import HTTPException

from helpers import get_fields, get_text, message_for

app = Flask(__name__)
app.json.ensure_ascii = False  # Korean stays readable in the responses

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
    content_txt = get_text(get_fields())
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
    fields = get_fields()
    if request.method == "PATCH" and "content_txt" not in fields:
        abort(400, "Nothing to change: send content_txt. · 바꿀 것이 없어요. content_txt를 보내세요.")
    post.update(content_txt=get_text(fields), edited=True)
    return {"result": "success", "post": post}


@app.route("/content_submit/<int:post_id>", methods=["DELETE"])
def delete_post(post_id):
    """Delete a post."""
    post = get_post(post_id)
    del post_dic[post["id"]]
    return {"result": "success"}


def get_post(post_id):
    """Return a post, or answer 404."""
    if post_id not in post_dic:
        abort(404)
    return post_dic[post_id]


@app.errorhandler(HTTPException)
def handle_error(error):
    """Answer every error as JSON with a message."""
    response = error.get_response()  # already has the status, and Allow on a 405
    response.data = app.json.dumps({"result": "error", "message": message_for(error)})
    response.mimetype = "application/json"
    return response


@app.after_request
def show_route(response):
    """Say in a header which rule matched and which view ran."""
    response.headers["X-Route"] = f"{request.url_rule} -> {request.endpoint}"
    return response


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
