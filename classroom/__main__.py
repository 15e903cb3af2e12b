"""Hand the command line to click."""

from classroom.cli import main

main(prog_name="course.py")
