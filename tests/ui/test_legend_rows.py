"""The legends of two stages side by side: words before samples, in more rows where one is too short."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gan_playground.app import make_application
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment
from gan_playground.session.messages import RunInfo
from gan_playground.ui.stages.colours.layers import COLOURS_LAYERS
from gan_playground.ui.stages.images.layers import IMAGES_LAYERS
from gan_playground.ui.stages.line.layers import LAYERS
from gan_playground.ui.stages.phase.layers import PHASE_LAYERS
from gan_playground.ui.stages.plane.layers import PLANE_LAYERS
from gan_playground.ui.stages.stage import Stage
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.window.run_view import RunView
from ui.drawn import cut, overlapping, texts_in

small, large = (712, 566), (1352, 926)  # the board's part of a window of 1280x720, and of 1920x1080


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


def overlaps(stage: Stage) -> list[tuple[str, str]]:
    """Pairs of parts of the legend that lie on one another, or out of the stage."""
    parts = [part for part in (*stage.chips, *stage.switches) if part.isVisible()]
    outside = [(part.objectName(), "edge") for part in parts if not stage.rect().contains(part.geometry())]
    meeting = [
        (part.objectName(), other.objectName())
        for place, part in enumerate(parts)
        for other in parts[:place]
        if part.geometry().intersects(other.geometry())
    ]
    return outside + meeting


def test_words_stay_in_two_legends_side_by_side(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "textbook-curve", {"objective": "minimax"}, large)
    for stage in (run_view.stage, run_view.run_b):
        assert words_of(stage) == [chip.layer.title for chip in stage.chips]
        assert overlaps(stage) == []


def test_a_shorter_name_is_a_whole_word() -> None:
    layers = (*LAYERS, *PLANE_LAYERS, *PHASE_LAYERS, *IMAGES_LAYERS, *COLOURS_LAYERS)
    assert [layer.brief for layer in layers if not layer.brief or layer.brief.endswith(".")] == []
    assert [layer.brief for layer in layers if len(layer.brief) > len(layer.title)] == []


@pytest.mark.parametrize(
    ("lesson", "values", "rows"),
    [("textbook-curve", {"objective": "minimax"}, 2), ("digits", {"objective": "least-squares"}, 1)],
)
def test_in_a_small_window_brief_words_take_more_rows(
    qtbot: QtBot, lesson: str, values: dict[str, object], rows: int
) -> None:
    run_view = run_view_of(qtbot, lesson, values, small)
    for stage in (run_view.stage, run_view.run_b):
        assert words_of(stage) == [chip.layer.brief for chip in stage.chips]
        assert overlaps(stage) == []
        assert len({chip.y() for chip in stage.chips}) == rows


def test_what_both_share_is_switched_beside_the_first(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "textbook-curve", {"objective": "minimax"}, small)
    switch, other = (stage.findChild(QWidget, "probabilitySwitch") for stage in (run_view.stage, run_view.run_b))
    assert switch.width() >= switch.sizeHint().width()
    assert other.isHidden()
    switch.click()
    assert run_view.run_b.own_view.of_fake is True


def test_tools_of_pictures_are_not_lost(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "digits", {"objective": "least-squares"}, small)
    stage = run_view.stage
    for name in ("averageSwitch", "noiseAmount", "freshDraw", "saveSamples"):
        part = stage.findChild(QWidget, name)
        assert part.isVisible()
        assert part.width() >= min(part.sizeHint().width(), 30), name
        assert stage.rect().contains(part.mapTo(stage, part.rect().bottomRight())), name


def test_words_stay_on_two_planes_in_a_small_window_and_in_the_smallest(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "ring", {"penalty.r1": 0.3}, small)
    for size in (small, (560, 540)):
        run_view.resize(*size)
        qtbot.wait(1)
        for stage in (run_view.stage, run_view.run_b):
            assert all(words_of(stage))
            assert overlaps(stage) == []
            texts = texts_in(stage)
            assert not cut(texts)
            assert not overlapping(texts)
        assert run_view.stage.figure.geometry() == run_view.run_b.figure.geometry()


def test_where_there_is_room_for_one_short_row_samples_stand_alone(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "ring", {"penalty.r1": 0.3}, small)
    stage, row_px = run_view.stage, max(chip.height() for chip in run_view.stage.chips)
    stage._legend.fit(stage.width() - 40, row_px + 5)
    stage.layout().activate()
    assert set(words_of(stage)) == {""}
    assert len({chip.y() for chip in stage.chips}) == 1
    assert overlaps(stage) == []


def test_fingers_find_the_legend(qtbot: QtBot) -> None:
    run_view = run_view_of(qtbot, "textbook-curve", {"objective": "minimax"}, large)
    run_view.set_exhibit(True)
    for part in (*run_view.stage.chips, *run_view.run_b.chips, run_view.stage.switch):
        qtbot.waitUntil(lambda part=part: part.height() >= 44 and part.width() >= 44)
