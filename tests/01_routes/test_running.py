"""The stage runs by the commands that the course names."""

import requests


def test_flask_routes_lists_every_rule(list_routes):
    """`flask --app 01_routes/app routes` lists each endpoint with its methods and its rule."""
    routes = list_routes("01_routes")  # R1

    assert ("content_list", "GET", "/content_submit") in routes
    assert ("content_submit", "POST", "/content_submit") in routes
    assert ("content", "GET", "/content_submit/<int:post_id>") in routes
    assert ("content_update_submit", "PATCH, POST, PUT", "/content_submit/<int:post_id>") in routes
    assert ("delete_post", "DELETE", "/content_submit/<int:post_id>") in routes


def test_python_app_py_serves_on_the_port_it_is_told(start_stage):
    """`python 01_routes/app.py` serves on the port that the environment variable PORT names."""
    answer = requests.get(start_stage("01_routes") + "/content_submit", timeout=10)

    assert answer.status_code == 200
    assert [post["id"] for post in answer.json()["posts"]] == [1, 2]
