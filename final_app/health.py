"""For whoever watches the app: is it alive, is it ready."""

from flask import Blueprint
from flask import jsonify
from flask.typing import ResponseReturnValue

from final_app.db import get_db
from final_app.http import public

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Say that the app is alive."""
    return jsonify(result="success")


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Say that the app can serve: the database answers (else 503)."""
    get_db().command("ping")
    return jsonify(result="success")
