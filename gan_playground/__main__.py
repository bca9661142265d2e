"""python -m gan_playground: the same program as the installed command."""

from gan_playground.cli import program

if __name__ == "__main__":
    program()
