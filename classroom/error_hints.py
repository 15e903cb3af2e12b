"""Explain exceptions of a learner's app in plain words."""

import re
import traceback
from pathlib import Path

from classroom.i18n import Text

# (type of the exception, pattern of its message, hint in English, in Korean); {0}, {1} are the groups of the pattern
ERROR_HINTS = (
    (
        "TypeError",
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        "The URL passes {1} to {0}(), but {0}() has no such parameter: write def {0}({1}).",
        "URL에서 {0}() 함수에 {1} 값을 넘기지만 받을 매개변수가 없어요. 이렇게 쓰세요: def {0}({1})",
    ),
    (
        "TypeError",
        r"(\w+)\(\) missing \d+ required positional arguments?: '(\w+)'",
        "{0}() was called without {1}. Flask passes a view only what its rule names, such as <{1}>, and a "
        "Socket.IO handler only what was sent.",
        "{0}() 함수가 {1} 없이 호출됐어요. 뷰에는 규칙에 <{1}>처럼 적은 값만, 핸들러에는 보낸 값만 전달돼요.",
    ),
    (
        "TypeError",
        r"(\w+)\(\) takes (\d+) positional arguments? but (\d+) (?:was|were) given",
        "{0}() was called with the wrong number of arguments: {2} instead of {1}. List every argument in its "
        "definition.",
        "{0}() 함수의 인자는 {1}개인데 {2}개로 호출됐어요. 받을 인자를 정의의 괄호 안에 모두 적으세요.",
    ),
    (
        "TypeError",
        r"The view function for '([\w.]+)' did not return a valid response. .*(?:returned None|return statement)",
        "The view {0}() returned None: it ends without a return statement, or is still empty.",
        "뷰 {0}() 함수가 None을 돌려줬어요. return 없이 끝났거나 아직 비어 있어요.",
    ),
    (
        "TypeError",
        r"did not return a valid response\. .* but it was an? (\w+)",
        "A view returns the body first: return body, status, headers. Yours returns a value of type {0} first.",
        "뷰는 본문을 먼저 돌려줘요: return 본문, 상태 코드, 헤더. 지금 첫째 값의 타입: {0}",
    ),
    (
        "TypeError",
        r"Object of type (\w+) is not JSON serializable",
        "JSON cannot hold a value of type {0}: return dicts, lists, strings and numbers.",
        "JSON에는 {0} 타입의 값을 담을 수 없어요. 딕셔너리, 리스트, 문자열, 숫자를 돌려주세요.",
    ),
    (
        "TypeError",
        r"'NoneType' object is not (subscriptable|iterable|callable)",
        "A value is None where something else was expected: a function returned nothing, or get() did not "
        "find the key.",
        "값이 있어야 할 곳에 None이 있어요. 함수가 아무것도 돌려주지 않았거나, get()이 키를 찾지 못했어요.",
    ),
    (
        "NameError",
        r"name '(\w+)' is not defined",
        "The name {0} is not defined. Is it misspelled, or is its import missing?",
        "{0}: 이런 이름이 없어요. 철자가 틀렸거나 import가 빠졌나요?",
    ),
    (
        "UnboundLocalError",
        r"variable '(\w+)'",
        "{0} is used before a value is assigned to it on this path through the function.",
        "이 경로에서는 {0} 변수에 값을 넣기도 전에 그 변수를 써요.",
    ),
    (
        "ModuleNotFoundError",
        r"No module named '([\w.]+)'",
        "There is no module {0}. Is it misspelled, or is the file missing next to app.py?",
        "{0} 모듈이 없어요. 철자를 확인하고, app.py 옆에 파일이 있는지 보세요.",
    ),
    (
        "ImportError",
        r"cannot import name '(\w+)' from '?([\w.]+)",
        "Cannot import {0}: {1} has no such name. Is it misspelled?",
        "{0}: {1} 모듈에 이런 이름이 없어요. 철자를 확인하세요.",
    ),
    (
        "KeyError",
        r"'([A-Z][A-Z_]+)'",
        "There is no {0}. If it is an environment variable, use os.environ.get and choose a default.",
        "{0} 키가 없어요. 환경 변수라면 os.environ.get으로 읽고, 없을 때 쓸 기본값을 정하세요.",
    ),
    (
        "KeyError",
        r"(.*)",
        "The dict has no key {0}. Check that it exists first, or use get().",
        "딕셔너리에 {0} 키가 없어요. 키가 있는지 먼저 확인하거나 get()을 쓰세요.",
    ),
    (
        "AttributeError",
        r"'([\w.]+)' object has no attribute '(\w+)'",
        "{0} has no attribute {1}. Is it misspelled, or is the value of another type than you expect?",
        "{0} 객체에 {1} 속성이 없어요. 철자가 틀렸거나, 값의 타입이 생각과 달라요.",
    ),
    (
        "AttributeError",
        r"module '(\w+)' has no attribute '(\w+)'",
        "{0}.py does not define {1}. Is the name misspelled?",
        "{0}.py에 {1} 이름이 없어요. 철자를 확인하세요.",
    ),
    (
        "BuildError",
        r"Could not build url for endpoint '([^']+)'(?: with values .*?)?\. Did you forget to specify values \[(.*)\]",
        "url_for('{0}') needs a value for {1}, because the rule of that view contains it.",
        "url_for('{0}')에 값이 빠졌어요: {1}. 그 뷰의 규칙에 들어 있는 값이에요.",
    ),
    (
        "BuildError",
        r"Could not build url for endpoint '([^']+)'",
        "url_for('{0}'): there is no view with this name. Pass the name of a view function, not a URL.",
        "url_for('{0}'): 이런 이름의 뷰가 없어요. URL이 아니라 뷰 함수의 이름을 넣으세요.",
    ),
    (
        "TemplateNotFound",
        r"(.*)",
        "There is no template {0}. It must be in the templates folder next to app.py.",
        "{0} 템플릿이 없어요. app.py 옆의 templates 폴더에 있어야 해요.",
    ),
    (
        "UndefinedError",
        r"'([\w.]+)' is undefined",
        "The template uses {0}, but the view did not pass it to render_template.",
        "템플릿에서 {0} 변수를 쓰지만 뷰가 render_template에 넘기지 않았어요.",
    ),
    (
        "UndefinedError",
        r"'(.+)' has no attribute '(\w+)'",
        "The template uses {1} of {0}, which has no such attribute. Is it misspelled, or was another value passed?",
        "템플릿에서 쓰는 {0} 값에 {1} 속성이 없어요. 철자가 틀렸거나 다른 값을 넘겼어요.",
    ),
    (
        "TemplateSyntaxError",
        r"(.*)",
        "The template has a syntax error: {0}",
        "템플릿의 문법이 틀렸어요. Jinja의 오류 메시지: {0}",
    ),
    (
        "AssertionError",
        r"View function mapping is overwriting an existing endpoint function: (\w+)",
        "Two views are named {0}. Every view function needs its own name.",
        "이름이 같은 뷰가 두 개예요: {0}. 뷰 함수마다 이름이 달라야 해요.",
    ),
    (
        "RuntimeError",
        r"The session is unavailable because no secret key was set",
        "There is no key to sign the session with. Set app.secret_key, from the environment or with the "
        "secrets module.",
        "세션에 서명할 키가 없어요. 환경 변수나 secrets 모듈로 app.secret_key를 정하세요.",
    ),
    (
        "RuntimeError",
        r"Working outside of (request|application) context",
        "This was called outside of a request: the {0} context exists only while Flask handles one.",
        "요청을 처리하지 않는 곳에서 호출됐어요. {0} 컨텍스트는 요청을 처리하는 동안에만 있어요.",
    ),
)


def explain(error: BaseException) -> Text:
    """Explain an exception in both languages."""
    name, message = type(error).__name__, str(error)
    for type_name, pattern, en, ko in ERROR_HINTS:
        found = re.search(pattern, message) if type_name == name else None
        if found:
            return Text(en.format(*found.groups()), ko.format(*found.groups()))
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()
        return Text(
            f"Python cannot parse this line: {line} ({error.msg})",
            f"Python이 이 줄을 해석하지 못해요: {line} ({error.msg})",
        )
    return Text(f"{name}: {message}", f"{name}: {message}")


def locate(error: BaseException, folder: Path) -> str:
    """Return file, line number and source of the last line of the learner's own code in a traceback, or ""."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}: {(error.text or '').strip()}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    if not own:
        return ""
    return f"{Path(own[-1].filename).relative_to(folder)}:{own[-1].lineno}: {own[-1].line}"
