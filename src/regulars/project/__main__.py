"""`python -m regulars.project` is `regulars`."""

from regulars.project.cli import main

main(prog_name="regulars")
