"""The helpers of the stages read what was sent."""

import sys

import pytest


@pytest.mark.parametrize("folder", ["01_routes", "02_templates_redirect_jsonify", "03_sessions", "04_websockets"])
def test_half_an_emoji_is_replaced(load_stage, folder):
    """A lone surrogate is no text, and could not be sent back."""
    app = load_stage(folder).flask
    sent = {"data": '{"content_txt": "a \\ud83c"}', "content_type": "application/json"}

    with app.test_request_context(method="POST", **sent):
        helpers = sys.modules["helpers"]
        assert helpers.get_text(helpers.get_fields()) == "a ?"
