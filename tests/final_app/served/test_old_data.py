"""Today's app on old data: data/ holds a folder that an older app wrote, and what that app answered."""

import hashlib
import io
import json
import re
import signal
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.mongod

ARCHIVE = Path(__file__).parent / "data/instance-03a28a3.tar.xz"
PASSWORD = "correct horse"
CENTURY = str(100 * 365 * 24 * 60 * 60)  # so that the old cookies are valid whenever this runs
BEGINNINGS = {"SECRET_KEY": "only for tests", "SNS_PERMANENT_SESSION_LIFETIME": CENTURY}
NEWEST_FIRST = [
    ("comment", "bob", "Word 2", False),
    ("comment", "bob", "Word 1", False),
    ("comment", "bob", "Word 0", False),
    ("mention", "민수", "@alice 여기 봐요", False),
    ("reply", "bob", "Lucky you!", False),
    ("comment", "민수", "나도 가고 싶어요.", False),
    ("comment", "bob", "Where is that?", True),
    ("comment", "민수", "예뻐요!", False),
    ("like", "bob", "A word without a mistake #words", False),
    ("like", "민수", "A word without a mistake #words", False),
    ("like", "bob", "The sea today, with @민수 #바다 #sea", True),
    ("like", "민수", "The sea today, with @민수 #바다 #sea", True),
    ("mention", "민수", "친구에게만 하는 말, @alice #비밀", True),
    ("request_friend", "bob", "", True),
    ("accept_friend", "민수", "", True),
]


@pytest.fixture
def remembered(tmp_path):
    """Unpack the old folder where the app is served from, and return what the old app answered."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    return json.loads((tmp_path / "remembered.json").read_text(encoding="utf-8"))


@pytest.fixture
def starts(served, remembered):
    """Return a function that starts the app on the old folder, as after an update."""

    def start(**environment):
        assert served.starts(**BEGINNINGS, **environment) == f"Ready: {served.url}"
        if (served.folder / "data/mongod.lock").stat().st_size == 0:
            pytest.skip("no mongod runs here")

    return start


@pytest.fixture
def old(starts, served):
    """Return the app, started on the old folder."""
    starts()
    return served


@pytest.fixture
def visitor(served, make_served):
    """Return a function that makes a visitor of the app, logged in with an old password or cookie if one is given."""
    made = []

    def make(user_id="", password=PASSWORD, cookie=None):
        one = make_served(f"visitor {len(made)}")
        made.append(one)
        one.url = served.url
        if cookie:
            one.visitor.cookies.set("sns_session", cookie, domain="127.0.0.1")
        elif user_id:
            assert one.submits("/login", user_id=user_id, password=password).url == f"{one.url}/"
        return one

    return make


def reads(one, path):
    return one.sends("GET", path).json()


def texts(comments_or_posts, name="content_txt"):
    return [each[name] for each in comments_or_posts]


def notification_texts(notices):
    """Return the texts of notifications; their ids may differ between versions."""
    return [(each["kind"], each["actor"]["nickname"], each["text"], each["read"]) for each in notices]


NEW_IN_URLS = re.compile(r"\?comment=\w+")  # so that without a script, too, the page that has the comment opens


def lost(before, now, where=""):
    """Yield each part of the old answer that is missing now; additions and changed wording are fine."""
    if isinstance(before, dict) and isinstance(now, dict):
        for name in before.keys() - {"message"}:
            if name in now:
                yield from lost(before[name], now[name], f"{where}.{name}")
            else:
                yield f"{where}.{name} is gone"
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, pair in enumerate(zip(before, now, strict=True)):
            yield from lost(*pair, f"{where}[{number}]")
    elif before != (NEW_IN_URLS.sub("", now) if isinstance(now, str) else now):
        yield f"{where} was {before!r}, is {now!r}"


def all_lost(people, remembered):
    """Return where a page or its JSON lacks something that it had for a user before the update."""
    found = []
    for user_id, said in remembered["said"].items():
        for path, before in said.items():
            for notice in before.get("notices", []):
                notice.pop("id", None)
            found += lost(before, reads(people[user_id], path), f"{user_id} {path}: ")
            page = people[user_id].visitor.get(f"{people[user_id].url}{path}")
            if page.status_code != (200 if before["result"] == "success" else 404):
                found.append(f"{user_id} {path}: page {page.status_code}")
    return found


def test_everyone_sees_the_same_after_an_update_and_another_start(old, starts, visitor, remembered):
    """Or users would miss posts, friends, requests, likes, comments or notifications, or see what they may not."""
    people = {user_id: visitor(user_id) for user_id in remembered["said"]}
    for one in people.values():
        one.visitor.headers["Sec-Fetch-Mode"] = "cors"  # as a script: it marks no notification as read
    assert all_lost(people, remembered) == []
    assert old.ends(signal.SIGTERM) == 0
    starts()
    assert all_lost(people, remembered) == []  # with the logins of before the second start


def test_the_old_password_logs_in_and_another_one_does_not(old, visitor):
    """Or users could not log in again, or anyone could."""
    for user_id, nickname in (("alice_1", "alice"), ("minsu_1", "민수"), ("bob_lee", "bob")):
        assert reads(visitor(user_id), "/setting")["nickname"] == nickname
    assert visitor().submits("/login", user_id="alice_1", password="correct horsf").status_code == 401


def test_a_browser_that_was_logged_in_still_is(old, visitor, remembered):
    """Or an update would log everyone out; logging out must still work, too."""
    alice = visitor(cookie=remembered["cookies"]["alice_1"])
    assert alice.visitor.get(f"{old.url}/").url == f"{old.url}/"
    assert reads(alice, "/setting")["nickname"] == "alice"
    assert alice.sends("POST", "/content_submit", {"content_txt": "still here"}).status_code == 201
    assert alice.submits("/logout").url == f"{old.url}/login"
    again = visitor(cookie=remembered["cookies"]["alice_1"])
    assert again.visitor.get(f"{old.url}/").url.startswith(f"{old.url}/login")


def test_a_user_keeps_their_language_profile_and_picture(old, visitor):
    """Or 민수 would read English, and alice would lose her profile picture."""
    assert 'lang="ko"' in visitor("minsu_1").visitor.get(f"{old.url}/").text
    alice = reads(visitor("bob_lee"), "/user/alice")
    assert (alice["user_name"], alice["bio"], alice["friendship"]) == ("alice Kim", "Tea before code.", "requested")
    assert alice["profile_img"]


def test_every_picture_is_unchanged(old, visitor, remembered):
    """Or pictures would be lost, swapped or damaged in some size."""
    alice = visitor("alice_1").visitor
    for path, digest in remembered["pictures"].items():
        picture = alice.get(f"{old.url}{path}")
        assert picture.headers["Content-Type"] == "image/webp"
        assert hashlib.sha256(picture.content).hexdigest() == digest


def test_the_feed_has_the_old_posts_and_accepts_new_ones(old, visitor, remembered):
    """Or the feed would be empty, out of order, or visible to users who are not friends."""
    alice, minsu, bob = (visitor(user_id) for user_id in ("alice_1", "minsu_1", "bob_lee"))
    before = [
        "A word without a mistake #words",
        "친구에게만 하는 말, @alice #비밀",
        "The sea today, with @민수 #바다 #sea",
    ]
    posts = reads(alice, "/")["posts"]
    assert texts(posts) == before
    assert [bool(post["edited_at"]) for post in posts] == [True, False, False]
    assert [(post["like_count"], post["liked"], len(post["images"])) for post in posts] == [
        (1, False, 0),
        (1, True, 0),
        (2, False, 2),
    ]
    minsu.sends("POST", "/content_submit", {"content_txt": "새 글"})
    assert texts(reads(alice, "/")["posts"]) == ["새 글", *before]
    assert texts(reads(bob, "/")["posts"]) == ["Hello from the back row. #sea"]
    assert bob.sends("GET", remembered["posts"]["minsu_only"]).status_code == 404


def test_old_comments_and_replies_keep_their_order_and_accept_new_ones(old, visitor, remembered):
    """Or comments would lose their order, their threads or their count."""
    sea, bob = remembered["posts"]["sea"], visitor("bob_lee")
    comments = reads(bob, f"{sea}/comments")["comments"]
    assert texts(comments, "text") == ["예뻐요!", "Where is that?", "At home.", "나도 가고 싶어요.", "Lucky you!"]
    places = {comment["id"]: number for number, comment in enumerate(comments)}
    assert [places.get(comment["reply_to"]) for comment in comments] == [None, None, 1, None, 2]
    added = bob.sends("POST", f"{sea}/comments", {"text": "Still lucky.", "reply_to": comments[4]["id"]})
    assert added.status_code == 201
    assert reads(bob, f"{sea}/comments")["comments"][-1]["text"] == "Still lucky."
    assert reads(bob, sea)["post"]["comment_count"] == 6
    changed = bob.sends("PATCH", f"/comments/{comments[1]['id']}", {"text": "Where is it?"})
    assert changed.json()["comment"]["edited_at"]
    bob.sends("DELETE", f"/comments/{comments[1]['id']}")  # with all replies below it
    assert texts(reads(bob, f"{sea}/comments")["comments"], "text") == ["예뻐요!", "나도 가고 싶어요."]


def test_an_old_like_counts_once_and_can_be_removed(old, visitor, remembered):
    """Or a user could like a post twice, or never unlike it."""
    sea, bob = f"{remembered['posts']['sea']}/like", visitor("bob_lee")
    assert bob.sends("PUT", sea).json()["like_count"] == 2
    assert bob.sends("DELETE", sea).json()["like_count"] == 1
    assert [person["nickname"] for person in reads(bob, f"{sea}s")["people"]] == ["민수"]


def test_an_old_friend_request_can_be_accepted(old, visitor):
    """Or bob would wait forever, and alice would see a notification that leads nowhere."""
    alice, bob = visitor("alice_1"), visitor("bob_lee")
    friends = reads(alice, "/friend")
    assert [person["nickname"] for person in friends["asked_me"]] == ["bob"]
    assert alice.sends("PUT", "/friend/bob").json()["state"] == "friends"
    assert [person["nickname"] for person in reads(alice, "/friend")["friends"]] == ["bob", "민수"]
    assert len(reads(alice, "/notice")["notices"]) == len(NEWEST_FIRST) - 1  # his request is not listed
    assert reads(bob, "/notice")["notices"][0]["kind"] == "accept_friend"
    assert alice.sends("DELETE", "/friend/민수").json()["state"] == "none"
    assert not [each for each in reads(alice, "/notice")["notices"] if each["actor"]["nickname"] == "민수"]


def pages_of_notices(one):
    """Return all notifications of a user, page by page, newest first."""
    found, page = [], reads(one, "/notice")["notices"]
    while page:
        found += page
        page = reads(one, f"/notice?before={page[-1]['id']}")["notices"]
    return found


def test_new_notifications_follow_the_old_ones_and_none_is_missed(old, starts, visitor, remembered):
    """Or a page that was open during the update would miss notifications or show old ones again."""
    alice, bob = visitor("alice_1"), visitor("bob_lee")
    assert notification_texts(reads(alice, "/notice")["notices"]) == NEWEST_FIRST
    assert reads(alice, "/notice")["unread"] == 9
    news = []
    for text in ("after the update", "after another start"):
        last = reads(alice, "/notice")["notices"][0]["id"]
        assert reads(alice, f"/notice?after={last}")["notices"] == []
        bob.sends("POST", f"{remembered['posts']['words']}/comments", {"text": text})
        assert texts(reads(alice, f"/notice?after={last}")["notices"], "text") == [text]
        news.insert(0, ("comment", "bob", text, False))
        assert notification_texts(reads(alice, "/notice")["notices"]) == news + NEWEST_FIRST
        assert reads(alice, "/notice")["unread"] == 9 + len(news)
        assert old.ends(signal.SIGTERM) == 0
        starts(SNS_PAGE_SIZE="4")
        assert notification_texts(pages_of_notices(alice)) == news + NEWEST_FIRST
        old.ends(signal.SIGTERM)
        starts()
    oldest = pages_of_notices(alice)[-1]["id"]
    since = reads(alice, f"/notice?after={oldest}")["notices"]
    assert notification_texts(reversed(since)) == (news + NEWEST_FIRST)[:-1]


def test_old_notifications_can_be_marked_as_read_one_by_one_and_all_together(old, visitor):
    """Or the unread count would never disappear."""
    alice = visitor("alice_1")
    notices = reads(alice, "/notice")["notices"]
    assert alice.sends("POST", "/notice", {"ids": [notices[3]["id"], notices[6]["id"]]}).json()["unread"] == 8
    assert [each["read"] for each in reads(alice, "/notice")["notices"]][:7] == [*[False] * 3, True, False, False, True]
    assert alice.sends("POST", "/notice", {"all": True}).json()["unread"] == 0
    assert all(each["read"] for each in reads(alice, "/notice")["notices"])


def test_an_old_like_does_not_notify_twice(old, visitor, remembered):
    """Or alice would get a second notification when bob likes the same post again."""
    visitor("bob_lee").sends("PUT", f"{remembered['posts']['words']}/like")
    alice = visitor("alice_1")
    assert reads(alice, remembered["posts"]["words"])["post"]["like_count"] == 2
    assert notification_texts(reads(alice, "/notice")["notices"]) == NEWEST_FIRST


def test_an_old_notification_is_deleted_with_what_it_is_about(old, visitor, remembered):
    """Or old notifications would lead to deleted comments and posts."""
    alice, words = visitor("alice_1"), remembered["posts"]["words"]
    last = reads(alice, f"{words}/comments")["comments"][-1]["id"]
    alice.sends("DELETE", f"/comments/{last}")
    assert notification_texts(reads(alice, "/notice")["notices"]) == NEWEST_FIRST[1:]
    alice.sends("DELETE", words)
    about_words = ("Word 0", "Word 1", "Word 2", "A word without a mistake #words")
    assert notification_texts(reads(alice, "/notice")["notices"]) == [
        one for one in NEWEST_FIRST if one[2] not in about_words
    ]


def test_a_pending_sign_up_can_get_another_code_and_finish(old, visitor, remembered):
    """Or carol, whose browser waits for a code, would have to start again, or find her own names taken."""
    carol = visitor(cookie=remembered["cookies"]["carol_1"])
    assert carol.submits("/join/resend").url == f"{old.url}/join/verify"
    assert carol.submits("/join/verify", code=carol.code_mailed_to("carol_1@a.org")).url == f"{old.url}/login"
    carol.submits("/login", user_id="carol_1", password=PASSWORD)
    assert reads(carol, "/user/carol")["friendship"] == "self"
    assert [person["nickname"] for person in reads(carol, "/search?search=car")["people"]] == ["carol"]


def test_a_code_emailed_before_the_update_still_resets_the_password(old, visitor, remembered):
    """Or the code in bob's email would not work."""
    new = {"password": "battery staple", "password2": "battery staple"}
    stranger = visitor()
    wrong = stranger.submits("/password_reset/confirm", user_email="bob_lee@a.org", code="none", **new)
    assert wrong.status_code == 400
    answer = stranger.submits(
        "/password_reset/confirm", user_email="bob_lee@a.org", code=remembered["reset_code"], **new
    )
    assert answer.url == f"{old.url}/login"
    visitor("bob_lee", password="battery staple")
    assert stranger.submits("/login", user_id="bob_lee", password=PASSWORD).status_code == 401


FOUND = {  # people, posts, tags
    "바다": ([], ["The sea today, with @민수 #바다 #sea"], ["바다"]),
    "mistake": ([], ["A word without a mistake #words"], []),
    "비밀": ([], ["친구에게만 하는 말, @alice #비밀"], []),
    "%23sea": ([], ["Hello from the back row. #sea", "The sea today, with @민수 #바다 #sea"], ["sea"]),
    "민수": (["민수"], ["The sea today, with @민수 #바다 #sea"], []),
    "ㅁㅅ": (["민수"], [], []),
    "ALI": (["alice"], ["친구에게만 하는 말, @alice #비밀"], []),
    "kim": (["alice", "bob", "민수"], [], []),
}


def test_search_finds_old_data(old, visitor):
    """Or old posts and users would exist but never be found."""
    alice, found = visitor("alice_1"), {}
    for query in FOUND:
        answer = reads(alice, f"/search?search={query}")
        people = [person["nickname"] for person in answer["people"]]
        found[query] = (people, texts(answer["posts"]), texts(answer["tags"], "tag"))
    assert found == FOUND


def test_only_its_author_can_edit_and_delete_an_old_post(old, starts, visitor, remembered):
    """Or nobody could edit old posts, or anyone could."""
    alice, bob, sea = visitor("alice_1"), visitor("bob_lee"), remembered["posts"]["sea"]
    assert bob.sends("PATCH", sea, {"content_txt": "mine"}).status_code == 403
    post = alice.sends("PATCH", sea, {"content_txt": "The lake #lake", "audience": "friends"}).json()["post"]
    assert (post["hashtags"], len(post["images"]), post["comment_count"]) == (["lake"], 2, 5)
    assert bob.sends("GET", sea).status_code == 404
    assert bob.visitor.get(f"{old.url}{post['images'][0]['url']}").status_code == 404
    old.ends(signal.SIGTERM)
    starts()
    assert texts(reads(alice, "/search?search=lake")["posts"]) == ["The lake #lake"]
    assert alice.sends("DELETE", sea).status_code == 200
    assert alice.sends("GET", sea).status_code == 404
    assert alice.visitor.get(f"{old.url}{post['images'][0]['url']}").status_code == 404
    assert len(reads(alice, "/")["posts"]) == 2


def test_the_export_has_the_old_posts(old, visitor):
    """Or users could not take their own posts with them."""
    archive = visitor("alice_1").visitor.get(f"{old.url}/setting/export").content
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        whole = "".join(files.read(name).decode() for name in files.namelist() if not name.endswith(".webp"))
        assert sum(name.endswith(".webp") for name in files.namelist()) == 3
    for text in ("Tea before code.", "The sea today", "A word without a mistake", "At home.", "비밀은 지킬게요."):
        assert text in whole


def test_deleting_an_old_account_deletes_all_its_old_data(old, starts, visitor, remembered):
    """Or old posts, pictures, comments and notifications of a deleted user would stay visible."""
    alice, minsu, bob = (visitor(user_id) for user_id in ("alice_1", "minsu_1", "bob_lee"))
    assert alice.submits("/secession", password="correct horsf").status_code == 403
    assert alice.submits("/secession", password=PASSWORD).url == f"{old.url}/login"
    for _ in range(2):
        gone = [remembered["posts"]["sea"], remembered["posts"]["words"], "/user/alice"]
        gone += remembered["pictures"]
        assert {bob.sends("GET", path).status_code for path in gone} == {404}
        assert reads(minsu, "/friend")["friends"] == []
        assert reads(minsu, "/notice")["notices"] == []
        post = reads(minsu, remembered["posts"]["minsu_only"])["post"]
        assert (post["like_count"], post["comment_count"]) == (0, 0)
        assert reads(bob, "/search?search=alice")["people"] == []
        old.ends(signal.SIGTERM)
        starts()
    assert visitor().submits("/login", user_id="alice_1", password=PASSWORD).status_code == 401
