"""Who listens to the window hears what each control is, and what is seen in each figure now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QListView,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gan_playground import Trainer, load_lesson
from gan_playground.gan.observe.frame import Frame
from gan_playground.ui.plot.spoken import Spoken, polite_ms
from gan_playground.ui.plot.view import PlotView
from gan_playground.ui.score.headline import headline_text
from gan_playground.ui.stages.plane.readout import found
from gan_playground.ui.stages.seen import what_is_seen
from watched import Opener, Watched

STAGES = {"line": "two-knobs", "plane": "ring", "phase": "tug-of-war", "images": "digits", "colours": "palette"}
CONTROLS = (QAbstractButton, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QListView)
Role, Text = QAccessible.Role, QAccessible.Text


@pytest.fixture
def opened(shared: Opener) -> Opener:
    return shared


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody listens."""
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)


def read(widget: QWidget, text: QAccessible.Text = Text.Name) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(text)


def controls(window: QWidget) -> list[QWidget]:
    """All that a hand or the keyboard can be at; of what stands in another one, the other one."""
    found = [part for part in window.findChildren(QWidget) if part.isVisible() and not isinstance(part, QScrollBar)]
    inner = {box.lineEdit() for box in found if isinstance(box, QAbstractSpinBox)}
    inner |= {view.viewport() for view in found if isinstance(view, PlotView)}
    takes = [part for part in found if isinstance(part, CONTROLS) or part.focusPolicy() != Qt.FocusPolicy.NoFocus]
    return [part for part in takes if part not in inner]


@pytest.mark.parametrize("stage", STAGES)
def test_every_control_has_a_name_a_role_and_where_it_has_one_a_value(opened: Opener, stage: str) -> None:
    watched = opened("--lesson", STAGES[stage])
    watched.pause()
    window = watched.window
    window.knob_panel.all_button.setChecked(True)
    window.run_view.stage.setFocus()
    parts = controls(window)
    assert len(parts) > 40
    for part in parts:
        interface, who = QAccessible.queryAccessibleInterface(part), f"{type(part).__name__} {part.objectName()}"
        assert interface.text(Text.Name).strip(), who
        if isinstance(part, CONTROLS):
            assert interface.role() not in (Role.NoRole, Role.Client), who
        if isinstance(part, QAbstractSlider):
            assert interface.valueInterface().currentValue() == part.value(), who
        if isinstance(part, QAbstractButton) and part.isCheckable():
            assert interface.state().checked == part.isChecked(), who


@pytest.mark.parametrize("stage", STAGES)
def test_every_figure_is_a_chart_that_says_what_is_seen(opened: Opener, stage: str) -> None:
    watched = opened("--lesson", STAGES[stage])
    frame = watched.pause()
    window = watched.window
    figures = [view for view in window.run_view.findChildren(PlotView) if view.isVisible()]
    assert len(figures) >= 4
    for figure in figures:
        assert QAccessible.queryAccessibleInterface(figure).role() == Role.Chart
        assert read(figure), type(figure).__name__
    said = window.run_view.stage._figure
    said.spoken.say()
    scores = window.session.experiment.gives_scores
    assert what_is_seen(frame, scores) in read(said, Text.Description)
    assert f"Step {frame.step:,}." in read(said, Text.Description)
    window.run_view.score.losses.spoken.say()
    assert "G " in read(window.run_view.score.losses, Text.Description)


def test_the_networks_and_the_timeline_say_theirs(opened: Opener) -> None:
    watched = opened("--lesson", "ring")
    watched.pause()
    window = watched.window
    slider = window.transport.time_row.timeline_slider
    slider.spoken.say()
    assert read(slider, Text.Description).startswith(f"Step {watched.frames[-1].step:,} of ")
    window.side_tabs.show_page("networks")
    watched.until(lambda: window.networks.page.picture is not None)
    for player in ("generator", "discriminator"):
        plot = watched.part(f"network.{player}", PlotView)
        plot.spoken.say()
        assert read(plot, Text.Description).startswith("Layers of 2, ")


def frame_of(lesson_id: str, steps: int) -> tuple[Frame, bool]:
    experiment = load_lesson(lesson_id).experiment
    trainer = Trainer(experiment, seed=0)
    trainer.advance(steps)
    return trainer.observe(), experiment.gives_scores


def test_the_sentence_has_the_numbers_that_the_panel_shows() -> None:
    frame, scores = frame_of("ring", 40)
    words = what_is_seen(frame, scores)
    modes, total = (frame.metrics[name].value for name in ("modes", "modes_total"))
    assert f"Blue covers {modes:.0f} of {total:.0f} modes" in words
    assert found(frame).startswith(f"{modes:.0f} of {total:.0f} modes")
    assert f"D says that real samples are {100 * frame.scores.d_real:.0f}% real" in words
    critic, gives_scores = frame_of("grid", 10)
    assert gives_scores
    assert "%" not in what_is_seen(critic, gives_scores).rpartition(". ")[2], "a score is no share"


def test_it_waits_with_what_changes_and_says_nothing_twice(qtbot: QtBot, heard: None) -> None:
    figure, words = QWidget(), ["one"]
    qtbot.addWidget(figure)
    spoken, said = Spoken(figure, lambda: words[-1]), []
    figure.setAccessibleDescription("")
    spoken.renew()
    assert figure.accessibleDescription() == "one", "the first at once"
    for word in ("two", "three"):
        words.append(word)
        spoken.renew()
        said.append(figure.accessibleDescription())
    assert said == ["one", "one"], "nobody can listen so fast"
    assert polite_ms >= 2000
    assert spoken._turns._again
    spoken._turns._rest.stop()
    spoken._turns._on_rested()
    assert figure.accessibleDescription() == "three", "the newest, in its turn"
    spoken._turns.cancel()


def test_what_the_keyboard_is_at_is_said_at_once_and_before_the_rest(qtbot: QtBot, heard: None) -> None:
    figure = QWidget()
    qtbot.addWidget(figure)
    spoken = Spoken(figure, lambda: "Step 3.")
    spoken.tell("Unit 2 of 5.")
    assert figure.accessibleDescription() == "Unit 2 of 5. Step 3."


def test_nothing_is_put_into_words_for_nobody(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QAccessible, "isActive", lambda: False)
    figure, asked = QWidget(), []
    qtbot.addWidget(figure)
    figure.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    spoken = Spoken(figure, lambda: asked.append(1) or "words")
    spoken.renew()
    assert not asked
    figure.show()
    figure.activateWindow()
    qtbot.waitUntil(figure.isActiveWindow)
    figure.setFocus()
    qtbot.waitUntil(lambda: figure.accessibleDescription() == "words")


def test_the_figure_with_the_keyboard_is_spoken_of(opened: Opener) -> None:
    watched: Watched = opened("--lesson", "two-knobs")
    watched.pause()
    score = watched.window.run_view.score
    losses = score.losses
    score.refresh()
    losses.setAccessibleDescription("")
    watched.window.activateWindow()
    losses.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(losses, Qt.Key.Key_Shift)
    watched.until(lambda: bool(losses.accessibleDescription()))
    assert read(losses, Text.Description) == headline_text(losses.entries())
