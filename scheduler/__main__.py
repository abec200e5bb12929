"""`python -m scheduler`: the same as the command `silkwire`."""

from scheduler.cli import main

if __name__ == "__main__":
    main()
