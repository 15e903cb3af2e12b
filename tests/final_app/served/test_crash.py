"""kill -9 under load: what was answered is stored, and the counts match the data."""

import signal
import threading
import time

import requests
from pymongo import MongoClient

from final_app import mongod

SECONDS_OF_LOAD = 2


class Load:
    """A user who likes, comments and posts as fast as they can, and records each successful answer."""

    def __init__(self, app, nickname, posts):
        self.app = app
        self.nickname = nickname
        self.posts = posts
        self.liked = {}  # post: the answered state; None until an answer has come
        self.comments = set()
        self.written = set()

    def runs(self):
        number = 0
        try:
            while True:
                self.acts(number)
                number += 1
        except requests.RequestException:
            return  # the app was killed

    def acts(self, number):
        path = f"/content_submit/{self.posts[number % len(self.posts)]}"
        liked = number // len(self.posts) % 2 == 0
        self.liked[path] = None
        assert self.app.sends("PUT" if liked else "DELETE", f"{path}/like").json()["liked"] == liked
        self.liked[path] = liked
        answer = self.app.sends("POST", f"{path}/comments", {"text": f"comment {number}"})
        self.comments.add(answer.json()["comment"]["id"])
        answer = self.app.sends("POST", "/content_submit", {"content_txt": f"post {number}"})
        self.written.add(answer.json()["post"]["id"])


def all_ids(app, path, kind):
    """Return the ids of all items of a list, page by page."""
    found, before = set(), ""
    while before is not None:
        page = app.sends("GET", f"{path}?before={before}").json()
        found |= {one["id"] for one in page[kind]}
        before = page["next"]
    return found


def test_answered_requests_survive_a_kill_and_the_counts_are_right(served, make_served):
    """Three users like, comment and post when the app is killed, twice."""
    assert served.starts(SNS_PAGE_SIZE="100").startswith("Ready")
    people = [served, *(make_served(f"visitor {number}") for number in (2, 3))]
    for number, one in enumerate(people):
        one.url = served.url
        one.joins_and_logs_in(f"person_{number}", f"person{number}")
    posts = [served.sends("POST", "/content_submit", {"content_txt": "like me"}).json()["post"]["id"] for _ in range(3)]
    loads = [Load(one, f"person{number}", posts) for number, one in enumerate(people)]
    for _ in range(2):
        threads = [threading.Thread(target=load.runs) for load in loads]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS_OF_LOAD)
        served.ends(signal.SIGKILL)
        for thread in threads:
            thread.join()
        assert served.starts(SNS_PAGE_SIZE="100").startswith("Ready")
        check(served, loads)
    assert all(len(load.written) > 3 for load in loads)


def test_a_start_after_a_kill_corrects_the_counts(served):
    """A like that was stored but not counted is counted by the next start."""
    served.starts()
    served.joins_and_logs_in()
    post_id = served.sends("POST", "/content_submit", {"content_txt": "like me"}).json()["post"]["id"]
    served.sends("PUT", f"/content_submit/{post_id}/like")
    with MongoClient(mongod.uri(served.folder)) as client:
        client["sns"].posts.update_one({}, {"$inc": {"like_count": -1}})
    served.ends(signal.SIGKILL)
    served.starts()
    assert served.sends("GET", f"/content_submit/{post_id}").json()["post"]["like_count"] == 1


def check(app, loads):
    """Compare the stored data with the answers, and the counts with the stored data."""
    for load in loads:
        assert load.written <= all_ids(load.app, f"/user/{load.nickname}", "posts")
        for path, liked in load.liked.items():
            assert liked in (None, load.app.sends("GET", path).json()["post"]["liked"])
    comments = set()
    for path in loads[0].liked:
        post = app.sends("GET", path).json()["post"]
        of_post = all_ids(app, f"{path}/comments", "comments")
        assert post["comment_count"] == len(of_post)
        assert post["like_count"] == len(app.sends("GET", f"{path}/likes").json()["people"])
        comments |= of_post
    assert set().union(*(load.comments for load in loads)) <= comments
