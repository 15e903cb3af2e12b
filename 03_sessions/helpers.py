"""Plumbing that every stage shares: read what a request sends, and say what is wrong with it."""

from datetime import UTC, datetime

from flask import Flask, abort, json, request
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.encoding import base64_decode, bytes_to_int

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MESSAGES = {
    401: "Log in first. · 먼저 로그인하세요.",
    403: "Only the author can do this. · 글쓴이만 할 수 있어요.",
    404: "Not found: check the URL. · 찾을 수 없어요. URL을 확인하세요.",
    405: "Method not allowed: the Allow header lists those that are. · 허용되지 않는 메서드예요. Allow 헤더를 보세요.",
    (405, "/logout"): "Use the button to log out. If a link could log you out, any website could do it to you. · "
    "버튼으로 로그아웃하세요. 링크로 로그아웃된다면 아무 웹사이트나 나를 로그아웃시킬 수 있어요.",
    413: "Request too large: send less. · 요청이 너무 커요. 줄여서 보내세요.",
    415: "Send a form or JSON, and say which in Content-Type. · 폼이나 JSON으로 보내고 Content-Type에 밝히세요.",
    500: "A view failed: the terminal shows where. · 뷰 함수에서 오류가 났어요. 터미널에서 위치를 확인하세요.",
}


def get_fields():
    """Return the fields that the request sends, as JSON or as a form."""
    if request.is_json:
        fields = request.get_json(silent=True)
        if not isinstance(fields, dict):
            abort(400, 'Send a JSON object: {"name": "value"}. · JSON 객체를 보내세요: {"name": "value"}')
    elif request.content_length and request.mimetype not in FORM_TYPES:
        abort(415)
    else:
        fields = request.form.to_dict()
    return {name: replace_surrogates(value) for name, value in fields.items()}


def get_post_id(fields):
    """Return the number of the post that is meant, or answer 400."""
    try:
        return int(fields.get("post_id"))
    except (TypeError, ValueError, OverflowError):
        abort(400, "Send post_id, the number of a post. · 글 번호를 post_id로 보내세요.")


def get_text(fields, name="content_txt"):
    """Return the text in a field without spaces around it, or answer 400."""
    text = fields.get(name)
    if not isinstance(text, str) or not text.strip():
        abort(400, f"Write something in {name}. · 내용을 적어 주세요: {name}")
    return text.strip()


def replace_surrogates(value):
    """Replace half an emoji in a string, which could not be sent back."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else value


def wants_json():
    """Tell whether a script is asking, and not a page."""
    return request.is_json or request.accept_mimetypes.best == "application/json"


def message_for(error):
    """Return the message of an HTTP error, in both languages."""
    return MESSAGES.get((error.code, request.path)) or MESSAGES.get(error.code, error.description)


def take_apart(cookie):
    """Return the three parts of a session cookie, and what anyone can read in it without the key."""
    payload, timestamp, signature = cookie.rsplit(".", 2)
    _, readable = URLSafeTimedSerializer("any other key").loads_unsafe(cookie)
    signed_at = datetime.fromtimestamp(bytes_to_int(base64_decode(timestamp)), UTC)
    return {
        "payload": payload,
        "timestamp": timestamp,
        "signature": signature,
        "readable": readable,
        "signed_at": signed_at,
    }


def try_cookie(app, cookie):
    """Send two requests with a copied, edited or forged cookie, and return it with the responses to them."""
    fields = get_fields()
    name = app.config["SESSION_COOKIE_NAME"]
    tried = make_cookie(cookie, fields)
    browser = app.test_client(use_cookies=False)
    headers = {"Cookie": f"{name}={tried}"}
    change = {"content_txt": str(fields.get("content_txt", "changed with another cookie"))}
    path = f"/content_submit/{get_post_id(fields)}"
    return {
        "cookie": tried,
        "page": browser.get("/", headers=headers),
        "path": path,
        "change": browser.put(path, headers=headers, json=change),
    }


def make_cookie(cookie, fields):
    """Return the cookie to try: a copy, one with edited data and the old signature, or one signed with another key."""
    if fields.get("how") == "copy":
        return "".join(str(fields.get("cookie", "")).split()).encode("ascii", "replace").decode()
    forged = forge(get_data(fields), str(fields.get("key", "")) or "a guess")
    if fields.get("how") == "forge":
        return forged
    return ".".join([forged.rsplit(".", 2)[0], *cookie.rsplit(".", 2)[1:]])


def forge(data, key):
    """Return a cookie as an app of one's own would sign it, with its own key."""
    forger = Flask("forger")
    forger.secret_key = key
    return forger.session_interface.get_signing_serializer(forger).dumps(data)


def get_data(fields):
    """Return the session that someone wrote as JSON, or answer 400."""
    try:
        data = json.loads(fields.get("data"))
    except (TypeError, ValueError):
        data = None
    if not isinstance(data, dict):
        abort(400, 'Write the session as JSON: {"nickname": "bob"}. · 세션을 JSON으로 쓰세요: {"nickname": "bob"}')
    return data
