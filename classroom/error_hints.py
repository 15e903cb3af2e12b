"""Why an app failed, in words for the one who wrote it."""

import re
import traceback
from pathlib import Path

from classroom.i18n import Text

# (name of the exception, what its message looks like, what it means); {0}, {1} are what the brackets found
ERROR_HINTS = (
    (
        "TypeError",
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'",
        "The URL hands {1} to {0}(), which does not take it: write def {0}({1}).",
        "URL이 {0}()에 {1}을(를) 넘기는데 함수가 받지 않아요. def {0}({1})로 쓰세요.",
    ),
    (
        "TypeError",
        r"(\w+)\(\) missing \d+ required positional arguments?: '(\w+)'",
        "{0}() was called without {1}: a view gets only what its rule names, as <{1}>; a handler what was sent.",
        "{0}()가 {1} 없이 불렸어요. 뷰는 규칙에 <{1}>처럼 적은 것만, 핸들러는 보낸 것만 받아요.",
    ),
    (
        "TypeError",
        r"(\w+)\(\) takes (\d+) positional arguments? but (\d+) (?:was|were) given",
        "{0}() takes {1} values and was given {2}: what it is called with must stand in its brackets.",
        "{0}()는 값을 {1}개 받는데 {2}개를 받았어요. 부를 때 넘기는 것이 괄호 안에 있어야 해요.",
    ),
    (
        "TypeError",
        r"The view function for '([\w.]+)' did not return a valid response. .*(?:returned None|return statement)",
        "The view {0}() returned None: it ends without return, or is still empty.",
        "뷰 {0}()가 None을 돌려줬어요. return 없이 끝났거나 아직 비어 있어요.",
    ),
    (
        "TypeError",
        r"did not return a valid response\. .* but it was an? (\w+)",
        "A view returns the body first: return body, status, headers. Here the first is of the type {0}.",
        "뷰는 본문을 먼저 돌려줘요: return 본문, 상태 코드, 헤더. 지금은 첫째가 {0}이에요.",
    ),
    (
        "TypeError",
        r"Object of type (\w+) is not JSON serializable",
        "JSON cannot hold a {0}: return dicts, lists, strings and numbers.",
        "JSON에는 {0}을(를) 담을 수 없어요. 딕셔너리, 리스트, 문자열, 숫자를 돌려주세요.",
    ),
    (
        "TypeError",
        r"'NoneType' object is not (subscriptable|iterable|callable)",
        "Something is None where a value was expected: a function that returns nothing, or get() of a missing key.",
        "값이 있어야 할 곳에 None이 있어요. 아무것도 돌려주지 않는 함수이거나, 없는 키를 get()한 거예요.",
    ),
    (
        "NameError",
        r"name '(\w+)' is not defined",
        "Nothing is called {0}: is it misspelt, or is its import missing?",
        "{0}(이)라는 이름이 없어요. 철자가 틀렸거나 import가 빠졌나요?",
    ),
    (
        "UnboundLocalError",
        r"variable '(\w+)'",
        "{0} is used before it has a value on this way through the function.",
        "이 경로에서는 {0}에 값을 넣기 전에 쓰고 있어요.",
    ),
    (
        "ModuleNotFoundError",
        r"No module named '([\w.]+)'",
        "There is no module {0}: is it misspelt, or is the file missing beside app.py?",
        "{0} 모듈이 없어요. 철자를 확인하거나, app.py 옆에 파일이 있는지 보세요.",
    ),
    (
        "ImportError",
        r"cannot import name '(\w+)' from '?([\w.]+)",
        "{1} has nothing called {0}: is it misspelt?",
        "{1}에는 {0}이(가) 없어요. 철자를 확인하세요.",
    ),
    (
        "KeyError",
        r"'([A-Z][A-Z_]+)'",
        "{0} is not there: if it comes from the environment, use os.environ.get and say what is so without it.",
        "{0}이(가) 없어요. 환경 변수라면 os.environ.get으로 읽고, 없을 때 어떻게 할지도 정하세요.",
    ),
    (
        "KeyError",
        r"(.*)",
        "A dict has no key {0}: check that it is there first, or use get().",
        "딕셔너리에 {0} 키가 없어요. 먼저 있는지 확인하거나 get()을 쓰세요.",
    ),
    (
        "AttributeError",
        r"'([\w.]+)' object has no attribute '(\w+)'",
        "A {0} has no {1}: is it misspelt, or is the value another than you think?",
        "{0}에는 {1}이(가) 없어요. 철자가 틀렸거나, 생각한 것과 다른 값이에요.",
    ),
    (
        "AttributeError",
        r"module '(\w+)' has no attribute '(\w+)'",
        "{0}.py has no {1}: is it misspelt there or here?",
        "{0}.py에는 {1}이(가) 없어요. 철자를 확인하세요.",
    ),
    (
        "BuildError",
        r"Could not build url for endpoint '([^']+)'(?: with values .*?)?\. Did you forget to specify values \[(.*)\]",
        "url_for('{0}') needs {1}: the rule of that view names it.",
        "url_for('{0}')에는 {1}이(가) 필요해요. 그 뷰의 규칙에 적혀 있어요.",
    ),
    (
        "BuildError",
        r"Could not build url for endpoint '([^']+)'",
        "url_for('{0}'): no view has this name. It takes the name of a view function, not a URL.",
        "url_for('{0}'): 이런 이름의 뷰가 없어요. URL이 아니라 뷰 함수의 이름을 넣으세요.",
    ),
    (
        "TemplateNotFound",
        r"(.*)",
        "There is no template {0}: it must be in the folder templates, beside app.py.",
        "{0} 템플릿이 없어요. app.py 옆의 templates 폴더에 있어야 해요.",
    ),
    (
        "UndefinedError",
        r"'([\w.]+)' is undefined",
        "The template uses {0}, which render_template was not given.",
        "템플릿이 {0}을(를) 쓰는데 render_template에 넘기지 않았어요.",
    ),
    (
        "UndefinedError",
        r"'(.+)' has no attribute '(\w+)'",
        "The template asks {0} for {1}, which it does not have: is it misspelt, or is another thing handed over?",
        "템플릿이 {0}에서 {1}을(를) 찾지만 없어요. 철자가 틀렸거나 다른 것을 넘겼어요.",
    ),
    (
        "TemplateSyntaxError",
        r"(.*)",
        "Jinja cannot read a template: {0}",
        "Jinja가 템플릿을 읽지 못해요: {0}",
    ),
    (
        "AssertionError",
        r"View function mapping is overwriting an existing endpoint function: (\w+)",
        "Two views are called {0}: every view function needs a name of its own.",
        "{0}(이)라는 뷰가 두 개예요. 뷰 함수마다 이름이 달라야 해요.",
    ),
    (
        "RuntimeError",
        r"The session is unavailable because no secret key was set",
        "There is no key to sign the session with: set app.secret_key, from the environment or from secrets.",
        "세션에 서명할 키가 없어요. 환경 변수나 secrets로 app.secret_key를 정하세요.",
    ),
    (
        "RuntimeError",
        r"Working outside of (request|application) context",
        "This was called where no request is being answered; the {0} context is only there inside a view.",
        "요청을 처리하지 않는 곳에서 불렀어요. {0} 컨텍스트는 뷰 안에만 있어요.",
    ),
)


def explain(error: BaseException) -> Text:
    """Return what an exception means, in both languages."""
    name, message = type(error).__name__, str(error)
    for kind, pattern, en, ko in ERROR_HINTS:
        found = re.search(pattern, message) if kind == name else None
        if found:
            return Text(en.format(*found.groups()), ko.format(*found.groups()))
    if isinstance(error, SyntaxError):
        line = (error.text or "").strip()
        return Text(
            f"Python cannot read this line: {line} ({error.msg})", f"Python이 이 줄을 읽지 못해요: {line} ({error.msg})"
        )
    return Text(f"{name}: {message}", f"{name}: {message}")


def locate(error: BaseException, folder: Path) -> str:
    """Return file, line and source of the learner's line that led to an exception, or nothing."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{Path(error.filename).name}:{error.lineno}: {(error.text or '').strip()}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    if not own:
        return ""
    return f"{Path(own[-1].filename).relative_to(folder)}:{own[-1].lineno}: {own[-1].line}"
