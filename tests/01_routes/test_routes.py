"""A URL and a method choose the view."""

import pytest

METHODS = {
    "/": "GET HEAD OPTIONS",
    "/content_submit": "GET HEAD OPTIONS POST",
    "/content_submit/1": "DELETE GET HEAD OPTIONS PATCH POST PUT",
}
REFUSED = [("POST", "/"), ("DELETE", "/content_submit"), ("PUT", "/content_submit"), ("PATCH", "/content_submit")]
ROUTES = [  # R1, R2
    ("GET", "/", "/ -> index"),
    ("GET", "/content_submit", "/content_submit -> content_list"),
    ("POST", "/content_submit", "/content_submit -> content_submit"),
    ("GET", "/content_submit/1", "/content_submit/<int:post_id> -> content"),
    ("POST", "/content_submit/1", "/content_submit/<int:post_id> -> content_update_submit"),
    ("PUT", "/content_submit/1", "/content_submit/<int:post_id> -> content_update_submit"),
    ("PATCH", "/content_submit/1", "/content_submit/<int:post_id> -> content_update_submit"),
    ("DELETE", "/content_submit/1", "/content_submit/<int:post_id> -> delete_post"),
    ("GET", "/content_submit/one", "None -> None"),
]


@pytest.mark.parametrize(("method", "path", "route"), ROUTES)
def test_url_and_method_choose_the_view(client, method, path, route):
    """The same URL runs another view for another method; the X-Route header names the rule and the view."""
    answer = client.open(path, method=method, data={"content_txt": "hi"}, buffered=True)

    assert answer.headers["X-Route"] == route


@pytest.mark.parametrize(("path", "methods"), METHODS.items())
def test_options_comes_for_free(client, path, methods):
    """OPTIONS on a URL answers 200 and lists in Allow the methods of all its routes, though no view says so."""
    answer = client.options(path)  # R2

    assert answer.status_code == 200
    assert sorted(answer.allow) == methods.split()


@pytest.mark.parametrize("path", METHODS)
def test_head_comes_for_free(client, path):
    """HEAD answers as GET does, with the same Content-Length, but without the body."""
    head = client.head(path, buffered=True)  # R2

    assert head.status_code == 200
    assert head.data == b""
    assert head.content_length == len(client.get(path, buffered=True).data)


@pytest.mark.parametrize(("method", "path"), REFUSED)
def test_another_method_is_refused_with_those_allowed(client, method, path):
    """A method that no route of the URL takes is answered 405, and Allow says which methods it takes."""
    answer = client.open(path, method=method, data={"content_txt": "hi"})  # R2

    assert answer.status_code == 405
    assert sorted(answer.allow) == METHODS[path].split()
    assert answer.json["result"] == "error"
    assert "Allow" in answer.json["message"]
