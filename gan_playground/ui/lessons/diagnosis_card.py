"""What the doctor says of the run just now, and how far the trial of a remedy is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gan_playground.gan.doctor.finding import Finding
from gan_playground.ui.lessons.finding_view import LOOKS, FindingView
from gan_playground.ui.lessons.trial_view import TrialNews, TrialView
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.edge_panel import paint_edge_panel

rest_s = 3.0  # how long its words must have taken less room before it becomes smaller


class DiagnosisCard(QFrame):
    """A card with an edge in the colour of its news; each finding has a sign that says it without colour.

    One finding is open, the most urgent unless a hand has opened another. trial: in place of all, while one is on.

    Signals: remedy_chosen(Finding, Remedy).
    """

    remedy_chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosisCard")
        self._theme, self._exhibit = theme, False
        self._findings: tuple[Finding, ...] = ()
        self._prefix, self._opened, self._news = "", "", None
        self._large_until_s = 0.0
        self.views: list[FindingView] = []
        self.trial = TrialView(theme, self)
        self.trial.hide()
        self._layout = QVBoxLayout(self, spacing=8)
        self._layout.setContentsMargins(16, 12, 14, 14)
        self._layout.addWidget(self.trial)
        self._rows = QVBoxLayout(spacing=6)
        self._layout.addLayout(self._rows)
        self._layout.addStretch(1)
        self.clear()

    def show_findings(self, findings: Sequence[Finding], prefix: str = "") -> None:
        """All of them, the most urgent first. prefix: of which run they are."""
        told = tuple(findings), prefix
        if told != (self._findings, self._prefix) or self.minimumHeight() > self._needed_px():
            self._findings, self._prefix = told
            self._show()

    def show_trial(self, news: TrialNews | None) -> None:
        """A remedy is tried; None: not any more."""
        if news != self._news:
            self._news = news
            if news is not None:
                self.trial.show_news(news)
            self._show()

    def clear(self) -> None:
        """Have nothing to say, and take no room for it."""
        self._findings, self._opened = (), ""
        self.setMinimumHeight(0)
        self._show()

    def _show(self) -> None:
        findings = self._findings if self._news is None else ()
        self.trial.setVisible(self._news is not None)
        while len(self.views) < len(findings):
            self._add_view()
        opened = self._opened if self._opened in [one.id for one in findings] else next((o.id for o in findings), "")
        for place, view in enumerate(self.views):
            view.setVisible(place < len(findings))
            if place < len(findings):
                one = findings[place]
                view.show_finding(one, self._prefix, one.id == opened, len(findings) == 1)
        self._tell()
        self.setVisible(bool(findings) or self._news is not None)
        self._keep_room()
        self.update()

    def _add_view(self) -> None:
        view = FindingView(self._theme, self)
        view.set_exhibit(self._exhibit)
        view.remedy_chosen.connect(self.remedy_chosen)
        view.opened.connect(partial(self._open, view))
        self.views.append(view)
        self._rows.addWidget(view)

    @Slot()
    def _open(self, view: FindingView) -> None:
        if view.finding is not None:
            self._opened = view.finding.id
            self._show()

    def _tell(self) -> None:
        said = [f"{self._prefix}{one.title}. {one.evidence}" for one in self._findings]
        self.setAccessibleName(self.trial.accessibleName() if self._news is not None else " ".join(said))

    def _needed_px(self) -> int:
        width_px = self.width()
        return self._layout.totalHeightForWidth(width_px) if self._layout.hasHeightForWidth() else 0

    def event(self, event: QEvent) -> bool:
        """Its words may have other sizes from now on, as for fingers."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._keep_room()
        return done

    def _keep_room(self) -> None:
        """Grow at once, and shrink only after a rest: what changes several times a second must not move the knobs."""
        needed_px, now_s = self._needed_px(), time.monotonic()
        if needed_px >= self.minimumHeight():
            self._large_until_s = now_s + rest_s
        if needed_px >= self.minimumHeight() or now_s >= self._large_until_s:
            self.setMinimumHeight(needed_px if not self.isHidden() else 0)

    @property
    def _color(self) -> str:
        if self._news is not None:
            return self.trial.color
        return LOOKS[self._findings[0].state].color if self._findings else "muted"

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        self._exhibit = exhibit
        for part in (*self.views, self.trial):
            part.set_exhibit(exhibit)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (*self.views, self.trial):
            part.set_theme(theme)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        line = theme.color("surface" if theme.name == "dark" else "outline")
        paint_edge_panel(self, theme.color("surface"), line, theme.color(self._color))
