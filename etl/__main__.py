"""`python -m etl` is the `dyadwatch` command."""

from etl.cli import main

main()
