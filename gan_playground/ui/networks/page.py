"""The two networks, G above D, or side by side where there is room for that."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gan_playground.gan.observe.frame import Frame
from gan_playground.gan.observe.look import UnitPlace
from gan_playground.gan.observe.network_picture import NetworksPicture
from gan_playground.ui.networks.player_view import PlayerView
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import DARK, Theme
from gan_playground.ui.widgets.scrolling import bring_into_sight, settle_layouts
from gan_playground.ui.widgets.shown import set_shown
from gan_playground.ui.widgets.throttle import Throttle

interval_ms = 90
wide_px = 520  # where both stand side by side
nothing_yet = "The networks are drawn here once the run is there."
legend = (
    "Circles fill with what a unit says; grey from above is below 0. "
    "Lines are weights: thick is strong, dashed negative."
)


class NetworksPage(QScrollArea):
    """Shows the run's networks while it is seen, and a unit's answer where one was chosen.

    Signals: wish_changed(): whether networks are to be looked at, or which unit is asked, has changed.
    """

    wish_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("networksPage")
        self._theme = DARK
        self.picture: NetworksPicture | None = None
        self.chosen: UnitPlace | None = None
        self._scores = self._is_compared = False
        self.views: dict[str, PlayerView] = {}
        self._renewals = Throttle(interval_ms, self)
        self._renewals.due.connect(self._renew)
        content = QWidget()
        content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(content, spacing=10)
        self._column.setContentsMargins(0, 4, 4, 12)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom, spacing=14)
        self.note, self._legend = QLabel(nothing_yet), QLabel(legend)
        for label in (self.note, self._legend):
            label.setProperty("role", "caption")
            label.setWordWrap(True)
            label.setContentsMargins(8, 0, 8, 0)
        self._column.addWidget(self.note)
        self._column.addLayout(self._both, 1)
        self._column.addWidget(self._legend)
        self._legend.hide()
        self._column.addStretch(0)
        self.setWidget(content)

    def _make_views(self) -> None:
        """When they are seen first."""
        for player in ("generator", "discriminator"):
            view = self.views[player] = PlayerView(player)
            view.set_theme(self._theme)
            view.unit_chosen.connect(self._on_chosen)
            self._both.addWidget(view, 1)
            set_shown(view, self.picture is not None)

    # What is shown.

    def show_run(self, scores: bool) -> None:
        """A run begins; nothing is there until its first frame. scores: whether D's numbers are scores."""
        self._scores, self.picture = scores, None
        self._renewals.cancel()
        self._renew()

    def show_scores(self, scores: bool) -> None:
        """Whether D's numbers are scores, and no probabilities, as the knobs are now."""
        self._scores = scores

    def show_compared(self, compared: bool) -> None:
        """Whether two runs are there, of which the first is shown here."""
        self._is_compared = compared
        self._show_note()

    def show_frame(self, frame: Frame) -> None:
        """An instant of the run; one at which nobody looked at the networks changes nothing here."""
        if frame.networks is None:
            return
        before, self.picture = self.picture, frame.networks
        if self.chosen is not None and not self.picture.has(self.chosen):
            self.let_go()
        if not self.isVisible():
            return
        self._renewals.trigger()
        if self._asks_first(before):
            QTimer.singleShot(0, self, self._bring_answer_into_sight)

    def _asks_first(self, before: NetworksPicture | None) -> bool:
        """Whether what was asked is answered now, and was not before."""
        answers = [None if one is None or one.answer is None else one.answer.place for one in (before, self.picture)]
        return self.chosen is not None and answers[0] != self.chosen == answers[1]

    @Slot()
    def _renew(self) -> None:
        picture = self.picture
        for view in self.views.values():
            if picture is None:
                view.forget()
            else:
                view.show_picture(picture, self._scores)
            set_shown(view, picture is not None)
        set_shown(self._legend, picture is not None)
        self._show_note()

    def _show_note(self) -> None:
        picture = self.picture
        if picture is None:
            self.note.setText(nothing_yet)
            return
        whose = "of run A, " if self._is_compared else ""
        sample = "the sample that is followed" if picture.is_chosen else "the first sample"
        self.note.setText(f"Step {picture.step:,}: {whose}{sample}. Click a unit to ask it.")

    # The hand.

    @Slot(object)
    def _on_chosen(self, unit: UnitPlace) -> None:
        """The second time it is let go."""
        self._choose(None if unit == self.chosen else unit)

    @property
    def can_let_go(self) -> bool:
        """Whether a unit is asked that is seen."""
        return self.chosen is not None and self.isVisible()

    @Slot()
    def let_go(self) -> None:
        """No unit is asked any more."""
        if self.chosen is not None:
            self._choose(None)

    def _choose(self, unit: UnitPlace | None) -> None:
        self.chosen = unit
        for view in self.views.values():
            view.show_chosen(unit)
        self.wish_changed.emit()

    @Slot()
    def _bring_answer_into_sight(self) -> None:
        if self.chosen is not None and self.isVisible():
            self._renew()
            settle_layouts()
            bring_into_sight(self.views[self.chosen.player].answer)

    # The look.

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for view in self.views.values():
            view.set_theme(theme)
        self._share_width()

    def _share_width(self) -> None:
        is_wide = self.width() >= scaled(wide_px)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._both.setDirection(way)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.views:
            self._make_views()
        self._renew()
        self.wish_changed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.wish_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share_width()
        super().resizeEvent(event)
