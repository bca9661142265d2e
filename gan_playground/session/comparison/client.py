"""The window's words for a second run beside the first; each is a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.session.commands import Compare, EndComparison, KeepB, Swap
from gan_playground.session.comparison.differences import changed_knobs, may_go_on, run_b_experiment
from gan_playground.session.messages import Comparison

if TYPE_CHECKING:
    from gan_playground.session.session import Session


class ComparisonClient(QObject):
    """Says what is to be compared, and which of the two runs is to go on."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    @property
    def comparison(self) -> Comparison | None:
        """What is compared; None: there is one run."""
        return self._session.state.comparison

    @Slot(object, object)
    def compare(self, values: Mapping[str, object], seed: int | None = None) -> None:
        """Train a second run with other knobs, or from another seed, beside this one.

        Where only live knobs differ both go on from here, else both begin anew.
        """
        session, experiment = self._session, self._session.experiment
        try:
            run_b = run_b_experiment(experiment, values)
        except PlaygroundError as error:
            session.refuse(error)
            return
        if session.seed is None:
            return
        session.past.settle()
        goes_on = seed is None and may_go_on(experiment, run_b)
        anew = None if goes_on else session.start_command(experiment, session.seed, session.will_play)
        session.send(Compare(session.new_berth(), changed_knobs(experiment, run_b), seed, anew=anew))

    def try_from(self, step: int, values: Mapping[str, object]) -> int | None:
        """Train a second run with other live knobs from a step of the past on, beside this one, and play both.

        Gives the id of the second run; None where that cannot be.
        """
        experiment = self._session.experiment
        try:
            run_b = run_b_experiment(experiment, values)
        except PlaygroundError as error:
            self._session.refuse(error)
            return None
        self._session.past.settle()
        berth = self._session.new_berth()
        self._session.send(Compare(berth, changed_knobs(experiment, run_b), left_at=step))
        self._session.play()
        return berth.run

    @Slot(int)
    def compare_branch(self, branch: int) -> None:
        """Live on a branch of the past beside the one that is lived."""
        self._session.send(Compare(self._session.new_berth(), {}, branch=branch))

    @Slot()
    def end(self) -> None:
        """Go on with the first run alone."""
        self._session.send(EndComparison())

    @Slot()
    def swap(self) -> None:
        """Let the second run be the first."""
        self._session.send(Swap())

    @Slot()
    def keep_run_b(self) -> None:
        """Go on with the second run alone."""
        self._session.send(KeepB())
