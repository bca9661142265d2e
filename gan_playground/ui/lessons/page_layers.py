"""Layers of the stage that a page of a story shows or hides as long as it is up."""

from __future__ import annotations

from collections.abc import Mapping

from gan_playground.ui.stages.stage import Stage


class PageLayers:
    """What a hand has put otherwise meanwhile stays as the hand has it."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._wanted: Mapping[str, bool] = {}
        self._before: dict[str, bool] = {}

    def show(self, stage: Stage | None, layers: Mapping[str, bool]) -> None:
        """Another page, or another stage; what two pages in a row want is put once."""
        untouched: dict[str, bool] = {}
        if stage is self._stage:
            untouched = {one: seen for one, seen in self._before.items() if self._seen[one] is self._wanted[one]}
        self._stage = stage
        as_hands_have_it = self._seen | untouched
        self._wanted = {layer: seen for layer, seen in layers.items() if layer in as_hands_have_it}
        self._before = {layer: as_hands_have_it[layer] for layer in self._wanted}
        self._put(untouched | self._wanted)

    @property
    def _seen(self) -> dict[str, bool]:
        return {} if self._stage is None else {chip.layer.id: chip.isChecked() for chip in self._stage.chips}

    def _put(self, layers: Mapping[str, bool]) -> None:
        for layer, seen in layers.items():
            assert self._stage is not None
            self._stage.chip(layer).setChecked(seen)
