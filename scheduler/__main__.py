"""`python -m scheduler`: the same as the command `silkwire`."""

from scheduler.cli import run

if __name__ == "__main__":
    run()
