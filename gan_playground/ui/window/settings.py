"""What the window remembers from one time to the next."""

from __future__ import annotations

from platformdirs import user_config_path
from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from gan_playground.gan.timeline.summary import budgets_bytes, usual_budget_bytes
from gan_playground.interrupts import say_aside
from gan_playground.lessons.lesson import LessonGroup
from gan_playground.ui.theme.text_scale import percents


class Settings:
    """Kept in an .ini file in the user's own configuration folder; what is missing or broken there is the default."""

    def __init__(self, theme: str | None = None) -> None:
        """`theme`: of this window, until another one is chosen; None: as it was chosen last."""
        self._theme = theme
        path = user_config_path("gan-playground", appauthor=False) / "window.ini"
        self._stored = QSettings(str(path), QSettings.Format.IniFormat)
        self._is_told = False

    @property
    def theme(self) -> str:
        """Empty where none was chosen."""
        return self._theme or str(self._stored.value("theme", ""))

    @theme.setter
    def theme(self, name: str) -> None:
        self._theme = None
        self._stored.setValue("theme", name)

    @property
    def less_motion(self) -> bool | None:
        """Whether nothing is to move but what trains; None: as the system has it."""
        return {"true": True, "false": False}.get(str(self._stored.value("less_motion", "")).lower())

    @less_motion.setter
    def less_motion(self, wanted: bool) -> None:
        self._stored.setValue("less_motion", wanted)

    @property
    def text_percent(self) -> int:
        """How large a person wants words, in percent of what is usual."""
        stored = str(self._stored.value("text_percent", ""))
        return max(percents[0], min(percents[-1], int(stored))) if stored.isdecimal() else percents[0]

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._stored.setValue("text_percent", percent)

    @property
    def lesson(self) -> str:
        return str(self._stored.value("lesson", ""))

    @lesson.setter
    def lesson(self, lesson_id: str) -> None:
        self._stored.setValue("lesson", lesson_id)

    @property
    def folder(self) -> str:
        """Where a file was saved last."""
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return str(self._stored.value("folder", usual))

    @folder.setter
    def folder(self, path: str) -> None:
        self._stored.setValue("folder", path)

    @property
    def recent_runs(self) -> list[str]:
        """Run files that were saved or opened, the last one first."""
        return self._names("recent_runs")

    @recent_runs.setter
    def recent_runs(self, paths: list[str]) -> None:
        self._stored.setValue("recent_runs", paths)

    @property
    def seen_lessons(self) -> list[str]:
        """Of which one has seen something."""
        return self._names("seen_lessons")

    @seen_lessons.setter
    def seen_lessons(self, lesson_ids: list[str]) -> None:
        self._stored.setValue("seen_lessons", lesson_ids)

    @property
    def read_lessons(self) -> list[str]:
        """Whose last page one has reached."""
        return self._names("read_lessons")

    @read_lessons.setter
    def read_lessons(self, lesson_ids: list[str]) -> None:
        self._stored.setValue("read_lessons", lesson_ids)

    @property
    def folded_groups(self) -> list[str]:
        """Of the gallery."""
        known = {group.value for group in LessonGroup}
        return [name for name in self._names("folded_groups") if name in known]

    @folded_groups.setter
    def folded_groups(self, names: list[str]) -> None:
        self._stored.setValue("folded_groups", names)

    @property
    def tips_were_shown(self) -> bool:
        """Those of the first start."""
        return self._stored.value("tips_were_shown") in (True, "true")

    @tips_were_shown.setter
    def tips_were_shown(self, shown: bool) -> None:
        self._stored.setValue("tips_were_shown", shown)

    @property
    def side_page(self) -> str:
        """Of the right side."""
        return str(self._stored.value("side_page", ""))

    @side_page.setter
    def side_page(self, name: str) -> None:
        self._stored.setValue("side_page", name)

    @property
    def film_height(self) -> int:
        """Of what is recorded, in pixels; 0: as it is seen."""
        stored = str(self._stored.value("film_height", ""))
        return int(stored) if stored.isdecimal() and len(stored) <= 4 else 0

    @film_height.setter
    def film_height(self, height: int) -> None:
        self._stored.setValue("film_height", height)

    @property
    def past_budget_bytes(self) -> int:
        """How much memory a run's past may take, one of a few sizes."""
        stored = str(self._stored.value("past_budget_bytes", ""))
        return next((size for size in budgets_bytes if f"{size}" == stored), usual_budget_bytes)

    @past_budget_bytes.setter
    def past_budget_bytes(self, budget_bytes: int) -> None:
        self._stored.setValue("past_budget_bytes", budget_bytes)

    @property
    def geometry(self) -> QByteArray:
        stored = self._stored.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._stored.setValue("geometry", geometry)

    def _names(self, key: str) -> list[str]:
        """A list of texts; a list of one is stored as that one."""
        stored = self._stored.value(key, [])
        names = stored if isinstance(stored, list) else [stored]
        return [name for name in names if isinstance(name, str) and name]

    def sync(self) -> None:
        """Write what is not on the disk yet: the process may end at once. Where that cannot be, it is told, once."""
        self._stored.sync()
        if self._stored.status() is QSettings.Status.AccessError and not self._is_told:
            self._is_told = True
            name = self._stored.fileName()
            say_aside(f"{name} cannot be written: the next window will not remember this one.")
