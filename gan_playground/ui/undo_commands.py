"""What can be undone: knobs that were turned, and seeds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtGui import QUndoCommand

from gan_playground.gan.experiment import Experiment


class Turner(Protocol):
    """Whose knobs are turned: the session."""

    @property
    def experiment(self) -> Experiment: ...

    def turn(self, values: Mapping[str, object]) -> None: ...

    def reseed(self, seed: int) -> None: ...


class Done(QUndoCommand):
    """Something that was done, from what to what."""

    def __init__(self, words: str, turner: Turner, before: Any, after: Any) -> None:
        super().__init__(words)
        self._turner, self._before, self._after = turner, before, after
        self._is_done = True  # by the hand, before it is pushed

    def redo(self) -> None:
        if not self._is_done:
            self._bring(self._after)
        self._is_done = True

    def undo(self) -> None:
        if not self.isObsolete():
            self._bring(self._before)
        self._is_done = False

    def holds_in(self, experiment: Experiment) -> bool:
        """Whether the experiment is as this left it."""
        return True

    def _bring(self, state: Any) -> None:
        raise NotImplementedError


class Turned(Done):
    """Knobs by their paths: those that were turned, and those that gave way. joins: it only goes on with the last."""

    def __init__(
        self, words: str, turner: Turner, before: dict[str, Any], after: dict[str, Any], joins: bool = False
    ) -> None:
        super().__init__(words, turner, before, after)
        self._joins = joins

    def holds_in(self, experiment: Experiment) -> bool:
        return not _others(experiment, self._after)

    def id(self) -> int:
        return 1

    def mergeWith(self, later: QUndoCommand) -> bool:
        if not (isinstance(later, Turned) and later._joins):
            return False
        self._before = later._before | self._before
        self._after = self._after | later._after
        self.setText(later.text())
        self.setObsolete(self._before == self._after)
        return True

    def _bring(self, state: Mapping[str, Any]) -> None:
        if others := _others(self._turner.experiment, state):
            self._turner.turn(others)


class Reseeded(Done):
    """The seed."""

    def _bring(self, state: int) -> None:
        self._turner.reseed(state)


def _others(experiment: Experiment, state: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a state that are not the experiment's already."""
    return {path: value for path, value in state.items() if experiment.knob(path) != value}
