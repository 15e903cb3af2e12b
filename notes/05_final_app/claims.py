"""The proofs of the tour's statements: each runs against the final app, and fails when its fact changes."""

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
from final_app import realtime
from final_app.db import ensure_indexes
from final_app.extensions import limiter
from final_app.extensions import socketio
from final_app.posts import store as post_store

HASH = "pbkdf2:sha256:1"  # fast, and for proofs only
SETTINGS = {"ASYNC_MODE": "threading", "SECRET_KEY": "x", "HASH_METHOD": HASH, "MAIL_SERVER": "", "REDIS_URL": ""}
PASSWORD = "correct horse"
JSON = {"Accept": "application/json"}
COOKIE = "sns_session"


class FinalApp:
    """The final app with a database in memory: its own, or one that it shares with another process."""

    def __init__(self, show, client=None, **settings):
        show.fixture("monkeypatch").setenv("SNS_INSTANCE_PATH", str(show.fixture("tmp_path")))
        self.client = client or mongomock.MongoClient(tz_aware=True)
        self.db = self.client["sns"]
        self.app = create_app({**SETTINGS, **settings}, client=self.client)
        with self.app.app_context():
            ensure_indexes()
        limiter.reset()

    def browser(self, username, nickname=None):
        """Return a browser whose user has not signed up yet."""
        return Browser(self.app, username, nickname or username)

    def users(self, *usernames):
        """Return the browsers of users who have signed up and logged in."""
        return [self.browser(username).signs_up().logs_in() for username in usernames]

    def unique_fields(self, collection):
        """Return the fields of a collection for which MongoDB allows each value only once."""
        indexes = self.db[collection].index_information().values()
        return {first_field(index) for index in indexes if index.get("unique")}


class Browser:
    """A browser with cookies of its own, and the user in front of it."""

    def __init__(self, app, username, nickname):
        self.app, self.username, self.nickname, self.http = app, username, nickname, app.test_client()

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

    def requests_code(self):
        """Fill in the sign-up form, so that a code is mailed."""
        names = {"user_id": self.username, "nickname": self.nickname, "user_name": "Some One"}
        passwords = {"password": PASSWORD, "password2": PASSWORD}
        return self.sends("POST", "/join", **names, **passwords, user_email=f"{self.username}@example.org")

    def codes(self):
        """Return the codes in the local mailbox, the newest first."""
        emails = self.opens(f"/dev/mail?key={self.app.config['MAIL_KEY']}").text.split("<article")[1:]
        return [re.search(r"\b\d{6}\b", email)[0] for email in emails]

    def signs_up(self):
        self.requests_code()
        assert self.sends("POST", "/join/verify", code=self.codes()[0]).status_code == 200
        return self

    def logs_in(self):
        assert self.submits("/login", user_id=self.username, password=PASSWORD).status_code == 200
        return self

    def with_cookie_of(self, other):
        """Use a copy of another browser's cookie."""
        self.http.set_cookie(COOKIE, other.http.get_cookie(COOKIE).value)
        return self

    def posts(self, text, **fields):
        """Write a post and return its path."""
        return f"/content_submit/{self.sends('POST', '/content_submit', content_txt=text, **fields).json['post']['id']}"

    def comments(self, path, text):
        return self.sends("POST", f"{path}/comments", text=text).json["comment"]

    def befriends(self, other):
        self.sends("PUT", f"/friend/{other.nickname}")
        return other.sends("PUT", f"/friend/{self.nickname}").json["state"]

    def connects(self):
        return socketio.test_client(self.app, flask_test_client=self.http)


def events_of(page):
    """Return the names of the events that a page has received since the last call."""
    return [event["name"] for event in page.get_received()]


def record_queries(show):
    """Return a list to which each query of the app is added from now on: (collection, filter or stages)."""
    queries = []

    def recorded(method):
        def record(self, wanted=None, *more, **options):
            if sys._getframe(1).f_globals["__name__"].startswith("final_app"):
                queries.append((self.name, wanted))
            return method(self, wanted, *more, **options)

        return record

    for name in ("find", "find_one", "aggregate", "count_documents"):
        show.fixture("monkeypatch").setattr(Collection, name, recorded(getattr(Collection, name)))
    return queries


def uses_index(final_app, collection, wanted):
    """Return whether an index begins with a field for which the query has a value."""
    fields = wanted[0]["$match"] if isinstance(wanted, list) else wanted
    if list(fields) == ["$or"]:
        return all(uses_index(final_app, collection, one) for one in fields["$or"])
    indexes = final_app.db[collection].index_information().values()
    branches = fields.get("$or", [fields])
    return all(any(one.get(first_field(index)) is not None for index in indexes) for one in branches)


def first_field(index):
    """Return the first field of an index."""
    return next(iter(index["key"]))[0]


def F1(show):
    """The mailed code is in the email, and in no response, header or session of the browser that requested it."""
    minsu = FinalApp(show).browser("minsu")
    responses = [minsu.requests_code(), minsu.opens("/join/verify"), minsu.submits("/join/resend")]
    with minsu.http.session_transaction() as session:
        received = f"{dict(session)} " + " ".join(f"{response.text} {response.headers}" for response in responses)
    codes = minsu.codes()
    assert (len(codes), set(codes) & set(re.findall(r"\w+", received))) == (2, set())
    assert minsu.sends("POST", "/join/verify", code=codes[0]).status_code == 200


def F1b(show):
    """A code becomes invalid after five wrong attempts, after its first use, and after fifteen minutes."""
    sns = FinalApp(show)
    minsu, copy = sns.browser("minsu"), sns.browser("copy")
    minsu.requests_code()
    wrong = f"{(int(minsu.codes()[0]) + 1) % 10**6:06}"
    statuses = [minsu.sends("POST", "/join/verify", code=code).status_code for code in [wrong] * 5 + minsu.codes()]
    assert statuses == [400] * 6
    minsu.submits("/join/resend")
    code = minsu.codes()[0]
    copy.with_cookie_of(minsu)
    used = [one.sends("POST", "/join/verify", code=code) for one in (minsu, copy)]
    assert [response.status_code for response in used] == [200, 200]  # a second click is no error, and does nothing:
    assert sns.db["people"].count_documents({"nickname": "minsu"}) == 1
    assert copy.reads("/").status_code == 401
    assert sns.app.config["CODE_SECONDS"] == 15 * 60
    late = FinalApp(show, CODE_SECONDS=0).browser("late_one")
    late.requests_code()
    assert late.sends("POST", "/join/verify", code=late.codes()[0]).status_code == 400


def F1c(show):
    """In a class the class code lets in at once, without an email, and nothing else does."""
    final_app = FinalApp(show, JOIN="river-7")
    fields = {"user_id": "alice", "nickname": "alice", "user_name": "Alice", "user_email": ""}
    fields |= {"password": PASSWORD, "password2": PASSWORD}
    alice = final_app.browser("alice")
    assert alice.submits("/join", **fields, class_code="lake-8").status_code == 400
    assert alice.submits("/join", **fields, class_code="RIVER 7").status_code == 201
    assert alice.reads("/").status_code == 200
    assert final_app.db["letters"].count_documents({}) == 0


def F2(show):
    """The session says who the author is; names in the message change nothing. Without a login the status is 401."""
    sns = FinalApp(show)
    _, bobby = sns.users("alice", "bobby")
    forged = dict.fromkeys(("session_user", "create_user", "user_id", "nickname", "author"), "alice")
    post = bobby.sends("POST", "/content_submit", content_txt="hi", **forged).json["post"]
    path = f"/content_submit/{post['id']}/comments"
    comment = bobby.sends("POST", path, text="hi", **forged).json["comment"]
    assert post["author"]["nickname"] == comment["author"]["nickname"] == "bobby"
    assert sns.browser("stranger").sends("POST", path, text="hi", **forged).status_code == 401


def F2b(show):
    """In stage 03 a copied cookie works after logging out; here it does not."""
    stage = show.app(folder="03_sessions").flask
    old, copied = stage.test_client(), stage.test_client()
    old.post("/login", data={"user_id": "alice", "password": "flask"})
    name = stage.config["SESSION_COOKIE_NAME"]
    copied.set_cookie(name, old.get_cookie(name).value)
    old.post("/logout")
    assert copied.get("/").status_code == 200
    sns = FinalApp(show)
    (alice,) = sns.users("alice")
    copy = sns.browser("copy").with_cookie_of(alice)
    assert copy.reads("/").status_code == 200
    alice.submits("/logout")
    assert copy.reads("/").status_code == 401


def F2c(show):
    """A new password ends the other logins and disconnects their sockets; the current login stays."""
    sns = FinalApp(show)
    (laptop,) = sns.users("alice")
    phone = sns.browser("alice").logs_in()
    on_laptop, on_phone = laptop.connects(), phone.connects()
    new = {"password": "battery staple", "password2": "battery staple"}
    assert laptop.submits("/change_pw", origin_pw=PASSWORD, **new).status_code == 200
    assert [one.reads("/").status_code for one in (laptop, phone)] == [200, 401]
    assert (on_laptop.is_connected(), on_phone.is_connected()) == (True, False)


def F3(show):
    """Only the author can change or delete a post: everyone else gets 403, and it stays as it was."""
    alice, bobby = FinalApp(show).users("alice", "bobby")
    path = alice.posts("mine")
    responses = [bobby.sends(method, path, content_txt="yours") for method in ("POST", "PUT", "PATCH", "DELETE")]
    assert [response.status_code for response in responses] == [403] * 4
    assert alice.reads(path).json["post"]["content_txt"] == "mine"
    assert alice.sends("PATCH", path, content_txt="better").status_code == 200
    assert alice.sends("DELETE", path).status_code == 200


def F4(show):
    """The search text is plain text and never a regular expression: `.*` finds nothing."""
    (alice,) = FinalApp(show).users("alice")
    alice.posts("a flask #flask")

    def found(words):
        response = alice.http.get("/search", query_string={"search": words}, headers=JSON)
        return {kind: len(response.json[kind]) for kind in ("people", "posts", "tags")}

    assert found("las") | {"tags": 0} == {"people": 0, "posts": 1, "tags": 0}
    assert found("#flask")["tags"] == found("lic")["people"] == 1
    assert found("(flask")["posts"] == found("(alice")["people"] == 1
    for words in (".*", "flasx?k", "#flasx?k", "x|flask", "alicx?e", "(", "["):
        assert found(words) == {"people": 0, "posts": 0, "tags": 0}, words


def F4b(show):
    """Every query of a search uses an index; a text of a thousand characters is rejected without a query for posts."""
    sns = FinalApp(show)
    (alice,) = sns.users("alice")
    queries = record_queries(show)
    for kind in ("people", "posts", "tags"):
        assert alice.reads(f"/search?search=alice&kind={kind}").status_code == 200
    assert {"people", "posts"} <= {collection for collection, _ in queries}
    assert [query for query in queries if not uses_index(sns, *query)] == []
    queries.clear()
    assert alice.reads("/search?search=" + "a" * 1000).status_code == 400
    assert "posts" not in {collection for collection, _ in queries}


def F5(show):
    """A page of the feed takes one query for its posts, which uses an index, however many friends a user has."""
    sns = FinalApp(show, PAGE_SIZE=3)
    alice, bobby, carol = sns.users("alice", "bobby", "carol")
    for one in (alice, bobby, carol):
        one.posts("one")
        one.posts("two")
    queries = record_queries(show)
    without_friends = alice.reads("/").json
    collections = [collection for collection, _ in queries]
    assert [alice.befriends(one) for one in (bobby, carol)] == ["friends"] * 2
    queries.clear()
    page = alice.reads("/").json
    assert (len(without_friends["posts"]), without_friends["next"], len(page["posts"])) == (2, None, 3)
    assert [collection for collection, _ in queries] == collections
    (query,) = [wanted for collection, wanted in queries if collection == "posts" and isinstance(wanted, list)]
    assert uses_index(sns, "posts", query)
    assert len(alice.reads(f"/?before={page['next']}").json["posts"]) == 3


def F5b(show):
    """eventlet.monkey_patch() runs before anything else, even before pymongo is imported."""
    first = ast.parse((ROOT / "final_app/__main__.py").read_text(encoding="utf-8")).body[1:3]
    assert [ast.unparse(line) for line in first] == ["from final_app import loops", "loops.patch()"]
    code = (
        "import sys; from final_app import loops; before = 'pymongo' in sys.modules; loops.patch(); "
        "from eventlet.patcher import is_monkey_patched; print(before, is_monkey_patched('socket'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"


def F5c(show):
    """Importing eventlet gives a deprecation warning."""
    command = [sys.executable, "-W", "always", "-c", "import eventlet"]
    assert "Eventlet is deprecated" in subprocess.run(command, capture_output=True, text=True, check=True).stderr


def F6(show):
    """Of two sign-ups with one nickname, a unique index rejects the second, and the response names the field."""
    sns = FinalApp(show)
    first, second = sns.browser("first", "alice"), sns.browser("second", "ALICE")
    codes = [one.requests_code() and one.codes()[0] for one in (first, second)]
    assert first.sends("POST", "/join/verify", code=codes[0]).status_code == 200
    response = second.sends("POST", "/join/verify", code=codes[1])
    assert (response.status_code, response.json["field"]) == (400, "nickname")
    assert sns.db.people.count_documents({}) == 1
    assert {"user_id", "nickname_key", "email_key"} <= sns.unique_fields("people")


def F6b(show):
    """Sign-up does not read all users: each of its queries looks for one value, by an index."""
    sns = FinalApp(show)
    sns.users("alice", "bobby")
    queries = record_queries(show)
    sns.browser("minsu").requests_code()
    filters = [wanted for collection, wanted in queries if collection == "people"]
    assert all(uses_index(sns, "people", wanted) for wanted in filters)
    assert all(field == "_id" or not isinstance(value, dict) for wanted in filters for field, value in wanted.items())
    found = {field for wanted in filters for field in wanted} - {"_id", "leaving"}
    assert found == {"user_id", "nickname_key", "nickname_look", "email_key"}


def F7(show):
    """A like is one document, and so is a friendship: doing it twice adds none, and both sides read the same one."""
    sns = FinalApp(show)
    alice, bobby = sns.users("alice", "bobby")
    path = alice.posts("like me")
    liked = [bobby.sends("PUT", f"{path}/like").json["like_count"] for _ in range(2)]
    assert (liked, sns.db.likes.count_documents({})) == ([1, 1], 1)
    assert (alice.befriends(bobby), sns.db.friendships.count_documents({})) == ("friends", 1)
    assert [len(one.reads("/friend").json["friends"]) for one in (alice, bobby)] == [1, 1]
    bobby.sends("DELETE", "/friend/alice")
    assert [len(one.reads("/friend").json["friends"]) for one in (alice, bobby)] == [0, 0]


def F7b(show):
    """The functions of stage 04's store.py are in the stores here, named after MongoDB's operations."""
    renamed = {
        "posts_of": "posts_by",
        "get_post": "get_post",
        "add_post": "insert_post",
        "change_post": "update_post",
        "remove_post": "delete_post",
        "add_like": "insert_like",
        "get_comment": "get_comment",
        "add_comment": "insert_comment",
        "add_notice": "insert_notification",
        "notices_of": "newest_notifications",
    }
    stores = [ROOT / "final_app" / feature / "store.py" for feature in ("posts", "comments", "notifications")]
    assert set(renamed) <= defined_in(ROOT / "04_websockets/store.py")
    assert set(renamed.values()) <= set().union(*map(defined_in, stores))


def defined_in(path):
    """Return the names of the functions in a file."""
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def F7c(show):
    """Two likes at the same moment both count: the database adds; no request writes back a number that it read."""
    alice, bobby = FinalApp(show).users("alice", "bobby")
    path, patch, insert_like = alice.posts("like me"), show.fixture("monkeypatch"), post_store.insert_like

    def insert_like_a_moment_later(*facts):
        patch.setattr(post_store, "insert_like", insert_like)
        bobby.sends("PUT", f"{path}/like")
        return insert_like(*facts)

    patch.setattr(post_store, "insert_like", insert_like_a_moment_later)
    assert alice.sends("PUT", f"{path}/like").json["like_count"] == 2


def F8(show):
    """The notification of a comment reaches every open page of the post's author, and nobody else's."""
    alice, bobby, carol = FinalApp(show).users("alice", "bobby", "carol")
    path = alice.posts("talk to me")
    pages = [one.connects() for one in (alice, alice, bobby, carol)]
    bobby.comments(path, "hello")
    assert [events_of(page) for page in pages] == [["comment_notice"], ["comment_notice"], [], []]


def F8b(show):
    """A comment and its notification are in the database before anyone is told."""
    sns, stored = FinalApp(show), {}
    alice, bobby = sns.users("alice", "bobby")
    path, emit_to = alice.posts("talk to me"), realtime.emit_to

    def count_and_emit(room, event, data, *without):
        stored.setdefault(event, (sns.db.comments.count_documents({}), sns.db.notices.count_documents({})))
        emit_to(room, event, data, *without)

    show.fixture("monkeypatch").setattr(realtime, "emit_to", count_and_emit)
    alice.connects()
    bobby.comments(path, "hello")
    assert (stored["comment_added"][0], stored["comment_notice"]) == (1, (1, 1))


def F8c(show):
    """A page that reconnects is not sent what it missed; it gets that by asking for what came after its last one."""
    alice, bobby = FinalApp(show).users("alice", "bobby")
    path = alice.posts("talk to me")
    bobby.comments(path, "one")
    last = alice.reads("/notice").json["notices"][0]["id"]
    bobby.comments(path, "two")
    assert events_of(alice.connects()) == []
    assert [notice["text"] for notice in alice.reads(f"/notice?after={last}").json["notices"]] == ["two"]


def F8d(show):
    """No message from a browser creates a notification: stage 04's comment_post does nothing here."""
    alice, bobby = FinalApp(show).users("alice", "bobby")
    comment = bobby.comments(alice.posts("talk to me"), "hello")
    on_alices, on_bobbys = alice.connects(), bobby.connects()
    for field in ("id", "comment_id"):
        on_bobbys.emit("comment_post", {field: comment["id"], "session_user": "carol"})
    assert (events_of(on_alices), len(alice.reads("/notice").json["notices"])) == ([], 1)


def F8e(show):
    """Open feeds hear of the posts that they would show: one for friends reaches friends, and no one else."""
    sns = FinalApp(show)
    alice, bobby, carol = sns.users("alice", "bobby", "carol")
    alice.sends("PUT", "/friend/bobby")
    bobby.sends("PUT", "/friend/alice")
    pages = {(one.username, view): one.connects() for one in (bobby, carol) for view in ("friends", "everyone")}
    for (_name, view), page in pages.items():
        page.emit("watch_feed", {"view": view}, callback=True)
    alice.posts("hello, all")
    told = [name for name, page in pages.items() if "post_added" in events_of(page)]
    assert told == [("bobby", "friends"), ("bobby", "everyone"), ("carol", "everyone")]
    alice.posts("among us", audience="friends")
    assert [name for name, page in pages.items() if "post_added" in events_of(page)] == [("bobby", "friends")]


def F9(show):
    """No secret is in the source; without a key the app creates one, and keeps it in a file only its owner can read."""
    secrets = [value for name, value in vars(config.Config).items() if "SECRET" in name or "PASSWORD" in name]
    assert set(secrets) == {""}
    patch, folder = show.fixture("monkeypatch"), show.fixture("tmp_path")
    patch.delenv("SECRET_KEY", raising=False)
    keys = [settings_in(patch, folder / where)["SECRET_KEY"] for where in ("one", "one", "other")]
    assert (len(keys[0]) >= 32, keys[0] == keys[1], keys[0] == keys[2]) == (True, True, False)
    (file,) = (folder / "one").iterdir()
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (keys[0], 0o600)


def settings_in(patch, folder):
    """Return the settings of an app that keeps its data in a folder."""
    patch.setenv("SNS_INSTANCE_PATH", str(folder))
    return create_app({"ASYNC_MODE": "threading"}, client=object()).config


def F9b(show):
    """A process with the same database and key accepts a login that began in another; with another key it does not."""
    one = FinalApp(show)
    (alice,) = one.users("alice")
    same, other = FinalApp(show, one.client), FinalApp(show, one.client, SECRET_KEY="y")
    statuses = [sns.browser("alice").with_cookie_of(alice).reads("/").status_code for sns in (same, other)]
    assert statuses == [200, 401]


def F9c(show):
    """A connection lives in one process: any other answers 400 to its messages."""
    one = FinalApp(show)
    (alice,) = one.users("alice")
    two = FinalApp(show, one.client).browser("alice").with_cookie_of(alice)
    url = "/socket.io/?EIO=4&transport=polling"
    sid = re.search(r'"sid":"([^"]+)"', alice.opens(url).text)[1]
    responses = [one.http.post(f"{url}&sid={sid}", data="40", content_type="text/plain") for one in (alice, two)]
    assert [response.status_code for response in responses] == [200, 400]


def F9d(show):
    """MONGO_URI, SECRET_KEY, REDIS_URL and MAIL_SERVER are read from the environment."""
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
    """Create a post with a picture, as the form does."""
    return one.submits("/content_submit", content_txt="look", content_file=(io.BytesIO(data), name))


def F10(show):
    """The bytes decide, not the name: 415 for another kind of file, 413 for too many bytes, 400 for too many pixels."""
    sns = FinalApp(show)
    (alice,) = sns.users("alice")
    no_pictures = (b"<script>", picture(kind="BMP"), picture()[:200])
    assert [uploads(alice, data).status_code for data in no_pictures] == [415] * 3
    sns.app.config["IMAGE_PIXELS"] = 1000
    assert uploads(alice, picture()).status_code == 400
    sns.app.config["IMAGE_BYTES"] = 100
    assert uploads(alice, picture()).status_code == 413
    assert sns.db.posts.count_documents({}) == sns.db.images.count_documents({}) == 0


def F10b(show):
    """A picture is encoded again as WebP, at most 2048 pixels long, and its camera data is gone."""
    (alice,) = FinalApp(show).users("alice")
    exif = Image.Exif()
    exif[0x0110] = "A secret camera"
    sent = picture(3000, 30, exif=exif)
    (image,) = uploads(alice, sent).json["post"]["images"]
    received = alice.opens(f"{image['url']}?size=full").data
    shown = Image.open(io.BytesIO(received))
    assert (shown.format, max(shown.size), b"secret" in sent, b"secret" in received) == ("WEBP", 2048, True, False)
    assert not shown.getexif()


def F10c(show):
    """An edit adds, removes, orders and describes pictures."""
    (alice,) = FinalApp(show).users("alice")
    files = [(io.BytesIO(picture(width, 9)), "a.jpg") for width in (10, 20, 30)]
    fields = {"content_txt": "look", "alt": ["ten", "twenty"]}
    post = alice.submits("/content_submit", content_file=files[:2], **fields).json["post"]
    assert [image["alt"] for image in post["images"]] == ["ten", "twenty"]
    ten, twenty = [image["id"] for image in post["images"]]
    path = f"/content_submit/{post['id']}"
    changes = {"image_order": ["new", twenty], "remove_image": ten, f"alt_{twenty}": "20", "alt": "thirty"}
    images = alice.submits(path, content_file=files[2], **changes).json["post"]["images"]
    assert [(image["width"], image["alt"]) for image in images] == [(30, "thirty"), (20, "20")]
