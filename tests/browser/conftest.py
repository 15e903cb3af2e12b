"""Real users in a real browser: each app runs in its own process, with Chromium in front of it."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import unquote
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = ROOT / "artefacts" / "screenshots"
NOT_HANDED_ON = ("PORT", "SECRET_KEY", "MONGO_URI", "REDIS_URL", "MAIL_", "SNS_")
SECONDS = 30
# The final app says itself that its modules have set up a page, and how its socket is. A stage's classic scripts have
# run once the page has loaded; its socket, where it has one, is a global.
UNTIL_READY = """() => new Promise((resolve, reject) => {
    const { dataset } = document.documentElement;
    const isLive = () => socket?.connected && socket.io.engine.transport.name === "websocket";
    const isStageReady = () => typeof socket === "undefined" || socket === null || isLive();
    const isOnline = () => !document.body.dataset.nickname || dataset.connection === "online";
    const isFinalAppReady = () => dataset.ready === "true" && isOnline();
    const isReady = document.querySelector("script[type=module]") ? isFinalAppReady : isStageReady;
    const look = () => isReady() ? resolve() : setTimeout(look, 20);
    setTimeout(() => reject(`the page does not become ready: ${JSON.stringify(dataset)}`), 30_000);
    look();
})"""

expect.set_options(timeout=10_000)


@contextmanager
def served(app, folder):
    """Start an app as its users do, return its address once it answers, and stop it at the end."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}
    if app == "final_app":
        command = [sys.executable, "-m", "final_app", "--port", str(port)]
        env |= {"SNS_INSTANCE_PATH": str(folder), "SNS_DEMO": "0", "SNS_WRITES": ""}
        env |= {"SNS_MAIL_KEY": "only-for-tests", "SNS_MODERATOR_KEY": "only-for-tests"}
    else:
        command = [sys.executable, str(ROOT / app / "app.py")]
        env["PORT"] = str(port)
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        wait_until_it_answers(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def wait_until_it_answers(process, port, log):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        try:
            connection.request("GET", "/static/icon.svg")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    pytest.fail(f"It does not answer on port {port}. Its output:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def site(tmp_path_factory, socketio_client):
    """Return a function that gives the address of an app shared by all tests; its data accumulates."""
    addresses = {}
    with ExitStack() as running:

        def address(app):
            if app not in addresses:
                addresses[app] = running.enter_context(served(app, tmp_path_factory.mktemp(app)))
            return addresses[app]

        yield address


@pytest.fixture
def own_site(tmp_path, socketio_client):
    """Return a function that starts a stage for this test alone, with its initial data."""
    with ExitStack() as running:
        yield lambda app: running.enter_context(served(app, tmp_path))


class Person:
    """A user with their own browser, who records everything that goes wrong in it."""

    def __init__(self, context, has_script):
        self.has_script = has_script
        self.troubles = []
        self.expected = set()
        self.asked = []
        context.on("console", self.hear)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.on("request", self.remember)
        context.on("requestfailed", self.note_failure)
        self.context = context
        self.page = context.new_page()

    def hear(self, message):
        if message.type in ("error", "warning"):
            self.troubles.append(f"{message.type}: {message.text} ({message.location['url']})")

    def remember(self, request):
        self.asked.append(request)

    def note_failure(self, request):
        if request.failure != "net::ERR_ABORTED":  # the user left the page
            self.troubles.append(f"request: {request.failure} ({request.method} {request.url})")

    def uses_socket(self, method):
        """Call a method of the page's socket: connect or disconnect."""
        script = "(method) => import(new URL('realtime.js', document.querySelector('script[type=module]').src))"
        self.page.evaluate(script + ".then(({ socket }) => socket[method]())", method)

    def expects(self, *troubles):
        """Declare which errors the test expects: a status, or words of a message."""
        self.expected.update(f"status of {trouble}" if isinstance(trouble, int) else trouble for trouble in troubles)

    def report(self):
        """Return what went wrong since the last report, and expected errors that did not happen."""
        troubles, self.troubles = self.troubles, []
        expected, self.expected = self.expected, set()
        surprises = [trouble for trouble in troubles if not any(words in trouble for words in expected)]
        missing = [words for words in expected if not any(words in trouble for trouble in troubles)]
        return surprises + [f"expected, but did not come: {words}" for words in missing]

    def opens(self, path, status=200):
        """Go to a page that has this status, and wait until it is ready."""
        if status >= 400:
            self.expects(status)
        assert self.page.goto(path).status == status
        self.waits_until_ready()

    def reloads(self):
        self.page.reload()
        self.waits_until_ready()

    def arrives(self, url):
        """Expect a link or a form to have led to a page, and wait until it is ready."""
        expect(self.page).to_have_url(url)
        self.waits_until_ready()

    def leaves_by(self, button):
        """Press a button that sends a form, and wait until the resulting page is ready, even if it is the same page."""
        with self.page.expect_navigation():
            button.click()
        self.waits_until_ready()

    def waits_until_ready(self, page=None):
        """Wait until the page's scripts have set it up, and its socket, if it has one, has connected."""
        page = page or self.page
        page.wait_for_load_state()
        if self.has_script:
            page.evaluate(UNTIL_READY)

    def submits(self, **fields):
        """Fill in the form that has these fields, and press its button."""
        for name, value in fields.items():
            self.page.locator(f"[name={name}]").fill(value)
        self.page.locator(f"form:has([name={next(iter(fields))}]) button:not([type=button])").click()

    def answers(self, yes=True):
        """Answer the question that the page asks before it deletes something, and return what it asked."""
        expect(self.page.locator("#ask")).to_be_visible()
        question = self.page.locator("#ask_question").inner_text()
        self.page.locator("#ask").get_by_role("button").nth(0 if yes else 1).click()
        return question

    def logs_in(self, user_id, password="flask"):
        self.opens("/login")
        self.submits(user_id=user_id, password=password)
        self.arrives(re.compile("/$"))

    def has_sent(self):
        """Return (method, path) of each page request and of each request by a script, other than the socket's."""
        sent = [request for request in self.asked if request.resource_type in ("document", "fetch", "xhr")]
        sent = [request for request in sent if "/socket.io/" not in request.url]
        return [(request.method, unquote(urlsplit(request.url).path)) for request in sent]


class Company:
    """The users of a test, or of a module."""

    def __init__(self, chromium):
        self.chromium = chromium
        self.people = []

    def invite(self, address, width=1280, **options):
        options = {"color_scheme": "light", "locale": "en-US", "viewport": {"width": width, "height": 800}, **options}
        context = self.chromium.new_context(base_url=address, **options)
        self.people.append(Person(context, options.get("java_script_enabled", True)))
        return self.people[-1]

    def leave(self):
        for person in self.people:
            person.context.close()

    def check(self):
        assert [report for person in self.people for report in person.report()] == []


@pytest.fixture
def person(chromium, own_site):  # own_site first, so that it stops after the browsers have closed
    """Return a function that opens a browser for a user; at the end, fail if anything went wrong in any of them."""
    company = Company(chromium)
    yield company.invite
    company.leave()
    company.check()


@pytest.fixture(scope="module")
def module_company(chromium, site):
    """Return the users shared by several tests of a module."""
    company = Company(chromium)
    yield company
    company.leave()


@pytest.fixture(autouse=True)
def nothing_goes_wrong(module_company):
    """Fail a test if something went wrong in the browsers of those users."""
    yield
    module_company.check()


@pytest.fixture
def look():
    """Return a function that takes a screenshot of a page, and fails where the page scrolls sideways."""

    def keep(page, name):
        page.evaluate("window.scrollTo(0, 0)")  # otherwise sticky elements appear further down in the screenshot
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], "the page scrolls sideways"

    return keep


@pytest.fixture(scope="session")
def newcomer():
    """Return a function that signs a user up for the final app in the browser, and returns their login."""
    numbers = count(1)

    def join(someone):
        number = next(numbers)
        name = f"new_{number}"
        someone.opens("/join")
        someone.submits(
            user_id=name,
            nickname=name,
            user_name=f"New {number}",
            user_email=f"{name}@example.com",
            password="a long secret",
            password2="a long secret",
        )
        someone.arrives(re.compile("/join/verify$"))
        someone.opens("/dev/mail?key=only-for-tests")
        letter = someone.page.locator(".letter", has_text=f"{name}@example.com")
        while not letter.count():  # emails are sent in the background
            someone.reloads()
        code = re.search(r"\b\d{6}\b", letter.inner_text()).group()
        someone.opens("/join/verify")
        someone.submits(code=code)
        someone.arrives(re.compile("/login$"))
        return name, "a long secret"

    return join


@pytest.fixture(scope="module")
def member(module_company, site, newcomer):
    """Return the user id and password of a user who has signed up."""
    return newcomer(module_company.invite(site("final_app")))


@pytest.fixture
def her(person, site, member):
    """Return a user who has logged in."""
    someone = person(site("final_app"))
    someone.logs_in(*member)
    return someone
