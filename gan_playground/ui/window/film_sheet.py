"""A run on a sheet of its own: what a film shows, at any size, with no window around it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import Look
from gan_playground.lessons.lesson import Lesson
from gan_playground.session.messages import Comparison, RunInfo
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import Theme, gap_px
from gan_playground.ui.window.run_view import RunView


class FilmSheet(QWidget):
    """Paints frames of one run, or of two side by side."""

    def __init__(
        self,
        lesson: Lesson,
        run: RunInfo,
        theme: Theme,
        size: tuple[int, int],
        comparison: Comparison | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("filmSheet")
        self.setStyleSheet(stylesheet(theme) + f"#filmSheet {{ background: {theme.background}; }}")
        self._run_view = RunView(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(gap_px, gap_px, gap_px, 0)
        layout.setSpacing(0)
        layout.addLayout(_heading(lesson, run))
        layout.addWidget(self._run_view, 1)
        self._run_view.show_run(run, lesson)
        self._run_view.set_theme(theme)
        self._run_view.hide_tools()
        self._run_view.show_comparison(comparison, lesson)
        self._size = QSize(*size)
        room = self.minimumSizeHint()
        crowding = max(1.0, room.width() / size[0], room.height() / size[1])
        self.resize(self._size * crowding)

    @property
    def look(self) -> Look:
        """What of a run is seen on the sheet."""
        return self._run_view.stage.look

    def show_experiment(self, experiment: Experiment) -> None:
        """The knobs as they are now."""
        self._run_view.show_experiment(experiment)

    def paint(self, frame: Frame, run_b: Frame | None = None) -> QImage:
        """The sheet at this instant; a size too small for it gets a smaller picture of it, with nothing cut off."""
        self._run_view.show_frame(frame)
        if run_b is not None:
            self._run_view.show_run_b_frame(run_b)
        self._run_view.score.refresh()
        image = self.grab().toImage()
        if image.size() != self._size:
            image = image.scaled(
                self._size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return image


def _heading(lesson: Lesson, run: RunInfo) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(gap_px, 0, gap_px, 0)
    row.setSpacing(10)
    for text, role in ((lesson.title, "title"), (lesson.tagline, "muted")):
        label = QLabel(text)
        label.setProperty("role", role)
        row.addWidget(label)
    row.addStretch()
    label = QLabel(f"GAN Playground · seed {run.seed}")
    label.setProperty("role", "muted")
    row.addWidget(label)
    return row
