"""Commands whose time has not come: they stay in order, and knobs turned one after the other come out together."""

from __future__ import annotations

from gan_playground.session.commands import Pause, Play, TurnKnobs
from gan_playground.session.waiting import WaitingCommands

first, second, third = (TurnKnobs({"batch_size": size}) for size in (8, 16, 32))


def test_turns_come_out_together_but_never_past_another_command() -> None:
    waiting = WaitingCommands()
    for serial, command in enumerate((first, second, Play(), third, Pause()), start=4):
        waiting.append(serial, command)
    assert waiting.pop_turns() == [first, second]
    assert waiting.pop_turns() == []
    assert waiting.pop() == Play()
    assert waiting.pop_turns() == [third]
    assert waiting.pop() == Pause()
    assert not waiting


def test_what_waits_is_not_heard() -> None:
    waiting = WaitingCommands()
    assert waiting.heard(taken=9) == 9
    waiting.append(10, first)
    waiting.append(12, second)
    assert waiting.heard(taken=13) == 9, "all before the first that waits"
    waiting.clear()
    assert waiting.heard(taken=13) == 13
