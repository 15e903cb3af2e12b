"""Stage 02: three ways to answer: a template, a redirect, JSON."""

import os
from itertools import count

from flask import Flask
from flask import abort
from flask import jsonify
from flask import redirect
from flask import render_template
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
    sent = read_sent()
    nickname = read_nickname(sent)
    content_txt = read_text(sent)
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
    sent = read_sent()
    if request.method == "PATCH" and "content_txt" not in sent:
        abort(400, "Nothing to change: send content_txt. · 바꿀 것이 없어요. content_txt를 보내세요.")
    post.update(content_txt=read_text(sent), edited=True)
    if request.method == "POST" and not wants_json():
        return redirect(url_for("user", user=post["nickname"]))
    return jsonify(result="success", post=post)


@app.route("/content_submit/<int:post_id>", methods=["DELETE"])
def delete_post(post_id):
    """Delete a post."""
    del post_dic[get_post(post_id)["id"]]
    return jsonify(result="success")


@app.route("/content_reaction_submit", methods=["POST"])
def content_reaction_submit():
    """Like a post, once a person, and tell the script the new count."""
    sent = read_sent()
    nickname = read_nickname(sent)
    post = get_post(read_post_id(sent))
    if sent.get("kind") != "like":
        abort(400, 'The kind of reaction here is "like". · 여기에서 쓸 수 있는 반응은 "like"예요.')
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


def read_text(sent):
    """Return the text of a post, or answer 400."""
    text = sent.get("content_txt")
    if not isinstance(text, str) or not text.strip():
        abort(400, "Write something in content_txt. · content_txt에 글을 적어 주세요.")
    return text.strip().encode(errors="replace").decode()  # half an emoji cannot be sent back


def read_nickname(sent):
    """Return who the browser says is writing, or answer 400."""
    nickname = sent.get("nickname")
    if not isinstance(nickname, str) or nickname not in friend_dic:
        abort(400, "Choose a nickname from the list. · 목록에 있는 별명(nickname)을 고르세요.")
    return nickname


def wants_json():
    """Tell whether a script is asking, and not a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


@app.errorhandler(HTTPException)
def refuse(error):
    """Answer every refusal with a message, as a page or as JSON."""
    response = error.get_response()  # already carries the status, and Allow on a 405
    message = MESSAGES.get(error.code, error.description)
    if wants_json():
        response.data = app.json.dumps({"result": "error", "message": message})
        response.mimetype = "application/json"
    else:
        response.data = render_template("error.html", code=error.code, message=message)
    return response


@app.after_request
def show_route(response):
    """Tell in a header which rule matched and which view ran."""
    response.headers["X-Route"] = f"{request.url_rule} -> {request.endpoint}"
    return response


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
