"""Health checks for whatever supervises the app."""

from flask import Blueprint
from flask import jsonify
from flask.typing import ResponseReturnValue

from final_app import db
from final_app.http import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Report that the app is running."""
    return jsonify(result="success")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Report that the app can serve requests: the database answers (503 if not)."""
    db.ping()
    return jsonify(result="success")
