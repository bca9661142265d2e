"""The legend that two stages side by side share: its words are the same at every size, in more rows if need be."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan_playground.app import make_application
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment
from gan_playground.session.messages import RunInfo
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from ui.drawn import cut, overlapping, texts_in

smallest, small, large = (560, 540), (712, 566), (1352, 926)
"""The middle of a window of 1024x700, of 1280x720 and of 1920x1080."""


def run_view_of(qtbot: QtBot, lesson_id: str, values: dict[str, object], size: tuple[int, int]) -> RunView:
    make_application()  # with the program's own typeface
    lesson = load_lesson(lesson_id)
    knobs = lesson.experiment, run_b_experiment(lesson.experiment, values)
    trainers = [Trainer(experiment, 3, run=run) for run, experiment in enumerate(knobs, 1)]
    runs = [RunInfo.of(trainer) for trainer in trainers]
    run_view = RunView(DARK)
    qtbot.addWidget(run_view)
    run_view.setStyleSheet(stylesheet(DARK))
    run_view.resize(*size)
    run_view.show_run(runs[0], lesson)
    run_view.show_comparison(comparison_of(*runs), lesson)
    run_view.show()
    for trainer, show in zip(trainers, (run_view.show_frame, run_view.show_run_b_frame), strict=True):
        trainer.advance(1)
        show(trainer.observe(look=run_view.stage.look))
    qtbot.wait(50)
    assert run_view.stage.figure.geometry() == run_view.run_b.figure.geometry()
    return run_view


def words_of(stage: Stage) -> list[str]:
    return [chip.text() for chip in stage.chips]


def titles_of(stage: Stage) -> list[str]:
    return [chip.layer.title for chip in stage.chips]


def overlaps(stage: Stage) -> list[tuple[str, str]]:
    """Pairs of parts of the legend that lie on one another, or out of what they stand in."""
    parts = [part for part in (*stage.chips, *stage.switches) if part.isVisible()]
    outside = [(part.objectName(), "edge") for part in parts if not stage.head.rect().contains(part.geometry())]
    meeting = [
        (part.objectName(), other.objectName())
        for place, part in enumerate(parts)
        for other in parts[:place]
        if part.geometry().intersects(other.geometry())
    ]
    return outside + meeting


@pytest.mark.parametrize(
    ("lesson", "values", "size", "rows"),
    [
        ("textbook-curve", {"objective": "minimax"}, large, 1),
        ("textbook-curve", {"objective": "minimax"}, small, 1),
        ("textbook-curve", {"objective": "minimax"}, smallest, 2),
        ("digits", {"objective": "least-squares"}, smallest, 2),
        ("ring", {"penalty.r1": 0.3}, small, 1),
        ("ring", {"penalty.r1": 0.3}, smallest, 2),
        ("palette", {"generator.width": 8}, smallest, 1),
    ],
)
def test_two_stages_share_a_legend_that_has_the_same_words_at_every_size(
    qtbot: QtBot, lesson: str, values: dict[str, object], size: tuple[int, int], rows: int
) -> None:
    run_view = run_view_of(qtbot, lesson, values, size)
    stage, run_b = run_view.stage, run_view.run_b
    assert words_of(stage) == titles_of(stage)
    assert overlaps(stage) == []
    parts = [*stage.chips, *stage.switches]
    assert len({part.geometry().center().y() // 10 for part in parts if part.isVisible()}) == rows
    assert not any(chip.isVisible() for chip in run_b.chips)
    texts = texts_in(run_view)
    assert not cut(texts)
    assert not overlapping(texts)
    assert stage.figure.height() >= 0.55 * (run_b.geometry().bottom() - stage.head.geometry().top())


def test_it_comes_back_when_the_stage_stands_alone(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "ring", {"penalty.r1": 0.3}, small)
    stage, lesson = run_view.stage, load_lesson("ring")
    tools = (stage.head, stage.tools)
    assert [part.parentWidget() is stage for part in tools] == [False, False]
    assert all(part.isVisible() for part in tools)
    run_view.show_comparison(None, lesson)
    assert [part.parentWidget() is stage for part in tools] == [True, True]
    qtbot.waitUntil(lambda: stage.width() > small[0] - 40 and stage.rect().contains(stage.head.geometry()))
    assert all(part.isVisible() for part in tools)
    assert stage.tools.geometry().right() < stage.figure.geometry().left()


def test_what_both_share_is_switched_once(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "textbook-curve", {"objective": "minimax"}, small)
    stage, run_b = run_view.stage, run_view.run_b
    assert stage.switch.width() >= stage.switch.sizeHint().width()
    assert not run_b.switch.isVisible()
    stage.switch.click()
    assert run_b.own_view.of_fake is True


def test_an_average_that_run_b_alone_has_is_switched_there_as_well(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "ring", {"stabilise.average_half_life": 100.0}, small)
    switch = run_view.stage.average_switch
    assert switch.isVisible()
    assert not switch.isChecked()
    with qtbot.waitSignal(run_view.stage.knobs_wanted) as told:
        switch.click()
    assert told.args == [{"stabilise.average_shown": False}]
    run_view.show_comparison(None, load_lesson("ring"))
    assert switch.isHidden()


def test_tools_of_pictures_are_not_lost(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "digits", {"objective": "least-squares"}, smallest)
    for name in ("averageSwitch", "noiseAmount", "freshDraw", "saveSamples"):
        part = run_view.stage.head.findChild(QWidget, name)
        assert part.isVisible()
        assert part.width() >= min(part.sizeHint().width(), 30), name
        assert run_view.rect().contains(part.mapTo(run_view, part.rect().bottomRight())), name


def test_where_there_is_room_for_one_short_row_samples_stand_alone(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "ring", {"penalty.r1": 0.3}, small)
    stage, row_px = run_view.stage, max(chip.height() for chip in run_view.stage.chips)
    stage.head.legend.fit(300, row_px + 5)
    stage.head.layout().activate()
    assert set(words_of(stage)) == {""}
    assert len({chip.y() for chip in stage.chips}) == 1
    assert overlaps(stage) == []


def test_fingers_find_the_legend(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "textbook-curve", {"objective": "minimax"}, large)
    run_view.set_exhibit(True)
    for part in (*run_view.stage.chips, run_view.stage.switch):
        qtbot.waitUntil(lambda part=part: part.height() >= 44 and part.width() >= 44)
