"""What a hand draws of what will come, whatever it draws on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame


class Sketch(QObject):
    """A drawing that is begun, drawn, and then stays to be compared with what comes.

    Signals: changed(): something was drawn, or all was taken back.
    """

    changed = Signal()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn that could be judged."""
        raise NotImplementedError

    @property
    def drawn(self) -> Any:
        """What is drawn, in the data's own units."""
        raise NotImplementedError

    def open(self) -> None:
        """Let a hand draw, on nothing."""
        raise NotImplementedError

    def close(self) -> None:
        """What is drawn stays, and nothing more is drawn."""
        raise NotImplementedError

    @Slot()
    def clear(self) -> None:
        """Take back all that was drawn."""
        raise NotImplementedError

    def show_frame(self, frame: Frame) -> None:
        """This is seen below it now."""

    def put_away(self) -> None:
        """All is as it was before."""
        self.close()
        self.clear()
