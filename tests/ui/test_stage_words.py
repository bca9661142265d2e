"""Stages and the score in small windows: no word is cut, none is on another, and none says what is not so."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.app import make_application
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.messages import RunInfo
from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from ui.drawn import cut, overlapping, texts_in

SIZES = (560, 540), (712, 566)
"""The run view's in windows of 1024x700 and 1280x720; the walk over all lessons has the larger ones."""


def run_view_of(qtbot: QtBot, lesson_id: str, **knobs: object) -> RunView:
    make_application()  # with the program's own typeface
    lesson = load_lesson(lesson_id)
    experiment = lesson.experiment.with_knobs(knobs)
    trainer = Trainer(experiment, 3)
    view = RunView(DARK)
    qtbot.addWidget(view)
    view.setStyleSheet(stylesheet(DARK))
    view.set_theme(DARK)
    view.resize(*SIZES[0])
    view.show_run(RunInfo.of(trainer), lesson)
    view.show()
    trainer.advance(2)
    view.show_frame(trainer.observe(look=view.stage.look))
    return view


def wrong_words(view: RunView) -> list[str]:
    texts = texts_in(view)
    return [f"cut: {text}" for text in cut(texts)] + [f"{a} on {b}" for a, b in overlapping(texts)]


@pytest.mark.parametrize("lesson", ["textbook-curve", "tug-of-war", "ring", "palette"])
def test_all_words_are_whole_and_apart_at_every_size(qtbot: QtBot, lesson: str) -> None:
    view = run_view_of(qtbot, lesson)
    for size in SIZES:
        view.resize(*size)
        qtbot.wait(1)
        view.score.refresh()
        assert wrong_words(view) == [], size
        assert all(chip.text() for chip in view.stage.chips if chip.isVisible()), size


def test_of_a_critic_no_stage_says_how_likely_anything_is(qtbot: QtBot) -> None:
    view = run_view_of(qtbot, "two-knobs", objective="wasserstein")
    stage = view.stage
    assert isinstance(stage, LineStage)
    words = [text.text for text in texts_in(view)]
    assert any(": score " in word for word in words)
    assert "D(x), a score" in words
    assert not [word for word in words if "% real" in word or "probability" in word]
    assert not stage.chip("best").isVisible()
    assert not stage.switch.isEnabled()
    stage.show_experiment(load_lesson("two-knobs").experiment)
    assert stage.chip("best").isVisible()
    assert stage.switch.isEnabled()
    assert any(text.text.endswith("% real") for text in texts_in(view))


@pytest.mark.parametrize("lesson", ["pinned", "two-knobs"])
def test_in_a_small_window_the_figure_is_higher_than_what_stands_below_it(qtbot: QtBot, lesson: str) -> None:
    view = run_view_of(qtbot, lesson)
    for size in SIZES:
        view.resize(*size)
        qtbot.wait(1)
        box = view.stage.figure.curves.box
        below = sum(strip.height() for strip in (view.stage.meter, view.stage.dials) if strip.isVisible())
        assert box.height() > 70, size
        assert view.stage.figure.height() > 1.5 * below, size
