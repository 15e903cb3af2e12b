"""Explain which rule of an app matches a request."""

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.routing import Rule

from classroom.i18n import Text


def matching_rule(app: Flask, method: str, path: str) -> Rule | None:
    """Return the rule of an app that matches a request, or None."""
    try:
        return app.url_map.bind("localhost").match(path, method, return_rule=True)[0]
    except HTTPException:
        return None


def explain_rule(app: Flask, method: str, path: str) -> Text:
    """Explain which rule matches a request, or why none does."""
    path = path.partition("?")[0]
    adapter = app.url_map.bind("localhost")
    try:
        rule, _ = adapter.match(path, method, return_rule=True)
    except MethodNotAllowed as error:
        methods = ", ".join(sorted(error.valid_methods or []))
        return Text(
            f"A rule matches {path}, but only for {methods}. Is {method} in methods=[...] of its route?",
            f"{path}에 맞는 규칙이 있지만 {methods} 요청만 받아요. 라우트의 methods=[...]에 {method}도 있나요?",
        )
    except RequestRedirect as redirect:
        to = redirect.new_url
        return Text(
            f"Flask redirects to {to}: check the slash at the end.",
            f"Flask가 보내는 곳: {to}. URL 끝의 슬래시를 확인하세요.",
        )
    except HTTPException:
        rules = ", ".join(sorted({rule.rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"}))
        return Text(
            f"No rule matches {path}. The rules are: {rules}", f"{path}에 맞는 규칙이 없어요. 지금 있는 규칙: {rules}"
        )
    return Text(f"{rule.rule} -> {rule.endpoint}()", f"{rule.rule} -> {rule.endpoint}()")
