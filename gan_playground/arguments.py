"""The parts of the command line that the window shares with the other commands."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from gan_playground.errors import PlaygroundError

longest_film_s = 3600
themes = ("dark", "light", "contrast")
least_text, most_text = 100, 175  # percent of what suits the window
most_seed = 2**31 - 1  # what the window's seed box holds


class Parser(argparse.ArgumentParser):
    """Tells a mistake in one line."""

    def error(self, message: str) -> NoReturn:
        raise PlaygroundError(f"{message[0].upper()}{message[1:]}; `{self.prog} --help` shows what there is.")


def add_run_options(parser: argparse.ArgumentParser) -> None:
    """Where to train, and from which seed."""
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda[:N], mps or xpu (default auto)")
    parser.add_argument("--seed", type=whole_number(0, most_seed), default=0, metavar="N")


def add_knob_options(parser: argparse.ArgumentParser, value: str = "KNOB=VALUE", when: str = "") -> None:
    """What is to be other than in the lesson. value, when: how a setting is written, and from when on it may hold."""
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar=value,
        help=f"set a knob{when}; may be given again",
    )
    parser.add_argument("--recipe", metavar="ID", help="play by a recipe, such as r3gan; --set is turned after it")


def add_window_options(parser: argparse.ArgumentParser) -> None:
    """What the window can be opened with."""
    add_run_options(parser)
    add_knob_options(parser)
    parser.add_argument("--theme", choices=themes, help="as this window looks (default: as the last one)")
    parser.add_argument("--lesson", metavar="ID", help="the lesson to begin with (default: the last one)")
    parser.add_argument("--run", type=Path, metavar="FILE", help="go on with a run that was saved, a .ganrun file")
    parser.add_argument(
        "--text-size",
        type=whole_number(least_text, most_text),
        metavar="PERCENT",
        help=f"how large words are, {least_text} to {most_text} (default: as the last time)",
    )
    parser.add_argument("--present", action="store_true", help="begin in presenter mode, for a projector")
    parser.add_argument("--demo", action="store_true", help="play all lessons in full screen until somebody touches it")


def add_exhibit_options(parser: argparse.ArgumentParser) -> None:
    """For a window that is left alone in front of people."""
    parser.add_argument(
        "--exhibit",
        nargs="?",
        const="",
        metavar="CONFIG",
        help="full screen for visitors, watched and begun again when it fails; CONFIG is a .toml file of settings",
    )
    parser.add_argument("--print-config", action="store_true", help="with --exhibit: print every setting, explained")
    parser.add_argument("--install", action="store_true", help="with --exhibit: let it begin at log-in (systemd)")
    parser.add_argument("--exhibit-window", action="store_true", help=argparse.SUPPRESS)  # what the watchdog begins
    parser.add_argument("--safe", action="store_true", help=argparse.SUPPRESS)


def whole_number(low: int, high: int | None = None) -> Callable[[str], int]:
    """A parser of whole numbers in a range."""

    def parse(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from None
        if value < low or (high is not None and value > high):
            upper = "" if high is None else f" to {high}"
            raise argparse.ArgumentTypeError(f"{value} is out of range; it takes a whole number from {low}{upper}")
        return value

    return parse


def film_seconds(text: str) -> float:
    """How long a film is, in seconds: above 0, and up to an hour."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value <= longest_film_s:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0, up to {longest_film_s}")
    return value


def picture_size(text: str) -> tuple[int, int]:
    """WxH in pixels, as in 1280x720."""
    width, x, height = text.lower().partition("x")
    if not (x and width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1280x720")
    if not (320 <= int(width) <= 7680 and 240 <= int(height) <= 4320):
        raise argparse.ArgumentTypeError(f"{text} is out of range; a film has 320x240 to 7680x4320 pixels")
    return int(width), int(height)
