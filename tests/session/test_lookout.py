"""Looking at one run and at two: what is left in which mailbox, with how much care."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gan.runs import make
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Budget, Detail, Look
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.mailbox import Mailbox
from gan_playground.session.run import frame_scheduler
from gan_playground.session.run.frame_scheduler import FrameScheduler
from gan_playground.session.run.run import Run


class Watched:
    """Two runs that train in step, and whoever looks at them."""

    def __init__(self, count: int) -> None:
        self.trainers: list[Trainer] = [make(seed) for seed in range(count)]
        self.runs = [Run.fresh(trainer) for trainer in self.trainers]
        self.mailbox = Mailbox()
        self.frame_scheduler = FrameScheduler(self.mailbox)

    def train(self) -> None:
        for trainer in self.trainers:
            trainer.advance(5)

    def look(self, detail: Detail) -> list[Frame]:
        """Train, look, and take what lies there."""
        self.train()
        self.frame_scheduler.look(self.runs, detail)
        return self.take()

    def take(self) -> list[Frame]:
        return list(self.mailbox.take())


@pytest.fixture
def pair() -> Watched:
    return Watched(2)


def test_two_runs_are_seen_at_one_step(pair: Watched) -> None:
    for detail in (Detail.METRICS, Detail.MOTION, Detail.MOTION):
        assert len({frame.step for frame in pair.look(detail)}) == 1


def test_of_two_runs_one_is_measured_at_a_time_in_turn(pair: Watched) -> None:
    pair.frame_scheduler.publish(pair.runs, Detail.METRICS)
    pair.take()
    measured = [[frame.measured_at is None for frame in pair.look(Detail.METRICS)] for _ in range(4)]
    assert measured in ([[True, False], [False, True]] * 2, [[False, True], [True, False]] * 2)


def test_one_run_alone_is_always_measured_when_it_is_due() -> None:
    alone = Watched(1)
    assert [alone.look(Detail.METRICS)[0].measured_at for _ in range(3)] == [None] * 3


def test_both_are_whole_where_somebody_asks_for_it(pair: Watched) -> None:
    pair.train()
    pair.frame_scheduler.publish(pair.runs, Detail.METRICS)
    assert [frame.measured_at for frame in pair.take()] == [None, None]


def test_no_look_is_due_before_the_pictures_were_taken(pair: Watched) -> None:
    pair.train()
    assert pair.frame_scheduler.detail_due(pair.runs) is Detail.METRICS
    pair.frame_scheduler.look(pair.runs, Detail.MOTION)
    pair.train()
    assert pair.frame_scheduler.detail_due(pair.runs) is None
    assert [frame.step for frame in pair.take()] == [5, 5]
    assert pair.frame_scheduler.detail_due(pair.runs) is not None


def test_no_look_is_due_where_nothing_is_new(pair: Watched) -> None:
    pair.look(Detail.METRICS)
    assert pair.frame_scheduler.detail_due(pair.runs) is None
    pair.frame_scheduler.look_for(pair.frame_scheduler.wish)
    assert pair.frame_scheduler.detail_due(pair.runs) is Detail.MOTION


def test_no_look_is_due_without_a_run(pair: Watched) -> None:
    assert pair.frame_scheduler.detail_due([]) is None


def test_a_look_at_all_does_not_put_off_the_next_quick_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures would stand still for as long as their own share of the time takes to make good for a measurement."""
    now = [0.0]
    monkeypatch.setattr(frame_scheduler.time, "perf_counter", lambda: now[0])
    monkeypatch.setattr(frame_scheduler.time, "thread_time", lambda: now[0])
    alone = Watched(1)
    budgets = {Detail.VIEW: Budget(0.1, 0.05), Detail.METRICS: Budget(0.05, 0.5)}
    monkeypatch.setattr(type(alone.trainers[0].observer), "budgets", budgets)

    def look(detail: Detail, takes_s: float) -> None:
        monkeypatch.setattr(alone.frame_scheduler, "_publish", lambda *_: now.__setitem__(0, now[0] + takes_s))
        alone.frame_scheduler.look(alone.runs, detail)

    look(Detail.VIEW, 0.01)
    now[0] += 1.0
    look(Detail.METRICS, 0.2)
    alone.train()
    now[0] += 0.085  # nine times what a survey takes, as its share asks for
    assert alone.frame_scheduler.detail_due(alone.runs) is None
    now[0] += 0.01
    assert alone.frame_scheduler.detail_due(alone.runs) is Detail.VIEW


def test_what_is_measured_waits_until_a_hand_at_the_data_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 100.0
    monkeypatch.setattr(frame_scheduler.time, "perf_counter", lambda: now_s)
    alone = Watched(1)
    alone.train()
    assert alone.frame_scheduler.detail_due(alone.runs) is Detail.METRICS
    alone.frame_scheduler.wait_for_hand()
    assert alone.frame_scheduler.detail_due(alone.runs) is Detail.MOTION
    now_s += frame_scheduler.rest_of_hand_s
    assert alone.frame_scheduler.detail_due(alone.runs) is Detail.METRICS


def test_networks_are_looked_at_where_they_are_seen_within_a_share_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now_s = [100.0]
    monkeypatch.setattr(frame_scheduler.time, "perf_counter", lambda: now_s[0])
    pair = Watched(2)
    assert [frame.networks for frame in pair.look(Detail.METRICS)] == [None, None]
    pair.frame_scheduler.look_for(Look(networks=True))
    seen = []
    for _ in range(5):
        first, second = pair.look(Detail.MOTION)
        assert second.networks is None  # of two runs it is the first
        seen.append(first.networks is not None and first.networks.step == first.step)
        now_s[0] += 0.6 * frame_scheduler.of_networks.interval_s
    assert seen[0]
    assert 2 <= sum(seen) <= 3
    assert not any(one and next_one for one, next_one in pairwise(seen))
    pair.frame_scheduler.publish(pair.runs, Detail.METRICS)  # where a run stands, all is of that step
    first, _ = pair.take()
    assert first.networks is not None
