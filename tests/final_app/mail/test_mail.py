"""Letters: by SMTP where there is a server, else kept for this machine alone."""

import email
import shutil
import socket
import ssl
import subprocess
from email import policy

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """An SMTP server's ears: keeps what it is handed, or refuses it."""

    def __init__(self, refuses=False):
        self.refuses = refuses
        self.letters = []

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return "554 No, thank you"
        self.letters.append(email.message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def smtp():
    """Return a function that starts an SMTP server and returns its mailbox and the settings to reach it."""
    running = []

    def start(tls_context=None, **options):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        tls = {"tls_context": tls_context, "require_starttls": True} if tls_context else {}
        controller = Controller(Mailbox(**options), hostname="127.0.0.1", port=port, **tls)
        controller.start()
        running.append(controller)
        settings = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_DEFAULT_SENDER": "maru@example.org"}
        return controller.handler, settings

    yield start
    for controller in running:
        controller.stop()


@pytest.fixture
def sent_at_once(monkeypatch):
    """Let letters go out before the answer, so that a test can read them after it."""
    send = "final_app.mail.actions.socketio.start_background_task"
    monkeypatch.setattr(send, lambda task, *arguments: task(*arguments))


def test_the_code_goes_out_by_smtp_in_the_language_of_the_newcomer(smtp, sent_at_once, make_app, newcomer):
    """A Korean browser gets a Korean letter, and its code works."""
    mailbox, settings = smtp()
    minsu = newcomer()
    minsu.app.config.update(settings)
    minsu.app.extensions["mail"].default_sender = settings["MAIL_DEFAULT_SENDER"]
    minsu.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ko"
    minsu.asks_to_join()
    (letter,) = mailbox.letters
    assert (letter["To"], letter["From"]) == ("minsu_1@example.org", "maru@example.org")
    code = letter["Subject"].rpartition(": ")[2]
    assert code in letter.get_body(("plain",)).get_content()
    assert code in letter.get_body(("html",)).get_content()
    assert minsu.submits("/join/verify", code=code).status_code == 302


def test_with_a_mail_server_nothing_is_kept_here(smtp, sent_at_once, make_app, newcomer):
    """Where letters are mailed, /dev/mail is not there."""
    _, settings = smtp()
    minsu = newcomer()
    minsu.app.config.update(settings)
    minsu.asks_to_join()
    assert minsu.opens("/dev/mail").status_code == 404


@pytest.mark.parametrize("broken", ["refusing", "absent", "silent"])
def test_a_mail_server_that_fails_breaks_no_page_and_is_told(smtp, sent_at_once, newcomer, caplog, broken):
    """The page answers, the log and the page tell that the letter did not go; the next one can."""
    _, settings = smtp(refuses=True)
    minsu = newcomer()
    with socket.create_server(("127.0.0.1", 0)) as silent:  # listens, and never says a word
        ports = {"absent": 1, "silent": silent.getsockname()[1]}
        minsu.app.config.update(settings | {"MAIL_PORT": ports.get(broken, settings["MAIL_PORT"]), "MAIL_TIMEOUT": 0.3})
        assert minsu.asks_to_join().status_code == 302
    assert "minsu_1@example.org" in caplog.text
    assert "couldn't send the email" in minsu.opens("/join/verify").text
    _, settings = smtp()
    minsu.app.config.update(settings)
    minsu.submits("/join/resend")
    assert "couldn't send the email" not in minsu.opens("/join/verify").text


@pytest.fixture
def certificate(tmp_path):
    """Return the paths of a certificate that 127.0.0.1 has signed itself, and of its key."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=mail"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run(command, check=True, capture_output=True)
    return paths


@pytest.fixture
def encrypted(smtp, certificate):
    """Return the mailbox of a server that takes letters by TLS only, and the settings to reach it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    mailbox, settings = smtp(tls_context=context)
    return mailbox, {**settings, "MAIL_USE_TLS": True}


def test_a_server_that_proves_who_it_is_gets_the_letter_encrypted(
    encrypted, certificate, sent_at_once, newcomer, monkeypatch
):
    """With a certificate that this machine trusts, the letter goes out by TLS."""
    mailbox, settings = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    minsu = newcomer()
    minsu.app.config.update(settings)
    minsu.asks_to_join()
    assert [letter["To"] for letter in mailbox.letters] == ["minsu_1@example.org"]
    assert "couldn't send the email" not in minsu.opens("/join/verify").text


@pytest.mark.parametrize("server", ["127.0.0.1", "localhost"])
def test_a_server_that_does_not_prove_who_it_is_gets_no_letter(
    encrypted, certificate, sent_at_once, newcomer, caplog, monkeypatch, server
):
    """A certificate that nobody trusts, or that is for another name, is refused, and the page says so."""
    mailbox, settings = encrypted
    if server == "localhost":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))  # trusted, but for 127.0.0.1 only
    minsu = newcomer()
    minsu.app.config.update(settings | {"MAIL_SERVER": server})
    assert minsu.asks_to_join().status_code == 302
    assert mailbox.letters == []
    assert "CERTIFICATE_VERIFY_FAILED" in caplog.text
    assert "couldn't send the email" in minsu.opens("/join/verify").text


def test_with_tls_a_server_that_speaks_none_gets_no_letter(smtp, sent_at_once, newcomer):
    """A code never goes over an open line where the settings ask for TLS."""
    mailbox, settings = smtp()
    minsu = newcomer()
    minsu.app.config.update(settings | {"MAIL_USE_TLS": True})
    minsu.asks_to_join()
    assert mailbox.letters == []
    assert "couldn't send the email" in minsu.opens("/join/verify").text


@pytest.mark.parametrize(
    ("asks_from", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.168.0.7"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "evil.example"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.168.0.7"}, 404),
    ],
)
def test_kept_letters_are_for_this_machine_only(newcomer, asks_from, status):
    """Nobody on the network reads the codes, also not through a proxy on this machine."""
    assert newcomer().http.get("/dev/mail", environ_overrides=asks_from).status_code == status
