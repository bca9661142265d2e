"""Whether the run is kept by itself is always seen, and told when that changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from gan_playground.errors import PlaygroundError
from gan_playground.gan import runfile
from gan_playground.session.files import autosave, autosave_folder
from gan_playground.ui.notices.notice import NoticeKind
from gan_playground.ui.window.top_bar import kept_words
from watched import Opener, Watched


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(autosave, "first_keep_ms", 20)
    monkeypatch.setattr(autosave, "keep_interval_ms", 50)


def sign(watched: Watched) -> QLabel:
    found = watched.part("keptLabel", QLabel)
    assert isinstance(found, QLabel)
    return found


def told(watched: Watched) -> str:
    notice = watched.window.notice
    return notice.accessibleName() if notice.isVisible() else ""


def test_it_says_how_long_ago() -> None:
    assert [kept_words(age_s) for age_s in (None, 0.0, 12.4, 59.4, 59.6, 150.0)] == [
        *("", "kept just now", "kept 12 s ago", "kept 59 s ago", "kept 1 min ago", "kept 2 min ago"),
    ]


def test_a_disk_that_fills_up_is_told_once_and_again_when_there_is_room(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = opened("--lesson", "two-knobs")
    watched.until(lambda: sign(watched).text().startswith("kept "))
    failures: list[str] = []
    with monkeypatch.context() as patch:

        def fails(path: Path, _run: object) -> None:
            failures.append(str(path))
            raise PlaygroundError("It cannot be written.") from OSError(28, "No space left on device")

        patch.setattr(runfile, "save", fails)
        watched.until(lambda: sign(watched).text() == "not kept")
        assert "No space left on device" in sign(watched).toolTip()
        assert "No space left on device" in told(watched)
        assert watched.window.notice.kind is NoticeKind.ERROR
        watched.window.notice.clear()
        count = len(failures)
        watched.until(lambda: len(failures) > count + 2)
        assert not told(watched), "once is enough"
    watched.until(lambda: sign(watched).text().startswith("kept "))
    assert told(watched) == "The run is kept by itself again."


def test_where_there_is_no_folder_that_is_told_and_the_run_trains(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    blocked = tmp_path / "home" / "runs"
    blocked.parent.write_bytes(b"a file in the place of a folder")
    monkeypatch.setattr(autosave_folder, "autosave_folder_path", lambda: blocked)
    watched = opened("--lesson", "two-knobs")
    assert sign(watched).text() == "not kept"
    assert str(blocked) in told(watched)
    blocked.parent.unlink()
    watched.window.lessons.restart()  # the next run has a place
    watched.until(lambda: sign(watched).text().startswith("kept "))
