"""Static files, read and compressed once, under URLs that change with them, so that browsers keep them for good.

/static/v-<version>/main.js: one version for the whole folder, so that scripts find each other by relative URLs.
"""

import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from flask import Flask
from flask import Response
from flask import abort
from flask import request
from flask.typing import ResponseReturnValue

from final_app.compression import TYPES
from final_app.compression import accepts_gzip

ONE_YEAR = 365 * 24 * 60 * 60  # seconds


class Asset(NamedTuple):
    """A static file, as it is and compressed; gzipped is empty where that gains nothing."""

    data: bytes
    gzipped: bytes
    mimetype: str
    etag: str


def init_app(app: Flask) -> None:
    """Serve the files of the static folder as they are now; url_for("static", ...) gives URLs with their version."""
    assets, current = load(Path(str(app.static_folder)))

    def serve(filename: str, version: str = "") -> ResponseReturnValue:
        """Return a static file, to be kept for good if its URL has the current version, else to be revalidated."""
        if filename not in assets:
            abort(404)
        return respond(assets[filename], for_good=version == current)

    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        """Add the current version to the URL of a static file."""
        if endpoint == "static":
            values.setdefault("version", current)

    app.view_functions["static"] = serve
    app.add_url_rule(f"{app.static_url_path}/v-<version>/<path:filename>", endpoint="static")
    app.url_defaults(add_version)


@cache
def load(folder: Path) -> tuple[dict[str, Asset], str]:
    """Return the files of a folder by their names in URLs, and a version that changes with any of them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    assets = {path.relative_to(folder).as_posix(): read_asset(path) for path in paths}
    listing = "\n".join(f"{name} {asset.etag}" for name, asset in assets.items())
    return assets, hash_of(listing.encode())


def read_asset(path: Path) -> Asset:
    """Read and compress a file."""
    data = path.read_bytes()
    mimetype = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    gzipped = gzip.compress(data, mtime=0) if mimetype in TYPES else b""
    return Asset(data, gzipped if len(gzipped) < len(data) else b"", mimetype, hash_of(data))


def hash_of(data: bytes) -> str:
    """Return the beginning of a hash: enough to tell versions apart."""
    return hashlib.sha256(data).hexdigest()[:12]


def respond(asset: Asset, for_good: bool) -> Response:
    """Return a static file in the encoding that the client accepts; each encoding has its own ETag."""
    if asset.gzipped and accepts_gzip():
        response = Response(asset.gzipped, mimetype=asset.mimetype, headers={"Content-Encoding": "gzip"})
        response.set_etag(f"{asset.etag}-gzip")
    else:
        response = Response(asset.data, mimetype=asset.mimetype)
        response.set_etag(asset.etag)
    if for_good:
        response.cache_control.public = True
        response.cache_control.max_age = ONE_YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.make_conditional(request)
    return response
