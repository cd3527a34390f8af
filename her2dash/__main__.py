"""`python -m her2dash` is the command line."""

from her2dash.cli import main

main()
