"""The proofs of what the tour says: each is run against the final app, and fails when the fact changes."""

import ast
import io
import re
import stat
import subprocess
import sys
from json import dumps

import mongomock
from flask import Flask
from mongomock.collection import Collection
from PIL import Image

from classroom.stages import ROOT
from final_app import config
from final_app import create_app
from final_app import realtime as live
from final_app.db import ensure_indexes
from final_app.extensions import limiter
from final_app.extensions import socketio
from final_app.comments import store as reaction_store

HASH = "pbkdf2:sha256:1"  # quick, so for proofs only
SETTINGS = {"ASYNC_MODE": "threading", "SECRET_KEY": "x", "HASH_METHOD": HASH, "MAIL_SERVER": "", "REDIS_URL": ""}
PASSWORD = "correct horse"
JSON = {"Accept": "application/json"}
COOKIE = "sns_session"


class House:
    """The final app with a database in memory: its own, or one that it shares with another process."""

    def __init__(self, show, client=None, **settings):
        show.fixture("monkeypatch").setenv("SNS_INSTANCE_PATH", str(show.fixture("tmp_path")))
        self.client = client or mongomock.MongoClient(tz_aware=True)
        self.db = self.client["sns"]
        self.app = create_app({**SETTINGS, **settings}, client=self.client)
        with self.app.app_context():
            ensure_indexes()
        limiter.reset()

    def browser(self, user_id, nickname=None):
        """Return someone at a browser, who has not joined."""
        return Person(self.app, user_id, nickname or user_id)

    def people(self, *user_ids):
        """Return people who have joined and logged in."""
        return [self.browser(user_id).joins().logs_in() for user_id in user_ids]


class Person:
    """Someone at a browser of their own."""

    def __init__(self, app, user_id, nickname):
        self.app, self.user_id, self.nickname, self.http = app, user_id, nickname, app.test_client()

    def opens(self, path):
        return self.http.get(path)

    def reads(self, path):
        return self.http.get(path, headers=JSON)

    def token(self):
        return re.search(r'name="csrf-token" content="([^"]+)"', self.opens("/login").text)[1]

    def submits(self, path, **fields):
        return self.http.post(path, data={"csrf_token": self.token(), **fields}, headers=JSON)

    def sends(self, method, path, **fields):
        headers = {**JSON, "X-CSRFToken": self.token(), "Content-Type": "application/json"}
        return self.http.open(path, method=method, headers=headers, data=dumps(fields))

    def asks_to_join(self):
        names = {"user_id": self.user_id, "nickname": self.nickname, "user_name": "Some One"}
        passwords = {"password": PASSWORD, "password2": PASSWORD}
        return self.sends("POST", "/join", **names, **passwords, user_email=f"{self.user_id}@example.org")

    def codes(self):
        """Return the codes in the letters on this machine, the newest first."""
        letters = self.opens("/dev/mail").text.split("<article")[1:]
        return [re.search(r"\b\d{6}\b", letter)[0] for letter in letters]

    def joins(self):
        self.asks_to_join()
        assert self.sends("POST", "/join/verify", code=self.codes()[0]).status_code == 200
        return self

    def logs_in(self):
        assert self.submits("/login", user_id=self.user_id, password=PASSWORD).status_code == 200
        return self

    def with_cookie_of(self, other):
        """Carry a copy of another browser's cookie."""
        self.http.set_cookie(COOKIE, other.http.get_cookie(COOKIE).value)
        return self

    def posts(self, text):
        """Write a post and return its path."""
        return f"/content_submit/{self.sends('POST', '/content_submit', content_txt=text).json['post']['id']}"

    def comments(self, path, text):
        return self.sends("POST", f"{path}/comments", text=text).json["comment"]

    def befriends(self, other):
        self.sends("PUT", f"/friend/{other.nickname}")
        return other.sends("PUT", f"/friend/{self.nickname}").json["state"]

    def connects(self):
        return socketio.test_client(self.app, flask_test_client=self.http)


def heard(page):
    """Return the names of what a page heard since it was last asked."""
    return [news["name"] for news in page.get_received()]


def note_questions(show):
    """Return a list to which each question that the app asks its database is added: (collection, what)."""
    asked = []

    def noted(ask):
        def note(self, wanted=None, *more, **options):
            if sys._getframe(1).f_globals["__name__"].startswith("final_app"):
                asked.append((self.name, wanted))
            return ask(self, wanted, *more, **options)

        return note

    for name in ("find", "find_one", "aggregate", "count_documents"):
        show.fixture("monkeypatch").setattr(Collection, name, noted(getattr(Collection, name)))
    return asked


def has_index(house, collection, wanted):
    """Tell whether an index begins with a field that is asked for by a value."""
    fields = wanted[0]["$match"] if isinstance(wanted, list) else wanted
    begin = [index["key"][0][0] for index in house.db[collection].index_information().values()]
    return any(fields.get(field) is not None for field in begin)


def F1(show):
    """The mailed code stands in the letter, and in no answer, no header and no session of who asked for it."""
    minsu = House(show).browser("minsu")
    answers = [minsu.asks_to_join(), minsu.opens("/join/verify"), minsu.submits("/join/resend")]
    with minsu.http.session_transaction() as session:
        told = f"{dict(session)} " + " ".join(f"{answer.text} {answer.headers}" for answer in answers)
    codes = minsu.codes()
    assert (len(codes), set(codes) & set(re.findall(r"\w+", told))) == (2, set())
    assert minsu.sends("POST", "/join/verify", code=codes[0]).status_code == 200


def F1b(show):
    """A code dies after five wrong tries, after its first use, and after fifteen minutes."""
    house = House(show)
    minsu, copy = house.browser("minsu"), house.browser("copy")
    minsu.asks_to_join()
    wrong = f"{(int(minsu.codes()[0]) + 1) % 10**6:06}"
    tried = [minsu.sends("POST", "/join/verify", code=code).status_code for code in [wrong] * 5 + minsu.codes()]
    assert tried == [400] * 6
    minsu.submits("/join/resend")
    code = minsu.codes()[0]
    copy.with_cookie_of(minsu)
    again = [one.sends("POST", "/join/verify", code=code) for one in (minsu, copy)]
    assert ([answer.status_code for answer in again], again[1].json["field"]) == ([200, 400], "code")
    assert house.app.config["CODE_SECONDS"] == 15 * 60
    late = House(show, CODE_SECONDS=0).browser("late_one")
    late.asks_to_join()
    assert late.sends("POST", "/join/verify", code=late.codes()[0]).status_code == 400


def F2(show):
    """The session says who wrote; names in the message change nothing, and a stranger gets 401."""
    house = House(show)
    _, bobby = house.people("alice", "bobby")
    forged = dict.fromkeys(("session_user", "create_user", "user_id", "nickname", "author"), "alice")
    post = bobby.sends("POST", "/content_submit", content_txt="hi", **forged).json["post"]
    path = f"/content_submit/{post['id']}/comments"
    comment = bobby.sends("POST", path, text="hi", **forged).json["comment"]
    assert post["author"]["nickname"] == comment["author"]["nickname"] == "bobby"
    assert house.browser("stranger").sends("POST", path, text="hi", **forged).status_code == 401


def F2b(show):
    """In stage 03 a copied cookie works after logging out; here it is dead."""
    stage = show.stage(folder="03_sessions").app
    old, copied = stage.test_client(), stage.test_client()
    old.post("/login", data={"user_id": "alice", "password": "flask"})
    name = stage.config["SESSION_COOKIE_NAME"]
    copied.set_cookie(name, old.get_cookie(name).value)
    old.post("/logout")
    assert copied.get("/").status_code == 200
    house = House(show)
    (alice,) = house.people("alice")
    copy = house.browser("copy").with_cookie_of(alice)
    assert copy.reads("/").status_code == 200
    alice.submits("/logout")
    assert copy.reads("/").status_code == 401


def F2c(show):
    """A change of the password ends the other logins and closes their sockets; this one stays."""
    house = House(show)
    (laptop,) = house.people("alice")
    phone = house.browser("alice").logs_in()
    on_laptop, on_phone = laptop.connects(), phone.connects()
    new = {"password": "battery staple", "password2": "battery staple"}
    assert laptop.submits("/change_pw", origin_pw=PASSWORD, **new).status_code == 200
    assert [one.reads("/").status_code for one in (laptop, phone)] == [200, 401]
    assert (on_laptop.is_connected(), on_phone.is_connected()) == (True, False)


def F3(show):
    """Only its author changes or deletes a post: everyone else gets 403, and it stays as it was."""
    alice, bobby = House(show).people("alice", "bobby")
    path = alice.posts("mine")
    tried = [bobby.sends(method, path, content_txt="yours") for method in ("POST", "PUT", "PATCH", "DELETE")]
    assert [answer.status_code for answer in tried] == [403] * 4
    assert alice.reads(path).json["post"]["content_txt"] == "mine"
    assert alice.sends("PATCH", path, content_txt="mended").status_code == 200
    assert alice.sends("DELETE", path).status_code == 200


def F4(show):
    """What is searched for is words and never an expression: `.*` finds nobody and nothing."""
    (alice,) = House(show).people("alice")
    alice.posts("a flask #flask")

    def found(words):
        answer = alice.http.get("/search", query_string={"search": words}, headers=JSON)
        return {kind: len(answer.json[kind]) for kind in ("people", "posts", "tags")}

    assert found("las") | {"tags": 0} == {"people": 0, "posts": 1, "tags": 0}
    assert found("#flask")["tags"] == found("lic")["people"] == 1
    assert found("(flask")["posts"] == found("(alice")["people"] == 1
    for words in (".*", "flasx?k", "#flasx?k", "x|flask", "alicx?e", "(", "["):
        assert found(words) == {"people": 0, "posts": 0, "tags": 0}, words


def F4b(show):
    """Each question of a search begins at an index, and a search of a thousand characters is refused unasked."""
    house = House(show)
    (alice,) = house.people("alice")
    asked = note_questions(show)
    for kind in ("people", "posts", "tags"):
        assert alice.reads(f"/search?search=alice&kind={kind}").status_code == 200
    assert {"people", "posts"} <= {collection for collection, _ in asked}
    assert [one for one in asked if not has_index(house, *one)] == []
    asked.clear()
    assert alice.reads("/search?search=" + "a" * 1000).status_code == 400
    assert "posts" not in {collection for collection, _ in asked}


def F5(show):
    """A page of the feed is one question to the posts, by an index, however many friends one has."""
    house = House(show, PAGE_SIZE=3)
    alice, bobby, carol = house.people("alice", "bobby", "carol")
    for one in (alice, bobby, carol):
        one.posts("one")
        one.posts("two")
    asked = note_questions(show)
    alone = alice.reads("/").json
    of_alone = [collection for collection, _ in asked]
    assert [alice.befriends(one) for one in (bobby, carol)] == ["friends"] * 2
    asked.clear()
    page = alice.reads("/").json
    assert (len(alone["posts"]), alone["next"], len(page["posts"])) == (2, None, 3)
    assert [collection for collection, _ in asked] == of_alone
    (question,) = [wanted for collection, wanted in asked if collection == "posts"]
    assert has_index(house, "posts", question)
    assert {"$limit": 4} in question
    assert len(alice.reads(f"/?before={page['next']}").json["posts"]) == 3


def F5b(show):
    """eventlet makes waiting cooperative as the first thing that is done, before pymongo is imported."""
    first = ast.parse((ROOT / "final_app/__main__.py").read_text(encoding="utf-8")).body[1:3]
    assert [ast.unparse(line) for line in first] == ["import eventlet", "eventlet.monkey_patch()"]
    question = "import sys, final_app; print('pymongo' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, check=True)
    assert asked.stdout == "False\n"


def F5c(show):
    """eventlet itself says at import that it is deprecated."""
    command = [sys.executable, "-W", "always", "-c", "import eventlet"]
    assert "Eventlet is deprecated" in subprocess.run(command, capture_output=True, text=True, check=True).stderr


def F6(show):
    """Of two who join with one nickname at the same time the second is refused by a unique index, and told which."""
    house = House(show)
    first, second = house.browser("first", "alice"), house.browser("second", "ALICE")
    codes = [one.asks_to_join() and one.codes()[0] for one in (first, second)]
    assert first.sends("POST", "/join/verify", code=codes[0]).status_code == 200
    answer = second.sends("POST", "/join/verify", code=codes[1])
    assert (answer.status_code, answer.json["field"]) == (400, "nickname")
    assert house.db.people.count_documents({}) == 1
    unique = [index["key"][0][0] for index in house.db.people.index_information().values() if index.get("unique")]
    assert {"user_id", "nickname_key", "email_key"} <= set(unique)


def F6b(show):
    """Asking to join reads nobody: each question to the people is for one value, by its index."""
    house = House(show)
    house.people("alice", "bobby")
    asked = note_questions(show)
    house.browser("minsu").asks_to_join()
    wanted = [what for collection, what in asked if collection == "people"]
    assert all(len(what) == 1 and has_index(house, "people", what) for what in wanted)
    assert {"user_id", "nickname_key", "email_key"} == {field for what in wanted for field in what}


def F7(show):
    """A like is one document and a friendship is one document: twice makes no second, and both sides read the same."""
    house = House(show)
    alice, bobby = house.people("alice", "bobby")
    path = alice.posts("like me")
    liked = [bobby.sends("PUT", f"{path}/like").json["like_count"] for _ in range(2)]
    assert (liked, house.db.likes.count_documents({})) == ([1, 1], 1)
    assert (alice.befriends(bobby), house.db.friendships.count_documents({})) == ("friends", 1)
    assert [len(one.reads("/friend").json["friends"]) for one in (alice, bobby)] == [1, 1]
    bobby.sends("DELETE", "/friend/alice")
    assert [len(one.reads("/friend").json["friends"]) for one in (alice, bobby)] == [0, 0]


def F7b(show):
    """Functions of stage 04's store.py have their names still, in the stores of the rooms."""
    names = {"get_post", "add_post", "change_post", "remove_post", "add_like", "get_comment", "add_comment"}
    names.add("add_notice")
    rooms = [ROOT / "final_app" / room / "store.py" for room in ("posts", "reactions", "notices")]
    assert names <= defined_in(ROOT / "04_websockets/store.py")
    assert names <= set().union(*map(defined_in, rooms))


def defined_in(path):
    """Return the names of the functions in a file."""
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def F7c(show):
    """Of two likes at once both are counted: the database adds, nobody writes back a number that they read before."""
    alice, bobby = House(show).people("alice", "bobby")
    path, patch, add_like = alice.posts("like me"), show.fixture("monkeypatch"), reaction_store.add_like

    def add_like_a_moment_later(*facts):
        patch.setattr(reaction_store, "add_like", add_like)
        bobby.sends("PUT", f"{path}/like")
        return add_like(*facts)

    patch.setattr(reaction_store, "add_like", add_like_a_moment_later)
    assert alice.sends("PUT", f"{path}/like").json["like_count"] == 2


def F8(show):
    """The notice of a comment reaches every page of the post's author, and nobody else's."""
    alice, bobby, carol = House(show).people("alice", "bobby", "carol")
    path = alice.posts("talk to me")
    pages = [one.connects() for one in (alice, alice, bobby, carol)]
    bobby.comments(path, "hello")
    assert [heard(page) for page in pages] == [["comment_notice"], ["comment_notice"], [], []]


def F8b(show):
    """Comment and notice are in the database before anyone hears of them."""
    house, there = House(show), {}
    alice, bobby = house.people("alice", "bobby")
    path, push = alice.posts("talk to me"), live.push

    def look_and_push(room, event, data):
        there.setdefault(event, (house.db.comments.count_documents({}), house.db.notices.count_documents({})))
        push(room, event, data)

    show.fixture("monkeypatch").setattr(live, "push", look_and_push)
    bobby.comments(path, "hello")
    assert (there["comment_added"][0], there["comment_notice"]) == (1, (1, 1))


def F8c(show):
    """A page that comes back hears nothing of what it missed; asking for what came after the last it has brings it."""
    alice, bobby = House(show).people("alice", "bobby")
    path = alice.posts("talk to me")
    bobby.comments(path, "one")
    last = alice.reads("/notice").json["notices"][0]["id"]
    bobby.comments(path, "two")
    assert heard(alice.connects()) == []
    assert [notice["text"] for notice in alice.reads(f"/notice?after={last}").json["notices"]] == ["two"]


def F8d(show):
    """No message of a browser makes a notice: stage 04's comment_post reaches nobody."""
    alice, bobby = House(show).people("alice", "bobby")
    comment = bobby.comments(alice.posts("talk to me"), "hello")
    on_alices, on_bobbys = alice.connects(), bobby.connects()
    for field in ("id", "comment_id"):
        on_bobbys.emit("comment_post", {field: comment["id"], "session_user": "carol"})
    assert (heard(on_alices), len(alice.reads("/notice").json["notices"])) == ([], 1)


def F9(show):
    """No secret is in the source: a start without a key makes one, keeps it, and only its owner may read it."""
    secrets = [value for name, value in vars(config.Config).items() if "SECRET" in name or "PASSWORD" in name]
    assert set(secrets) == {""}
    patch, folder = show.fixture("monkeypatch"), show.fixture("tmp_path")
    patch.delenv("SECRET_KEY", raising=False)
    keys = [settings_in(patch, folder / where)["SECRET_KEY"] for where in ("one", "one", "other")]
    assert (len(keys[0]) >= 32, keys[0] == keys[1], keys[0] == keys[2]) == (True, True, False)
    (kept,) = (folder / "one").iterdir()
    assert (kept.read_text(), stat.S_IMODE(kept.stat().st_mode)) == (keys[0], 0o600)


def settings_in(patch, folder):
    """Return the settings of the app that keeps its data in a folder."""
    patch.setenv("SNS_INSTANCE_PATH", str(folder))
    return create_app({"ASYNC_MODE": "threading"}, client=object()).config


def F9b(show):
    """A process with the same database and key takes a login that another began; with another key it does not."""
    one = House(show)
    (alice,) = one.people("alice")
    same, other = House(show, one.client), House(show, one.client, SECRET_KEY="y")
    answers = [house.browser("alice").with_cookie_of(alice).reads("/").status_code for house in (same, other)]
    assert answers == [200, 401]


def F9c(show):
    """A connection lives in one process: another one answers 400 to what is sent on it."""
    one = House(show)
    (alice,) = one.people("alice")
    two = House(show, one.client).browser("alice").with_cookie_of(alice)
    way = "/socket.io/?EIO=4&transport=polling"
    sid = re.search(r'"sid":"([^"]+)"', alice.opens(way).text)[1]
    sent = [browser.http.post(f"{way}&sid={sid}", data="40", content_type="text/plain") for browser in (alice, two)]
    assert [answer.status_code for answer in sent] == [200, 400]


def F9d(show):
    """MONGO_URI, SECRET_KEY, REDIS_URL and MAIL_SERVER come from the environment."""
    wanted = {"MONGO_URI": "mongodb://db/sns", "SECRET_KEY": "k", "REDIS_URL": "redis://r", "MAIL_SERVER": "m"}
    for name, value in wanted.items():
        show.fixture("monkeypatch").setenv(name, value)
    app = Flask("any")
    config.init_app(app, {})
    assert {name: app.config[name] for name in wanted} == wanted


def picture(width=60, height=40, kind="JPEG", **options):
    """Return the bytes of a picture."""
    output = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(output, kind, **options)
    return output.getvalue()


def uploads(one, data, name="a.jpg"):
    """Post with a picture, as the form does."""
    return one.submits("/content_submit", content_txt="look", content_file=(io.BytesIO(data), name))


def F10(show):
    """A picture is what its bytes are, not its name: another file is 415, too many bytes 413, too many pixels 400."""
    house = House(show)
    (alice,) = house.people("alice")
    no_pictures = (b"<script>", picture(kind="BMP"), picture()[:200])
    assert [uploads(alice, data).status_code for data in no_pictures] == [415] * 3
    house.app.config["IMAGE_PIXELS"] = 1000
    assert uploads(alice, picture()).status_code == 400
    house.app.config["IMAGE_BYTES"] = 100
    assert uploads(alice, picture()).status_code == 413
    assert house.db.posts.count_documents({}) == house.db.images.count_documents({}) == 0


def F10b(show):
    """A picture is encoded anew as WebP, at most 2048 pixels long, and its camera data is gone."""
    (alice,) = House(show).people("alice")
    exif = Image.Exif()
    exif[0x0110] = "A secret camera"
    sent = picture(3000, 30, exif=exif)
    (image,) = uploads(alice, sent).json["post"]["images"]
    kept = alice.opens(f"{image['url']}?size=full").data
    shown = Image.open(io.BytesIO(kept))
    assert (shown.format, max(shown.size), b"secret" in sent, b"secret" in kept) == ("WEBP", 2048, True, False)
    assert not shown.getexif()
