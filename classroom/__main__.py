"""Hand the command line to click."""

from classroom.commands import main

main(prog_name="course.py")
