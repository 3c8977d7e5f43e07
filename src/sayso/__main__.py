"""`python -m sayso`: the same as the console script."""

from sayso.cli import main

if __name__ == "__main__":
    main()
