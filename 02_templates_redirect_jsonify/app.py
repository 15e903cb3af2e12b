"""Stage 02: three ways to answer: a template, a redirect, JSON."""

import os
from collections import deque
from itertools import count
from urllib.parse import unquote

from flask import Flask, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from helpers import get_fields, get_post_id, get_text, message_for, wants_json

app = Flask(__name__)
app.json.ensure_ascii = False  # Korean stays readable in the responses

friend_dic = {
    "alice": {"name": "Alice Kim", "profile_img": "alice.svg"},
    "bob": {"name": "Bob Lee", "profile_img": "bob.svg"},
    "민수": {"name": "박민수", "profile_img": "minsu.svg"},
}
post_dic = {
    1: {"id": 1, "nickname": "alice", "content_txt": "Hello, Flask!", "edited": False, "likes": []},
    2: {"id": 2, "nickname": "민수", "content_txt": "안녕, Flask!", "edited": False, "likes": ["bob"]},
}
new_id = count(3)
lab_posts = []
exchanges = deque(maxlen=6)  # the last requests and how they were answered, for the pages to show


@app.route("/")
def index():
    """Show everyone and all posts."""
    return render_template("index.html", friend_dic=friend_dic, post_dic=post_dic)


@app.route("/user/<user>")
def user(user):
    """Show one person and their posts."""
    if user not in friend_dic:
        abort(404)
    own_posts = {post["id"]: post for post in post_dic.values() if post["nickname"] == user}
    return render_template("user.html", user=user, friend=friend_dic[user], friend_dic=friend_dic, post_dic=own_posts)


@app.route("/content_submit", methods=["POST"])
def content_submit():
    """Create a post, then send the browser to its author's page."""
    fields = get_fields()
    nickname = get_nickname(fields)
    content_txt = get_text(fields)
    post = {"id": next(new_id), "nickname": nickname, "content_txt": content_txt, "edited": False, "likes": []}
    post_dic[post["id"]] = post
    return redirect(url_for("user", user=nickname))


@app.route("/content_submit/<int:post_id>")
def content(post_id):
    """Show one post, with a form to change it."""
    return render_template("post.html", post=get_post(post_id), friend_dic=friend_dic)


@app.route("/content_submit/<int:post_id>", methods=["POST", "PUT", "PATCH"])
def content_update_submit(post_id):
    """Replace a post (POST, PUT), or change only what is sent (PATCH)."""
    post = get_post(post_id)
    fields = get_fields()
    if request.method == "PATCH" and "content_txt" not in fields:
        abort(400, "Nothing to change: send content_txt. · 바꿀 것이 없어요. content_txt를 보내세요.")
    post.update(content_txt=get_text(fields), edited=True)
    if request.method == "POST" and not wants_json():
        return redirect(url_for("user", user=post["nickname"]))
    return jsonify(result="success", post=post)


@app.route("/content_submit/<int:post_id>", methods=["DELETE"])
def delete_post(post_id):
    """Delete a post."""
    post = get_post(post_id)
    del post_dic[post["id"]]
    return jsonify(result="success")


@app.route("/content_reaction_submit", methods=["POST"])
def content_reaction_submit():
    """Like a post, once a person, and tell the script the new count."""
    fields = get_fields()
    nickname = get_nickname(fields)
    post = get_post(get_post_id(fields))
    if fields.get("kind") != "like":
        abort(400, 'The kind of reaction here is "like". · 여기에서 쓸 수 있는 반응: "like"')
    if nickname not in post["likes"]:
        post["likes"].append(nickname)
    return jsonify(result="success", session_user=nickname, like_count=len(post["likes"]))


@app.route("/lab", methods=["GET", "POST"])
def lab():
    """Show which method and form arrive here, and every POST so far."""
    if request.method == "POST":
        lab_posts.append(request.form.get("text", ""))
    return render_template("lab.html", lab_posts=lab_posts)


@app.route("/lab/<any('302', '307'):code>", methods=["POST"])
def lab_redirect(code):
    """Send a form on to the lab, by 302 or by 307."""
    return redirect(url_for("lab"), int(code))


def get_post(post_id):
    """Return a post, or answer 404."""
    if post_id not in post_dic:
        abort(404)
    return post_dic[post_id]


def get_nickname(fields):
    """Return who the browser says is writing, or answer 400."""
    nickname = fields.get("nickname")
    if not isinstance(nickname, str) or nickname not in friend_dic:
        abort(400, "Choose a nickname from the list. · 목록에 있는 닉네임(nickname)을 고르세요.")
    return nickname


@app.errorhandler(HTTPException)
def handle_error(error):
    """Answer every error with a message, as a page or as JSON."""
    response = error.get_response()  # already has the status, and Allow on a 405
    message = message_for(error)
    if wants_json():
        response.data = app.json.dumps({"result": "error", "message": message})
        response.mimetype = "application/json"
    else:
        response.data = render_template("error.html", code=error.code, message=message)
    return response


@app.after_request
def show_route(response):
    """Say in a header which rule matched and which view ran."""
    response.headers["X-Route"] = f"{request.url_rule} -> {request.endpoint}"
    if request.endpoint != "static":
        exchanges.append((request.method, request.path, response.status_code, response.location))
    return response


@app.context_processor
def show_exchanges():
    """Let the templates show the last requests (a redirect makes two), with readable Korean in Location."""
    return {"exchanges": exchanges, "unquote": unquote}


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
