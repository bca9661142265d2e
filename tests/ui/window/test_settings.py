"""What the window remembers may have been written by anybody, and by any version."""

from __future__ import annotations

import pytest
from platformdirs import user_config_path

from gan_playground.ui.window.settings import Settings
from watched import Opener

NO_VALUES = ["@Point(3 4)", "@ByteArray(ab)", "@Invalid()", "17", "[1, 2", "a, b, @Point(1 2)", "@Variant(\\0)", ""]
KEYS = ["theme", "lesson", "folder", "recent_runs", "past_budget_bytes", "geometry"]


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


@pytest.mark.parametrize("value", NO_VALUES[::5])
def test_the_window_opens_with_it(opened: Opener, value: str) -> None:
    write(value)
    watched = opened()
    menu = watched.window.top_bar.run_button.menu()
    menu.recent.aboutToShow.emit()
