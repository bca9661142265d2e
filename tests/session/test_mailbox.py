"""The newest frame, once."""

from __future__ import annotations

import threading

import pytest
from msgspec import structs

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.training.trainer import Trainer
from gan_playground.session.mailbox import Mailbox


@pytest.fixture(scope="module")
def frames() -> list[Frame]:
    frame = Trainer(Experiment()).observe()
    return [structs.replace(frame, step=step) for step in range(100)]


def test_an_empty_mailbox_wants_a_frame_and_has_none() -> None:
    mailbox = Mailbox()
    assert mailbox.wanted
    assert mailbox.take(0) == ()


def test_the_latest_wins(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    for frame in frames:
        mailbox.put(frame)
    assert mailbox.take(0)[0] is frames[-1]


def test_a_frame_is_taken_once(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    mailbox.put(frames[0])
    assert mailbox.take(0)[0] is frames[0]
    assert mailbox.take(0) == ()


def test_another_is_wanted_once_the_last_one_was_taken(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    mailbox.put(frames[0])
    assert not mailbox.wanted
    mailbox.take(0)
    assert mailbox.wanted


def test_who_came_in_vain_is_told_of_the_next_frame_once(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    assert not mailbox.put(frames[0])
    mailbox.take(0)
    assert not mailbox.put(frames[1]), "whoever came found something"
    mailbox.take(0)
    mailbox.take(0)
    assert mailbox.put(frames[2])
    assert not mailbox.put(frames[3])


def test_what_was_cleared_away_is_gone(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    mailbox.put(frames[0])
    mailbox.clear()
    assert mailbox.wanted
    assert mailbox.take(0) == ()


def test_two_runs_lie_there_together_as_far_as_they_are_asked_for(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    pair = structs.replace(frames[3], run=4), structs.replace(frames[3], run=5)
    mailbox.put(*pair)
    assert [frame.run for frame in mailbox.take(4, 5)] == [4, 5]
    mailbox.put(*pair)
    assert mailbox.take(4) == (), "the window will learn in a moment that two are compared"
    assert [frame.run for frame in mailbox.take(4, 5)] == [4, 5]
    mailbox.put(*pair)
    assert [frame.run for frame in mailbox.take(4, 6)] == [4], "another one is compared by now"
    mailbox.put(pair[0])
    assert [frame.run for frame in mailbox.take(4, 5)] == [4], "that one alone has moved"


def test_a_reader_sees_frames_in_order_and_the_last_of_all(frames: list[Frame]) -> None:
    mailbox, seen = Mailbox(), []
    done = threading.Event()

    def write() -> None:
        for _ in range(20):
            for frame in frames:
                mailbox.put(frame)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    while True:
        finished = done.is_set()
        taken = mailbox.take(0)
        if taken:
            seen.append(taken[0].step)
        elif finished:
            break
    writer.join()
    assert seen[-1] == 99
    assert len(seen) <= 20 * len(frames)


def test_a_frame_of_an_earlier_run_is_dropped_and_one_of_a_later_run_waits(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    later = structs.replace(frames[0], run=2)
    mailbox.put(later)
    assert mailbox.take(1) == ()
    assert mailbox.take(2)[0] is later
    mailbox.put(structs.replace(frames[0], run=1))
    assert mailbox.take(2) == ()
    assert mailbox.wanted
