"""Every lesson at every size of windows and of words, in every theme: no word is cut off, or lies on another one.

The runs are trained without a window to a step, so that the same words stand there each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from cases import one_in
from gan_playground import Trainer
from gan_playground.gan import runfile
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.lessons.catalogue import lessons_at_hand, load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.ui.lessons.story_page import PageText
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.window.layout import smallest_size
from ui.drawn import faults
from watched import Opener, Watched

Size = tuple[int, int]
small = (smallest_size, (1280, 720))
large = ((1920, 1080), (2560, 1440))
large_texts = (135, 175)
"""Percent, that a person may ask for."""
least_stage = 0.4
"""Of the window's height."""
steps, picture_steps, measured = 100, 8, 2
layers_of_layouts = 5


@pytest.fixture
def opened(shared: Opener) -> Opener:
    """One window for all: the lesson's run takes the place of what was there."""
    return shared


def run_of(lesson: Lesson, folder: Path) -> Path:
    """A short run of a lesson in a file, measured on the way as a window would."""
    trainer = Trainer(lesson.experiment, seed=0)
    past = Timeline(trainer)
    length = picture_steps if lesson.experiment.stage == "images" else steps
    for _ in range(measured):
        trainer.advance(length // measured)
        trainer.observe()
        past.record(trainer)
    path = folder / f"{lesson.id}.ganrun"
    runfile.save(path, runfile.saved_run(trainer, past, lesson.id))
    return path


def open_run(watched: Watched, path: Path, lesson: Lesson) -> None:
    watched.window.run_files.open(path)
    watched.until(lambda: watched.seen_run == 2)
    assert watched.window.lesson.id == lesson.id
    watched.pause()


def looks(watched: Watched, sizes: Sequence[Size], percents: Sequence[int]) -> Iterator[str]:
    """The window in each theme at each size; what it is then. Where words are to be large, in one theme."""
    window = watched.window
    for percent, theme, size in product(percents, ("dark", "light") if 100 in percents else ("light",), sizes):
        window.text_size.choose(percent)
        if window.theme.name != theme:
            window.choose_theme(theme)
        window.resize(*size)
        watched.until(lambda: text_scale.factor == text_scale.factor_for(window.width(), window.height()))
        for _ in range(layers_of_layouts):
            QCoreApplication.processEvents()
        assert (window.width(), window.height()) == size
        yield f"{size[0]}x{size[1]} {theme} {percent} %"


def faults_of(watched: Watched) -> list[str]:
    """A notice of large words lies over more than the flow, and what is behind it is not seen."""
    share = watched.window.run_view.stage.height() / watched.window.height()
    low = [f"the stage has {share:.0%} of the height"] if share < least_stage else []
    story = watched.window.story.findChild(PageText)
    scrolled = ["the story scrolls"] if story.verticalScrollBar().maximum() and not text_scale.is_large else []
    of_notice = faults(watched.window.notice)
    if text_scale.is_large:
        watched.window.notice.dismiss()
    return low + scrolled + of_notice + faults(watched.window) + faults_of_pages(watched)


def faults_of_pages(watched: Watched) -> list[str]:
    """What stands in the place of the knobs at other times."""
    window, found = watched.window, []
    for name in ("formula", "networks"):
        window.side_tabs.show_page(name)
        if name == "networks":
            watched.until(lambda: window.networks.page.picture is not None)
        for _ in range(layers_of_layouts):
            QCoreApplication.processEvents()
        found += faults(window.side_tabs)
    window.side_tabs.show_page("knobs")
    return found


def walks(
    opened: Opener, lesson: Lesson, folder: Path, sizes: Sequence[Size], percents: Sequence[int] = (100,)
) -> None:
    watched = opened("--lesson", "two-knobs")
    open_run(watched, run_of(lesson, folder), lesson)
    found = [f"{look}: {fault}" for look in looks(watched, sizes, percents) for fault in faults_of(watched)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lesson_id", [lesson.id for lesson in lessons_at_hand()])
def test_every_word_can_be_read_in_a_small_window(opened: Opener, lesson_id: str, tmp_path: Path) -> None:
    walks(opened, load_lesson(lesson_id), tmp_path, small)


@pytest.mark.parametrize("lesson_id", one_in(6, [lesson.id for lesson in lessons_at_hand()]))
def test_every_word_can_be_read_in_a_large_window(opened: Opener, lesson_id: str, tmp_path: Path) -> None:
    """To dress the window for larger words takes long: of some lessons each time."""
    walks(opened, load_lesson(lesson_id), tmp_path, large)


@pytest.mark.parametrize("lesson_id", one_in(12, [lesson.id for lesson in lessons_at_hand()]))
def test_every_large_word_can_be_read(opened: Opener, lesson_id: str, tmp_path: Path) -> None:
    walks(opened, load_lesson(lesson_id), tmp_path, (*small, large[0]), large_texts)
