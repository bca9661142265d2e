"""The tools beside the plane: what a hand on it does, and the way back."""

from __future__ import annotations

import enum
from math import ceil

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gan_playground.ui.theme.actions import stage_key, tool_keys
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.style import set_look
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.undo.buttons import show_way_back
from gan_playground.ui.undo.history import WayBack
from gan_playground.ui.widgets.file_dialogs import leads_out
from gan_playground.ui.widgets.slider import Slider

icon_px = 19
group_gap_px = 6
stops = 41
smallest_tip, largest_tip = 0.01, 0.25  # radius, in shares of the view's width


class Tool(enum.Enum):
    """What pressing on the plane does; the value is its icon."""

    HAND = "hand"
    ADD = "add"
    BRUSH = "brush"
    ERASER = "eraser"


tools = {
    tool: (title, f"{what} ({tool_keys[tool.value]})")
    for tool, title, what in (
        (Tool.HAND, "Hand", "Drag a mode, or the plane; press on a triangle to follow it. The wheel magnifies."),
        (Tool.ADD, "Add a mode", "Press where one more mode should be."),
        (Tool.BRUSH, "Brush", "Paint real data."),
        (Tool.ERASER, "Eraser", "Rub out modes and paint."),
    )
}
no_modes = "these data are not made of modes, so there is none to add."
nothing_there = "the canvas is empty, so there is nothing to rub out."
nothing_to_clear = "nothing here was painted or moved."
actions = {
    "undo": ("Undo", "Take back what was done last."),
    "redo": ("Redo", "Do again what was undone."),
    "clear": ("Clear", "An empty canvas; of other data, as they were before they were touched."),
    "folder": ("Open", f"Open a drawing. ({stage_key('open_drawing')})"),
    "save": ("Save", f"Save the drawing to a file. ({stage_key('export_samples')})"),
    "fit": ("Whole view", f"Show all of the plane again. ({stage_key('fit')})"),
}


class TipCard(QFrame):
    """How large and how soft the tip of the brush or the eraser is; it lies on the plane while one is in hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.size_slider, self.softness_slider = Slider(stops), Slider(stops)
        row = QHBoxLayout(self, spacing=10)
        row.setContentsMargins(12, 6, 12, 6)
        rows = (
            ("size", self.size_slider, "brushSize", "How large the tip is", 18),
            ("softness", self.softness_slider, "brushSoftness", "How soft the edge of the tip is", 24),
        )
        for word, slider, name, meaning, start in rows:
            label = QLabel(word)
            label.setProperty("role", "muted")
            slider.setObjectName(name)
            slider.setAccessibleName(meaning)
            slider.setToolTip(f"{meaning}.")
            slider.setFixedWidth(110)
            slider.setValue(start)
            row.addWidget(label)
            row.addWidget(slider)

    @property
    def share(self) -> float:
        """The radius of the tip, as a share of the view's width."""
        share = self.size_slider.value() / (stops - 1)
        return smallest_tip * (largest_tip / smallest_tip) ** share

    @property
    def softness(self) -> float:
        """From 0, a hard edge, to 1."""
        return self.softness_slider.value() / (stops - 1)


class PlaneTools(QWidget):
    """A column of buttons; large ones stand in pairs, and all do, or three to a row, where the column is too low.

    Signals: tool_chosen(Tool). placed(int): they stand in so many columns now. What does something at once are the
    `action_buttons`, by their icons' names.
    """

    tool_chosen = Signal(object)
    placed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool = Tool.HAND
        self.buttons: dict[Tool, QPushButton] = {}
        self.action_buttons: dict[str, QPushButton] = {}
        self._either = QButtonGroup(self)
        for tool, (title, what) in tools.items():
            button = self._button(f"{tool.value}Tool", title, what)
            button.setCheckable(True)
            self._either.addButton(button)
            self.buttons[tool] = button
        self.tip = TipCard(parent)
        self.buttons[Tool.HAND].setChecked(True)
        self._either.buttonToggled.connect(self._on_toggled)
        for name, (title, what) in actions.items():
            button = self._button(f"{name}Action", title, what)
            button.setProperty(leads_out, name in ("folder", "save"))
            self.action_buttons[name] = button
        self._grid = QGridLayout(self, spacing=2)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        )  # they stand as the height lets them
        self._grid.setRowStretch(len(tools) + len(actions) + 1, 1)
        self._columns, self._large, self._is_away = 0, False, False
        self._place(columns=1)
        self.show_way_back(WayBack())
        self._show_tip()

    @Slot(int)
    def _place(self, columns: int) -> None:
        """What is in hand above, what is done at once below."""
        if columns == self._columns:
            return
        self._columns, below = columns, len(tools)
        for first, buttons in ((0, self.buttons), (below + 1, self.action_buttons)):
            for place, button in enumerate(buttons.values()):
                self._grid.addWidget(button, first + place // columns, place % columns)
        self._grid.setRowMinimumHeight(below, group_gap_px)
        self.placed.emit(columns)

    def _button(self, name: str, title: str, what: str) -> QPushButton:
        button = QPushButton(focusPolicy=Qt.FocusPolicy.TabFocus, toolTip=tooltip(title, what))
        button.setObjectName(name)
        button.setProperty("variant", "tool")
        button.setAccessibleName(title)
        button.setAccessibleDescription(what)
        return button

    def set_theme(self, theme: Theme) -> None:
        for tool, button in self.buttons.items():
            draw_icon(button, tool.value, theme.text, icon_px)
        for name, button in self.action_buttons.items():
            draw_icon(button, name, theme.text, icon_px)

    def set_exhibit(self, exhibit: bool) -> None:
        """Large enough for fingers."""
        for button in (*self.buttons.values(), *self.action_buttons.values()):
            set_look(button, "large", exhibit)
        self._large = exhibit
        self._place(columns=2 if exhibit else 1)

    def fit(self, height_px: float) -> None:
        """Stand in one column if that is not higher than this."""
        buttons = (*self.buttons.values(), *self.action_buttons.values())
        row_px = max(button.sizeHint().height() for button in buttons) + self._grid.spacing()
        rows = {n: ceil(len(self.buttons) / n) + ceil(len(self.action_buttons) / n) for n in (1, 2, 3, 4)}
        fitting = (n for n in rows if rows[n] * row_px + group_gap_px <= height_px)
        self._place(columns=max(next(fitting, 4), 2 if self._large else 1))

    def put_away(self) -> None:
        """Nobody can take one up."""
        self._is_away = True
        self.hide()

    def give_way(self, narrow: bool) -> None:
        """Beside another stage in a small window the plane needs their room; their keys go on working."""
        if not self._is_away:
            self.setVisible(not narrow)

    @property
    def columns(self) -> int:
        return self._columns

    def choose(self, tool: Tool) -> None:
        """Take up a tool, if it can be taken up."""
        if self.buttons[tool].isEnabled():
            self.buttons[tool].setChecked(True)

    def show_possible(self, *, modes: bool, empty: bool, clear: bool) -> None:
        """Grey is what makes no sense now, and says why: modes can be added, the canvas is empty, it can be cleared."""
        title, what = actions["clear"]
        self.action_buttons["clear"].setEnabled(clear)
        self.action_buttons["clear"].setToolTip(tooltip(title, what if clear else nothing_to_clear))
        self._show_sense(Tool.ADD, "" if modes else no_modes, instead=Tool.HAND)
        self._show_sense(Tool.ERASER, nothing_there if empty else "", instead=Tool.BRUSH)

    def _show_sense(self, tool: Tool, why_not: str, instead: Tool) -> None:
        """Let a tool be taken up, or say why not, and take another one."""
        button, (title, what) = self.buttons[tool], tools[tool]
        button.setEnabled(not why_not)
        button.setToolTip(tooltip(title, why_not or what))
        if why_not and self.tool is tool:
            self.choose(instead)

    @Slot(object)
    def show_way_back(self, way: WayBack) -> None:
        """Say what can be undone and redone."""
        show_way_back(way, self.action_buttons["undo"], self.action_buttons["redo"])

    def _show_tip(self) -> None:
        self.tip.setVisible(self.tool in (Tool.BRUSH, Tool.ERASER))

    @Slot(object, bool)
    def _on_toggled(self, button: QPushButton, checked: bool) -> None:
        if checked:
            self.tool = next(tool for tool, own in self.buttons.items() if own is button)
            self._show_tip()
            self.tool_chosen.emit(self.tool)


def tooltip(title: str, what: str) -> str:
    """As in "Brush: paint real data. (P)"."""
    return f"{title}: {what[0].lower()}{what[1:]}"
