"""Facts that appear in several files are the same in each."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from classroom.stages import STAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [stage.folder for stage in STAGES if stage.number != "final_app" and not stage.from_empty]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_socketio_script_is_one_version_everywhere():
    """course.py downloads the same script that the pages load from the CDN."""
    version = re.search(r'SCRIPT_VERSION = "(.*)"', read("course.py"))[1]
    digest = re.search(r'SCRIPT_SHA384 = "(.*)"', read("course.py"))[1]
    for name in ("final_app/security.py", "04_websockets/templates/base.html"):
        assert f"https://cdn.socket.io/{version}/socket.io.min.js" in read(name)
        assert f"sha384-{digest}" in read(name)


def test_every_stage_is_listed_and_in_both_readmes():
    """Every stage folder is in STAGES and in both READMEs."""
    assert sorted(path.name for path in ROOT.glob("[0-9]*_*")) == FOLDERS
    for stage in STAGES:
        assert stage.path.is_dir()
        command = "start" if stage.from_empty else "run"
        assert f"course.py {command} {stage.number}`" in read("README.md")
        assert f"course.py {command} {stage.number}`" in read("README.ko.md")


def test_the_dev_container_runs_the_first_command_of_the_readme():
    """The dev container starts what the README describes, on the same port."""
    container = json.loads(read(".devcontainer/devcontainer.json"))
    first = re.search(r"^```\n(.*)$", read("README.md"), re.MULTILINE)[1]
    assert container["postAttachCommand"] == first
    for port in container["forwardPorts"]:
        assert f"http://127.0.0.1:{port}" in read("README.md")


def test_the_changelog_has_the_version_of_the_project():
    """Its newest version is the one in pyproject.toml, below the unreleased changes."""
    headings = re.findall(r"^## \[?([\w.]+)", read("CHANGELOG.md"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", tomllib.loads(read("pyproject.toml"))["project"]["version"]]


@pytest.mark.parametrize(("earlier", "later"), list(pairwise(FOLDERS)))
def test_a_stage_grows_from_the_one_before(earlier, later):
    """Common styles are identical in neighboring stages."""
    common = re.split(r"/\* Stage \d+ only", read(f"{earlier}/static/style.css"))[0]
    assert read(f"{later}/static/style.css").startswith(common)


def test_relative_links_are_valid():
    """Every relative link in a Markdown file leads to an existing file and heading."""
    for path in [*ROOT.glob("*.md"), *ROOT.glob("0*/*.md"), *ROOT.glob("notes/**/*.md")]:
        for target in re.findall(r"\]\((?!https?://)([^)]+)\)", path.read_text(encoding="utf-8")):
            name, _, anchor = target.partition("#")
            page = (path.parent / name).resolve()
            assert page.exists(), f"{path}: {target}"
            headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE) if anchor else []
            assert not anchor or anchor in [anchor_of(heading) for heading in headings], f"{path}: {target}"


def anchor_of(heading):
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
