"""Load the app of a learner afresh."""

import importlib
import sys
import warnings
from pathlib import Path
from types import ModuleType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.security import generate_password_hash

from classroom.checks.kit.failure import AppNotLoaded
from classroom.checks.kit.site import AppUnderTest


class TemplateCache(BytecodeCache):
    """Compiled templates, so that the next check need not compile them again; changed ones are."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled before."""
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.compiled[bucket.key] = bucket.bytecode_to_string()


templates = TemplateCache()


def load_app(folder: Path) -> AppUnderTest:
    """Import the app.py of a folder afresh and return its app; fail, or raise what its code raises."""
    sys.path.insert(0, str(folder))  # until the check ends, because a view may import too
    for path in folder.glob("*.py"):
        check_file_name(path)
        sys.modules.pop(path.stem, None)
    importlib.invalidate_caches()
    generate_password_hash.__defaults__ = ("pbkdf2:sha256:1", 16)  # fast: there are no real passwords here
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        module = importlib.import_module("app")
        app = get_app(module)
        app.jinja_env.bytecode_cache = templates
        return AppUnderTest(folder, app, module)


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
