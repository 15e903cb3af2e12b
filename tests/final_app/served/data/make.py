"""Make a data folder as people leave it behind, by acting over HTTP on the final app of the folder one is in.

git worktree add /tmp/old 03a28a3; cd /tmp/old; python <this file> <folder for instance-03a28a3.tar.xz>
"""

import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from datetime import UTC
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import requests
from PIL import Image
from PIL import ImageDraw
from pymongo import MongoClient

NAME = "instance-03a28a3.tar.xz"
SECRET_KEY = "only for tests"  # so none is stored
PASSWORD = "correct horse"
CENTURY = 100 * 365 * 24 * 60 * 60  # a mailed code of today is to work whenever the test runs
JSON = {"Accept": "application/json"}
PAGES = ("/", "/user/alice", "/user/민수", "/user/bob", "/friend", "/notice", "/setting", "/search?search=바다")


class Person:
    """Someone at a browser of their own."""

    def __init__(self, url, user_id, nickname):
        self.url, self.user_id, self.nickname = url, user_id, nickname
        self.http = requests.Session()

    def submits(self, path, files=None, **fields):
        """Submit a form, as a page would."""
        form = {"csrf_token": self.token(), **fields}
        answer = self.http.post(f"{self.url}{path}", form, files=files, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        return answer

    def sends(self, method, path, json=None):
        """Send JSON, as a script of a page would, and return what is answered."""
        headers = {**JSON, "X-CSRFToken": self.token()}
        answer = self.http.request(method, f"{self.url}{path}", json=json, headers=headers)
        assert answer.ok, answer.text
        return answer.json()

    def token(self):
        return re.search(r'name="csrf-token" content="([^"]+)"', self.http.get(f"{self.url}/login").text)[1]

    def reads(self, path):
        return self.http.get(f"{self.url}{path}", headers=JSON).json()

    def code(self):
        """Return the code in the newest letter to this person."""
        letters = self.http.get(f"{self.url}/dev/mail").text.split("<article")
        return next(re.search(r"\b\d{6}\b", letter)[0] for letter in letters if f"{self.user_id}@a.org" in letter)

    def asks_to_join(self):
        names = {"user_id": self.user_id, "nickname": self.nickname, "user_name": f"{self.nickname} Kim"}
        self.submits("/join", **names, user_email=f"{self.user_id}@a.org", password=PASSWORD, password2=PASSWORD)

    def joins_and_logs_in(self):
        self.asks_to_join()
        self.submits("/join/verify", code=self.code())
        self.submits("/login", user_id=self.user_id, password=PASSWORD)
        return self

    def posts(self, content_txt, audience="public", pictures=()):
        """Write a post and return its path."""
        files = [("content_file", ("drawn.png", picture, "image/png")) for picture in pictures]
        self.submits("/content_submit", files, content_txt=content_txt, audience=audience)
        return f"/content_submit/{self.reads(f'/user/{self.nickname}')['posts'][0]['id']}"

    def comments(self, post, text, reply_to=""):
        """Comment on a post and return the comment's id."""
        return self.sends("POST", f"{post}/comments", {"text": text, "reply_to": reply_to})["comment"]["id"]


def drawn(colour):
    """Return a small drawn picture."""
    picture = Image.new("RGB", (48, 32), colour)
    ImageDraw.Draw(picture).ellipse((12, 4, 36, 28), fill="white")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def live(url):
    """Let people do what people do, and return what is to be remembered of it."""
    alice = Person(url, "alice_1", "alice").joins_and_logs_in()
    minsu = Person(url, "minsu_1", "민수").joins_and_logs_in()
    bob = Person(url, "bob_lee", "bob").joins_and_logs_in()
    face = {"profile_img": ("face.png", drawn("teal"), "image/png")}
    alice.submits("/setting", face, bio="Tea before code.")
    minsu.submits("/setting", language="ko")
    alice.sends("PUT", "/friend/민수")
    minsu.sends("PUT", "/friend/alice")
    bob.sends("PUT", "/friend/alice")

    sea = alice.posts("The sea today, with @민수 #바다 #sea", pictures=[drawn("navy"), drawn("skyblue")])
    minsu_only = minsu.posts("친구에게만 하는 말, @alice #비밀", audience="friends")
    words = alice.posts("A word with a mistak")
    alice.sends("PATCH", words, {"content_txt": "A word without a mistake #words"})
    bobs = bob.posts("Hello from the back row. #sea")
    for person, post in ((minsu, sea), (bob, sea), (minsu, words), (bob, words), (alice, minsu_only), (alice, bobs)):
        person.sends("PUT", f"{post}/like")
    bob.sends("DELETE", f"{words}/like")  # which leaves its notice

    minsu.comments(sea, "예뻐요!")
    where = bob.comments(sea, "Where is that?")
    mistaken = bob.comments(sea, "To be taken back")
    at_home = alice.comments(sea, "At home.", where)
    minsu.comments(sea, "나도 가고 싶어요.")
    bob.comments(sea, "Lucky you!", at_home)
    bob.sends("DELETE", f"/comments/{mistaken}")  # a number of alice's notices is missing in the middle
    minsu.comments(bobs, "@alice 여기 봐요")
    for number in range(3):
        bob.comments(words, f"Word {number}")
    alice.comments(minsu_only, "비밀은 지킬게요.")
    bob.sends("DELETE", f"/comments/{bob.comments(words, 'The last word')}")  # and at the end
    ids = [notice["id"] for notice in reversed(alice.reads("/notice")["notices"])]
    alice.sends("POST", "/notice", {"ids": [*ids[:5], ids[8]]})

    carol = Person(url, "carol_1", "carol")
    carol.asks_to_join()
    bob.submits("/password_reset", user_email="bob_lee@a.org")
    posts = {"sea": sea, "minsu_only": minsu_only, "words": words, "bobs": bobs}
    paths = [*PAGES, *(f"{post}{part}" for post in posts.values() for part in ("", "/likes", "/comments"))]
    pictures = [image["url"] for image in alice.reads(sea)["post"]["images"]] + [alice.reads("/setting")["profile_img"]]
    sizes = [f"{picture}?size={size}" for picture in pictures for size in ("thumb", "medium", "full")]
    return {
        "cookies": {one.user_id: one.http.cookies["sns_session"] for one in (alice, carol)},
        "reset_code": bob.code(),
        "posts": posts,
        "said": {one.user_id: {path: one.reads(path) for path in paths} for one in (alice, minsu, bob)},
        "pictures": {size: hashlib.sha256(alice.http.get(f"{url}{size}").content).hexdigest() for size in sizes},
    }


def let_wait(folder):
    """Let what waits for a code do so for longer than its day, or MongoDB would drop it before the test comes."""
    with MongoClient(f"mongodb://{quote(str(folder / 'mongod.sock'), safe='')}") as client:
        client["sns"].waiting.update_many({}, {"$set": {"forget_at": datetime(2100, 1, 1, tzinfo=UTC)}})


def serve(folder):
    """Start the app on this folder, and return the process and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"SNS_INSTANCE_PATH": str(folder), "SNS_DEMO": "0", "SNS_CODE_SECONDS": str(CENTURY)}
    environment = {name: value for name, value in os.environ.items() if name != "MONGO_URI"}
    command = [sys.executable, "-m", "final_app", "--port", str(port)]
    environment |= {**settings, "SECRET_KEY": SECRET_KEY}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout.readline().startswith("Ready")
    return process, f"http://127.0.0.1:{port}"


def main():
    out = Path(sys.argv[1]).resolve()
    folder = out / "instance"
    shutil.rmtree(folder, ignore_errors=True)
    process, url = serve(folder)
    remembered = live(url)
    let_wait(folder)
    time.sleep(1)
    process.terminate()  # the app ends mongod as it should be
    assert process.wait(60) == 0
    assert (folder / "data/mongod.lock").stat().st_size == 0
    assert not (folder / "secret_key").exists()
    (out / "remembered.json").write_text(json.dumps(remembered, ensure_ascii=False, indent=1), encoding="utf-8")
    left_out = [f"--exclude={name}" for name in ("*.sock", "*.log", "diagnostic.data", "_tmp")]
    as_small = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--use-compress-program=xz -9e"]
    tar = ["tar", *as_small, *left_out, "-C", str(out), "-cf", str(out / NAME), "instance", "remembered.json"]
    subprocess.run(tar, check=True)
    print(out / NAME, (out / NAME).stat().st_size)


if __name__ == "__main__":
    main()
