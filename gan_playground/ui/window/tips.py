"""Three short tips on the very first start, one after the other, which go by themselves and never take a press."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QWidget

from gan_playground.ui.undo.history import WayBack
from gan_playground.ui.window.tip_callout import TipCallout
from gan_playground.ui.window.tip_places import Side

if TYPE_CHECKING:
    from gan_playground.ui.window.main_window import MainWindow
    from gan_playground.ui.window.settings import Settings

tip_ms = 6000


class Tip(Struct, frozen=True):
    """target: the part of the window that it is about; sides: where it may stand beside that, the usual one first."""

    words: str
    target: Callable[[MainWindow], QWidget]
    sides: tuple[Side, ...]


def _stage(window: MainWindow) -> QWidget:
    return window.run_view.stage


def _knobs(window: MainWindow) -> QWidget:
    return window.knob_panel


def _timeline(window: MainWindow) -> QWidget:
    return window.transport.time_row.timeline_slider


watch = Tip("Blue learns to look like orange.", _stage, (Side.ABOVE, Side.BELOW))
turn = Tip("Turn anything while it trains.", _knobs, (Side.LEFT,))
drag = Tip("Drag back to any step.", _timeline, (Side.ABOVE,))
TIPS = (watch, turn, drag)


class Tips(QObject):
    """Shows the tips where nobody has seen them, and again to whoever asks."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._waiting: list[Tip] = []
        self.callout: TipCallout | None = None
        self._rest = QTimer(self, interval=tip_ms, singleShot=True)
        self._rest.timeout.connect(self._show_next)
        window.demo.playing_changed.connect(self.end)
        window.session.closing.connect(self._rest.stop)
        window.gallery.tips_wanted.connect(self.begin)
        window.history.changed.connect(self._on_turned)
        window.transport.time_row.timeline_slider.step_wanted.connect(self._on_dragged)

    @property
    def is_on(self) -> bool:
        return self.callout is not None

    def offer(self) -> None:
        """To somebody new, as soon as there is something to see."""
        if not self._settings.tips_were_shown:
            self._window.session.frame_ready.connect(self.begin, Qt.ConnectionType.SingleShotConnection)

    @Slot()
    def begin(self) -> None:
        """The first of them."""
        self.end()
        if self._window.demo.is_playing:
            return
        self._waiting = list(TIPS)
        self.callout = TipCallout(self._window)
        self._window.installEventFilter(self)  # only while one is up
        self._show_next()

    @Slot()
    def end(self) -> None:
        """No more of them."""
        if self.callout is None:
            return
        self._rest.stop()
        self._waiting.clear()
        self._window.removeEventFilter(self)
        self.callout.hide()
        self.callout.deleteLater()
        self.callout = None
        self._settings.tips_were_shown = True

    @Slot()
    def _show_next(self) -> None:
        while self._waiting and not self._waiting[0].target(self._window).isVisible():
            self._waiting.pop(0)
        if not self._waiting or self.callout is None:
            self.end()
            return
        self._shown = self._waiting.pop(0)
        self.callout.show_words(self._shown.words, self._shown.sides)
        self._put()
        self._rest.start()

    @Slot()
    def _put(self) -> None:
        if self.callout is not None:  # it may have gone meanwhile
            self.callout.stand_beside(self._shown.target(self._window))

    def _is_done(self, tip: Tip) -> None:
        """Somebody does that very thing: need not be told."""
        if self.callout is None:
            return
        if tip in self._waiting:
            self._waiting.remove(tip)
        elif tip is self._shown:
            self._show_next()

    @Slot(object)
    def _on_turned(self, way: WayBack) -> None:
        if way.undo:
            self._is_done(turn)

    @Slot()
    def _on_dragged(self) -> None:
        self._is_done(drag)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.callout is not None:
            QTimer.singleShot(0, self.callout, self._put)  # once all is laid out
        return False
