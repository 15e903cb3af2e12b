"""With a thousand users connected, a notification reaches only its recipient; the others receive no byte."""

import json
import os
import re
import resource
import select
import signal
import socket
import subprocess
import sys
from datetime import UTC
from datetime import datetime
from pathlib import Path

import pytest
import requests
import websocket
from bson import ObjectId
from flask.sessions import SecureCookieSessionInterface
from pymongo import MongoClient

from final_app import create_app
from final_app import mongod
from final_app.db import ensure_indexes
from final_app.users.actions import hash_login

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 1000
SECRET_KEY = "only for this test"
PING, PONG = "2", "3"


@pytest.fixture
def crowd(tmp_path):
    """Return a served app's address, and the cookies of a thousand logged-in users by nickname."""
    hard_limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard_limit, 8192), hard_limit))
    database = mongod.start(tmp_path)
    uri = mongod.uri(tmp_path)
    with MongoClient(uri) as client:
        app = create_app({"SECRET_KEY": SECRET_KEY, "ASYNC_MODE": "threading"}, client=client)
        with app.app_context():
            ensure_indexes()
        client["sns"].people.insert_many([make_person(number) for number in range(PEOPLE)])
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        people = client["sns"].people.find({}, {"nickname": 1})
        cookies = {
            person["nickname"]: signer.dumps({"person_id": str(person["_id"]), "login": secret_of(person["nickname"])})
            for person in people
        }
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "MONGO_URI": uri, "SECRET_KEY": SECRET_KEY, "SNS_INSTANCE_PATH": str(tmp_path)}
    command = [sys.executable, "-m", "final_app", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        served = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
    assert served.stdout.readline().startswith("Ready")
    yield f"127.0.0.1:{port}", cookies
    served.send_signal(signal.SIGTERM)
    served.communicate(timeout=30)
    mongod.stop(database)


def secret_of(nickname):
    """Return the secret of a user's login."""
    return f"secret of {nickname}"


def make_person(number):
    """Return a user who is logged in."""
    nickname = f"person{number}"
    return {
        "_id": ObjectId(),
        "user_id": nickname,
        "nickname": nickname,
        "nickname_key": nickname,
        "email_key": f"{nickname}@example.org",
        "user_name": "Some One",
        "language": "en",
        "bio": "",
        "profile_img": None,
        "background_img": None,
        "grams": [],
        "logins": [{"id": hash_login(secret_of(nickname)), "began_at": datetime.now(UTC)}],
    }


def listen(address, cookie):
    """Open the socket of one page and complete the handshake."""
    page = websocket.create_connection(
        f"ws://{address}/socket.io/?EIO=4&transport=websocket", header=[f"Cookie: sns_session={cookie}"], timeout=30
    )
    assert page.recv().startswith("0{")
    page.send("40")
    assert page.recv().startswith("40{")
    return page


def frames_of(pages):
    """Return what arrives at these pages until one second passes without any; answer the server's pings."""
    by_number = {page.fileno(): page for page in pages}
    poller = select.poll()
    for number in by_number:
        poller.register(number, select.POLLIN)
    arrived = []
    while ready := poller.poll(1000):
        for number, _ in ready:
            arrived.append(by_number[number].recv())
            if arrived[-1] == PING:
                by_number[number].send(PONG)
    return [frame for frame in arrived if frame != PING]


@pytest.mark.timeout(300)
def test_a_notification_reaches_one_user_of_a_thousand(crowd):
    """person1 sends person0 a friend request: the two hear of it, and no other user does."""
    address, cookies = crowd
    pages = {}
    for nickname, cookie in cookies.items():
        pages[nickname] = listen(address, cookie)
        if len(pages) % 200 == 0:  # on a slow machine the first need a pong before the last has connected
            frames_of(pages.values())

    visitor = requests.Session()
    visitor.cookies.set("sns_session", cookies["person1"], domain="127.0.0.1", path="/")
    page = visitor.get(f"http://{address}/").text
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)[1]
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    assert visitor.put(f"http://{address}/friend/person0", headers=headers).json()["state"] == "requested"

    events = [[json.loads(frame[2:])[0] for frame in frames_of([pages[name]])] for name in ("person0", "person1")]
    assert events == [["request_notice", "friendship"], ["friendship"]]  # both pages show the right buttons
    bystanders = [page for nickname, page in pages.items() if nickname not in ("person0", "person1")]
    assert len(bystanders) == PEOPLE - 2
    assert frames_of(bystanders) == []
    for page in pages.values():
        page.sock.close()
