"""What checks are written with."""

from classroom.checks.kit.check import Check
from classroom.checks.kit.check import Outcome
from classroom.checks.kit.check import check
from classroom.checks.kit.check import collect
from classroom.checks.kit.check import run_check
from classroom.checks.kit.client import Client
from classroom.checks.kit.compare import is_text
from classroom.checks.kit.failure import AppNotLoaded
from classroom.checks.kit.failure import CheckFailed
from classroom.checks.kit.failure import Exchange
from classroom.checks.kit.failure import expect
from classroom.checks.kit.site import AppUnderTest

__all__ = [
    "AppNotLoaded",
    "AppUnderTest",
    "Check",
    "CheckFailed",
    "Client",
    "Exchange",
    "Outcome",
    "check",
    "collect",
    "expect",
    "is_text",
    "run_check",
]
