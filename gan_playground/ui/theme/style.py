"""The style sheet of the program, resources/style.qss: flat panels, round corners, one accent, the theme's colours.

Widgets ask for a look by dynamic properties (`set_look` sets one and redraws):

===========================  =======================================================================
QLabel                       role = "title" | "heading" | "label" | "muted" | "value" | "caption" | "error"
                             player = "generator" | "discriminator" | "real" colours any of them
QPushButton                  a pill with a hairline, unless
                             variant = "quiet" (no line) | "primary" (filled) | "icon" (round, 36 px)
                             | "play" (round, 48 px, filled) | "generator" (blue line)
                             | "tool" (square, 30 px, beside a stage)
                             | "remedy" (words that wrap) | "line" (a line that opens) | "more" (low, no line)
                             | "discriminator" (see DashedButton) | "dot" (the reset mark of a knob)
                             chip = true: a checkable pill, as in a legend
                             answer = true: one of those to a question, of which one is chosen
                             pictured = true: it shows a picture, and no words
                             segment = true: one of the exclusive choices in a QFrame[segmented="true"]
                             raised = true: stands on a raised panel, where a hairline would be lost
QFrame                       card = true: a panel with 12 px corners
                             note = "good" | "warning": a card's coloured left edge
                             popup = true: a panel that lies over others
                             chosen = true: a row of a list that is meant
                             edge = "top" | "bottom" | "left" | "right": one hairline there
                             line = "horizontal" | "vertical": is itself a hairline
QSlider                      player = "generator" | "discriminator": colour of its handle and its filled part
QLineEdit                    inline = true: looks like text until pointed at; problem = true: was not understood
button, slider, combo box    large = true: 44 px or more, for touch; a QLabel beside them has larger words
===========================  =======================================================================

Every widget that can have the keyboard shows it: a line of the text's colour, 2 px wide; what is filled with that
colour, a wider one of a shade between. What has no border gets a `FocusLine`.
"""

from __future__ import annotations

import re
from functools import cache
from string import Template

from msgspec.structs import asdict
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.resources import resource_path
from gan_playground.ui.theme.contrast import mixed
from gan_playground.ui.theme.text_scale import text_scale
from gan_playground.ui.theme.theme import Theme, corner_radius_px, typeface

bare = "QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }"
"""For the editor in a field that has a frame of its own."""


most_hairline_px = 4  # lines stay as fine as they are, however large the words
sizes = re.compile(r"(?P<radius>radius: )?(?P<words>font-size: )?(?P<size>\d+)(?:-(?P<line>\d))?px")
"""As in "34px", or "34-2px": less a line of 2 px, which does not grow with the rest."""


@cache
def _sheet(factor: float, room: float) -> Template:
    """With the sizes of words multiplied with one, and what is around them with the other."""

    def grown(found: re.Match[str]) -> str:
        size, line = int(found["size"]), int(found["line"] or 0)
        if found["words"]:
            return f"font-size: {round(size * factor)}px"
        if found["radius"]:  # half a height, which has a hairline above and below, and never more
            return f"radius: {int((size - 1) * room) + 1}px"
        return f"{(size if size <= most_hairline_px else round(size * room)) - line}px"

    return Template(sizes.sub(grown, resource_path("style.qss").read_text(encoding="utf-8")))


def stylesheet(theme: Theme) -> str:
    """The style sheet of the whole program in this theme, at the present size of words; for the QApplication."""
    return _sheet(text_scale.factor, text_scale.room).substitute(
        asdict(theme) | derived(theme) | _slider_sizes(text_scale.room),
        radius=corner_radius_px,
        chevron=resource_path("icons/chevron.svg").as_posix(),
    )


def _slider_sizes(factor: float) -> dict[str, str]:
    """A handle is round, and stands out of its groove by as much above as below: halves, so that both are whole px."""
    half, groove = round(8 * factor), round(2 * factor)
    pixels = {
        "groove_px": 2 * groove,
        "groove_radius": groove,
        "handle": 2 * half,
        "handle_radius": half,
        "handle_out": half - groove,
        "large_handle": 2 * half + 2,
        "large_handle_radius": half + 1,
        "large_handle_out": half + 1 - groove,
        "held_handle": 2 * half - 4,
    }
    return {name: f"{size}" for name, size in pixels.items()}


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
        (QPalette.ColorRole.Link, "text"),
    ):
        colors.setColor(role, theme.color(name))
    return colors


def dress(application: QApplication, theme: Theme) -> None:
    """Give every window this theme."""
    application.setPalette(palette(theme))
    application.setFont(typeface(text_scale.factor))
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


def derived(theme: Theme) -> dict[str, str]:
    """Shades between two colours of the theme, and what words of some roles are written in."""
    dark, usual_groove = theme.is_dark, mixed(theme.outline, theme.muted, 0.1)
    inks = {f"{role}_ink": theme.ink_name(role) for role in ("real", "generated", "discriminator", "warning")}
    return inks | {
        "card_line": theme.card_line,
        "edge": mixed(theme.outline, theme.muted, 0.4),
        "pressed": mixed(theme.raised, theme.muted, 0.2),
        "sunken": theme.background if dark else theme.raised,
        "segment": theme.raised if dark else theme.surface,
        "popup": theme.raised if dark else theme.surface,
        "groove": mixed(theme.outline, theme.background, 0.3) if theme.name == "contrast" else usual_groove,
        "selection": mixed(theme.raised, theme.muted, 0.2 if dark else 0.05),
        "chosen": mixed(theme.raised, theme.muted, 0.1 if dark else 0.05),
        "disabled": mixed(theme.background, theme.muted, 0.6),
        "generated_wash": mixed(theme.background, theme.generated, 0.15),
        "discriminator_wash": mixed(theme.background, theme.discriminator, 0.15),
        "recording": {"dark": "#b3262e", "contrast": "#9e1f28"}.get(theme.name, "#f0646b"),  # red, below words
        "primary_hover": mixed(theme.text, theme.background, 0.1),
        "filled_line": "#74797f",  # stands out from what is filled with the colour of text, and from what is behind
        "primary_pressed": mixed(theme.text, theme.background, 0.2),
    }
