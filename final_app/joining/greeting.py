"""What the terminal says when a class can join: the address, the class code, a QR code, and how to keep order."""

import io

import segno
from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from final_app.i18n import system_language
from final_app.joining import codes
from final_app.users.store import moderator_ids

WHITE_ON_BLACK, AS_BEFORE = "\033[97;40m", "\033[0m"  # on a terminal of any colour, as the QR code is drawn in white


def class_greeting(on_terminal: bool) -> str:
    """Return what to print once the app is ready for a class, in the language of the system."""
    with current_app.test_request_context(), force_locale(system_language()):
        if codes.join_mode() != "code":
            return str(_("Joining is closed. A moderator opens it on the page %(page)s", page=page("/class")))
        code = codes.spell_code(codes.class_code()["code"])
        lines = [_("Class code: %(code)s", code=code), *(_("or: %(address)s", address=one) for one in addresses()[1:])]
        return "\n".join([*lines, qr_code(page(f"/join?class_code={code}"), on_terminal), *about_moderators()])


def about_moderators() -> list[str]:
    """Return how to become a moderator, and what moderators have."""
    show = _("On a projector, a moderator shows: %(page)s", page=page("/class"))
    if moderator_ids():
        command = "flask --app final_app moderator USER_ID"
        return [_("To make someone a moderator: %(command)s", command=command), show]
    link = page(f"/class/moderator?key={current_app.config['MODERATOR_KEY']}")
    return [_("To become the moderator, join and then open this link, which is good once: %(link)s", link=link), show]


def addresses() -> list[str]:
    """Return the addresses of the app for others, the likely one first."""
    found: list[str] = current_app.config["ADDRESSES"]
    return found


def page(path: str) -> str:
    """Return the address of a page for others."""
    return addresses()[0] + path


def qr_code(link: str, on_terminal: bool) -> str:
    """Return the QR code of a link as lines of text."""
    drawing = io.StringIO()
    segno.make(link, error="l").terminal(out=drawing, border=2, compact=True)
    lines = drawing.getvalue().splitlines()
    return "\n".join(f"{WHITE_ON_BLACK}{line}{AS_BEFORE}" if on_terminal else line for line in lines)
