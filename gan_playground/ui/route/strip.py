"""Above the story: how far one is on the route, and the way back to it for who has left it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from gan_playground.ui.route.walk import RouteWalk
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.labels import FittingLabel

skipped = "Next goes to the pages that belong to the twenty minutes. Whoever closes the route has them all."


class RouteStrip(QFrame):
    """go_on_button: back to where the route was left. close_button: no route any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("routeStrip")
        self.setProperty("card", True)
        self._far, self._waits = FittingLabel("label", self), QLabel(self, wordWrap=True)
        self._far.setObjectName("routeWords")
        self._waits.setObjectName("routeWaits")
        self._waits.setProperty("role", "label")
        self.go_on_button = QPushButton("Go on with it", self, focusPolicy=Qt.FocusPolicy.TabFocus)
        self.go_on_button.setObjectName("routeGoOn")
        self.close_button = QPushButton(self, focusPolicy=Qt.FocusPolicy.TabFocus, toolTip="End the route")
        self.close_button.setObjectName("routeClose")
        self.close_button.setProperty("variant", "tool")
        self.close_button.setAccessibleName("End the route")
        layout = QGridLayout(self, horizontalSpacing=4, verticalSpacing=4)
        layout.setContentsMargins(14, 2, 4, 2)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self._far, 0, 0)
        layout.addWidget(self._waits, 0, 0)
        layout.addWidget(self.close_button, 0, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.go_on_button, 1, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_theme(theme)

    def show_walk(self, walk: RouteWalk, is_away: bool) -> None:
        """Where it is, or where it waits for who is away."""
        self._far.show_texts(*_under_way(walk))
        self._far.setToolTip(f"<p>{skipped}</p>")
        self._waits.setText(_waiting(walk))
        self._far.setVisible(not is_away)
        for part in (self._waits, self.go_on_button):
            part.setVisible(is_away)

    def set_theme(self, theme: Theme) -> None:
        draw_icon(self.close_button, "close", theme.muted, 14)


def _under_way(walk: RouteWalk) -> tuple[str, ...]:
    """The longest first."""
    stop = f"Stop {walk.stop + 1} of {len(walk.route.stops)}"
    if not walk.minutes_left:
        return f"{stop} · go on", stop
    return f"{stop} · {walk.minutes_left} min left", f"{stop} · {walk.minutes_left} min", stop


def _waiting(walk: RouteWalk) -> str:
    if walk.asks:
        return f"The route waits at question {walk.question + 1} of {len(walk.route.questions)}."
    return f"The route waits at stop {walk.stop + 1} of {len(walk.route.stops)}."
