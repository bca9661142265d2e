"""The thread of the run files, and whoever leaves work there."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest

from gan_playground.session.files.saving import FileDesk, Saving


def test_a_thread_that_has_ended_before_it_is_woken_for_it_does_no_harm(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is awake already, and takes the last job as soon as that lies there."""
    saving, is_there = Saving(print), Event()
    saving.open()
    saving._desk.put(is_there.wait)
    last, put = saving._thread.quit, FileDesk.put

    def put_late(desk: FileDesk, job: Callable[[], object]) -> None:
        if job == last:
            desk._jobs.append(job)
            is_there.set()
            assert saving._thread.wait(60_000)
            assert desk.is_idle
        put(desk, job)

    monkeypatch.setattr(FileDesk, "put", put_late)
    saving.close()
    assert saving._thread.isFinished()
