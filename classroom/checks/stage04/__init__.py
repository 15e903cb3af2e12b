"""The checks of stage 04: those of stage 03, and what the socket does."""

from dataclasses import replace

from classroom.checks import stage03
from classroom.checks.kit import collect
from classroom.checks.stage04 import comment
from classroom.checks.stage04 import comment_post
from classroom.checks.stage04 import connect
from classroom.checks.stage04 import friend_request
from classroom.checks.stage04 import here
from classroom.checks.stage04 import send_notice
from classroom.checks.stage04 import stage

OTHER_NAME = "the_cookie_has_its_own_name"  # it is session_04 here
CHECKS = [
    *collect(comment, connect, send_notice, comment_post, here, friend_request, stage),
    *(replace(check, exercise=None) for check in stage03.CHECKS if check.name != OTHER_NAME),
]
