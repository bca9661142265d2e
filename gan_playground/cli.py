"""The command line: no subcommand opens the window, the others need no screen."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from gan_playground.arguments import (
    Parser,
    add_exhibit_options,
    add_knob_options,
    add_run_options,
    add_window_options,
    film_seconds,
    most_seed,
    picture_size,
    themes,
    whole_number,
)
from gan_playground.errors import PlaygroundError
from gan_playground.files import remove_unfinished
from gan_playground.interrupts import Interrupted, complain, interrupts, leave, say_aside

reading_argument = "--read-pictures"  # what a frozen program asks of itself
collections_of_pictures = "mnist, fashion-mnist or cifar-10"


def program() -> NoReturn:
    """The program as a process. A name that is not Unicode is printed as it is."""
    if sys.argv[1:] == [reading_argument]:
        from gan_playground.gan.data.images.child import serve

        serve()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="surrogateescape")
    try:
        status = main()
    except SystemExit as end:  # argparse has told what was asked for
        status = int(end.code or 0)
    leave(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit status.

    0; 1 where a claim of a lesson does not hold; 2 after a mistake, or where nothing can be printed, told in one line
    on stderr; 128 and the signal's number, which makes 130 for Ctrl+C, where it was asked to end.
    """
    with interrupts.noted():
        try:
            options = make_parser().parse_args(arguments)
            command: Callable[[argparse.Namespace], int] = options.command
            return command(options)
        except PlaygroundError as error:
            complain(error)
        except ImportError as error:
            from gan_playground.qt_libraries import lacking

            complain(lacking(error))
        except OSError as error:
            if error.filename is not None:
                raise
            # What was printed; what is left of it would fail once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            complain(PlaygroundError(f"What there is to print cannot be written: {error.strerror}."))
        except Interrupted as end:
            interrupts.rest()
            remove_unfinished()  # which a second one may have kept from being taken away
            return end.status
    return 2


def make_parser() -> Parser:
    """Every command and option."""
    parser = Parser(
        prog="gan-playground",
        description="See how generative adversarial networks learn. Without a command, the window opens.",
    )
    add_window_options(parser)
    add_exhibit_options(parser)
    parser.set_defaults(command=open_window)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)

    for what in ("lessons", "knobs", "recipes"):
        listing = commands.add_parser(what, help=f"list the {what}")
        listing.add_argument("--json", action="store_true", help="as JSON")
        listing.set_defaults(command=run_listing, what=what)

    _add_lesson_commands(commands)

    train = commands.add_parser("train", help="train without a window")
    train.add_argument("lesson", metavar="LESSON", nargs="?")
    train.add_argument("--run", type=Path, metavar="FILE", help="in place of a lesson: go on with a run that was saved")
    train.add_argument("--steps", type=whole_number(0), help="where the run ends (default: as the lesson's film)")
    add_knob_options(train, "KNOB=VALUE[@STEP]", ", from the start or from a step on")
    train.add_argument("--json", metavar="FILE", help="write the result as JSON; - is stdout")
    train.add_argument("--save", type=Path, metavar="RUN", help="keep the run, as a .ganrun file to go on with later")
    add_run_options(train)
    train.set_defaults(command=run_train, name="train")

    download = commands.add_parser("download", help=f"fetch a collection of pictures: {collections_of_pictures}")
    download.add_argument("name", metavar="NAME", help=collections_of_pictures)
    download.add_argument(
        "--from", dest="source", type=Path, metavar="FOLDER", help="take the files from there instead"
    )
    download.set_defaults(command=run_download)

    film = commands.add_parser("film", help="film a lesson or a run: .mp4, .gif or .png; needs no display")
    film.add_argument("lesson", metavar="LESSON", nargs="?")
    film.add_argument("--run", type=Path, metavar="FILE", help="in place of a lesson: a run that was saved")
    film.add_argument("--out", type=Path, required=True, metavar="FILE")
    film.add_argument("--steps", type=whole_number(0), help="where the film ends (default: as the lesson's)")
    film.add_argument(
        "--from", dest="first", type=whole_number(0), metavar="STEP", help="film from there on (default: all of it)"
    )
    film.add_argument("--seconds", type=film_seconds, default=10.0, help="length of the film (default 10)")
    film.add_argument("--size", type=picture_size, default=(1280, 720), metavar="WxH", help="default 1280x720")
    add_knob_options(film, "KNOB=VALUE[@STEP]", ", from the start or from a step on")
    add_run_options(film)
    film.add_argument("--theme", choices=themes, default="dark")
    film.add_argument(
        "--compare",
        action="append",
        default=[],
        metavar="KNOB=VALUE",
        help="show a second run beside it, with this knob other than in the lesson; may be given again",
    )
    film.set_defaults(command=run_film, name="film")

    bench = commands.add_parser("bench", help="measure this machine's speed ratios")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write the ratios as JSON too")
    bench.set_defaults(command=run_bench)
    return parser


def _add_lesson_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    lesson = commands.add_parser("lesson", help="check what a lesson says, or begin one of your own")
    of_one = lesson.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser, required=True)

    check = of_one.add_parser("check", help="try what a lesson claims, from several seeds")
    check.add_argument("lesson", metavar="ID|FILE", nargs="?", help="a lesson, or its .toml file")
    check.add_argument("--all", action="store_true", help="all the lessons that ship")
    check.add_argument("--first-seed", type=whole_number(0, most_seed), default=0, metavar="N")
    check.add_argument("--json", type=Path, metavar="FILE", help="write the outcomes as JSON too")
    check.set_defaults(command=run_lesson_check)

    new = of_one.add_parser("new", help="write a lesson with comments, to be changed")
    new.add_argument("file", type=Path, metavar="FILE")
    new.set_defaults(command=run_lesson_new)


def open_window(options: argparse.Namespace) -> int:
    """The window, or an exhibit of it; where there is no display, a film of the lesson instead."""
    if options.exhibit is not None or options.print_config or options.install:
        from gan_playground.exhibition import exhibit

        return exhibit(options)
    from gan_playground.display import names_display

    if not names_display():
        return _film_instead(options)
    from gan_playground.app import run

    return run(options)


def _film_instead(options: argparse.Namespace) -> int:
    from gan_playground.lessons.catalogue import default_lesson, load_lesson

    if options.run:
        raise PlaygroundError("There is no display here, and a run is opened in the window.")
    lesson = load_lesson(options.lesson) if options.lesson else default_lesson()
    out = Path.cwd() / f"gan-playground-{Path(lesson.id).stem}.mp4"
    say_aside("There is no display here, so this films the lesson instead of opening the window.")
    film = make_parser().parse_args(["film", lesson.id, "--out", str(out), "--device", options.device])
    film.seed, film.settings, film.recipe = options.seed, options.settings, options.recipe
    film.theme = options.theme or film.theme
    status = run_film(film)
    say_aside(f"The film lies there: {out}")
    return status


def run_listing(options: argparse.Namespace) -> int:
    """Print what there is of lessons, knobs or recipes."""
    from gan_playground import listing

    listings = {"lessons": listing.list_lessons, "knobs": listing.list_knobs, "recipes": listing.list_recipes}
    return listings[options.what](options)


def run_train(options: argparse.Namespace) -> int:
    """Train a lesson and tell how it went."""
    from gan_playground.train import train_lesson

    return train_lesson(options)


def run_lesson_check(options: argparse.Namespace) -> int:
    """Try what lessons claim."""
    from gan_playground.lesson_check import check_lessons

    return check_lessons(options)


def run_lesson_new(options: argparse.Namespace) -> int:
    """Begin a lesson of one's own."""
    from gan_playground.lesson_check import new_lesson

    return new_lesson(options)


def run_download(options: argparse.Namespace) -> int:
    """Fetch a collection of pictures."""
    from gan_playground.download import download

    return download(options.name, options.source)


def run_film(options: argparse.Namespace) -> int:
    """Film a lesson, or a run that was saved."""
    from gan_playground.film import film

    film(options)
    print(options.out)
    return 0


def run_bench(options: argparse.Namespace) -> int:
    """Measure, print, and perhaps write."""
    from gan_playground.bench import bench

    return bench(options.json)
