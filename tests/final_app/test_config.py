"""Settings: defaults, overridden by the environment, overridden by the caller."""

import stat

import pytest

from final_app import create_app
from final_app.config import RENAMED
from final_app.config import Config


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """Return a function that gives the settings of an app created in this environment."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))

    def read(config=None, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return create_app({"ASYNC_MODE": "threading", **(config or {})}, client=object()).config

    return read


def test_the_environment_sets_what_the_contract_names(settings):
    """Plain names and SNS_ names both work, and get the type of the default."""
    config = settings(
        MONGO_URI="mongodb://db/sns", MAIL_PORT="2525", MAIL_USE_TLS="true", MAIL_PASSWORD="1234", SNS_PAGE_SIZE="7"
    )
    assert config["MONGO_URI"] == "mongodb://db/sns"
    assert (config["MAIL_PORT"], config["MAIL_USE_TLS"], config["MAIL_PASSWORD"]) == (2525, True, "1234")
    assert config["PAGE_SIZE"] == 7
    assert config["POST_LENGTH"] == Config.POST_LENGTH


def test_the_caller_overrides_the_environment(settings):
    """Tests and programs can set every value."""
    assert settings({"PAGE_SIZE": 3}, SNS_PAGE_SIZE="7")["PAGE_SIZE"] == 3


def test_a_start_without_a_secret_creates_one_that_only_its_owner_can_read(settings, tmp_path):
    """The same key at the next start keeps everyone logged in."""
    first, second = settings()["SECRET_KEY"], settings()["SECRET_KEY"]
    assert len(first) == 64
    assert first == second
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_secret_from_the_environment_is_used_and_not_stored(settings, tmp_path):
    """With SECRET_KEY set, no file is written."""
    assert settings(SECRET_KEY="from outside")["SECRET_KEY"] == "from outside"
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
def test_a_setting_of_version_0_1_still_works_by_its_old_name(settings, old, new):
    """An environment made for the first version needs no change."""
    assert hasattr(Config, new)
    assert settings(**{f"SNS_{old}": "17"})[new] == 17


def test_a_new_name_overrides_an_old_one_and_the_caller_overrides_both(settings):
    """An old name left in the environment does not override the new one."""
    environment = {"SNS_LETTERS": "2/hour", "SNS_EMAILS_PER_ADDRESS": "4/hour"}
    assert settings(**environment)["EMAILS_PER_ADDRESS"] == "4/hour"
    assert settings({"EMAILS_PER_ADDRESS": "9/hour"}, SNS_LETTERS="2/hour")["EMAILS_PER_ADDRESS"] == "9/hour"
