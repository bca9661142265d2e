"""What the doctor says of the run just now, and how far the trial of a remedy is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.doctor.finding import Finding
from gan_playground.ui.lessons.finding_view import LOOKS, FindingView, Fullness
from gan_playground.ui.lessons.said_findings import Said, SaidFindings
from gan_playground.ui.lessons.trial_view import TrialNews, TrialView
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.edge_panel import paint_edge_panel

rest_s = 3.0  # how long its words must have taken less room before it becomes smaller
look_again_ms = 500  # where something is to go, though nothing new is said
above_px, left_px, below_px, right_px = 12, 16, 12, 14
how_much = tuple(Fullness)  # by brevity
roomy_px = 340  # as high as a card may be where it shows two ways out of one trouble at once


class DiagnosisCard(QFrame):
    """A card with an edge in the colour of its news; each finding has a sign that says it without colour.

    One finding is open, the most urgent unless a hand has opened another. It is as high as its words. Where these need
    more than its maximum height, less of them is told; what even then does not fit scrolls. trial: in place of all,
    while one is on.

    Signals: remedy_chosen(Finding, Remedy).
    """

    remedy_chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diagnosisCard")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._theme, self._exhibit = theme, False
        self._found: tuple[tuple[Finding, ...], int] = (), 0
        self._shown: tuple[tuple[Said, ...], str] = (), ""
        self._findings = SaidFindings()
        self._prefix, self._opened, self._news = "", "", None
        self._is_away = False
        self._room_px, self._large_until_s = 0, 0.0
        self._brevity, self._brief_for = 0, tuple[object, ...]()
        self._again = QTimer(self, singleShot=True, interval=look_again_ms)
        self._is_fitting = False
        self._again.timeout.connect(self._look_again)
        self.views: list[FindingView] = []
        self._lay_out()
        self.clear()

    def _lay_out(self) -> None:
        content = QWidget()
        self.trial = TrialView(self._theme, content)
        self.trial.hide()
        self._rows = QVBoxLayout(spacing=4)
        self._words = QVBoxLayout(content, spacing=0)
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.addWidget(self.trial)
        self._words.addLayout(self._rows)
        self._words.addStretch(1)
        self._area = QScrollArea(self, widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(content)
        content.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(left_px, above_px, right_px, below_px)
        layout.addWidget(self._area)

    def show_findings(self, findings: Sequence[Finding], step: int, prefix: str = "") -> None:
        """All that is found at a step, the most urgent first. prefix: of which run it is."""
        self._found, self._prefix = (tuple(findings), step), prefix
        self._look_again()

    def show_trial(self, news: TrialNews | None) -> None:
        """A remedy is tried; None: not any more."""
        if news != self._news:
            self._news = news
            if news is not None:
                self.trial.show_news(news)
            self._show()

    def clear(self) -> None:
        """Have nothing to say, and take no room for it."""
        self._found, self._opened, self._room_px = ((), 0), "", 0
        self._findings.clear()
        self._show()

    @Slot()
    def _look_again(self) -> None:
        """Say what there is to say by now."""
        self._keep_room()  # of what was said before: how much this takes is known once it is laid out
        self._findings.take(*self._found, time.monotonic(), self._is_held)
        if self._told != self._shown:
            self._show()
        if self._findings.lingers:
            self._again.start()

    @property
    def _told(self) -> tuple[tuple[Said, ...], str]:
        return self._findings.said, self._prefix

    @property
    def _is_held(self) -> bool:
        """Whether a hand is at it, or the keyboard."""
        focused = QApplication.focusWidget()
        return self.underMouse() or (focused is not None and self.isAncestorOf(focused))

    def _show(self) -> None:
        self._shown = self._told
        said = self._findings.said if self._news is None else ()
        self.trial.setVisible(self._news is not None)
        while len(self.views) < len(said):
            self._add_view()
        names = [one.finding.id for one in said]
        opened = self._opened if self._opened in names else next(iter(names), "")
        at_once = 2 if len(said) == 1 and self.maximumHeight() >= roomy_px else 1
        if (brief_for := (names, opened, self.maximumHeight(), self.width())) != self._brief_for:
            self._brevity, self._brief_for = 0, brief_for
        for place, view in enumerate(self.views):
            view.setVisible(place < len(said))
            if place < len(said):
                is_open, is_alone, words = names[place] == opened, len(said) == 1, how_much[self._brevity]
                view.show_finding(said[place], self._prefix, is_open, is_alone, at_once, words)
        self._tell()
        self.setVisible(not self._is_away and (bool(said) or self._news is not None))
        self.update()

    def set_away(self, away: bool) -> None:
        """Whatever there is to say, nobody hears it meanwhile."""
        self._is_away = away
        self._show()

    def _add_view(self) -> None:
        view = FindingView(self._theme, self._area.widget())
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
        told = [f"{self._prefix}{one.finding.title}. {one.finding.evidence}" for one in self._findings.said]
        self.setAccessibleName(self.trial.accessibleName() if self._news is not None else " ".join(told))

    # Its room.

    @property
    def _needed_px(self) -> int:
        for view in self.views:
            view.settle()
        self._rows.invalidate()
        inside_px = self._words.totalHeightForWidth(self.width() - left_px - right_px)
        return above_px + inside_px + below_px

    @Slot()
    def _keep_room(self) -> None:
        """Grow at once, and shrink only after a rest: what changes several times a second must not move the knobs."""
        if self.isHidden():
            return
        needed_px, now_s = self._needed_px, time.monotonic()
        while needed_px > self.maximumHeight() and self._tell_less():
            needed_px = self._needed_px
        self._scroll_only_beyond(needed_px)
        if needed_px - self._spare_px >= self._room_px:
            self._large_until_s = now_s + rest_s
        if needed_px >= self._room_px:
            self._take_room(needed_px)
        elif now_s >= self._large_until_s and not self._is_held:
            self._take_room(needed_px - self._spare_px)
        if self._room_px > needed_px - self._spare_px:
            self._again.start()

    def _tell_less(self) -> bool:
        """Whether there is less to tell."""
        if self._brevity == len(how_much) - 1 or self._news is not None:
            return False
        self._brevity += 1
        self._show()
        return True

    @property
    def _spare_px(self) -> int:
        return sum(view.spare_px for view in self.views if not view.isHidden())

    def _take_room(self, room_px: int) -> None:
        if room_px == self._room_px:
            return  # or every layout would ask for another one
        if room_px < self._room_px:
            for view in self.views:
                view.forget_lines()
        self._room_px = room_px
        self.updateGeometry()

    def _scroll_only_beyond(self, needed_px: int) -> None:
        """Qt measures words beside a scroll bar that may come, narrower than they are without: then it does come."""
        policies = Qt.ScrollBarPolicy
        fits = needed_px <= self.maximumHeight()
        self._area.setVerticalScrollBarPolicy(policies.ScrollBarAlwaysOff if fits else policies.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._room_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Its words may have other sizes from now on, as for fingers."""
        if event.type() is QEvent.Type.LayoutRequest and not self._is_fitting:
            self._is_fitting = True
            self._keep_room()
            QCoreApplication.sendPostedEvents(watched, QEvent.Type.LayoutRequest)  # its own, or there were no end
            self._is_fitting = False
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()  # there may be room for more words

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._look_again()

    def set_most(self, height_px: int) -> None:
        """Take no more than this, from now on."""
        if height_px != self.maximumHeight():
            self.setMaximumHeight(height_px)
            self._show()

    @property
    def _color(self) -> str:
        if self._news is not None:
            return self.trial.color
        now = next((one.finding for one in self._findings.said if one.gone_at is None), None)
        return LOOKS[now.state].color if now is not None else "muted"

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
        line = theme.color("card_line")
        paint_edge_panel(self, theme.color("surface"), line, theme.color(self._color))
