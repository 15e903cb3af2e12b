"""The checks of stage 01."""

from classroom.checks.kit import collect
from classroom.checks.stage01 import create
from classroom.checks.stage01 import delete
from classroom.checks.stage01 import refuse
from classroom.checks.stage01 import show_one
from classroom.checks.stage01 import stage
from classroom.checks.stage01 import update

CHECKS = collect(show_one, create, update, delete, refuse, stage)
