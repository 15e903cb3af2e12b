"""The checks of stage 03; stage 04 runs them, too."""

from classroom.checks.kit import collect
from classroom.checks.stage03 import cookie
from classroom.checks.stage03 import errors
from classroom.checks.stage03 import login
from classroom.checks.stage03 import logout
from classroom.checks.stage03 import own_post
from classroom.checks.stage03 import pages
from classroom.checks.stage03 import posts
from classroom.checks.stage03 import require_login
from classroom.checks.stage03 import whoami

CHECKS = collect(login, require_login, logout, own_post, cookie, whoami, pages, posts, errors)
