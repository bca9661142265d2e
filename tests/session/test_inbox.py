"""What waits for the worker: in order, without what something later makes pointless."""

from __future__ import annotations

import threading

from gan_playground.gan.observe.look import Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session.commands import (
    Finish,
    LookAt,
    MakeStep,
    Pause,
    Play,
    Save,
    SessionCommand,
    SetSpeed,
    TurnKnobs,
    Visit,
)
from gan_playground.session.inbox import Inbox, coalesced

rate = "generator.learning_rate"
step = MakeStep(StepKind.BOTH)


def left_of(*commands: SessionCommand) -> list[SessionCommand]:
    return [command for _, command in coalesced(enumerate(commands))]


def test_of_a_drag_the_newest_value_is_left() -> None:
    drag = [TurnKnobs({rate: value / 1000}, run=1) for value in range(1, 200)]
    assert left_of(*drag) == [drag[-1]]


def test_what_is_turned_with_more_knobs_than_before_takes_its_place_and_with_others_does_not() -> None:
    one, other = TurnKnobs({rate: 0.1}, run=1), TurnKnobs({"batch_size": 8}, run=1)
    both = TurnKnobs({rate: 0.2, "batch_size": 16}, run=1)
    assert left_of(one, other) == [one, other]
    assert left_of(one, both) == [both]
    assert left_of(both, one) == [both, one]


def test_what_was_meant_for_another_run_is_kept_apart() -> None:
    first, second = TurnKnobs({rate: 0.1}, run=1), TurnKnobs({rate: 0.2}, run=2)
    assert left_of(first, second) == [first, second]


def test_what_happened_in_between_keeps_both_turns_apart() -> None:
    """A step by hand between two turns is made with the first of them."""
    first, second = TurnKnobs({rate: 0.1}, run=1), TurnKnobs({rate: 0.2}, run=1)
    assert left_of(first, step, second) == [first, step, second]


def test_steps_by_hand_and_the_order_of_play_and_pause_are_kept() -> None:
    assert left_of(step, step, Play(), Pause(), Play(), step) == [step, step, Play(), Pause(), Play(), step]


def test_only_the_newest_look_and_speed_count_and_come_where_the_first_stood() -> None:
    """A look that is wanted of a run comes before the order of the run."""
    looks = [LookAt(Look(pinned=number)) for number in range(3)]
    assert left_of(looks[0], step, looks[1], SetSpeed(1.0), looks[2], SetSpeed(2.0)) == [looks[2], step, SetSpeed(2.0)]


def test_a_hand_on_the_timeline_is_where_it_is_last() -> None:
    assert left_of(Visit(1, run=1), Visit(2, run=1), step, Visit(3, run=1)) == [Visit(2, run=1), step, Visit(3, run=1)]


def test_the_serial_number_is_that_of_the_newest() -> None:
    turns = [(7, TurnKnobs({rate: 0.1}, run=1)), (8, TurnKnobs({rate: 0.2}, run=1))]
    assert coalesced(turns) == [turns[1]]


def test_a_worker_is_woken_once_for_all_that_lies_there() -> None:
    inbox = Inbox()
    assert inbox.put(1, Play())
    assert not inbox.put(2, Pause())
    assert inbox.has_any
    assert inbox.drain() == [(1, Play()), (2, Pause())]
    assert not inbox.has_any
    assert inbox.put(3, Play())


def test_a_closed_inbox_has_the_end_and_what_is_to_be_written() -> None:
    inbox = Inbox()
    save = Save(b"", "/there")
    for serial, command in enumerate([step] * 1000 + [save] + [step] * 1000, 1):
        inbox.put(serial, command)
    inbox.close()
    assert inbox.is_closed
    assert not inbox.put(3000, step)
    assert [command for _, command in inbox.drain()] == [save, Finish()]


def test_nothing_is_lost_between_two_threads() -> None:
    inbox, taken, done = Inbox(), [], threading.Event()

    def send() -> None:
        for serial in range(1, 5001):
            inbox.put(serial, step)
        done.set()

    sender = threading.Thread(target=send)
    sender.start()
    while not done.is_set() or inbox.has_any:
        taken += [serial for serial, _ in inbox.drain()]
    sender.join()
    assert taken == list(range(1, 5001))
