"""Start the command line."""

from classroom.cli import main

main(prog_name="python3 course.py")
