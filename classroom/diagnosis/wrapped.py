"""Find decorators in an order that leaves the route without them."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

from classroom.diagnosis.edits import code
from classroom.diagnosis.hunks import functions_in
from classroom.diagnosis.places import Place
from classroom.diagnosis.places import place_at
from classroom.diagnosis.syntax import Function
from classroom.diagnosis.syntax import name_of
from classroom.i18n import Text

if TYPE_CHECKING:
    from classroom.checks.kit import Outcome

ROUTES = ("route", "get", "post", "put", "patch", "delete")


def decorated_too_late(outcome: Outcome, folder: Path) -> tuple[Text, Place] | None:
    """`@login_required` above `@app.route(...)`, at the view that answered."""
    exchange = outcome.failure.exchange if outcome.failure else None
    for path in sorted(folder.glob("*.py")) if exchange else ():
        functions = functions_in(path)
        own = {one.name for one in functions}
        for view in functions:
            routes = [number for number, one in enumerate(view.decorator_list) if is_route(one)]
            above = [one for one in view.decorator_list[: routes[0] if routes else 0] if name_of_decorator(one) in own]
            if above and exchange and f"-> {view.name}()" in exchange.rule.en:
                return out_of_order(code(above[0]), view), place_at(folder, path.name, above[0].lineno, view.name)
    return None


def is_route(decorator: ast.expr) -> bool:
    """Tell whether a decorator is @app.route(...) or @app.get(...)."""
    return isinstance(decorator, ast.Call) and code(decorator.func).startswith("app.") and name_of(decorator) in ROUTES


def name_of_decorator(decorator: ast.expr) -> str:
    """Return the name of a decorator, called or not."""
    return name_of(decorator) if isinstance(decorator, ast.Call) else code(decorator)


def out_of_order(decorator: str, view: Function) -> Text:
    """Say which decorator belongs on top."""
    return Text(
        f"@{decorator} stands above @app.route, so the route has {view.name}() without it: a decorator gets what is "
        "below it. Put @app.route on top.",
        f"@{decorator} 줄이 @app.route 위에 있어서, 라우트에는 그것이 없는 {view.name}()가 등록돼요. 데코레이터는 "
        "아래에 있는 것을 받아요. @app.route를 맨 위에 쓰세요.",
    )
