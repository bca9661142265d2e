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
    assert mailbox.take() == ()


def test_the_latest_wins(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    for frame in frames:
        mailbox.put(frame)
    assert mailbox.take()[0] is frames[-1]


def test_a_frame_is_taken_once(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    mailbox.put(frames[0])
    assert mailbox.take()[0] is frames[0]
    assert mailbox.take() == ()


def test_another_is_wanted_once_the_last_one_was_taken(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    mailbox.put(frames[0])
    assert not mailbox.wanted
    mailbox.take()
    assert mailbox.wanted


def test_who_came_in_vain_is_told_of_the_next_frame_once(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    assert not mailbox.put(frames[0])
    mailbox.take()
    assert not mailbox.put(frames[1]), "whoever came found something"
    mailbox.take()
    mailbox.take()
    assert mailbox.put(frames[2])
    assert not mailbox.put(frames[3])


def test_what_was_cleared_away_is_gone(frames: list[Frame]) -> None:
    mailbox = Mailbox()
    mailbox.put(frames[0])
    mailbox.clear()
    assert mailbox.wanted
    assert mailbox.take() == ()


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
        taken = mailbox.take()
        if taken:
            seen.append(taken[0].step)
        elif finished:
            break
    writer.join()
    assert seen[-1] == 99
    assert len(seen) <= 20 * len(frames)
