"""A run whose steps take long is offered to be made short, and whoever orders something meanwhile is told to wait."""

from __future__ import annotations

from gan_playground.session.events import StepForeseen, Waits
from gan_playground.ui.notices.step_notices import seconds_words, shorten
from watched import Opener


def test_long_steps_are_made_short_with_a_click(opened: Opener) -> None:
    watched = opened("--lesson", "two-knobs")
    window, session = watched.window, watched.window.session
    watched.pause()
    usual = session.experiment.batch_size
    long = StepForeseen(session.ordered_run, 12.3, True, {"batch_size": 16}, 0.42)
    session.tell(long)
    assert window.notice.accessibleName() == (
        "One step will take about 12 s on this computer. With batch size → 16: about 0.4 s."
    )
    session.tell(Waits(True))
    assert window.notice.accessibleName().startswith("In the middle of a step of about 12 s: what was asked for")
    session.tell(Waits(False))
    assert window.notice.accessibleName().startswith("One step will take")
    assert window.notice.action == shorten
    watched.click("noticeAction")
    assert session.experiment.batch_size == 16
    window.history.undo()
    assert session.experiment.batch_size == usual
    watched.settle()
    session.tell(long)
    window.notice.dismiss()
    session.tell(Waits(True))
    assert window.notice.action == shorten
    session.tell(Waits(False))
    assert window.notice.isHidden(), "who has closed it need not read it again"
    session.tell(long)
    session.tell(StepForeseen(long.run, 0.4))
    assert window.notice.isHidden(), "it is not so any more"
    session.tell(Waits(True))
    assert window.notice.isHidden(), "nobody knows that it is a step that takes so long"
    session.tell(StepForeseen(long.run - 1, 12.3, True, {"batch_size": 16}, 0.4))
    assert window.notice.isHidden(), "another run has been ordered since"
    session.tell(Waits(True))
    assert window.notice.accessibleName().startswith("In the middle of a step of about 12 s")
    assert window.notice.action == "", "which that one has to end first"


def test_seconds_in_words() -> None:
    assert [seconds_words(s) for s in (0.01, 0.42, 1.96, 2.04, 1234.5)] == ["0.1 s", "0.4 s", "2.0 s", "2 s", "1,234 s"]
