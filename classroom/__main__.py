"""Start the command line."""

from classroom.cli import main
from classroom.cli.output import replace_unprintable

replace_unprintable()
main(prog_name="python3 course.py")
