"""The checks of stage 02."""

from classroom.checks.kit import collect
from classroom.checks.stage02 import change
from classroom.checks.stage02 import errors
from classroom.checks.stage02 import like
from classroom.checks.stage02 import pages
from classroom.checks.stage02 import person
from classroom.checks.stage02 import stage
from classroom.checks.stage02 import template
from classroom.checks.stage02 import write

CHECKS = collect(person, template, write, change, like, pages, errors, stage)
