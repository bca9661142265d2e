"""The way back from all that hands do to knobs, seeds, paint, branches and bookmarks: one history for the window."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Mapping
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QUndoStack

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.session.events import Failure
from gan_playground.ui.theme.wording import setting_words
from gan_playground.ui.undo.commands import (
    BranchRemoved,
    Command,
    KnobsCommand,
    KnobTarget,
    NumberPut,
    PastDone,
    Reseeded,
)

merge_within_s = 0.8  # turns of one knob that follow each other so closely are one: a drag, a wheel
most_undone = 200


class WayBack(Struct, frozen=True):
    """What undo and redo would do next, in words; empty where there is nothing to do."""

    undo: str = ""
    redo: str = ""


class UndoHistory(QObject):
    """Turns knobs, and remembers from what to what.

    Undoing turns them again, so it is felt, recorded and refused like any other turn. What happens between `begin` and
    `end` is undone as one.

    Signals: changed(WayBack). filled(): what was wiped off a canvas should come back, of which no knob knows.
    """

    changed = Signal(object)
    filled = Signal()

    def __init__(self, turner: KnobTarget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turner = self._back = turner
        self._begun: Experiment | None = None
        self._is_wiped = False
        self._last_turned: list[str] = []
        self._last_turn_s = -math.inf
        self._stack = QUndoStack(self)
        self._stack.setUndoLimit(most_undone)
        self._stack.indexChanged.connect(self._tell)

    def go_back_by(self, turner: KnobTarget) -> None:
        """Let this one turn the knobs again where something is undone or redone."""
        self._back = turner

    @property
    def way_back(self) -> WayBack:
        """What there is to undo and to redo."""
        return WayBack("Clear" if self._is_wiped else self._stack.undoText(), self._stack.redoText())

    @Slot(object)
    def turn(self, values: Mapping[str, Any]) -> None:
        """Turn knobs together; where that is refused, there is nothing to undo."""
        before = self._turner.experiment
        self._turner.turn(values)
        if self._begun is None:
            self._keep(before, meant=values)

    def reseed(self, before: int, seed: int) -> None:
        """Begin again from another seed."""
        self._turner.reseed(seed)
        if seed != before:
            self._last_turned = []
            self._stack.push(Reseeded(f"Seed → {seed}", self._back, before, seed))

    def keep(self, done: Command) -> None:
        """Remember something that a hand has done elsewhere."""
        self._last_turned = []
        self._stack.push(done)

    def keep_put(self, path: str, before: float, after: float, joins: bool) -> None:
        """Remember that a hand has put what training moves elsewhere. joins: the next turn may go on with it."""
        joins, self._last_turn_s = joins and self._goes_on_with([path]), time.monotonic()
        self._last_turned = [path]
        self._stack.push(NumberPut(setting_words(path, after), self._back, path, before, after, joins))

    def note(self, before: Experiment, words: str) -> None:
        """Remember, as one, what the knobs have come to elsewhere."""
        self._keep(before, words)

    @Slot()
    def begin(self) -> None:
        """A hand begins something that is undone as one."""
        self._begun = self._turner.experiment

    @Slot(str)
    def end(self, words: str) -> None:
        """The hand lets go: this is what it has done."""
        before, self._begun = self._begun, None
        if before is not None:
            self._keep(before, words)

    @Slot()
    def undo(self) -> None:
        """Take back the last thing that was done; what was wiped off a canvas comes back first."""
        self._last_turned = []  # the knob's next turn does not go on with what is left
        if self._is_wiped:
            self.filled.emit()
        elif self._begun is None:
            self._stack.undo()
            self._pass_over_obsolete()

    def stay_done(self, command: Command) -> None:
        """What was to be undone could not be, which came out only now: it is still there to be undone."""
        if self._command(0) is command:
            command.mark_done()
            self._stack.redo()

    @Slot()
    def redo(self) -> None:
        """Do again what was undone last."""
        if self._begun is None:
            self._stack.redo()
            self._pass_over_obsolete()

    @property
    def removals(self) -> list[BranchRemoved]:
        """Of branches: those that stand, the last one first."""
        return [done for done in reversed(self._all()) if isinstance(done, BranchRemoved) and done.is_done]

    @Slot()
    def bring_back_branch(self) -> None:
        """Take back the last removal of a branch alone, whatever was done since."""
        if removals := self.removals:
            removals[0].undo()
            removals[0].setObsolete(True)
            self._pass_over_obsolete()

    @Slot()
    def forget_past(self) -> None:
        """The past is gone, and with it all that was done to its branches and bookmarks."""
        for done in self._all():
            done.setObsolete(done.isObsolete() or isinstance(done, PastDone))
        self._pass_over_obsolete()

    def _all(self) -> list[Command]:
        commands = [self._stack.command(place) for place in range(self._stack.count())]
        return [command for command in commands if isinstance(command, Command)]

    def _pass_over_obsolete(self) -> None:
        """So that what is undone or redone next is something; a stack forgets what is obsolete when it comes to it."""
        while (done := self._command(-1)) is not None and done.isObsolete():
            self._stack.undo()
        while (undone := self._command(0)) is not None and undone.isObsolete():
            self._stack.redo()
        self._tell()

    @Slot()
    def clear(self) -> None:
        """Another lesson, in which nothing was done yet."""
        self._begun = None
        self._stack.clear()

    @Slot(bool)
    def show_wiped(self, wiped: bool) -> None:
        """Everything was wiped off a canvas, and nothing painted yet; or something is there again."""
        self._is_wiped = wiped
        self._tell()

    @Slot()
    def let_go(self) -> None:
        """The stage is gone, and with it what hands were at."""
        self._begun = None
        self.show_wiped(False)

    @Slot(object)
    def drop_refused(self, failure: Failure) -> None:
        """What the trainer refused, though it had looked fine, was never done; what waits for a download may yet be."""
        if failure.download or (failure.run is None and failure.kept is None):
            return
        while (last := self._command(-1)) is not None and not last.holds_in(self._turner.experiment):
            last.setObsolete(True)
            self._pass_over_obsolete()

    def _command(self, offset: int) -> Command | None:
        """What is undone next at -1, what is redone next at 0."""
        command = self._stack.command(self._stack.index() + offset)
        return command if isinstance(command, Command) else None

    def _keep(self, before: Experiment, words: str = "", meant: Collection[str] = ()) -> None:
        """Remember every knob that is not as it was before; meant: those that were turned, which others gave way to."""
        after = self._turner.experiment
        paths = before.knobs_unlike(after)
        if not paths:
            return
        turned = [path for path in meant if path in paths]
        words = words or _words(turned or paths, before, after)
        joins = self._goes_on_with(turned)
        self._last_turned, self._last_turn_s = turned, time.monotonic()
        self._stack.push(KnobsCommand(words, self._back, _values(before, paths), _values(after, paths), joins))

    def _goes_on_with(self, turned: list[str]) -> bool:
        """Whether this is the next turn of the same knob."""
        rest_s = time.monotonic() - self._last_turn_s
        return len(turned) == 1 and turned == self._last_turned and rest_s <= merge_within_s

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.way_back)


def _values(experiment: Experiment, paths: list[str]) -> dict[str, Any]:
    return {path: experiment.knob(path) for path in paths}


def _words(turned: list[str], before: Experiment, after: Experiment) -> str:
    """A knob and its value; of several, the recipe they make, else the first, and how many more."""
    first = setting_words(turned[0], after.knob(turned[0]))
    if len(turned) == 1:
        return first
    recipes = [recipe.title for recipe in RECIPES.values() if recipe.fits(after) and not recipe.fits(before)]
    return f"Recipe → {recipes[0]}" if recipes else f"{first}, and {len(turned) - 1} more"
