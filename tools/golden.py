"""Pictures of every kind of stage and of the score, to hold one commit against another.

python tools/golden.py --out DIR [LESSON]...      make them: each theme at each size, paused at an exact step
python tools/golden.py --sheet A B --out DIR      two folders of them side by side, the most different first

Runs are trained once, without a window, into run files; --runs says where those are or are to lie, so that other
commits can be looked at with the very same runs. The same commit gives the same pictures.

Whatever is used of the program is what stays: `create_window`, the window's `session.frame_ready`, names of objects,
and the class name Score. Only to train a run that is not there yet takes more: golden_runs.py.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import picture_sheet
from golden_runs import SCENES, Scene, run_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget

sizes_px = ((1280, 720), (1920, 1080))
patience_s, quiet_ms, tries = 120.0, 350, 30
blanked = ("rateLabel",)  # what depends on the machine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="only these")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--runs", type=Path, metavar="DIR", help="where the runs lie (default: runs in --out)")
    parser.add_argument("--sheet", type=Path, nargs=2, metavar=("A", "B"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.sheet:
        picture_sheet.write_sheets(*options.sheet, options.out)
        return
    runs = options.runs or options.out / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        if scene.lesson in (options.lessons or scene.lesson):
            with tempfile.TemporaryDirectory() as home:  # one each, for a window begins as large as the last one was
                live_in(home)
                take_pictures(scene, run_file(scene, runs), options.out)


def live_in(home: str) -> None:
    """Keep the user's own settings and runs out of it, and draw without a display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.update(HOME=home, WIN_PD_OVERRIDE_LOCAL_APPDATA=home)
    os.environ.update({f"XDG_{kind}_HOME": str(Path(home, kind)) for kind in ("CONFIG", "DATA", "STATE")})


def take_pictures(scene: Scene, run: Path, out: Path) -> None:
    with open_window(scene, run) as window:
        show_layers(window, scene.every_layer)
        in_all_looks(window, window, scene.lesson, out)
        if scene.with_score:
            score = part(window, lambda widget: type(widget).__name__ == "Score")
            score.setParent(None)
            score.show()
            in_all_looks(window, score, f"score-{scene.lesson}", out)
            score.close()


@contextmanager
def open_window(scene: Scene, run: Path) -> Iterator[QMainWindow]:
    """The window with the run, paused where it was saved."""
    from gan_playground.app import create_window

    window = create_window(["--run", str(run), "--device", "cpu"])
    frames: list[Any] = []
    window.session.frame_ready.connect(frames.append)
    window.show()
    try:
        wait_until(lambda: bool(frames))
        check_steps(scene, frames)
        yield window
        check_steps(scene, frames)
    finally:
        window.close()
        window.deleteLater()


def check_steps(scene: Scene, frames: list[Any]) -> None:
    """A run that cannot be opened gives way to the lesson, which then trains."""
    steps = sorted({frame.step for frame in frames})
    if steps != [scene.steps]:
        raise RuntimeError(f"{scene.lesson} was to stand at step {scene.steps}, and was seen at {steps}.")


def show_layers(window: QMainWindow, every_layer: bool) -> None:
    """Check what is to be seen, and leave out what is never twice the same."""
    from PySide6.QtWidgets import QAbstractButton, QWidget

    for button in window.findChildren(QAbstractButton):
        if every_layer and button.objectName().startswith("layer.") and button.isVisible():
            button.setChecked(True)
    for widget in window.findChildren(QWidget):
        if widget.objectName() in blanked:
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
            widget.hide()


def in_all_looks(window: QMainWindow, widget: QWidget, name: str, out: Path) -> None:
    """Pictures of a widget in both themes at all sizes; the theme is dark before and after."""
    for theme in ("dark", "light"):
        window.choose_theme(theme)
        for width, height in sizes_px:
            widget.resize(width, height)
            path = out / f"{name}-{theme}-{width}x{height}.png"
            if not quiet_picture(widget).save(str(path)):
                raise OSError(f"{path} cannot be written.")
            print(path, flush=True)
    window.choose_theme("dark")


def quiet_picture(widget: QWidget) -> object:
    """The widget as soon as two pictures of it, some time apart, are the same."""
    from PySide6.QtTest import QTest

    before = None
    for _ in range(tries):
        QTest.qWait(quiet_ms)
        now = widget.grab().toImage()
        if now == before:
            return now
        before = now
    raise TimeoutError(f"{widget.windowTitle() or widget.accessibleName()} never comes to rest.")


def part(window: QWidget, is_it: Callable[[QWidget], bool]) -> QWidget:
    from PySide6.QtWidgets import QWidget

    return next(widget for widget in window.findChildren(QWidget) if is_it(widget))


def wait_until(done: Callable[[], bool]) -> None:
    from PySide6.QtTest import QTest

    until_s = time.perf_counter() + patience_s
    while not done():
        QTest.qWait(20)
        if time.perf_counter() > until_s:
            raise TimeoutError("The window does not show the run.")


if __name__ == "__main__":
    main()
