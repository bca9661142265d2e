"""What the window is about is one run: the one that is there, or the one that was ordered, even where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.session.order_state import OrderStage, OrderState
from gan_playground.session.session import Session
from listener import Listener
from quiet import held

small = Experiment().with_knobs({"generator.width": 8, "discriminator.width": 8, "batch_size": 32})
lacking = small.with_knobs({"data.kind": "mnist"})


class Ordering(Listener):
    """A session in which a run of the lesson "here" plays, and how far each order was."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(Session(), qtbot)
        self.orders: list[OrderState] = []
        self.session.order_changed.connect(self.orders.append)
        self.session.open()
        self.session.start(small, seed=1, lesson="here")
        self.until(lambda: self.session.is_playing)

    def lack(self, lesson: str = "there") -> None:
        self.session.start(lacking, seed=2, lesson=lesson)
        self.until(lambda: self.session.refused is not None)
        self.rest()

    @property
    def account(self) -> tuple[str, int | None, OrderStage, bool]:
        session = self.session
        return session.lesson, session.seed, session.order.stage, session.is_playing


@pytest.fixture
def ordering(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ordering]:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path / "data"))  # nothing is downloaded
    ordering = Ordering(qtbot)
    yield ordering
    ordering.session.close()


def test_a_lesson_that_cannot_begin_is_what_the_window_is_about_and_the_run_there_waits(ordering: Ordering) -> None:
    session, run = ordering.session, ordering.session.run.run
    ordering.orders.clear()
    ordering.lack()
    assert ordering.account == ("there", 2, OrderStage.REFUSED, False)
    assert session.experiment == lacking
    assert (session.run.run, session.order.back_to) == (run, "here")
    assert [order.stage for order in ordering.orders] == [OrderStage.ORDERED, OrderStage.REFUSED], "nothing in between"
    step = session.state.step
    for ask in (session.play, session.step_both, session.past.step_back, session.train_discriminator):
        ask()
    ordering.rest()
    assert (session.state.step, session.is_playing) == (step, False)
    session.go_back()
    ordering.until(lambda: ordering.account == ("here", 1, OrderStage.THERE, True))
    assert session.run.run == run


def test_the_run_there_goes_on_after_a_second_refusal_too(ordering: Ordering) -> None:
    ordering.lack()
    ordering.lack("elsewhere")
    assert ordering.account == ("elsewhere", 2, OrderStage.REFUSED, False)
    ordering.session.go_back()
    ordering.until(lambda: ordering.account == ("here", 1, OrderStage.THERE, True))


def test_a_knob_turned_where_a_lesson_could_not_begin_begins_it_with_that(ordering: Ordering) -> None:
    ordering.lack()
    ordering.session.turn({"generator.learning_rate": 0.01})
    assert ordering.session.experiment.knob("generator.learning_rate") == 0.01
    ordering.until(lambda: ordering.account == ("there", 2, OrderStage.REFUSED, False))
    ordering.session.turn({"data.kind": "laplace"})
    ordering.until(lambda: ordering.account == ("there", 2, OrderStage.THERE, True))
    assert ordering.trainer.experiment.knob("generator.learning_rate") == 0.01


def test_of_the_same_lesson_the_run_there_goes_on(ordering: Ordering) -> None:
    ordering.session.turn({"data.kind": "mnist"})
    ordering.until(lambda: ordering.failures)
    assert ordering.account == ("here", 1, OrderStage.THERE, True)
    assert ordering.session.experiment == small


def test_a_run_that_waits_its_turn_can_be_taken_back(ordering: Ordering) -> None:
    """As in the middle of a step that takes long."""
    session, run = ordering.session, ordering.session.run.run
    with held(session):
        session.start(small, seed=9, lesson="there")
        assert ordering.account[:3] == ("there", 9, OrderStage.ORDERED)
        session.cancel()
        assert ordering.account[:3] == ("here", 1, OrderStage.THERE)
    ordering.rest()
    assert session.run.run == run
    assert ordering.failures == []


def test_a_move_to_another_device_is_seen_until_it_is_heard(ordering: Ordering) -> None:
    with held(ordering.session):
        ordering.session.choose_device("cpu")
        assert ordering.session.order.words == "Moving to cpu"
    ordering.rest()
    assert ordering.session.order.stage is OrderStage.THERE
