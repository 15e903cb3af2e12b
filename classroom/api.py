"""Provide what checks are written with: check, expect, and the app under test."""

import importlib
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from types import ModuleType
from typing import Any

from flask import Flask
from flask_socketio import SocketIO
from werkzeug.security import generate_password_hash

from classroom.client import Client
from classroom.error_hints import explain
from classroom.error_hints import locate
from classroom.i18n import Text
from classroom.lessons import Check
from classroom.responses import CheckFailed
from classroom.responses import Exchange


def check(exercise: str | None, en: str, ko: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as a check of an exercise, or of the whole stage (None), described in one sentence."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        """Attach the check to its function."""
        function.check = Check(function.__name__, exercise, Text(en, ko), function)  # type: ignore[attr-defined]
        return function

    return register


def expect(ok: object, en: str, ko: str, expected: object = None, actual: object = None) -> None:
    """Fail with a message in both languages unless a condition holds."""
    if not ok:
        raise CheckFailed(en, ko, expected, actual)


@dataclass
class AppUnderTest:
    """A freshly loaded app of a learner, with its initial data."""

    folder: Path
    app: Flask
    module: ModuleType
    exchanges: list[Exchange] = field(default_factory=list)
    received: dict[str, list[Any]] = field(default_factory=dict)  # all socket messages, by the name of the client

    @property
    def socketio(self) -> SocketIO:
        """The app's Socket.IO server."""
        found = getattr(self.module, "socketio", None)
        if not isinstance(found, SocketIO):
            raise CheckFailed(
                "app.py does not define socketio = SocketIO(...).", "app.py에 socketio = SocketIO(...) 줄이 없어요."
            )
        return found

    def client(self, name: str = "visitor") -> Client:
        """Return a new browser without cookies."""
        return Client(self, name)

    def logged_in(self, user_id: str, password: str = "flask") -> Client:  # noqa: S107
        """Return a browser that is logged in."""
        client = self.client(user_id)
        client.post("/login", data={"user_id": user_id, "password": password}).expect_status(
            302,
            f"{user_id} cannot log in with the right password: /login must redirect to the first page.",
            f"맞는 비밀번호로 로그인하지 못해요(user_id: {user_id}). /login은 첫 페이지로 리다이렉트해야 해요.",
        )
        return client

    def function(self, name: str, module: str = "app") -> Callable[..., Any]:
        """Return a function of the learner's code."""
        found = getattr(self.module if module == "app" else importlib.import_module(module), name, None)
        if not callable(found):
            raise CheckFailed(f"{module}.py has no function {name}().", f"{module}.py에 {name}() 함수가 없어요.")
        return found  # type: ignore[no-any-return]

    def source(self, file: str = "app.py") -> str:
        """Return the text of one of the learner's files."""
        return (self.folder / file).read_text(encoding="utf-8")


class AppNotLoaded(CheckFailed):
    """Raised if the app cannot be loaded at all."""


def load_app(folder: Path) -> AppUnderTest:
    """Import the app.py of a folder afresh and return its app, or fail with the reason."""
    sys.path.insert(0, str(folder))  # until the check ends, because a view may import too
    for path in folder.glob("*.py"):
        check_file_name(path)
        sys.modules.pop(path.stem, None)
    importlib.invalidate_caches()
    generate_password_hash.__defaults__ = ("pbkdf2:sha256:1", 16)  # fast: there are no real passwords here
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module = importlib.import_module("app")
            return AppUnderTest(folder, get_app(module), module)
    except CheckFailed as failure:
        failure.where = locate(failure, folder)
        raise
    except SystemExit as error:
        raise AppNotLoaded(
            "The app exits while it is loading: remove sys.exit() or exit() outside of functions.",
            "앱을 불러오는 중에 프로그램이 끝나요. 함수 밖의 sys.exit()나 exit()를 지우세요.",
            where=locate(error, folder),
        ) from error
    except Exception as error:
        text = explain(error)
        raise AppNotLoaded(
            f"The app cannot be loaded. {text.en}",
            f"앱을 불러올 수 없어요. {text.ko}",
            where=locate(error, folder),
        ) from error


def check_file_name(path: Path) -> None:
    """Fail if a file of the learner hides a library of the same name, such as flask.py."""
    library = getattr(sys.modules.get(path.stem), "__file__", None) or ""
    if path.stem in sys.stdlib_module_names or "site-packages" in library:
        raise AppNotLoaded(
            f"{path.name} hides the library {path.stem}. Rename your file.",
            f"{path.name} 파일이 {path.stem} 라이브러리를 가려요. 파일 이름을 바꾸세요.",
        )


def get_app(module: ModuleType) -> Flask:
    """Return the Flask app of a module: `app`, or else what create_app() returns."""
    app = getattr(module, "app", None)
    if isinstance(app, Flask):
        return app
    if hasattr(module, "create_app"):
        app = module.create_app()
        if isinstance(app, Flask):
            return app
        raise AppNotLoaded(
            "create_app() must return the app: return app.", "create_app()은 앱을 돌려줘야 해요: return app."
        )
    others = [name for name, value in vars(module).items() if isinstance(value, Flask)]
    if others:
        raise AppNotLoaded(
            f"Your app is named {others[0]}. Rename it to app, the name that Flask and the checks look for.",
            f"지금 앱의 이름: {others[0]}. Flask와 검사가 찾는 이름인 app으로 바꾸세요.",
        )
    raise AppNotLoaded(
        "app.py does not create an app: add app = Flask(__name__).",
        "app.py에 앱이 없어요. app = Flask(__name__) 줄을 추가하세요.",
    )
