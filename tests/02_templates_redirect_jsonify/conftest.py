import pytest


@pytest.fixture
def client(load_stage):
    """Return a visitor of a stage 02 that has just started."""
    return load_stage("02_templates_redirect_jsonify").flask.test_client()
