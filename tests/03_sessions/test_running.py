"""The stage runs by the commands that the course names."""

import requests


def test_flask_routes_lists_every_rule(list_routes):
    """`flask --app 03_sessions/app routes` finds the store.py beside app.py, and lists login and logout."""
    routes = list_routes("03_sessions")

    assert ("login", "GET, POST", "/login") in routes
    assert ("logout", "POST", "/logout") in routes
    assert ("whoami", "GET, POST", "/whoami") in routes
    assert ("content_update_submit", "PATCH, POST, PUT", "/content_submit/<int:post_id>") in routes


def test_python_app_py_serves_on_the_port_it_is_told(start_stage):
    """`python 03_sessions/app.py` serves on the port that PORT names, and one can log in there."""
    site = start_stage("03_sessions")

    with requests.Session() as browser:
        page = browser.post(site + "/login", data={"user_id": "minsu", "password": "flask"}, timeout=10)

    assert page.url == site + "/"
    assert "Hello, 민수!" in page.text
