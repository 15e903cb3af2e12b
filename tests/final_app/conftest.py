"""The final app under test: on mongomock and on a real mongod, with simulated users."""

import os
import re
from json import dumps

import mongomock
import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from final_app import create_app
from final_app import mongod
from final_app import rates
from final_app.db import ensure_indexes
from final_app.extensions import limiter
from final_app.extensions import socketio

SETTINGS = {
    "ASYNC_MODE": "threading",
    "SECRET_KEY": "only for tests",
    "HASH_METHOD": "pbkdf2:sha256:1",  # quick, so for tests only
    "MAIL_SERVER": "",
    "MAIL_KEY": "only-for-tests",
    "REDIS_URL": "",
    "WRITES": "",  # a test writes faster than people
    "OFFLINE_SECONDS": 3600,  # longer than the run: nobody goes offline in the middle of another test
}
PASSWORD = "correct horse"
MAILBOX = f"/dev/mail?key={SETTINGS['MAIL_KEY']}"
JSON = {"Accept": "application/json"}


def pytest_generate_tests(metafunc):
    """Run what uses a database on each that --db chooses."""
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        able = ["mongod"] if metafunc.definition.get_closest_marker("mongod") else ["mongomock", "mongod"]
        metafunc.parametrize("database", [kind for kind in able if chosen in (kind, "both")] or able, indirect=True)


def pytest_collection_modifyitems(config, items):
    """With --db mongomock leave out what needs a real mongod."""
    if config.getoption("--db") == "mongomock":
        left_out = [item for item in items if item.get_closest_marker("mongod")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


COMMANDS = ("find", "aggregate", "count", "distinct", "update", "findAndModify", "insert", "delete")


class Trips(list, CommandListener):
    """The commands sent to the database, in order."""

    def started(self, event):
        if event.command_name in COMMANDS:
            self.append(event)

    def succeeded(self, event):
        """Ignore it."""

    def failed(self, event):
        """Ignore it."""


@pytest.fixture(scope="session")
def every_trip():
    """Return all commands sent to the real database in this run."""
    return Trips()


@pytest.fixture
def trips(every_trip):
    """Return the commands sent to the real database from now on."""
    every_trip.clear()
    return every_trip


@pytest.fixture
def explained(trips, real_client):
    """Return a function that gives each command sent so far with MongoDB's query plan for it."""

    def explain():
        of_the_wire = ("lsid", "$db", "txnNumber")
        for trip in [trip for trip in trips if trip.command_name != "insert"]:
            asked = {name: value for name, value in trip.command.items() if name not in of_the_wire}
            yield trip.command_name, real_client["sns"].command("explain", asked, verbosity="queryPlanner")

    return explain


@pytest.fixture(scope="session")
def real_client(tmp_path_factory, every_trip):
    """Return a client of a mongod started for this test run."""
    folder = tmp_path_factory.mktemp("mongod")
    try:
        process = mongod.start(folder)
    except mongod.NoMongod as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no mongod: {missing}")
    with MongoClient(mongod.uri(folder), tz_aware=True, event_listeners=[every_trip]) as client:
        yield client
    mongod.stop(process)


@pytest.fixture
def database(request):
    """Return a client of an empty database of the requested kind."""
    if request.param == "mongomock":
        return mongomock.MongoClient(tz_aware=True)
    client = request.getfixturevalue("real_client")
    for name in client["sns"].list_collection_names():
        client["sns"][name].delete_many({})  # keeps the indexes, which take long to make
    return client


@pytest.fixture
def make_app(database, tmp_path, monkeypatch):
    """Return a function that builds the app on this test's database, with other settings."""
    monkeypatch.setenv("SNS_INSTANCE_PATH", str(tmp_path / "instance"))

    def make(**settings):
        app = create_app({**SETTINGS, **settings}, client=database)
        with app.app_context():
            ensure_indexes()
        limiter.reset()
        rates.local.storage.reset()
        return app

    return make


@pytest.fixture(autouse=True)
def resets_at_once(monkeypatch):
    """Mail reset codes before the response, so that a test can read them right after it."""
    monkeypatch.setattr("final_app.users.passwords.run_later", lambda work, email: work(email))


@pytest.fixture
def app(make_app):
    """Return the app with the settings of the tests."""
    return make_app()


class Person:
    """A user with their own browser, who can sign up, log in, post, and listen on the socket."""

    def __init__(self, app, user_id, nickname):
        self.app = app
        self.user_id = user_id
        self.nickname = nickname
        self.http = app.test_client()

    def opens(self, path, **headers):
        """Open a page."""
        return self.http.get(path, headers=headers)

    def reads(self, path):
        """Ask for JSON."""
        return self.http.get(path, headers=JSON)

    def token(self):
        """Return the CSRF token of our pages."""
        return re.search(r'name="csrf-token" content="([^"]+)"', self.opens("/login").text)[1]

    def submits(self, path, **fields):
        """Submit a form, as a page would."""
        return self.http.post(path, data={"csrf_token": self.token(), **fields})

    def sends(self, method, path, json=None):
        """Send JSON, as a script of our pages would."""
        headers = {**JSON, "X-CSRFToken": self.token()}
        body = {} if json is None else {"data": dumps(json), "content_type": "application/json"}
        return self.http.open(path, method=method, headers=headers, **body)

    def asks_to_join(self, **fields):
        """Submit the sign-up form; fields replace the default values."""
        typed = {
            "user_id": self.user_id,
            "nickname": self.nickname,
            "user_name": "Some One",
            "user_email": f"{self.user_id}@example.org",
            "password": PASSWORD,
            "password2": PASSWORD,
        }
        return self.submits("/join", **{**typed, **fields})

    def newest_code(self):
        """Return the code in the latest email of the local mailbox."""
        return re.search(r"\b\d{6}\b", self.opens(MAILBOX).text)[0]

    def joins(self):
        """Sign up with the emailed code."""
        self.asks_to_join()
        assert self.submits("/join/verify", code=self.newest_code()).status_code == 302
        return self

    def logs_in(self, password=PASSWORD, **fields):
        """Log in with the form."""
        return self.submits("/login", user_id=self.user_id, password=password, **fields)

    def posts(self, content_txt, audience="public"):
        """Write a post and return its id."""
        answer = self.sends("POST", "/content_submit", {"content_txt": content_txt, "audience": audience})
        assert answer.status_code == 201, answer.text
        return answer.json["post"]["id"]

    def connects(self):
        """Open the socket."""
        return socketio.test_client(self.app, flask_test_client=self.http)


@pytest.fixture
def newcomer(app):
    """Return a function that makes a visitor who has not signed up."""

    def make(user_id="minsu_1", nickname="민수"):
        return Person(app, user_id, nickname)

    return make


@pytest.fixture
def person(newcomer):
    """Return a function that makes a user who has signed up and logged in."""

    def make(user_id="minsu_1", nickname="민수"):
        someone = newcomer(user_id, nickname).joins()
        assert someone.logs_in().status_code == 302
        return someone

    return make
