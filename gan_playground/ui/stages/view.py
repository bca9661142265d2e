"""How a stage is looked at, whatever run it shows: what two stages side by side have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from gan_playground.ui.plot.legend import LayerChip


class View(Struct, frozen=True):
    """visible: layers that are shown. opacities: how strongly, by layer, where that can be changed.

    own: what only this kind of stage knows: which way its cube is turned, which dot is followed.
    """

    visible: frozenset[str]
    opacities: Mapping[str, float]
    own: object = None


def view_of(chips: Sequence[LayerChip], own: object) -> View:
    """What the entries of a legend say."""
    visible = frozenset(chip.layer.id for chip in chips if chip.isChecked())
    return View(visible, {chip.layer.id: chip.opacity for chip in chips if chip.opacity is not None}, own)


def show_in(chips: Sequence[LayerChip], view: View) -> None:
    """Let the entries of a legend say so."""
    for chip in chips:
        chip.setChecked(chip.layer.id in view.visible)
        chip.set_opacity(view.opacities.get(chip.layer.id))


def reset(chips: Sequence[LayerChip]) -> None:
    """As at first."""
    for chip in chips:
        chip.setChecked(chip.layer.shown)
        chip.set_opacity(chip.layer.opacity)
