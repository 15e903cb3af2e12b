import pytest


@pytest.fixture
def app(load_stage):
    """Return a stage 03 that has just started."""
    return load_stage("03_sessions").flask


@pytest.fixture
def log_in():
    """Return a function that gives an app a visitor who has logged in."""

    def enter(app, user_id):
        visitor = app.test_client()
        assert visitor.post("/login", data={"user_id": user_id, "password": "flask"}).status_code == 302
        return visitor

    return enter


@pytest.fixture
def alice(app, log_in):
    return log_in(app, "alice")


@pytest.fixture
def minsu(app, log_in):
    return log_in(app, "minsu")
