"""Emails: sent by SMTP where a server is set up, otherwise kept in the local mailbox of this machine."""

import email
import shutil
import smtplib
import socket
import ssl
import subprocess
from email import policy

import pytest
from aiosmtpd.controller import Controller


class Mailbox:
    """An SMTP server that keeps the emails it receives, or rejects them."""

    def __init__(self, rejects=False):
        self.rejects = rejects
        self.messages = []

    async def handle_DATA(self, server, session, envelope):
        if self.rejects:
            return "554 No, thank you"
        self.messages.append(email.message_from_bytes(envelope.content, policy=policy.default))
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
    """Send emails before the response, so that a test can read them right after it."""
    send = "final_app.mail.actions.socketio.start_background_task"
    monkeypatch.setattr(send, lambda task, *arguments: task(*arguments))


def test_the_code_is_emailed_in_the_language_of_the_new_user(smtp, sent_at_once, make_app, newcomer):
    """A Korean browser gets an email in Korean, and its code works."""
    mailbox, settings = smtp()
    minsu = newcomer()
    minsu.app.config.update(settings)
    minsu.app.extensions["mail"].default_sender = settings["MAIL_DEFAULT_SENDER"]
    minsu.http.environ_base["HTTP_ACCEPT_LANGUAGE"] = "ko"
    minsu.asks_to_join()
    (message,) = mailbox.messages
    assert (message["To"], message["From"]) == ("minsu_1@example.org", "maru@example.org")
    code = message["Subject"].rpartition(": ")[2]
    assert code in message.get_body(("plain",)).get_content()
    assert code in message.get_body(("html",)).get_content()
    assert minsu.submits("/join/verify", code=code).status_code == 302


def test_with_a_mail_server_no_email_is_kept_locally(smtp, sent_at_once, make_app, newcomer):
    """With a mail server, /dev/mail does not exist, so codes cannot leak there."""
    _, settings = smtp()
    minsu = newcomer()
    minsu.app.config.update(settings)
    minsu.asks_to_join()
    assert minsu.opens("/dev/mail?key=only-for-tests").status_code == 404


@pytest.mark.parametrize("broken", ["refusing", "absent", "silent"])
def test_a_failing_mail_server_breaks_no_page_and_is_reported(smtp, sent_at_once, newcomer, caplog, broken):
    """The page still answers, the log and the page say that the email was not sent, and the next one can be."""
    _, settings = smtp(rejects=True)
    minsu = newcomer()
    with socket.create_server(("127.0.0.1", 0)) as silent:  # accepts connections, but never answers
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
    """Return the paths of a self-signed certificate for 127.0.0.1 and of its key."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=mail"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run(command, check=True, capture_output=True)
    return paths


@pytest.fixture
def encrypted(smtp, certificate):
    """Return the mailbox of a server that accepts emails by TLS only, and the settings to reach it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    mailbox, settings = smtp(tls_context=context)
    return mailbox, {**settings, "MAIL_USE_TLS": True}


def test_a_server_with_a_trusted_certificate_gets_the_email_encrypted(
    encrypted, certificate, sent_at_once, newcomer, monkeypatch
):
    """With a certificate that this machine trusts, the email is sent by TLS."""
    mailbox, settings = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    minsu = newcomer()
    minsu.app.config.update(settings)
    minsu.asks_to_join()
    assert [message["To"] for message in mailbox.messages] == ["minsu_1@example.org"]
    assert "couldn't send the email" not in minsu.opens("/join/verify").text


@pytest.mark.parametrize("server", ["127.0.0.1", "localhost"])
def test_a_server_without_a_trusted_certificate_gets_no_email(
    encrypted, certificate, sent_at_once, newcomer, caplog, monkeypatch, server
):
    """An untrusted certificate, or one for another name, is rejected, and the page says so."""
    mailbox, settings = encrypted
    if server == "localhost":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))  # trusted, but for 127.0.0.1 only
    minsu = newcomer()
    minsu.app.config.update(settings | {"MAIL_SERVER": server})
    assert minsu.asks_to_join().status_code == 302
    assert mailbox.messages == []
    assert "CERTIFICATE_VERIFY_FAILED" in caplog.text
    assert "couldn't send the email" in minsu.opens("/join/verify").text


def test_on_port_465_the_connection_is_encrypted_from_its_beginning(sent_at_once, newcomer, monkeypatch):
    """Many providers offer this port only; the certificate is verified, and STARTTLS is not asked for again."""
    opened = []

    class Encrypted(smtplib.SMTP):
        def __init__(self, host, port, timeout, context):
            opened.append((host, port, context.verify_mode, context.check_hostname))
            raise ConnectionRefusedError

    monkeypatch.setattr("smtplib.SMTP_SSL", Encrypted)
    monkeypatch.setattr("smtplib.SMTP", None)
    minsu = newcomer()
    minsu.app.config.update(MAIL_SERVER="mail.example.org", MAIL_PORT=465, MAIL_USE_TLS=True)
    assert minsu.asks_to_join().status_code == 302
    assert opened == [("mail.example.org", 465, ssl.CERT_REQUIRED, True)]


def test_with_tls_a_server_without_tls_gets_no_email(smtp, sent_at_once, newcomer):
    """When the settings ask for TLS, a code is never sent unencrypted."""
    mailbox, settings = smtp()
    minsu = newcomer()
    minsu.app.config.update(settings | {"MAIL_USE_TLS": True})
    minsu.asks_to_join()
    assert mailbox.messages == []
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
def test_the_local_mailbox_is_readable_on_this_machine_only(newcomer, asks_from, status):
    """Other machines cannot read the codes, not even through a proxy on this machine."""
    asks_with_key = newcomer().http.get("/dev/mail?key=only-for-tests", environ_overrides=asks_from)
    assert asks_with_key.status_code == status


def test_only_who_can_open_the_mailbox_is_pointed_to_it(newcomer):
    """On a phone in the same network, its address would answer 404."""
    minsu = newcomer()
    minsu.asks_to_join()
    for path in ("/join/verify", "/password_reset/confirm"):
        here = minsu.http.get(path, environ_overrides={"REMOTE_ADDR": "127.0.0.1"}).text
        elsewhere = minsu.http.get(path, environ_overrides={"REMOTE_ADDR": "192.168.0.7"}).text
        assert "local mailbox" in here
        assert "local mailbox" not in elsewhere
        assert "Ask the person who runs this server." in elsewhere


@pytest.mark.parametrize("query", ["", "?key=", "?key=guessed", "?key=%C3%A9"])
def test_the_local_mailbox_opens_only_with_its_key(newcomer, query):
    """A plain proxy makes everyone seem to be on this machine, so that proves nothing."""
    assert newcomer().http.get(f"/dev/mail{query}").status_code == 404


def test_each_start_has_a_key_of_its_own(make_app):
    """A key that was seen once, over a shoulder or in a history, opens nothing after a restart."""
    keys = {make_app(MAIL_KEY="").config["MAIL_KEY"] for _ in range(2)}
    assert len(keys) == 2
    assert min(map(len, keys)) > 20
