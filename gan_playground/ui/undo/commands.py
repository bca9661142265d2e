"""What can be undone: knobs that were turned, seeds, and what was done to branches and bookmarks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from PySide6.QtGui import QUndoCommand

from gan_playground.gan.experiment.experiment import Experiment


class KnobTarget(Protocol):
    """Whose knobs are turned: the session."""

    @property
    def experiment(self) -> Experiment: ...

    def turn(self, values: Mapping[str, object]) -> None: ...

    def reseed(self, seed: int) -> None: ...


class ChangeablePast(Protocol):
    """Where branches and bookmarks are changed: the session's past."""

    def remove(self, branch: int) -> None: ...

    def bring_back(self, branch: int) -> None: ...

    def rename(self, branch: int, name: str) -> None: ...

    def put_bookmark(self, branch: int, step: int, name: str) -> None: ...


class Command(QUndoCommand):
    """Something that was done, from what to what."""

    def __init__(self, words: str, before: Any, after: Any) -> None:
        super().__init__(words)
        self._before, self._after = before, after
        self._is_done = True  # by the hand, before it is pushed

    def redo(self) -> None:
        if not self._is_done:
            self._bring(self._after)
        self._is_done = True

    def undo(self) -> None:
        if not self.isObsolete():
            self._bring(self._before)
        self._is_done = False

    def mark_done(self) -> None:
        """It was not undone after all."""
        self._is_done = True

    @property
    def is_done(self) -> bool:
        """Neither undone nor forgotten."""
        return self._is_done and not self.isObsolete()

    def holds_in(self, experiment: Experiment) -> bool:
        """Whether the experiment is as this left it."""
        return True

    def _bring(self, state: Any) -> None:
        raise NotImplementedError


class KnobsCommand(Command):
    """Knobs by their paths: those that were turned, and those that gave way. joins: it only goes on with the last."""

    def __init__(
        self, words: str, turner: KnobTarget, before: dict[str, Any], after: dict[str, Any], joins: bool = False
    ) -> None:
        super().__init__(words, before, after)
        self._turner, self._joins = turner, joins

    def holds_in(self, experiment: Experiment) -> bool:
        return not _others(experiment, self._after)

    def id(self) -> int:
        return 1

    def mergeWith(self, later: QUndoCommand) -> bool:
        if not (isinstance(later, KnobsCommand) and later._joins):
            return False
        self._before = later._before | self._before
        self._after = self._after | later._after
        self.setText(later.text())
        self.setObsolete(self._before == self._after)
        return True

    def _bring(self, state: Mapping[str, Any]) -> None:
        if others := _others(self._turner.experiment, state):
            self._turner.turn(others)


class NumberPut(Command):
    """What training moves, put elsewhere: undone, it is again where a hand took hold of it, and trains on from there.

    joins: it only goes on with the last.
    """

    def __init__(
        self, words: str, turner: KnobTarget, path: str, before: float, after: float, joins: bool = False
    ) -> None:
        super().__init__(words, before, after)
        self._turner, self._path, self._joins = turner, path, joins

    def id(self) -> int:
        return 2

    def mergeWith(self, later: QUndoCommand) -> bool:
        if not (isinstance(later, NumberPut) and later._joins and later._path == self._path):
            return False
        self._after = later._after
        self.setText(later.text())
        return True

    def _bring(self, state: float) -> None:
        self._turner.turn({self._path: state})


class Reseeded(Command):
    """The seed."""

    def __init__(self, words: str, turner: KnobTarget, before: int, after: int) -> None:
        super().__init__(words, before, after)
        self._turner = turner

    def _bring(self, state: int) -> None:
        self._turner.reseed(state)


class PastDone(Command):
    """Something that was done to a past; once that one is gone, it is of no use."""

    def __init__(self, words: str, past: ChangeablePast, before: Any, after: Any) -> None:
        super().__init__(words, before, after)
        self._past = past


class BranchRemoved(PastDone):
    """A branch; from being there to not being there."""

    def __init__(self, words: str, past: ChangeablePast, branch: int) -> None:
        super().__init__(words, past, before=True, after=False)
        self._branch = branch

    def _bring(self, state: bool) -> None:
        if state:
            self._past.bring_back(self._branch)
        else:
            self._past.remove(self._branch)


class BranchRenamed(PastDone):
    """The name of a branch."""

    def __init__(self, words: str, past: ChangeablePast, branch: int, before: str, after: str) -> None:
        super().__init__(words, past, before, after)
        self._branch = branch

    def _bring(self, state: str) -> None:
        self._past.rename(self._branch, state)


class BookmarkNamed(PastDone):
    """The name of a step; empty where it has none."""

    def __init__(self, words: str, past: ChangeablePast, place: tuple[int, int], before: str, after: str) -> None:
        super().__init__(words, past, before, after)
        self._place = place

    def _bring(self, state: str) -> None:
        self._past.put_bookmark(*self._place, state)


def _others(experiment: Experiment, state: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a state that are not the experiment's already."""
    return {path: value for path, value in state.items() if experiment.knob(path) != value}
