"""Plumbing that every stage shares: read what a request sends, and say what is wrong with it."""

from flask import abort, request

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MESSAGES = {
    404: "Not found: check the URL. · 찾을 수 없어요. URL을 확인하세요.",
    405: "Method not allowed: the Allow header lists those that are. · 허용되지 않는 메서드예요. Allow 헤더를 보세요.",
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
    return MESSAGES.get(error.code, error.description)
