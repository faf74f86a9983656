"""`python -m approdo` is the same as `approdo`."""

from approdo.cli import main

if __name__ == "__main__":
    main()
