"""Stage 04: the server speaks first: Socket.IO, a room for each person."""

import os
import secrets
import warnings
from datetime import UTC
from datetime import datetime

from flask import Blueprint
from flask import Flask
from flask import abort
from flask import current_app
from flask import jsonify
from flask import redirect
from flask import render_template
from flask import request
from flask import session
from flask import url_for
from flask_socketio import SocketIO
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode
from itsdangerous.encoding import bytes_to_int
from werkzeug.exceptions import HTTPException

import store
from events import socketio_init

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MESSAGES = {
    401: "Log in first. · 먼저 로그인하세요.",
    403: "Only its author may do this. · 글쓴이만 할 수 있어요.",
    404: "Nothing is here: check the URL. · 여기에는 아무것도 없어요. URL을 확인하세요.",
    405: "This URL does not take this method; see Allow. · 이 URL은 이 메서드를 받지 않아요. Allow를 보세요.",
    (405, "/logout"): "Log out by the button: if a link could do it, any page could, with a link to /logout. · "
    "버튼으로 로그아웃하세요. 링크로도 된다면, 아무 페이지나 /logout 링크를 걸어 나를 로그아웃시킬 수 있어요.",
    413: "That is too much at once: send less. · 한 번에 너무 많이 보냈어요. 줄여서 보내세요.",
    415: "Send a form or JSON, named in Content-Type. · 폼이나 JSON으로 보내고 Content-Type에 밝히세요.",
    500: "A view failed: the terminal says where. · 뷰 함수에서 오류가 났어요. 터미널에서 위치를 확인하세요.",
}

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")  # so it is; here it still does all we need

SOCKETIO_SCRIPT = "socket.io.min.js"  # brought into static/ by course.py; without it the pages ask the CDN

socketio = SocketIO(async_mode="eventlet", ping_interval=10)
main = Blueprint("main", __name__)


def create_app(debug=False):
    """Build the app, and let the socket into it."""
    app = Flask(__name__)
    app.debug = debug
    app.json.ensure_ascii = False  # Korean stays readable in the answers
    app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex()  # never in the source
    app.config["SESSION_COOKIE_NAME"] = "session_04"  # cookies ignore ports: one name a stage
    app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
    app.register_blueprint(main)
    socketio_init(socketio)
    socketio.init_app(app)
    return app


@main.before_app_request
def require_login():
    """Send whoever has not logged in to the login page, or answer a script 401."""
    if "nickname" in session or request.path in ("/login", "/logout") or request.endpoint == "static":
        return None
    if wants_json():
        abort(401)
    return redirect(url_for("main.login"))


@main.route("/login", methods=["GET", "POST"])
def login():
    """Show the login form, or start a session for the person whose password is right."""
    if request.method == "GET":
        return render_template("login.html")
    sent = read_sent()
    user_id = whole(str(sent.get("user_id", "")))
    user = store.check_login(user_id, whole(str(sent.get("password", ""))))
    if user is None:
        return render_template("login.html", user_id=user_id, wrong=True), 401
    session.clear()
    session["nickname"] = user["nickname"]
    session["name"] = user["name"]
    session["profile_img"] = user["profile_img"]
    return redirect(url_for("main.index"))


@main.route("/logout", methods=["POST"])
def logout():
    """Empty the session."""
    session.clear()
    return redirect(url_for("main.login"))


@main.route("/whoami")
def whoami():
    """Show what the server reads from the cookie, beside the cookie taken apart without the key."""
    cookie = request.cookies[current_app.config["SESSION_COOKIE_NAME"]]
    payload, timestamp, signature = cookie.rsplit(".", 2)
    _, readable = URLSafeTimedSerializer("any other key").loads_unsafe(cookie)
    made_at = datetime.fromtimestamp(bytes_to_int(base64_decode(timestamp)), UTC)
    return render_template(
        "whoami.html", payload=payload, timestamp=timestamp, signature=signature, readable=readable, made_at=made_at
    )


@main.route("/")
def index():
    """Show everyone and all posts."""
    return render_template("index.html", friend_dic=store.get_friends(), post_dic=store.get_posts())


@main.route("/user/<user>")
def user(user):
    """Show one person and their posts."""
    friend_dic = store.get_friends()
    if user not in friend_dic:
        abort(404)
    return render_template(
        "user.html", user=user, friend=friend_dic[user], friend_dic=friend_dic, post_dic=store.posts_of(user)
    )


@main.route("/content_submit", methods=["POST"])
def content_submit():
    """Create a post by the person of the session, then send the browser to their page."""
    post = store.add_post(session["nickname"], read_text(read_sent()))
    if wants_json():
        return jsonify(result="success", post=post), 201
    return redirect(url_for("main.user", user=session["nickname"]))


@main.route("/content_submit/<int:post_id>")
def content(post_id):
    """Show one post, to its author with a form to change it."""
    return render_template("post.html", post=get_post(post_id), friend_dic=store.get_friends())


@main.route("/content_submit/<int:post_id>", methods=["POST", "PUT", "PATCH"])
def content_update_submit(post_id):
    """Replace one's own post (POST, PUT), or change only what is sent (PATCH)."""
    get_own_post(post_id)
    sent = read_sent()
    if request.method == "PATCH" and "content_txt" not in sent:
        abort(400, "Nothing to change: send content_txt. · 바꿀 것이 없어요. content_txt를 보내세요.")
    post = store.change_post(post_id, read_text(sent))
    if request.method == "POST" and not wants_json():
        return redirect(url_for("main.user", user=post["nickname"]))
    return jsonify(result="success", post=post)


@main.route("/content_submit/<int:post_id>", methods=["DELETE"])
def delete_post(post_id):
    """Delete one's own post."""
    get_own_post(post_id)
    store.remove_post(post_id)
    return jsonify(result="success")


@main.route("/content_reaction_submit", methods=["POST"])
def content_reaction_submit():
    """Like a post, once a person, or comment on it, and tell the script what came of it."""
    sent = read_sent()
    post = get_post(read_post_id(sent))
    if sent.get("kind") == "append_comment":
        comment = store.add_comment(post["id"], session["nickname"], read_text(sent, "text"))
        return jsonify(result="success", comment=comment), 201
    if sent.get("kind") != "like":
        abort(400, 'The kinds of reaction: "like", "append_comment". · 반응의 종류는 "like"와 "append_comment"예요.')
    like_count = store.add_like(post["id"], session["nickname"])
    return jsonify(result="success", session_user=session["nickname"], like_count=like_count)


@main.route("/notices")
def notices():
    """List the notices of the person of the session, also those that came while they were away."""
    return jsonify(notices=store.notices_of(session["nickname"]))


def get_post(post_id):
    """Return a post, or answer 404."""
    return store.get_post(post_id) or abort(404)


def get_own_post(post_id):
    """Return a post by the person of the session, or answer 404 or 403."""
    post = get_post(post_id)
    if post["nickname"] != session["nickname"]:
        abort(403)
    return post


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


def read_post_id(sent):
    """Return the number of the post that is meant, or answer 400."""
    try:
        return int(sent.get("post_id"))
    except (TypeError, ValueError, OverflowError):
        abort(400, "Send post_id, the number of a post. · 글 번호를 post_id로 보내세요.")


def read_text(sent, field="content_txt"):
    """Return the text of a post or comment, or answer 400."""
    text = sent.get(field)
    if not isinstance(text, str) or not text.strip():
        abort(400, f"Write something in {field}. · {field}에 글을 적어 주세요.")
    return whole(text.strip())


def whole(text):
    """Return a text without half an emoji, which could not be sent back."""
    return text.encode(errors="replace").decode()


def wants_json():
    """Tell whether a script is asking, and not a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


@main.app_errorhandler(HTTPException)
def refuse(error):
    """Answer every refusal with a message, as a page or as JSON."""
    response = error.get_response()  # already carries the status, and Allow on a 405
    message = MESSAGES.get((error.code, request.path)) or MESSAGES.get(error.code, error.description)
    if wants_json():
        response.data = current_app.json.dumps({"result": "error", "message": message})
        response.mimetype = "application/json"
    else:
        response.data = render_template("error.html", code=error.code, message=message)
    return response


@main.after_app_request
def show_route(response):
    """Tell in a header which rule matched and which view ran."""
    response.headers["X-Route"] = f"{request.url_rule} -> {request.endpoint}"
    return response


@main.app_context_processor
def find_script():
    """Tell the templates whether the Socket.IO script is here."""
    return {"script_is_here": os.path.exists(os.path.join(current_app.static_folder, SOCKETIO_SCRIPT))}


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "5000"))
    print(f"http://127.0.0.1:{port}", flush=True)
    socketio.run(create_app(), port=port)
