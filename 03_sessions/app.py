"""Stage 03: who is asking: the session, a dict in a signed cookie."""

import os
import secrets

from flask import Flask, abort, jsonify, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException

import store
from helpers import get_fields, get_post_id, get_text, message_for, take_apart, try_cookie, wants_json

app = Flask(__name__)
app.json.ensure_ascii = False  # Korean stays readable in the responses
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex()  # never in the source
app.config["SESSION_COOKIE_NAME"] = "session_03"  # cookies ignore ports: each stage has its own name
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"


@app.before_request
def require_login():
    """Send visitors who are not logged in to the login page; answer a script 401."""
    if "nickname" in session or request.path in ("/login", "/logout") or request.endpoint == "static":
        return None
    if wants_json():
        abort(401)
    return redirect(url_for("login"))


@app.route("/login", methods=["GET", "POST"])
def login():
    """Show the login form, or check the password and start a session."""
    if request.method != "POST":
        return render_template("login.html")
    fields = get_fields()
    user_id = str(fields.get("user_id", ""))
    user = store.check_login(user_id, str(fields.get("password", "")))
    if user is None:
        return render_template("login.html", user_id=user_id, wrong=True), 401
    session.clear()
    session["nickname"] = user["nickname"]
    session["name"] = user["name"]
    session["profile_img"] = user["profile_img"]
    return redirect(url_for("index"))


@app.route("/logout", methods=["POST"])
def logout():
    """Empty the session."""
    session.clear()
    return redirect(url_for("login"))


@app.route("/whoami", methods=["GET", "POST"])
def whoami():
    """Show what the server reads from the cookie, the cookie taken apart, and what another one does (POST)."""
    cookie = request.cookies[app.config["SESSION_COOKIE_NAME"]]
    tried = try_cookie(app, cookie) if request.method == "POST" else None
    return render_template("whoami.html", tried=tried, **take_apart(cookie))


@app.route("/")
def index():
    """Show everyone and all posts."""
    return render_template("index.html", friend_dic=store.get_friends(), post_dic=store.get_posts())


@app.route("/user/<user>")
def user(user):
    """Show one person and their posts."""
    friend_dic = store.get_friends()
    if user not in friend_dic:
        abort(404)
    return render_template(
        "user.html", user=user, friend=friend_dic[user], friend_dic=friend_dic, post_dic=store.posts_of(user)
    )


@app.route("/content_submit", methods=["POST"])
def content_submit():
    """Create a post by the logged-in person, then send the browser to their page."""
    post = store.add_post(session["nickname"], get_text(get_fields()))
    if wants_json():
        return jsonify(result="success", post=post), 201
    return redirect(url_for("user", user=session["nickname"]))


@app.route("/content_submit/<int:post_id>")
def content(post_id):
    """Show one post, to its author with a form to change it."""
    return render_template("post.html", post=get_post(post_id), friend_dic=store.get_friends())


@app.route("/content_submit/<int:post_id>", methods=["POST", "PUT", "PATCH"])
def content_update_submit(post_id):
    """Replace one's own post (POST, PUT), or change only what is sent (PATCH)."""
    get_own_post(post_id)
    fields = get_fields()
    if request.method == "PATCH" and "content_txt" not in fields:
        abort(400, "Nothing to change: send content_txt. · 바꿀 것이 없어요. content_txt를 보내세요.")
    post = store.change_post(post_id, get_text(fields))
    if request.method == "POST" and not wants_json():
        return redirect(url_for("user", user=post["nickname"]))
    return jsonify(result="success", post=post)


@app.route("/content_submit/<int:post_id>", methods=["DELETE"])
def delete_post(post_id):
    """Delete one's own post."""
    get_own_post(post_id)
    store.remove_post(post_id)
    return jsonify(result="success")


@app.route("/content_reaction_submit", methods=["POST"])
def content_reaction_submit():
    """Like a post, once a person, and tell the script the new count."""
    fields = get_fields()
    post = get_post(get_post_id(fields))
    if fields.get("kind") != "like":
        abort(400, 'The kind of reaction here is "like". · 여기에서 쓸 수 있는 반응: "like"')
    like_count = store.add_like(post["id"], session["nickname"])
    return jsonify(result="success", session_user=session["nickname"], like_count=like_count)


def get_post(post_id):
    """Return a post, or answer 404."""
    post = store.get_post(post_id)
    if post is None:
        abort(404)
    return post


def get_own_post(post_id):
    """Return a post by the logged-in person, or answer 404 or 403."""
    post = get_post(post_id)
    if post["nickname"] != session["nickname"]:
        abort(403)
    return post


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
    return response


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
