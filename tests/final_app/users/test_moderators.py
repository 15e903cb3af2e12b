"""Moderators, and the command that makes them."""

import pytest


@pytest.fixture
def command(app):
    """Return a function that runs the command for moderators."""

    def run(*words):
        with app.app_context():
            return app.test_cli_runner().invoke(args=["moderator", *words])

    return run


def test_a_command_makes_a_moderator_and_an_ordinary_user_again(person, command):
    """A person's JSON tells that they are one, as long as they are."""
    person()
    reader = person("bob_lee", "bob")
    assert "moderator" not in reader.reads("/user/민수").json
    assert command(" MINSU_1 ").exit_code == 0
    assert reader.reads("/user/민수").json["moderator"] is True
    assert '<span class="badge">' in reader.opens("/user/민수").text
    assert command("minsu_1", "--remove").exit_code == 0
    assert "moderator" not in reader.reads("/user/민수").json


def test_the_command_says_that_a_user_is_unknown(command):
    """It names what was typed, and ends with an error."""
    unknown = command("nobody")
    assert unknown.exit_code == 1
    assert "No one logs in as nobody" in unknown.output
