"""A rough hand on every widget of the window, then the window is closed: how long until its process is gone?

    python tools/rough_hand.py [--seed 0] [--events 20000] [--seconds 40] [--variant plain|folder|step] [--lesson each]

plain: in every lesson in turn; with --lesson in one alone, or in each of them, a window each. folder: closed while
30,000 pictures are being read. step: closed in the middle of a step of about two seconds. The window runs in a process
of its own, without a display, with a home of its own; dialogs of the system are answered with "cancel", and nothing can
be downloaded. Prints how long the process lived on after the close, what it printed, and whether the run is offered
again; the exit status is 1 where it lived on for more than two seconds, printed an error, or left no run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

most_s = 2.0
longest_wait_s = 300.0
picture_count, picture_px = 30_000, 64
homes = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
nowhere = "http://127.0.0.1:9"
long_batches, long_step_s = (64, 128, 256, 512, 1024), 1.5
"""Of digits-conv, of which the first is taken whose step takes so long on this computer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """closing_s: from the close until the process was gone. told: by the window, before it closed.

    offered: the lessons of the runs that the next window finds. errors: lines that it printed besides.
    """

    variant: str
    lesson: str
    seed: int
    closing_s: float
    status: int
    told: dict[str, object]
    offered: tuple[str, ...]
    errors: tuple[str, ...]

    @property
    def is_fine(self) -> bool:
        return self.closing_s <= most_s and self.status == 0 and bool(self.offered) and not self.errors


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--variant", choices=(*VARIANTS, "all"), default="plain")
    parser.add_argument("--lesson", default="", help="of the plain variant: the only one, or each")
    parser.add_argument("--pictures", default="", help=argparse.SUPPRESS)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        from gan_playground.app import leave  # as the program does, once its window is closed

        leave(VARIANTS[options.variant](options))
    chosen = tuple(VARIANTS) if options.variant == "all" else (options.variant,)
    outcomes = [outcome_of(variant, lesson, options) for variant in chosen for lesson in lessons_of(variant, options)]
    print(json.dumps([asdict(outcome) for outcome in outcomes], indent=2))
    return 0 if all(outcome.is_fine for outcome in outcomes) else 1


# The parent.


def lessons_of(variant: str, options: argparse.Namespace) -> tuple[str, ...]:
    """The one of each window; empty for all in turn."""
    if variant != "plain" or options.lesson != "each":
        return (options.lesson,)
    from gan_playground.lessons.catalogue import lessons

    return tuple(lessons())


def outcome_of(variant: str, lesson: str, options: argparse.Namespace) -> Outcome:
    """Let a window be handled roughly and closed, and see what is left of it."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            **{name: f"{home}/{name.lower()}" for name in homes},
            **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), nowhere),
            "GAN_PLAYGROUND_DATA": f"{home}/downloads",
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",
        }
        pictures = write_pictures(Path(home) / "pictures") if variant == "folder" else ""
        process = subprocess.Popen(
            [sys.executable, __file__, "--child", "--variant", variant, "--lesson", lesson, "--seed", str(options.seed),
             "--events", str(options.events), "--seconds", str(options.seconds), "--pictures", str(pictures)],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        told = _last_words(process)
        began_s = time.monotonic()
        closing_s, errors = _wait_for_the_end(process, began_s)
        return Outcome(
            variant, lesson, options.seed, closing_s, process.returncode, told, offered_in(environment), errors
        )


def _last_words(process: subprocess.Popen[str]) -> dict[str, object]:
    """The line of JSON that a window prints just before it closes."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("{"):
            return dict(json.loads(line))
    return {}


def _wait_for_the_end(process: subprocess.Popen[str], began_s: float) -> tuple[float, tuple[str, ...]]:
    try:
        _, errors = process.communicate(timeout=longest_wait_s)
    except subprocess.TimeoutExpired:
        process.kill()
        _, errors = process.communicate()
    lines = [line for line in errors.splitlines() if line.strip() and "This plugin does not support" not in line]
    return time.monotonic() - began_s, tuple(lines)


def offered_in(environment: dict[str, str]) -> tuple[str, ...]:
    """The lessons of the runs that were kept, the newest first, as far as they can be opened."""
    look = (
        "from gan_playground.gan import runfile\n"
        "from gan_playground.session.files.autosave_folder import AutosaveFolder, lesson_of\n"
        "print(*(lesson_of(path) for path in AutosaveFolder().runs() if runfile.read(path).open()))"
    )
    answer = subprocess.run([sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=False)
    if answer.returncode:
        print(answer.stderr, file=sys.stderr)
    return tuple(answer.stdout.split())


def write_pictures(folder: Path) -> Path:
    """Small ones of a few kinds, each a file of its own: made once, and written many times under other names."""
    from io import BytesIO

    from PIL import Image

    rng = Random(0)
    contents = []
    for _ in range(64):
        whole = BytesIO()
        Image.frombytes("RGB", (picture_px, picture_px), rng.randbytes(3 * picture_px**2)).save(whole, "PNG")
        contents.append(whole.getvalue())
    folder.mkdir()
    for number in range(picture_count):
        (folder / f"{number:05}.png").write_bytes(contents[number % len(contents)])
    return folder


# The child.


def plain(options: argparse.Namespace) -> int:
    """All lessons in turn, an equal share of the events for each; or one alone."""
    hand = _hand(options)
    ids = [options.lesson] if options.lesson else hand.lesson_ids()
    began_s = time.monotonic()
    for place, lesson in enumerate(ids):
        hand.window.show_lesson(lesson)
        share = (place + 1) / len(ids)
        hand.act_until(round(options.events * share), began_s + options.seconds * share)
    return hand.close(began_s)


def folder(options: argparse.Namespace) -> int:
    """A short rough hand first; then a folder is to be read, and after a moment the window is closed."""
    hand = _hand(options)
    began_s = time.monotonic()
    hand.act_until(options.events // 10, began_s + options.seconds / 10)
    hand.begin("digits")
    hand.window.session.turn({"data.kind": "pictures", "data.path": options.pictures})
    hand.wait(1.0)
    return hand.close(began_s)


def step(options: argparse.Namespace) -> int:
    """The window is closed while a long step is on its way."""
    hand = _hand(options)
    began_s = time.monotonic()
    hand.begin("digits-conv")
    seconds = 0.0
    for batch in long_batches:
        hand.window.session.turn({"batch_size": batch, "discriminator.steps": 3})
        seconds = hand.seconds_of_a_step()
        if seconds >= long_step_s:
            break
    hand.wait(seconds / 3)
    hand.told["a step, s"] = round(seconds, 2)
    return hand.close(began_s)


VARIANTS = {"plain": plain, "folder": folder, "step": step}


def _hand(options: argparse.Namespace) -> Hand:  # noqa: F821 - what needs Qt is made in the child alone
    from rough_events import Hand

    return Hand(options.seed)


if __name__ == "__main__":
    sys.exit(main())
