"""python -m gan_playground: the same program as the installed command."""

from gan_playground.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
