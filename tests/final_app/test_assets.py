"""What a browser loads once and keeps: static files under URLs with their version; and how little travels."""

import gzip
import re
from urllib.parse import urljoin

import pytest

from final_app import assets
from final_app import compression

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
IMPORT = re.compile(r"""(?:from|import\()\s*"(\.[^"]+)\"""")


def static_urls(page):
    """Return the URLs of static files in a page, which are texts but for its icons."""
    return re.findall(r'(?:href|src)="(/static/[^"]+(?<!\.png))"', page)


def with_imports(http, urls):
    """Return these URLs and those of all scripts that they import."""
    found, waiting = set(), list(urls)
    while waiting:
        url = waiting.pop()
        if url not in found:
            found.add(url)
            waiting += [urljoin(url, name) for name in IMPORT.findall(http.get(url).text)]
    return found


def test_a_browser_keeps_every_static_file_of_a_page_for_good(person):
    """Styles, scripts and the scripts that these import have URLs that change with their content."""
    minsu = person()
    urls = with_imports(minsu.http, static_urls(minsu.opens("/").text))
    assert any(url.endswith("/comments/thread.js") for url in urls)
    for url in urls:
        answer = minsu.opens(url)
        assert answer.status_code == 200
        control = answer.headers["Cache-Control"]
        assert {"public", "max-age=31536000", "immutable"} == set(control.split(", ")), url
        assert "Set-Cookie" not in answer.headers, "a cache would give it to others"
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("url", ["/static/main.js", "/static/v-000000000000/main.js"])
def test_a_static_file_of_no_or_another_version_is_not_kept(newcomer, url):
    """Links from before an update still work, and never put new content under an old URL for good."""
    answer = newcomer().opens(url)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    again = newcomer().opens(url, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/static/none.js", "/static/../config.py", "/static/%2e%2e/config.py", "/static/"])
def test_only_static_files_are_served(newcomer, path):
    """There is no way out of the folder, and no list of it."""
    assert newcomer().opens(path).status_code == 404


def test_the_version_changes_with_any_file(tmp_path):
    """Another content or another name gives other URLs; the same files give the same."""
    versions = []
    for name, content in (("a.js", "1"), ("a.js", "2"), ("b.js", "2"), ("b.js", "2")):
        folder = tmp_path / str(len(versions)) / "static"
        folder.mkdir(parents=True)
        (folder / name).write_text(content)
        versions.append(assets.load(folder)[1])
    assert len(set(versions)) == 3
    assert versions[2] == versions[3]


def test_a_static_file_comes_in_the_encoding_that_is_accepted(newcomer):
    """Compressed or not, it has the same content, its own ETag, and Vary, so that caches keep them apart."""
    plain = newcomer().opens("/static/style.css")
    small = newcomer().opens("/static/style.css", **GZIP)
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.data) == plain.data
    assert small.headers["ETag"] != plain.headers["ETag"]
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert int(answer.headers["Content-Length"]) == len(answer.data)


@pytest.mark.parametrize(("path", "headers"), [("/", {}), ("/", {"Accept": "application/json"})])
def test_pages_and_json_are_compressed(person, path, headers):
    """A feed takes less than a third of its bytes, and is the same once uncompressed."""
    minsu = person()
    for number in range(20):
        minsu.posts(f"post {number}")
    plain = minsu.opens(path, **headers)
    small = minsu.opens(path, **headers, **GZIP)
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 3
    text = re.sub('"[^" ]+" method|value="[^"]+"|content="[^"]+"', "", plain.text)  # tokens differ
    assert re.sub('"[^" ]+" method|value="[^"]+"|content="[^"]+"', "", gzip.decompress(small.data).decode()) == text
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_accept_gzip_gets_none(newcomer, accepted):
    """Old clients and scripts read the response as it is."""
    assert "Content-Encoding" not in newcomer().opens("/login", **{"Accept-Encoding": accepted}).headers


def test_small_answers_are_not_compressed(newcomer):
    """A few bytes would become more."""
    assert "Content-Encoding" not in newcomer().opens("/healthz", **GZIP).headers


def test_the_length_of_a_compressed_page_tells_nothing(app):
    """It varies at random: otherwise it tells how much of what a URL says is on the page, too (BREACH)."""
    lengths = {len(compression.gzip_padded(b"the same page" * 100)) for _ in range(30)}
    assert len(lengths) > 5
