"""The one style sheet of the program: flat panels, round corners, one accent, all colours from the theme.

Widgets ask for a look by dynamic properties (`set_look` sets one and redraws):

===========================  =======================================================================
QLabel                       role = "title" | "heading" | "label" | "muted" | "value" | "caption" | "error"
                             player = "generator" | "discriminator" | "real" colours any of them
QPushButton                  a pill with a hairline, unless
                             variant = "quiet" (no line) | "primary" (filled) | "icon" (round, 36 px)
                             | "play" (round, 48 px, filled) | "generator" (blue line)
                             | "tool" (square, 30 px, beside a stage)
                             | "discriminator" (see DashedButton) | "dot" (the reset mark of a knob)
                             chip = true: a checkable pill, as in a legend
                             segment = true: one of the exclusive choices in a QFrame[segmented="true"]
                             raised = true: stands on a raised panel, where a hairline would be lost
QFrame                       card = true: a panel with 12 px corners
                             note = "good" | "warning": a card's coloured left edge
                             edge = "top" | "bottom" | "left" | "right": one hairline there
                             line = "horizontal" | "vertical": is itself a hairline
QSlider                      player = "generator" | "discriminator": colour of its handle and its filled part
QLineEdit                    inline = true: looks like text until pointed at; problem = true: was not understood
button, slider, combo box    large = true: 44 px or more, for touch; a QLabel beside them has larger words
===========================  =======================================================================

Every widget that can have the keyboard shows it: a line of the text's colour, 2 px wide.
"""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.resources import resource_path
from gan_playground.ui.theme.theme import Theme, corner_radius_px

_base = """
QWidget { color: $text; selection-background-color: $selection; selection-color: $text; }
QMainWindow, QDialog { background: $background; }
QToolTip { background: $popup; color: $text; border: 1px solid $outline; padding: 2px 4px; font-size: 13px; }
QScrollArea, QAbstractScrollArea { background: transparent; border: none; }
QScrollArea > QWidget, QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: transparent; }
"""

_labels = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 16px; font-weight: 600; }
QLabel[role="heading"] { font-size: 13px; font-weight: 600; }
QLabel[role="label"] { font-size: 13px; }
QLabel[role="muted"] { font-size: 13px; color: $muted; }
QLabel[role="value"] { font-size: 13px; font-weight: 600; }
QLabel[role="caption"] { font-size: 12px; color: $muted; }
QLabel[role="error"] { font-size: 12px; color: $warning; }
QLabel[large="true"] { font-size: 15px; }
QLabel[player="generator"] { color: $generated; }
QLabel[player="discriminator"] { color: $discriminator; }
QLabel[player="real"] { color: $real; }
QLabel:disabled { color: $disabled; }
QMenu QLabel:disabled { color: $muted; }
"""

_frames = """
QFrame[card="true"] { background: $surface; border: 1px solid $card_line; border-radius: ${radius}px; }
QFrame[note="good"], QFrame[note="warning"] {
    background: $surface; border: 1px solid $card_line; border-radius: ${radius}px; }
QFrame[note="good"] { border-left: 4px solid $good; }
QFrame[note="warning"] { border-left: 4px solid $warning; }
QFrame[edge] { background: transparent; border: 0 solid $outline; }
QFrame[edge="top"] { border-top-width: 1px; }
QFrame[edge="bottom"] { border-bottom-width: 1px; }
QFrame[edge="left"] { border-left-width: 1px; }
QFrame[edge="right"] { border-right-width: 1px; }
QFrame[line] { background: $outline; border: none; }
QFrame[line="horizontal"] { min-height: 1px; max-height: 1px; }
QFrame[line="vertical"] { min-width: 1px; max-width: 1px; }
QFrame[segmented="true"] { background: $sunken; border: 1px solid $outline; border-radius: 10px; }
"""

_buttons = """
QPushButton { background: transparent; border: 1px solid $outline; border-radius: 18px; outline: none;
    min-height: 34px; padding: 0 14px; font-size: 13px; }
QPushButton[large="true"] { min-height: 44px; border-radius: 23px; padding: 0 18px; font-size: 15px; }
QPushButton:hover { background: $raised; border-color: $edge; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $disabled; border-color: $outline; background: transparent; }

QPushButton[variant="generator"] { border: 1px solid $generated; }
QPushButton[variant="generator"]:hover { background: $generated_wash; }
QPushButton[variant="discriminator"] { border: 1px dashed $discriminator; }
DashedButton[variant="discriminator"] { border-color: transparent; qproperty-dash: "$discriminator"; }
QPushButton[variant="discriminator"]:hover { background: $discriminator_wash; }
QPushButton[variant="generator"]:disabled, QPushButton[variant="discriminator"]:disabled {
    border-color: $outline; background: transparent; }
DashedButton[variant="discriminator"]:disabled { border-color: transparent; }

QPushButton[variant="quiet"] { border-color: transparent; color: $muted; padding: 0 10px; }
QPushButton[variant="quiet"]:hover { color: $text; }
QPushButton[variant="quiet"]:disabled { color: $disabled; border-color: transparent; }
QPushButton[variant="primary"], QPushButton[variant="play"] {
    background: $text; color: $background; border: none; font-weight: 600; min-height: 36px; }
QPushButton[variant="primary"]:hover, QPushButton[variant="play"]:hover { background: $primary_hover; }
QPushButton[variant="primary"]:pressed, QPushButton[variant="play"]:pressed { background: $primary_pressed; }
QPushButton[variant="primary"]:disabled, QPushButton[variant="play"]:disabled {
    background: $raised; color: $disabled; }
QPushButton[variant="tool"] { background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 0;
    min-width: 30px; max-width: 30px; min-height: 28px; max-height: 28px; }
QPushButton[variant="tool"][large="true"] { min-width: 44px; max-width: 44px; min-height: 44px; max-height: 44px; }
QPushButton[variant="tool"]:hover { background: $raised; }
QPushButton[variant="tool"]:checked { background: $raised; border-color: $edge; }
QPushButton[variant="icon"]::menu-indicator { image: none; width: 0; }
QPushButton[variant="icon"] { padding: 0; min-width: 34px; max-width: 34px; max-height: 34px; }
QPushButton[variant="icon"][large="true"] {
    min-width: 44px; max-width: 44px; min-height: 44px; max-height: 44px; }
QPushButton#compareButton:checked { background: $raised; border-color: $text; }
QPushButton[variant="play"] { padding: 0; border-radius: 24px;
    min-width: 48px; max-width: 48px; min-height: 48px; max-height: 48px; }
QPushButton[variant="play"][large="true"] { border-radius: 30px;
    min-width: 60px; max-width: 60px; min-height: 60px; max-height: 60px; }

QPushButton[chip="true"] { min-height: 26px; border-radius: 14px; padding: 0 12px; color: $muted; font-size: 12px; }
QPushButton[chip="true"]:checked { background: $raised; color: $text; }
QPushButton[chip="true"][large="true"] { min-height: 44px; border-radius: 23px; font-size: 14px; }
QPushButton[segment="true"] { border: 1px solid transparent; border-radius: 9px; min-height: 32px; color: $muted; }
QPushButton[segment="true"]:hover { color: $text; background: transparent; }
QPushButton[segment="true"]:checked { background: $segment; color: $text; border-color: $outline; }
QPushButton[segment="true"][large="true"] { min-height: 44px; padding: 0 4px; font-size: 13px; }
QPushButton[variant="dot"] { background: transparent; border: none; border-radius: 4px; padding: 0;
    min-width: 16px; max-width: 16px; min-height: 16px; max-height: 16px; }
QPushButton[variant="dot"]:hover { background: $raised; }

QPushButton[raised="true"] { border-color: $muted; }
QPushButton[raised="true"]:hover { background: $pressed; }

QPushButton:focus { border: 2px solid $text; padding: 0 13px; min-height: 32px; }
QPushButton[large="true"]:focus { padding: 0 17px; min-height: 42px; }
QPushButton[variant="discriminator"]:focus { border: 2px solid transparent; }
QPushButton[variant="generator"]:focus { border: 2px solid $generated; }
QPushButton[variant="quiet"]:focus { padding: 0 9px; }
QPushButton[variant="tool"]:focus { border: 2px solid $text; padding: 0; min-width: 28px; max-width: 28px;
    min-height: 26px; max-height: 26px; }
QPushButton[variant="tool"][large="true"]:focus {
    min-width: 42px; max-width: 42px; min-height: 42px; max-height: 42px; }
QPushButton[variant="icon"]:focus { padding: 0; min-width: 32px; max-width: 32px; max-height: 32px; }
QPushButton[variant="icon"][large="true"]:focus {
    min-width: 42px; max-width: 42px; min-height: 42px; max-height: 42px; }
QPushButton[variant="primary"]:focus { border: 3px solid $muted; min-height: 30px; padding: 0 11px; }
QPushButton[variant="play"]:focus { border: 4px solid $muted; padding: 0;
    min-width: 40px; max-width: 40px; min-height: 40px; max-height: 40px; }
QPushButton[variant="play"][large="true"]:focus {
    min-width: 52px; max-width: 52px; min-height: 52px; max-height: 52px; }
QPushButton[chip="true"]:focus { min-height: 24px; padding: 0 11px; }
QPushButton[chip="true"][large="true"]:focus { min-height: 42px; }
QPushButton[segment="true"]:focus { border-color: $text; min-height: 30px; }
QPushButton[segment="true"][large="true"]:focus { min-height: 42px; padding: 0 3px; }
QPushButton[variant="dot"]:focus { border: 2px solid $text; padding: 0;
    min-width: 12px; max-width: 12px; min-height: 12px; max-height: 12px; }
"""

_fields = """
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $surface; border: 1px solid $outline;
    border-radius: 9px; min-height: 34px; padding: 0 11px; font-size: 13px; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: $edge; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border: 2px solid $text; padding: 0 10px; min-height: 32px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: $disabled; }
QLineEdit[inline="true"] { background: transparent; border: 1px solid transparent; border-radius: 6px;
    min-height: 22px; padding: 0 1px; color: $muted; }
QLineEdit[inline="true"]:hover { background: $raised; color: $text; }
QLineEdit[inline="true"]:focus { background: $raised; color: $text; border: 1px solid $text; }
QLineEdit[problem="true"], QLineEdit[inline="true"][problem="true"] { border: 1px solid $warning; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 0; border: none; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$chevron"); width: 12px; height: 12px; }
QComboBox { combobox-popup: 0; }
QComboBox[large="true"] { min-height: 44px; }
QComboBox[large="true"]:focus { min-height: 42px; }
QComboBox[titled="true"] { color: $muted; }
QComboBox QLineEdit { background: transparent; border: none; min-height: 0; padding: 0; }
QComboBoxPrivateContainer { background: transparent; border: none; }
QComboBox QAbstractItemView { background: $popup; border: 1px solid $edge; border-radius: 9px;
    padding: 4px; outline: none; font-size: 13px; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; border: none; border-radius: 6px;
    color: $text; }
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected { background: $selection; }
"""

_sliders = """
QSlider { min-height: 20px; background: transparent; }
QSlider[large="true"] { min-height: 44px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $groove; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $text; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $text; }
QSlider[player="generator"]::sub-page:horizontal, QSlider[player="generator"]::handle:horizontal {
    background: $generated; }
QSlider[player="discriminator"]::sub-page:horizontal, QSlider[player="discriminator"]::handle:horizontal {
    background: $discriminator; }
QSlider::handle:horizontal:hover { width: 18px; height: 18px; margin: -7px 0; border-radius: 9px; }
QSlider::handle:horizontal:focus { border: 3px solid $text; background: $background; width: 12px; height: 12px;
    margin: -7px 0; border-radius: 9px; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $disabled; }
QProgressBar { background: $groove; border: none; border-radius: 2px; min-height: 4px; max-height: 4px; }
QProgressBar::chunk { background: $text; border-radius: 2px; }
"""

_lists = """
QListView, QTextBrowser { background: transparent; border: none; outline: none; }
QListView::item { border: 1px solid transparent; border-radius: 10px; padding: 8px; }
QListView::item:hover { background: $surface; }
QListView::item:selected { background: $surface; border-color: $text; color: $text; }
QScrollBar:vertical { background: transparent; width: 8px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 8px; margin: 0; }
QScrollBar::handle { background: $outline; border-radius: 3px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $popup; border: 1px solid $edge; padding: 4px; }
Menu { border-radius: 10px; padding: 5px; }
QMenu::item { padding: 8px 14px; border-radius: 6px; }
QMenu::item:selected { background: $chosen; }
QMenu::item:disabled { color: $disabled; }
"""

bare = "QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }"
"""For the editor in a field that has a frame of its own."""

_sheet = Template(_base + _labels + _frames + _buttons + _fields + _sliders + _lists)


def stylesheet(theme: Theme) -> str:
    """The style sheet of the whole program in this theme; set it on the QApplication."""
    roles = (
        "background",
        "surface",
        "raised",
        "outline",
        "text",
        "muted",
        "real",
        "generated",
        "discriminator",
    )
    tokens = {role: getattr(theme, role) for role in (*roles, "good", "warning")}
    return _sheet.substitute(
        tokens | _derived(theme),
        radius=corner_radius_px,
        chevron=resource_path("icons/chevron.svg").as_posix(),
    )


def palette(theme: Theme) -> QPalette:
    """The same colours for what a style sheet cannot reach: links, placeholders, dialogs of the toolkit."""
    colors = QPalette(theme.color("raised"), theme.color("background"))
    for role, name in (
        (QPalette.ColorRole.Base, "surface"),
        (QPalette.ColorRole.ToolTipBase, "raised"),
        (QPalette.ColorRole.WindowText, "text"),
        (QPalette.ColorRole.Text, "text"),
        (QPalette.ColorRole.ButtonText, "text"),
        (QPalette.ColorRole.ToolTipText, "text"),
        (QPalette.ColorRole.PlaceholderText, "muted"),
        (QPalette.ColorRole.Link, "generated"),
    ):
        colors.setColor(role, theme.color(name))
    return colors


def dress(application: QApplication, theme: Theme) -> None:
    """Give every window this theme."""
    application.setPalette(palette(theme))
    # Qt puts another sheet in the place of one on each widget as often as the widget has ancestors.
    application.setStyleSheet("")
    application.setStyleSheet(stylesheet(theme))


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and draw the widget accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _derived(theme: Theme) -> dict[str, str]:
    """Shades between two colours of the theme."""
    dark = theme.name == "dark"
    return {
        "card_line": theme.surface if dark else theme.outline,
        "edge": _mix(theme.outline, theme.muted, 0.4),
        "pressed": _mix(theme.raised, theme.muted, 0.2),
        "sunken": theme.background if dark else theme.raised,
        "segment": theme.raised if dark else theme.surface,
        "popup": theme.raised if dark else theme.surface,
        "groove": _mix(theme.outline, theme.muted, 0.1),
        "selection": _mix(theme.raised, theme.muted, 0.2 if dark else 0.05),
        "chosen": _mix(theme.raised, theme.muted, 0.1 if dark else 0.05),
        "disabled": _mix(theme.background, theme.muted, 0.6),
        "generated_wash": _mix(theme.background, theme.generated, 0.15),
        "discriminator_wash": _mix(theme.background, theme.discriminator, 0.15),
        "primary_hover": _mix(theme.text, theme.background, 0.1),
        "primary_pressed": _mix(theme.text, theme.background, 0.2),
    }


def _mix(first: str, second: str, share: float) -> str:
    """The colour that lies `share` of the way from `first` to `second`, as #rrggbb."""
    a, b = QColor(first), QColor(second)
    channels = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)
    return "#" + "".join(f"{round(x + share * (y - x)):02x}" for x, y in channels)
