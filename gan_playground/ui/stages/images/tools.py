"""The tools above the pictures: how much noise, another draw, a file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gan_playground.ui.theme.actions import stage_key
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.theme.wording import number
from gan_playground.ui.widgets.file_dialogs import leads_out
from gan_playground.ui.widgets.slider import Slider

icon_px = 19
most_spread, spread_step = 1.5, 0.05
spread_stops = round(most_spread / spread_step) + 1
usual_spread = round(1 / spread_step)
touch_px = 44
another = f"Other noise for every tile. ({stage_key('another_draw')})"
save = f"Save the generated pictures to a file. ({stage_key('export_samples')})"


class ImagesTools(QWidget):
    """One row, at the right of the legend.

    Signals: spread_changed().
    """

    spread_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = self._make_slider()
        self._amount = QLabel(minimumWidth=40)
        self._amount.setProperty("role", "value")
        title = QLabel("noise")
        title.setProperty("role", "muted")
        self.fresh_button = self._button("freshDraw", "Another draw", another)
        self.save_button = self._button("saveSamples", "Save", save)
        self.save_button.setProperty(leads_out, True)
        row = QHBoxLayout(self, spacing=6)
        row.setContentsMargins(0, 0, 0, 0)
        for part in (title, self.slider, self._amount, self.fresh_button, self.save_button):
            row.addWidget(part)
        self.set_compact(False)
        self._show_amount()

    def _make_slider(self) -> Slider:
        slider = Slider(spread_stops)
        slider.setObjectName("noiseAmount")
        slider.setAccessibleName("Amount of noise, as a factor")
        slider.setToolTip(
            "What the noise of the tiles is multiplied with, from 0 to 1.5. Less of it: tamer pictures, and more alike."
        )
        slider.setProperty("player", "generator")
        slider.setValue(usual_spread)
        slider.valueChanged.connect(self._on_moved)
        return slider

    def _button(self, name: str, title: str, what: str) -> QPushButton:
        button = QPushButton(focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=f"{title}: {what[0].lower()}{what[1:]}")
        button.setObjectName(name)
        button.setProperty("variant", "tool")
        button.setAccessibleName(title)
        button.setAccessibleDescription(what)
        return button

    @property
    def spread(self) -> float:
        """What the noise is multiplied with."""
        return round(self.slider.value() * spread_step, 2)

    def reset(self) -> None:
        """The usual noise."""
        self.slider.setValue(usual_spread)

    def set_theme(self, theme: Theme) -> None:
        draw_icon(self.fresh_button, "dice", theme.text, icon_px)
        draw_icon(self.save_button, "save", theme.text, icon_px)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (self.fresh_button, self.save_button):
            set_look(button, "large", exhibit)
        self.slider.setMinimumHeight(touch_px if exhibit else 0)

    def set_compact(self, compact: bool) -> None:
        """Take no more room than needed: the legend has to stay readable."""
        self.slider.setFixedWidth(64 if compact else 110)

    def set_text_size(self, size_px: float) -> None:
        """For what stands beside the legend; the words here have the size of all labels."""

    def _show_amount(self) -> None:
        self._amount.setText(f"× {number(self.spread)}")

    @Slot(int)
    def _on_moved(self, _position: int) -> None:
        self._show_amount()
        self.spread_changed.emit()
