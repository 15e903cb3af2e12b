"""What the proofs of the notes' claims are handed: the stage, loaded or served, as it is or altered."""

import importlib.util

import pytest

from classroom.stages import ROOT

HEADINGS = {
    "en": [
        "What you will be able to explain",
        "Before you start",
        "Predict",
        "Run",
        "Look",
        "Explain",
        "Beliefs",
        "Exercises",
        "Check yourself",
        "What changed",
        "Further",
        "What comes next",
    ],
    "ko": [
        "무엇을 설명할 수 있게 되나요",
        "시작하기 전에",
        "예상하기",
        "실행하기",
        "살펴보기",
        "설명하기",
        "흔한 오해",
        "연습",
        "스스로 확인하기",
        "무엇이 달라졌나요",
        "더 읽을거리",
        "다음은",
    ],
}
PROJECT = "06_project"
PROJECT_HEADINGS = {
    "en": [
        "What you will build",
        "Before you start",
        "Run",
        "What it must do",
        "Steps",
        "Check yourself",
        "What comes next",
    ],
    "ko": [
        "무엇을 만드나요",
        "시작하기 전에",
        "실행하기",
        "무엇을 해야 하나요",
        "단계",
        "스스로 확인하기",
        "다음은",
    ],
}
SOLUTION = f"notes/{PROJECT}/solution"
LESSONS = sorted(path.parent.name for path in (ROOT / "notes").glob("*/claims.py"))


def proofs_of(folder):
    """Return the proofs in a lesson's claims.py, by their ids: each is a function, or a list of checks."""
    spec = importlib.util.spec_from_file_location(f"claims_of_{folder}", ROOT / "notes" / folder / "claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: value for name, value in vars(module).items() if name[0] in "RTSWMF" and name[1:2].isdigit()}


class Show:
    """What a proof may ask for."""

    def __init__(self, folder, request):
        self.folder = folder
        self.request = request

    def app(self, patch=None, folder=None):
        """Return a freshly loaded stage, as the checks are given it, with each (old, new) of patch done in a copy."""
        return self.request.getfixturevalue("load_stage")(folder or self.folder, patch)

    def serve(self, patch=None, folder=None, **environment):
        """Return the address of a stage served by a process of its own."""
        return self.request.getfixturevalue("start_stage")(folder or self.folder, patch, **environment)

    def page(self):
        """Return a page of a real browser."""
        context = self.request.getfixturevalue("chromium").new_context()
        self.request.addfinalizer(context.close)
        return context.new_page()

    def fixture(self, name):
        """Return any other fixture of the tests."""
        return self.request.getfixturevalue(name)


@pytest.fixture
def show_of(request):
    """Return a function that gives the proofs of a lesson what they ask for."""
    return lambda folder: Show(folder, request)
