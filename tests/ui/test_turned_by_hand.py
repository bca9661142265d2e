"""The two knobs, turned by hand in the window: what trains is what was asked for, bit for bit, and can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gan.runs import assert_same
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.frame import LinePicture
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.commands import GoTo
from gan_playground.ui.stages.line.dial import on_circle
from gan_playground.ui.stages.line.theta_dial import ThetaDial
from watched import Opener, Watched

left = Qt.MouseButton.LeftButton


def dial_of(watched: Watched, number: int) -> ThetaDial:
    found = watched.part(f"theta{number}Dial")
    assert isinstance(found, ThetaDial)
    return found


def drag(dial: ThetaDial, value: float) -> None:
    """From the handle to where this value stands."""
    begin, end = (
        on_circle(dial.ring, dial.dial.angle_deg(x), dial.ring.width() / 2).toPoint() for x in (dial.dial.value, value)
    )
    QTest.mousePress(dial, left, pos=begin)
    QTest.mouseMove(dial, end)
    QTest.mouseRelease(dial, left, pos=end)


def theta(watched: Watched) -> tuple[float, float]:
    picture = watched.settle().picture
    assert isinstance(picture, LinePicture)
    assert picture.theta is not None
    return picture.theta


def trainer_of(watched: Watched) -> Trainer:
    return watched.window.session._worker.runs[0].trainer


def test_what_the_text_prints_can_be_made_by_hand(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    watched.window.lessons.act("restart_paused", {})
    assert watched.settle().step == 0, "it waits to be stepped"
    assert not watched.window.session.is_playing
    for _ in range(3):
        watched.click("stepBothButton")
        trained = theta(watched)
    drag(dial_of(watched, 1), 9.0)
    turned, kept = theta(watched)
    assert turned == pytest.approx(9.0, abs=0.6)
    assert kept == trained[1]
    dial_of(watched, 1).put(10.0, joins=False)
    assert theta(watched)[0] == 10.0
    dial_of(watched, 2).put(1.1, joins=False)
    assert theta(watched) == pytest.approx((10, 1.1))
    examples = watched.frames[-1].picture.examples
    assert [one.x for one in examples] == pytest.approx([13.2, 8.7, 11.22, 10.23])
    # It is an edit like any other: computed again, and made by edits alone, it is the same run.
    watched.click("stepBothButton")
    assert watched.settle().step == 4
    edited = Trainer(load_lesson("two-knobs").experiment, seed=watched.window.session.seed)
    edited.apply(Edit("generator.theta1", 10.0, 3), Edit("generator.theta2", 1.1, 3))
    edited.advance(4)
    assert_same(trainer_of(watched).state(), edited.state())
    for step in (2, 4):
        watched.window.session.send(GoTo(step))
        assert watched.settle().step == step
    assert_same(trainer_of(watched).state(), edited.state())
    # And undone, it is where the hand took hold of it.
    watched.window.history.undo()
    assert theta(watched)[1] == trained[1]
    assert watched.window.history.way_back.undo == "Generator θ₁ → 10"
    for before in (turned, trained[0]):
        watched.window.history.undo()
        assert theta(watched)[0] == pytest.approx(before)
