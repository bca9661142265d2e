"""The real window with the real session, from the click to the weights."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QMenu,
    QScrollArea,
    QSlider,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from cases import one_in
from gan_playground.app import create_window
from gan_playground.ui.lessons.lesson_list import LessonList
from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.stages.line import LineStage
from gan_playground.ui.stages.phase.stage import PhaseStage
from gan_playground.ui.theme.theme import DARK, LIGHT
from gan_playground.ui.window import main_window
from watched import Opener


def test_the_lesson_trains_by_itself(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.until(lambda: watched.frames[-1].step > 50)
    assert watched.window.session.is_playing
    assert watched.window.session.run.experiment.latent.kind == "uniform"


def test_frames_come_in_order_and_of_the_present_run(opened: Opener) -> None:
    watched = opened()
    watched.until(lambda: watched.frames[-1].step > 200)
    watched.click("restartButton")
    watched.until(lambda: watched.window.session.run.run == 2)
    started = len(watched.frames)
    watched.until(lambda: len(watched.frames) > started + 5)
    assert {frame.run for frame in watched.frames[started:]} == {2}
    steps = [frame.step for frame in watched.frames[started:]]
    assert steps == sorted(steps)


def test_pause_holds_every_weight_still(opened: Opener) -> None:
    watched = opened()
    paused_at = watched.pause().step
    watched.qtbot.wait(100)
    assert watched.frames[-1].step == paused_at


def test_step_buttons_move_one_player_each(opened: Opener) -> None:
    watched = opened()
    before = watched.pause()
    for name, generator, discriminator in (
        ("stepDiscriminatorButton", 0, 1),
        ("stepGeneratorButton", 1, 0),
        ("stepBothButton", 1, 1),
    ):
        watched.click(name)
        watched.until(lambda step=before.step + 1: watched.frames[-1].step == step)
        after = watched.frames[-1]
        assert after.updates.generator == before.updates.generator + generator
        assert after.updates.discriminator == before.updates.discriminator + discriminator
        before = after


@pytest.mark.parametrize(
    ("key", "modifier"),
    one_in(2, [(Qt.Key.Key_D, "discriminator"), (Qt.Key.Key_G, "generator")]),
)
def test_keys_do_what_the_buttons_do(opened: Opener, key: Qt.Key, modifier: str) -> None:
    watched = opened()
    before = watched.pause()
    QTest.keyClick(watched.window, key)
    watched.until(lambda: watched.frames[-1].step == before.step + 1)
    assert getattr(watched.frames[-1].updates, modifier) == getattr(before.updates, modifier) + 1


def test_space_plays_and_pauses(opened: Opener) -> None:
    watched = opened()
    QTest.keyClick(watched.window, Qt.Key.Key_Space)
    watched.until(lambda: not watched.window.session.is_playing)
    QTest.keyClick(watched.window, Qt.Key.Key_Space)
    watched.until(lambda: watched.window.session.is_playing)


def test_a_slider_is_felt_in_the_trainer_and_marked(opened: Opener) -> None:
    watched = opened()
    slider = watched.part("generator.learning_rate", QSlider)
    slider.setValue(slider.maximum())
    watched.until(lambda: bool(watched.frames[-1].edits))
    edit = watched.frames[-1].edits[-1]
    assert (edit.knob, edit.value) == ("generator.learning_rate", 1.0)
    assert watched.window.session.run.run == 1, "a live knob does not restart the run"


def test_a_knob_of_the_architecture_restarts_with_the_same_seed(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve", "--seed", "5")
    watched.window.session.turn({"generator.width": 8})
    watched.until(lambda: watched.window.session.run.run == 2)
    run = watched.window.session.run
    assert run.seed == 5
    assert run.generator_size == 8 + 8 + 8 * 8 + 8 + 8 + 1


def test_a_knob_that_cannot_be_keeps_the_run(opened: Opener) -> None:
    watched = opened()
    watched.window.session.turn({"latent.dim": 3})
    watched.until(lambda: watched.window.notice.isVisible())
    assert "latent.dim" in watched.window.notice.accessibleName()
    assert watched.window.session.experiment.latent.dim == 1
    before = len(watched.frames)
    watched.until(lambda: len(watched.frames) > before + 3)


def test_another_kind_of_data_brings_its_stage(opened: Opener) -> None:
    """From a line to the plane and back, while it trains; the parts of that game come and go together."""
    watched = opened("--lesson", "textbook-curve")
    combo = watched.part("data.kind", QComboBox)
    for kind, stage, players in (("point", PhaseStage, ("point", "slope")), ("laplace", LineStage, ("mlp", "mlp"))):
        combo.setCurrentIndex(combo.findData(kind))
        ordered = watched.window.session.ordered_run
        watched.until(lambda run=ordered: watched.frames[-1].run == run and watched.frames[-1].step > 3)
        experiment = watched.window.session.experiment
        assert (experiment.generator.kind, experiment.discriminator.kind) == players
        assert isinstance(watched.window.run_view.stage, stage)
        assert watched.window.run_view.stage.figure.frame is watched.frames[-1]
        watched.until(lambda: watched.window.notice.isVisible())
        assert watched.window.notice.kind is NoticeKind.INFO
        assert "made of" in watched.window.notice.accessibleName()


def test_the_average_can_be_chosen_on_the_stage(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    slider = watched.part("stabilise.average_half_life", QSlider)
    slider.setValue(slider.maximum() // 2)
    watched.until(lambda: watched.frames[-1].averaged)
    watched.click("averageSwitch")
    watched.until(lambda: not watched.frames[-1].averaged and watched.frames[-1].average_kept)
    assert watched.window.session.experiment.stabilise.average_shown is False
    assert watched.window.knob_panel.controls["stabilise.average_shown"].value is False
    assert watched.window.session.run.run == 1


def test_a_missing_data_file_keeps_the_run(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    watched.window.session.turn({"data.kind": "column"})
    watched.until(lambda: watched.window.session.experiment.data.kind == "column")
    watched.window.session.turn({"data.path": "/nowhere/at/all.csv"})
    watched.until(lambda: "/nowhere/at/all.csv" in watched.window.notice.accessibleName())
    assert watched.window.notice.kind is NoticeKind.ERROR
    watched.settle()
    assert watched.window.session.experiment.data.path == ""


def test_another_lesson_begins_when_it_is_picked(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    lessons = watched.part("lessonList", LessonList)
    place = lessons.visualItemRect(lessons.lessons["textbook-curve"]).center()
    QTest.mouseClick(lessons.viewport(), Qt.MouseButton.LeftButton, pos=place)
    watched.until(lambda: watched.window.session.run.experiment.generator.kind == "mlp")
    assert watched.window.lesson.id == "textbook-curve"


def test_the_last_lesson_theme_and_size_of_words_are_remembered(opened: Opener) -> None:
    first = opened("--lesson", "textbook-curve")
    first.window.toggle_theme()
    first.window.text_size.choose(135)
    first.window.close()
    second = opened()
    assert second.window.lesson.id == "textbook-curve"
    assert second.window.theme.name == "light"
    assert second.window.text_size.percent == 135


def test_another_theme_dresses_every_part_once(opened: Opener) -> None:
    """Not once for each of its ancestors, which freezes the window for most of a second."""
    watched = opened()
    part = watched.part("playButton")
    dressed = Dressed()
    part.installEventFilter(dressed)
    for theme in (LIGHT, DARK):
        dressed.times = 0
        watched.window.set_theme(theme)
        assert dressed.times == 2, "undressed and dressed"
        assert part.palette().color(part.foregroundRole()).name() == theme.background.lower()


class Dressed(QObject):
    """Counts how often a widget gets a style."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() is QEvent.Type.StyleChange
        return False


def test_the_seed_box_starts_again(opened: Opener) -> None:
    watched = opened()
    box = watched.part("seedBox", QSpinBox)
    box.setValue(41)
    watched.until(lambda: watched.window.session.run.seed == 41)


def test_a_fault_in_a_step_becomes_a_sentence(opened: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    from gan_playground.gan.training.trainer import Trainer

    watched = opened()

    def fail(self: Trainer, updates: int, opponent: object) -> None:
        raise RuntimeError("the moon was in the way")

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "_generator_turn", fail)
        watched.until(lambda: watched.window.notice.isVisible())
    assert "the moon was in the way" in watched.window.notice.accessibleName()
    watched.until(lambda: not watched.window.session.is_playing)
    watched.click("restartButton")
    watched.until(lambda: watched.window.session.is_playing)
    before = len(watched.frames)
    watched.until(lambda: len(watched.frames) > before + 3)


def test_a_loss_that_is_not_finite_pauses_and_says_where(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    session = watched.window.session
    for knob in ("generator", "discriminator"):
        session.turn({f"{knob}.optimizer": "sgd"})
        session.turn({f"{knob}.learning_rate": 1.0})
        session.turn({f"{knob}.steps": 20})
    from gan_playground.gan.training.trainer import Trainer

    def poison(trainer: Trainer) -> None:
        trainer.discriminator.network.values[0].fill_(float("nan"))

    trainer = session._worker.trainer
    watched.pause()
    poison(trainer)
    watched.click("playButton")
    watched.until(lambda: watched.window.notice.isVisible())
    said = watched.window.notice.accessibleName()
    assert "no longer a finite number" in said
    assert f"{trainer.diverged_at:,}" in said
    watched.until(lambda: not session.is_playing)


def test_training_d_to_its_best_can_be_cancelled(opened: Opener) -> None:
    watched = opened("--lesson", "textbook-curve")
    before = watched.pause()
    watched.click("trainDiscriminatorButton")
    watched.until(lambda: watched.frames[-1].step > before.step)
    button = watched.part("trainDiscriminatorButton", QAbstractButton)
    watched.until(lambda: button.text() == "Cancel")
    watched.click("trainDiscriminatorButton")
    stopped = watched.settle()
    watched.qtbot.wait(100)
    assert watched.frames[-1].step == stopped.step
    assert stopped.updates.generator == before.updates.generator


def test_the_slowest_speed_makes_one_step_in_two_seconds(opened: Opener) -> None:
    watched = opened()
    slider = watched.part("speedSlider", QSlider)
    slider.setValue(slider.minimum())
    watched.settle()
    watched.until(lambda: watched.frames[-1].step == watched.window.session._worker.trainer.step)
    before = watched.frames[-1].step
    watched.until(lambda: watched.frames[-1].step > before)
    assert watched.frames[-1].step == before + 1


def test_every_control_can_be_read_aloud_and_explains_itself(opened: Opener) -> None:
    window = opened().window
    for kind in (QAbstractButton, QSlider, QComboBox, QSpinBox):
        for control in window.findChildren(kind):
            if control.isVisible() and not control.objectName().startswith("qt_"):
                assert control.accessibleName() or getattr(control, "text", str)(), control.objectName()
                assert control.toolTip(), f"{control.objectName()} {control}"


def test_the_demo_plays_until_somebody_touches(opened: Opener) -> None:
    watched = opened("--demo")
    window = watched.window
    watched.until(lambda: window.demo.is_playing)
    assert window.isFullScreen()
    first = window.lesson.id
    pages = []
    for _ in range(3):
        pages.append(window.story.findChild(QLabel, "storyTitle").text())
        window.demo._turn.timeout.emit()
    assert len(set(pages)) == 3, "what is shown, what to look at, what to try"
    assert window.lesson.id != first
    QTest.mouseClick(window.run_view, Qt.MouseButton.LeftButton)
    watched.until(lambda: not window.demo.is_playing)
    assert window.transport.isVisible()
    window.demo._idle.timeout.emit()
    assert window.demo.is_playing


def test_in_an_exhibit_nothing_leads_to_the_disk_the_device_or_out_of_the_full_screen(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched, asked = opened("--demo", "--lesson", "draw-your-own"), list[str]()
    window, stage = watched.window, watched.window.run_view.stage
    for question in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, question, lambda *given: asked.append(given[1]))
    watched.until(lambda: window.demo.is_playing)
    QTest.mouseClick(window.run_view, Qt.MouseButton.LeftButton)
    watched.until(lambda: not window.demo.is_playing)
    names = ("runMenuButton", "deviceBox", "fullScreenButton", "folderAction", "saveAction")
    assert [name for name in names if watched.part(name).isVisible()] == []
    for key in (Qt.Key.Key_S, Qt.Key.Key_O):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F11)
    window.named_actions["escape"].trigger()
    stage.tools.action_buttons["folder"].click()
    window.exports.stage.ask_for_picture()
    window.exports.stage.open_at(QPoint(1, 1))
    window._notifier.point_to_files("mnist")
    assert window.findChild(QMenu, "exportMenu") is None
    assert asked == []
    assert window.isFullScreen()


def test_no_button_keeps_the_keyboard_after_a_click(opened: Opener) -> None:
    """Else the space bar would press it again, where it should play."""
    buttons = opened().window.findChildren(QAbstractButton)
    greedy = [button.objectName() for button in buttons if button.focusPolicy() & Qt.FocusPolicy.ClickFocus]
    assert buttons
    assert not greedy


def test_torch_is_loaded_once_the_window_is_on_screen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main_window, "unseen_ms", 3_600_000)
    window = create_window(("--lesson", "two-knobs"))
    try:
        qtbot.wait(100)
        assert not window.session._thread.isRunning()
        with qtbot.waitSignal(window.session.loading, timeout=30_000):
            window.show()
    finally:
        window.close()
        window.deleteLater()


def test_enter_presses_the_button_that_the_keyboard_is_at(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    title = watched.part("storyTitle", QLabel).text()
    watched.part("storyNext").setFocus()
    QTest.keyClick(watched.part("storyNext"), Qt.Key.Key_Return)
    assert watched.part("storyTitle", QLabel).text() != title


def test_another_lesson_s_knobs_are_seen_from_the_first_on(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    bar = watched.window.knob_panel.findChild(QScrollArea).verticalScrollBar()
    watched.until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    watched.window.show_lesson("tug-of-war")
    watched.until(lambda: watched.seen_run == 2)
    assert bar.value() == 0
