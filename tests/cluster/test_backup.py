"""A backup is taken and restored as the page for operators says."""

import re
import subprocess

import pytest
from bson import ObjectId
from pymongo import MongoClient

from final_app.cluster.topology import DEPLOY
from tests.cluster.conftest import wait_for

MONGODS = ["mongo1", "mongo2", "mongo3"]
PAGES = [(DEPLOY / name).read_text(encoding="utf-8") for name in ("README.md", "README.ko.md")]


@pytest.mark.timeout(300)  # starts the cluster twice
def test_a_backup_that_is_taken_under_load_is_restored(cluster, load):
    """No request fails meanwhile. After the restore the past is back, what came later is gone, and all goes on."""
    before = write(load.alice, "before the backup")
    with load.goes_on(until_seconds=1):
        take_backup(cluster, before)
    assert load.failures == []
    after = write(load.alice, "after the backup")
    cluster.run("stop")
    for name in MONGODS:
        run_in(cluster.folder / name, command_of(r"-c '([^']+)'"), stdin=cluster.folder / "maru.tgz")
    cluster.start()
    assert load.alice.send("GET", f"/content_submit/{before}").status_code == 200
    assert load.alice.send("GET", f"/content_submit/{after}").status_code == 404
    write(cluster.logs_in("alice"), "after the restore")
    wait_for(lambda: len(re.findall(r"PRIMARY|SECONDARY", cluster.run("status"))) == len(MONGODS))


def write(person, text):
    """Write a post, and return its id."""
    return person.send("POST", "/content_submit", content_txt=text).json()["post"]["id"]


def take_backup(cluster, post_id):
    """Copy what a mongod keeps that is not the primary, and has this post, while it is locked."""
    primary = cluster.primary()
    name = next(one for one in MONGODS if one != primary)
    with MongoClient("127.0.0.1", cluster.port(name), directConnection=True) as client:
        wait_for(lambda: client.sns.posts.find_one(ObjectId(post_id)))
        client.admin.command("fsync", lock=True)
        try:
            run_in(cluster.folder / name, command_of(r"(tar cz .+?) >"), stdout=cluster.folder / "maru.tgz")
        finally:
            client.admin.command("fsyncUnlock")


def command_of(pattern):
    """Return a command of the page for operators, which says the same in both languages."""
    (command,) = {found for page in PAGES for found in re.findall(pattern, page)}
    return command


def run_in(folder, command, stdin="/dev/null", stdout="/dev/null"):
    """Run a command that names the folder of a container's data on another folder."""
    with open(stdin, "rb") as given, open(stdout, "wb") as taken:
        subprocess.run(["sh", "-c", command.replace("/data/db", str(folder))], stdin=given, stdout=taken, check=True)
