import pytest


@pytest.fixture
def client(load_stage):
    """Return a visitor of a stage 01 that has just started."""
    return load_stage("01_routes").app.test_client()
