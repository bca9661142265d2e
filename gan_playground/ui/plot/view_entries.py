"""What the menu of a panel offers of its view: to fit, and which of its layers are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtWidgets import QMenu

from gan_playground.ui.theme.actions import stage_key


class LayerEntry(Struct, frozen=True):
    """A part of the panel that can be hidden; `set_seen` is called with its id, and whether it is to be seen."""

    id: str
    title: str
    seen: bool
    set_seen: Callable[[str, bool], None]


class ViewEntries(Struct, frozen=True):
    """`fit` shows all there is to be seen; is_fitted: it does already."""

    fit: Callable[[], None]
    is_fitted: bool
    layers: Sequence[LayerEntry] = ()

    def add_to(self, menu: QMenu) -> None:
        """At the end of a menu."""
        menu.addAction(f"Fit  ({stage_key('fit')})", self.fit).setEnabled(not self.is_fitted)
        if self.layers:
            menu.addSeparator()
        for layer in self.layers:
            entry = menu.addAction(layer.title)
            entry.setCheckable(True)
            entry.setChecked(layer.seen)
            entry.toggled.connect(partial(layer.set_seen, layer.id))
