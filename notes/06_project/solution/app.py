"""A question board for a class: one possible solution of the project."""

import os
import secrets
import warnings
from itertools import count

from flask import Flask, abort, jsonify, redirect, render_template, request, session, url_for
from flask_socketio import SocketIO, join_room

warnings.filterwarnings("ignore", r"\s*Eventlet is deprecated")

app = Flask(__name__)
app.json.ensure_ascii = False  # Korean stays readable in the responses
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex()
app.config["SESSION_COOKIE_NAME"] = "session_06"
app.config["SESSION_COOKIE_SAMESITE"] = "Lax"
socketio = SocketIO(app, async_mode="eventlet", json=app.json)
question_dic = {}
new_id = count(1)


@app.before_request
def require_name():
    """Answer 401 to everyone who wants to change something without a name."""
    if request.method in ("POST", "DELETE") and request.path != "/join" and "nickname" not in session:
        abort(401)


@app.route("/")
def index():
    """Show all questions."""
    return render_template("index.html", questions=map(public_question, question_dic.values()))


@app.route("/join", methods=["GET", "POST"])
def join():
    """Show the form for a name, or store the name in the session."""
    if request.method == "GET":
        return render_template("join.html")
    session["nickname"] = get_text("nickname")
    return redirect(url_for("index"))


@app.route("/questions")
def list_questions():
    """List all questions as JSON."""
    return jsonify(questions=[public_question(question) for question in question_dic.values()])


@app.route("/questions", methods=["POST"])
def add_question():
    """Store a question, and tell everyone."""
    text = get_text("text")
    question = {"id": next(new_id), "nickname": session["nickname"], "text": text, "voters": set(), "answers": []}
    question_dic[question["id"]] = question
    socketio.emit("question_added", public_question(question))
    if request.is_json:
        return jsonify(result="success", question=public_question(question)), 201
    return redirect(url_for("index"))


@app.route("/questions/<int:question_id>/vote", methods=["POST"])
def vote(question_id):
    """Count a vote, once a person."""
    question = get_question(question_id)
    question["voters"].add(session["nickname"])
    return jsonify(result="success", votes=len(question["voters"]))


@app.route("/questions/<int:question_id>", methods=["DELETE"])
def delete_question(question_id):
    """Delete one's own question."""
    if get_question(question_id)["nickname"] != session["nickname"]:
        abort(403)
    del question_dic[question_id]
    return jsonify(result="success")


@app.route("/questions/<int:question_id>/answer", methods=["POST"])
def add_answer(question_id):
    """Store an answer, then tell the author of the question."""
    question = get_question(question_id)
    answer = {"nickname": session["nickname"], "text": get_text("text")}
    question["answers"].append(answer)
    socketio.emit("answered", {"question_id": question_id, **answer}, to=question["nickname"])
    if request.is_json:
        return jsonify(result="success", answer=answer), 201
    return redirect(url_for("index"))


@socketio.on("connect")
def connect():
    """Put a person with a name into a room of their own."""
    if "nickname" in session:
        join_room(session["nickname"])


def get_question(question_id):
    """Return a question, or answer 404."""
    return question_dic.get(question_id) or abort(404)


def get_text(name):
    """Return the text in a field of a form or of JSON, or answer 400."""
    fields = request.get_json() if request.is_json else request.form
    text = fields.get(name) if isinstance(fields, dict) else None
    if not isinstance(text, str) or not text.strip():
        abort(400)
    return text.strip()


def public_question(question):
    """Return what everyone may see of a question."""
    return {name: question[name] for name in ("id", "nickname", "text", "answers")} | {"votes": len(question["voters"])}


if __name__ == "__main__":
    socketio.run(app, port=int(os.environ.get("PORT", "5000")))
