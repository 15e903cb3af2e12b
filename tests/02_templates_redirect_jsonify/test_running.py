"""The stage runs by the commands that the course names."""

import requests

STAGE = "02_templates_redirect_jsonify"


def test_flask_routes_lists_every_rule(list_routes):
    """`flask --app 02_templates_redirect_jsonify/app routes` lists the pages and what the forms and scripts ask for."""
    routes = list_routes(STAGE)

    assert ("index", "GET", "/") in routes
    assert ("user", "GET", "/user/<user>") in routes
    assert ("content_submit", "POST", "/content_submit") in routes
    assert ("content_reaction_submit", "POST", "/content_reaction_submit") in routes


def test_python_app_py_serves_on_the_port_it_is_told(start_stage):
    """`python 02_templates_redirect_jsonify/app.py` serves the page on the port that PORT names."""
    answer = requests.get(start_stage(STAGE) + "/user/민수", timeout=10)

    assert answer.status_code == 200
    assert "안녕, Flask!" in answer.text
