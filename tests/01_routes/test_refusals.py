"""What a route does not accept, it refuses with a status and a message that say why."""

import pytest

JSON = "application/json"
WRITERS = [("POST", "/content_submit"), ("POST", "/content_submit/1"), ("PUT", "/content_submit/1")]
UNREADABLE = {  # R7
    "no body": ({}, 400),
    "an empty form": ({"data": {"content_txt": ""}}, 400),
    "another field": ({"data": {"text": "hi"}}, 400),
    "only spaces": ({"json": {"content_txt": " \n"}}, 400),
    "a number": ({"json": {"content_txt": 7}}, 400),
    "a list": ({"json": {"content_txt": ["hi"]}}, 400),
    "null": ({"json": {"content_txt": None}}, 400),
    "an empty object": ({"json": {}}, 400),
    "JSON of a list": ({"json": ["hi"]}, 400),
    "JSON of a text": ({"json": "hi"}, 400),
    "half a JSON": ({"data": '{"content_txt": "hi', "content_type": JSON}, 400),
    "JSON type, no body": ({"content_type": JSON}, 400),
    "bytes that are no text": ({"data": b"\xff\xfe\x00", "content_type": JSON}, 400),
    "plain text": ({"data": "hi", "content_type": "text/plain"}, 415),
    "XML": ({"data": "<content_txt>hi</content_txt>", "content_type": "application/xml"}, 415),
    "no content type": ({"data": '{"content_txt": "hi"}'}, 415),
}


@pytest.mark.parametrize(("method", "path"), [*WRITERS, ("PATCH", "/content_submit/1")])
@pytest.mark.parametrize(("sent", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_a_text_is_refused(client, method, path, sent, status):
    """A missing or empty text is 400 and another content type is 415, each with a message; nothing changes."""
    before = client.get("/content_submit").json

    answer = client.open(path, method=method, **sent)

    assert answer.status_code == status
    assert answer.json["result"] == "error"
    assert answer.json["message"]
    assert client.get("/content_submit").json == before


def test_each_refusal_has_its_own_words(client):
    """The messages of 400, 404, 405 and 415 differ, and are in English and Korean."""
    refusals = [
        client.post("/content_submit", data={}),
        client.get("/content_submit/99"),
        client.delete("/content_submit"),
        client.post("/content_submit", data="hi", content_type="text/plain"),
    ]

    assert [answer.status_code for answer in refusals] == [400, 404, 405, 415]
    assert len({answer.json["message"] for answer in refusals}) == 4
    assert all("요" in answer.text for answer in refusals)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/content_submit/99", "/content_submit/0", "/content_submit/-1", "/content_submit/one", "/nowhere", "/글"]
)
def test_an_unknown_url_is_not_found(client, method, path):
    """A post that is not there, or an id that is no number, is 404 with JSON, by any method."""
    answer = client.open(path, method=method, data={"content_txt": "hi"})  # R7

    assert answer.status_code == 404
    assert answer.content_type == JSON
    assert answer.json["result"] == "error"


@pytest.mark.parametrize(("method", "path"), WRITERS)
def test_half_an_emoji_breaks_nothing(client, method, path):
    r"""JSON may carry half an emoji ("\ud83c"), which is no text: the answer is still an answer, and so is the list."""
    answer = client.open(path, method=method, data=r'{"content_txt": "a \ud83c"}', content_type=JSON)

    assert answer.status_code < 500
    assert client.get("/content_submit").status_code == 200
