"""Settings: defaults, overridden by the environment, overridden by the caller."""

import errno
import os
import stat

import pytest

from final_app import create_app
from final_app.config import Config
from final_app.environment import RENAMED

QUIET = {"ASYNC_MODE": "threading"}


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
    value = "17/hour" if isinstance(getattr(Config, new), str) else 17
    assert settings(**{f"SNS_{old}": str(value)})[new] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_PORT", "abc"),
        ("SNS_TRUSTED_PROXIES", "yes"),
        ("SNS_PAGE_SIZE", "-1"),
        ("SNS_OFFLINE_SECONDS", "nan"),
        ("MAIL_USE_TLS", "maybe"),
        ("SNS_WRITES", "often"),
    ],
)
def test_a_value_that_makes_no_sense_ends_the_start_with_its_name(settings, name, value):
    """Otherwise the first request, or the first email, would be an error, or a switch would be taken as on."""
    with pytest.raises(SystemExit, match=f"{name}={value}: use "):
        settings(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("SNS_DEMO", "no", False),
        ("SNS_DEMO", "", True),
        ("SNS_HSTS_SECONDS", "", 0),
        ("SNS_OFFLINE_SECONDS", " 0.5 ", 0.5),
        ("SNS_JOIN", "", "mail"),
        ("SNS_JOIN", "123456", "123456"),
        ("SNS_WRITES", "", ""),
        ("SNS_SOCKET_ORIGINS", "https://a.example, https://b.example", ["https://a.example", "https://b.example"]),
        ("SNS_SOCKET_ORIGINS", '["https://a.example"]', ["https://a.example"]),
        ("SNS_MAIL_KEY", "123", "123"),
        ("SNS_TEMPLATES_AUTO_RELOAD", "true", True),  # a setting of Flask
    ],
)
def test_a_value_is_read_as_what_it_means(settings, name, value, read):
    """As compose files and shells give them: an empty one is none, digits are a text where a text is asked for."""
    assert settings(**{name: value})[name.removeprefix("SNS_")] == read


def test_a_new_name_overrides_an_old_one_and_the_caller_overrides_both(settings):
    """An old name left in the environment does not override the new one."""
    environment = {"SNS_LETTERS": "2/hour", "SNS_EMAILS_PER_ADDRESS": "4/hour"}
    assert settings(**environment)["EMAILS_PER_ADDRESS"] == "4/hour"
    assert settings({"EMAILS_PER_ADDRESS": "9/hour"}, SNS_LETTERS="2/hour")["EMAILS_PER_ADDRESS"] == "9/hour"


@pytest.mark.parametrize("left", ["", "\n", "0a1b", "\0" * 64, "0" * 64])
def test_a_key_file_without_a_key_is_replaced(tmp_path, monkeypatch, capsys, left):
    """A full disk left it so; signing with an empty key would make every page an error."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))
    (tmp_path / "secret_key").write_text(left)
    key = create_app(QUIET, client=object()).config["SECRET_KEY"]
    assert len(key) >= 32
    assert "log in again" in capsys.readouterr().err
    assert create_app(QUIET, client=object()).config["SECRET_KEY"] == key


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("nowhere"), os.mkfifo], ids=["link", "pipe"])
def test_what_is_no_file_is_replaced_by_a_key(tmp_path, monkeypatch, make):
    """A link that leads nowhere made every page an error, and a pipe kept the app from starting."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))
    make(tmp_path / "secret_key")
    key = create_app(QUIET, client=object()).config["SECRET_KEY"]
    assert len(key) >= 32
    assert (tmp_path / "secret_key").read_text() == key


def test_a_key_that_others_can_read_is_closed_to_them(tmp_path, monkeypatch):
    """A copied folder may have lost its rights."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))
    create_app(QUIET, client=object())
    (tmp_path / "secret_key").chmod(0o644)
    create_app(QUIET, client=object())
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_full_disk_at_the_first_start_leaves_no_half_key(tmp_path, monkeypatch):
    """The start ends with a message, and the next one, with some space, makes a whole key."""

    def fail(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path))
    with monkeypatch.context() as full:
        full.setattr("final_app.instance.os.fsync", fail)
        with pytest.raises(SystemExit, match=r"No space left on device.*SECRET_KEY"):
            create_app(QUIET, client=object())
    assert list(tmp_path.iterdir()) == []
    assert len(create_app(QUIET, client=object()).config["SECRET_KEY"]) >= 32


def test_a_project_that_cannot_be_written_keeps_its_data_elsewhere(tmp_path, monkeypatch, capsys):
    """The message says where, and which setting names another folder."""
    project = tmp_path / "project"
    project.write_text("not a folder, so nothing can be written in it")
    monkeypatch.delenv("SNS_INSTANCE_PATH", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("final_app.instance.PROJECT", project)
    app = create_app(QUIET, client=object())
    assert app.instance_path.startswith(str(tmp_path / "state"))
    said = capsys.readouterr().err
    assert app.instance_path in said
    assert "SNS_INSTANCE_PATH" in said
