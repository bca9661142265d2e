"""Which pictures are marked: what a walk is between, and what is pointed at."""

from __future__ import annotations

from msgspec import Struct

from gan_playground.ui.stages.images.outlines_item import Outline


class Marked(Struct, frozen=True):
    """start, target: the generated pictures that a walk begins at and leads to. pointed: in which grid, and which."""

    start: int | None = None
    target: int | None = None
    pointed: tuple[str, int] | None = None

    def outlines_in(self, panel: str) -> list[Outline]:
        """What is picked, in the grids where it is seen; and over it what is pointed at."""
        return [*self._picked_in(panel), *self._pointed_in(panel)]

    def _picked_in(self, panel: str) -> list[Outline]:
        """With letters if there are two."""
        if panel == "real":
            return []
        letters = ("A", "B") if self.target is not None and panel == "generated" else ("", "")
        marked = zip((self.start, self.target), letters, strict=True)
        return [Outline(index, letter=letter) for index, letter in marked if index is not None]

    def _pointed_in(self, panel: str) -> list[Outline]:
        """Of a pair the other one too."""
        if self.pointed is None:
            return []
        at, index = self.pointed
        return [Outline(index, strong=False)] if at == panel or "real" not in (at, panel) else []
