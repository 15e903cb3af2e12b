"""The checks of the project: by behaviour only, as everyone writes it in their own way."""

from classroom.checks.kit import collect
from classroom.checks.stage06 import live
from classroom.checks.stage06 import own
from classroom.checks.stage06 import pages
from classroom.checks.stage06 import session
from classroom.checks.stage06 import vote

CHECKS = collect(pages, session, vote, own, live)
