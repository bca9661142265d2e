"""A sentence that slides in over the stage: what happened, what was kept, what to do. It never blocks."""

from __future__ import annotations

import math
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.icons import draw_icon, pixmap
from gan_playground.ui.theme.motion import motion
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme, gap_px
from gan_playground.ui.widgets.edge_panel import edge_px, paint_edge_panel
from gan_playground.ui.widgets.labels import WrappingLabel

widest_px = 720
lowest_px = 54
above_px = 6  # so that one line covers the flow, and nothing of the stage
sign_px, close_px = 20, 16
slide_ms = 160
most_progress = 1000
notifier_ms = 8000  # good news need not be closed by hand


class NoticeKind(Enum):
    """What sort of news it is."""

    ERROR = "error"
    INFO = "info"
    LOADING = "loading"
    OFFER = "offer"
    DOWNLOADING = "downloading"
    OPENING = "opening"
    FILMING = "filming"


class NoticeLook(Struct, frozen=True):
    """The sign before the sentence, and the role whose colour it has."""

    sign: str
    role: str


looks = {
    NoticeKind.ERROR: NoticeLook("warning", "warning"),
    NoticeKind.INFO: NoticeLook("info", "muted"),
    NoticeKind.LOADING: NoticeLook("restart", "muted"),
    NoticeKind.OFFER: NoticeLook("info", "muted"),
    NoticeKind.DOWNLOADING: NoticeLook("save", "muted"),
    NoticeKind.OPENING: NoticeLook("folder", "muted"),
    NoticeKind.FILMING: NoticeLook("record", "muted"),
}
ways_out = {
    NoticeKind.DOWNLOADING: hint("escape", "Stop the download"),
    NoticeKind.OPENING: hint("escape", "Stay with the run that is there"),
    NoticeKind.FILMING: hint("escape", "Make no film"),
}
"""What goes on and can be cancelled, and what that does."""

unfinished = (NoticeKind.LOADING, *ways_out)
"""What goes on, with a bar, and cannot be closed."""


class Notice(QFrame):
    """One sentence at a time, on top of its parent; a newer one takes the place of the one before.

    Signals:
        acted(): the notice's own button was pressed. The notice goes, unless it was given something newer to say; that
            of a download waits for what is said when it has stopped.
        other_acted(): the same of its second button.
        closed(): the cross, or Esc, was pressed; the notice has gone.
        covering(bool): it is up now, over what stands at the parent's upper edge, or has gone.
    """

    acted = Signal()
    other_acted = Signal()
    closed = Signal()
    covering = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._theme, self._kind = theme, NoticeKind.INFO
        self._sign = QLabel(self)
        self._text = WrappingLabel(self)
        self._action = QPushButton(self)
        self._other = QPushButton(self)
        self._close = QPushButton(self)
        self._progress = QProgressBar(self)
        self._below_px = 0
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._lifetime = QTimer(self, singleShot=True, interval=notifier_ms)
        self._lifetime.timeout.connect(self.clear)
        self._prepare_parts()
        self._lay_out()
        self.set_theme(theme)
        self.hide()

    @property
    def kind(self) -> NoticeKind:
        return self._kind

    @property
    def action(self) -> str:
        """The word on the button that helps; empty where there is none to be seen."""
        return "" if self.isHidden() or self._action.isHidden() else self._action.text()

    def show_notice(
        self, text: str, kind: NoticeKind = NoticeKind.INFO, action: str = "", tip: str = "", other: str = ""
    ) -> None:
        """Slide in with a sentence; `action` is the word on a button that helps, if there is one; `tip` says more.

        other: the word on a second one.
        """
        arriving = self.isHidden()
        # Only while it is up: a filter in Python takes the interpreter from the trainer at every event.
        self.parentWidget().installEventFilter(self)
        self._kind = kind
        self._lifetime.stop()
        if kind is NoticeKind.INFO:
            self._lifetime.start()
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self._action.setToolTip(ways_out.get(kind, tip or action))
        self._progress.setVisible(kind in unfinished)
        self._progress.setRange(0, 0)
        self._close.setVisible(kind not in unfinished)
        self.setAccessibleName(text)
        self._show_sign()
        self._place()
        if arriving:
            if not motion.is_reduced:
                self._slide_in()
            self.covering.emit(True)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_progress(self, text: str, share: float | None, kind: NoticeKind = NoticeKind.DOWNLOADING) -> None:
        """Say how far something is, with a button to cancel it; share: from 0 to 1, None where nobody knows."""
        if self.isHidden() or self._kind is not kind:
            self.show_notice(text, kind, "Cancel")
        self._text.setText(text)
        self._place()
        self.setAccessibleName(text)
        self._progress.setRange(0, 0 if share is None else most_progress)
        self._progress.setValue(round((share or 0.0) * most_progress))

    def dismiss(self) -> None:
        """Do what Esc does: go where that is allowed, and cancel what goes on."""
        if self._kind in ways_out:
            self.acted.emit()
        elif self._kind is not NoticeKind.LOADING:
            self._on_close()

    @Slot()
    def clear(self) -> None:
        """Go, without a word."""
        self._lifetime.stop()
        self._slide.stop()
        self._progress.setRange(0, 1)  # a bar of unknown length keeps an animation running
        self.parentWidget().removeEventFilter(self)
        self.hide()
        self.covering.emit(False)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        draw_icon(self._close, "close", theme.muted, close_px)
        self._show_sign()
        if not self.isHidden():
            self._place()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._slide.stop()
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._kind is not NoticeKind.LOADING:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        edge = theme.color(looks[self._kind].role)
        paint_edge_panel(self, theme.color("raised"), theme.color("muted", 0.4), edge)

    def _prepare_parts(self) -> None:
        self._text.setObjectName("noticeText")
        for button in (self._action, self._other, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("raised", True)
        self._action.setObjectName("noticeAction")
        self._action.clicked.connect(self._on_action)
        self._other.setObjectName("noticeOther")
        self._other.clicked.connect(self.other_acted)
        self._close.setObjectName("noticeClose")
        self._close.setProperty("variant", "icon")
        self._close.setToolTip(hint("escape", "Close this message"))
        self._close.setAccessibleName("Close this message")
        self._close.clicked.connect(self._on_close)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Progress")
        self._slide.setDuration(slide_ms)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout(spacing=12)
        buttons.addStretch(1)
        buttons.addWidget(self._other)
        buttons.addWidget(self._action)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight, spacing=8)
        """The sentence, and the buttons beside it or, where there would be no room for it, below."""
        self._words.addWidget(self._text, 1)
        self._words.addLayout(buttons)
        line = QHBoxLayout(spacing=12)
        line.addWidget(self._sign)
        line.addLayout(self._words, 1)
        line.addWidget(self._close)
        layout = QVBoxLayout(self, spacing=8)
        layout.setContentsMargins(edge_px + 14, 6, 10, 6)
        layout.addLayout(line, 1)
        layout.addWidget(self._progress)

    def _show_sign(self) -> None:
        look = looks[self._kind]
        color = self._theme.color(look.role).name()
        self._sign.setPixmap(pixmap(look.sign, color, scaled(sign_px), self.devicePixelRatioF()))

    @Slot(int)
    def stand_below(self, y_px: int) -> None:
        """What stands above this is not to be covered, from now on."""
        if y_px != self._below_px:
            self._below_px = y_px
            if not self.isHidden():
                self._place()

    def _place(self) -> None:
        """Stand in the middle of the parent's upper edge, as high as the sentence needs, and over what is there."""
        room = self.parentWidget().width() - 2 * gap_px
        width = max(200, min(scaled(widest_px), room))
        self._fold(width)
        height = max(scaled(lowest_px), self.layout().heightForWidth(width), self.layout().minimumSize().height())
        self.setGeometry((self.parentWidget().width() - width) // 2, self._below_px + above_px, width, height)
        self.raise_()

    def _fold(self, width: int) -> None:
        """Put the buttons where they leave the sentence the most room."""
        heights: dict[QBoxLayout.Direction, float] = {}
        for direction in (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom):
            self._words.setDirection(direction)
            self.layout().activate()
            fits = self.layout().minimumSize().width() <= width
            heights[direction] = self.layout().heightForWidth(width) if fits else math.inf
        self._words.setDirection(min(heights, key=heights.__getitem__))
        self.layout().activate()

    def _slide_in(self) -> None:
        end = self.pos()
        self._slide.setStartValue(end - QPoint(0, self.height() + above_px))
        self._slide.setEndValue(end)
        self.move(self._slide.startValue())
        self.show()
        self._slide.start()

    @Slot()
    def _on_action(self) -> None:
        said = self._text.text()
        self.acted.emit()
        if self._text.text() == said and self._kind not in ways_out:  # whoever acted may have answered here
            self.clear()

    @Slot()
    def _on_close(self) -> None:
        self.clear()
        self.closed.emit()
