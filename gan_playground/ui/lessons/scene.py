"""What the window looks like on a page of a story: which page of its right side is open, what is lit, which layers are
shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from gan_playground.lessons.lesson import BUTTONS, PANELS, ROLES
from gan_playground.ui.lessons.page_layers import PageLayers
from gan_playground.ui.plot.light import NOBODY, Roles
from gan_playground.ui.widgets.halo import Halo
from gan_playground.ui.widgets.scrolling import bring_into_sight, settle_layouts

if TYPE_CHECKING:
    from gan_playground.ui.stages.stage import Stage
    from gan_playground.ui.window.main_window import MainWindow


class Scene(QObject):
    """Set as a page is turned to; of the side, a page that says nothing leaves it as it is.

    Data are lit until a hand points at any; as long as the page is up panels, buttons and knobs have a halo, and layers
    are seen or not.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._story = window, window.story
        self._roles: Roles = NOBODY
        self._halos: list[Halo] = []
        self._layers = PageLayers()
        self._story.page_turned.connect(self._on_page)
        window.run_view.stage_made.connect(self._on_stage)
        window.formula.pointed.connect(self._on_pointed)
        self._knobs = window.knob_panel.findChild(QScrollArea)
        self._knobs.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)

    @property
    def lit(self) -> list[QWidget]:
        """The parts of the window that have a halo."""
        return [halo.part for halo in self._halos]

    @Slot()
    def _on_page(self) -> None:
        page = self._story.shown
        self._open_side(page.side)
        self._layers.show(self._window.run_view.stage, page.layers)
        self._show_roles(frozenset(page.light) & frozenset(ROLES))
        self._light_parts()

    def _open_side(self, side: str) -> None:
        """The formulas from the first one on, wherever they had been scrolled to."""
        self._window.side_tabs.show_page(side)
        if side == "formula" and not self._window.formula.underMouse():
            self._window.formula.verticalScrollBar().setValue(0)

    # Whose data.

    def _show_roles(self, roles: Roles) -> None:
        if roles or self._roles:
            self._roles = roles
            self._window.run_view.show_light(roles)
            self._window.formula.show_light(roles)

    @Slot(object)
    def _on_pointed(self, roles: Roles) -> None:
        """A hand has pointed at something: that is what is lit, and then nothing."""
        if roles:
            self._roles = NOBODY

    @Slot(object)
    def _on_stage_pointed(self, roles: Roles) -> None:
        """The stage itself shows all of its data to whoever points there."""
        if roles and self._roles:
            self._roles = NOBODY
            self._window.run_view.show_light(NOBODY)

    @Slot(object)
    def _on_stage(self, stage: Stage) -> None:
        """Another one stands there."""
        stage.pointed.connect(self._on_stage_pointed)
        if stage is self._window.run_view.stage and self._story.has_pages:
            self._layers.show(stage, self._story.shown.layers)
        if self._roles:
            stage.show_light(self._roles)
        if self._names:
            self._light_parts()

    # Parts of the window.

    @property
    def _names(self) -> tuple[str, ...]:
        return self._story.shown.light if self._story.has_pages else ()

    def _light_parts(self) -> None:
        for halo in self._halos:
            halo.end()
            halo.deleteLater()
        parts = dict.fromkeys(part for name in self._names if (part := self._part(name)) is not None)
        self._halos = [Halo(part) for part in parts]
        for halo in self._halos:
            halo.begin()

    def _part(self, name: str) -> QWidget | None:
        window = self._window
        if name in BUTTONS:
            return window.transport.findChild(QPushButton, name)
        if name not in PANELS:
            return None if name in ROLES else self._knob(name)
        view, formula, tabs = window.run_view, window.formula, window.side_tabs
        page = {"slope": "formula", "algorithm": "formula"}.get(name, name)
        if page in tabs.buttons and tabs.name != page:
            return tabs.buttons[page]
        panels: dict[str, QWidget | None] = {
            "flow": view.flow,
            "stage": view.stage,
            "score": view.score,
            "doctor": window.diagnosis,
            "time": window.transport.time_row,
            "formula": formula,
            "slope": formula.loss,
            "algorithm": formula.algorithm,
            "networks": window.networks.page,
        }
        return panels[name] if page == name else self._in_sight(panels[name], formula)

    def _knob(self, path: str) -> QWidget | None:
        """The dials on the stage, where it is one of them; or a knob that stands among those that are seen."""
        stage, panel = self._window.run_view.stage, self._window.knob_panel
        dial = dial_of(stage, path)
        return self._in_sight(panel.control_seen(path), panel) if dial is None else dial.parentWidget()

    @Slot()
    def _keep_in_sight(self) -> None:
        """A lit knob that is seen stays whole as the doctor's card below takes more room."""
        for part in self.lit:
            if self._knobs.isAncestorOf(part) and not part.visibleRegion().isEmpty():
                bring_into_sight(part)

    def _in_sight(self, part: QWidget | None, panel: QWidget) -> QWidget | None:
        """Scrolled to, but not while a pointer is on its panel."""
        if part is not None and not panel.underMouse():
            settle_layouts()
            bring_into_sight(part)
        return part


def dial_of(stage: Stage | None, path: str) -> QWidget | None:
    """Of a knob, on the stage, where it has one there."""
    return None if stage is None else stage.findChild(QWidget, f"{path.rpartition('.')[2]}Dial")
