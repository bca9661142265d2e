"""What the window remembers may have been written by anybody, and by any version."""

from __future__ import annotations

import subprocess
import sys

import pytest
from platformdirs import user_config_path

from gan_playground.ui.window.settings import Settings
from watched import Opener

NO_VALUES = ["@Point(3 4)", "@ByteArray(ab)", "@Invalid()", "17", "[1, 2", "a, b, @Point(1 2)", "@Variant(\\0)", ""]
KEYS = [
    "text_percent",
    "less_motion",
    *("theme", "lesson", "folder", "recent_runs", "past_budget_bytes", "geometry"),
    *("seen_lessons", "read_lessons", "folded_groups", "tips_were_shown"),
]


def write(value: str) -> None:
    folder = user_config_path("gan-playground", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "window.ini").write_text("[General]\n" + "".join(f"{key}={value}\n" for key in KEYS), encoding="utf-8")


def test_whatever_stands_there_is_a_value_or_the_default() -> None:
    for value in NO_VALUES:
        write(value)
        settings = Settings()
        assert all(isinstance(path, str) and path for path in settings.recent_runs), value
        for key in KEYS:
            getattr(settings, key)


def test_what_is_remembered_of_the_gallery_and_the_tips_is_there_the_next_time() -> None:
    for lesson_ids in (["ring"], ["ring", "grid"], []):
        settings = Settings()
        settings.seen_lessons = settings.read_lessons = lesson_ids
        settings.folded_groups = ["theory"]
        settings.tips_were_shown = bool(lesson_ids)
        assert settings.tips_were_shown == bool(lesson_ids)
        settings.sync()
        assert Settings().seen_lessons == Settings().read_lessons == lesson_ids
        assert Settings().folded_groups == ["theory"]
        assert Settings().tips_were_shown == bool(lesson_ids)


def test_two_programs_with_one_home_leave_each_other_what_they_wrote() -> None:
    code = (
        "import sys\n"
        "from gan_playground.ui.window.settings import Settings\n"
        "settings = Settings()\n"
        "for turn in range(20):\n"
        "    setattr(settings, sys.argv[1], f'{turn}')\n"
        "    settings.sync()\n"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code, key]) for key in ("theme", "lesson")]
    assert [program.wait() for program in programs] == [0, 0]
    settings = Settings()
    assert (settings.theme, settings.lesson) == ("19", "19")


@pytest.mark.parametrize("value", NO_VALUES[::5])
def test_the_window_opens_with_it(opened: Opener, value: str) -> None:
    write(value)
    watched = opened()
    menu = watched.window.top_bar.run_button.menu()
    menu.recent.aboutToShow.emit()
