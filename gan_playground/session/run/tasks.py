"""What takes a while: generators that the worker goes on with between commands, and can leave at any point.

They yield a frame to be shown, a new title, or None; what they return is told, if it is not empty.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING, Self, TypeAlias

from msgspec import Struct, field

from gan_playground.gan.doctor.finding import State
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.observe.ghost import Ghost, ghost_of
from gan_playground.session.commands import LookAhead
from gan_playground.session.messages import Outcome, Outcomes

if TYPE_CHECKING:
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.observe.look import Look
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.session.run.run import Run

Steps: TypeAlias = "Generator[Frame | str | None, None, str]"

steps_between_words = 20
looks_ahead = 10
tell_interval_s = 0.25
worth_telling = (State.TROUBLE, State.SETTLED)


class Task(Struct, eq=False):
    """title: what is told while it takes longer than patience_s. then: what to do, in order, when it is at its end.

    is_navigation: it brings the runs to where they are to be; what is ordered meanwhile is meant for there, and waits.
    """

    title: str
    steps: Steps
    patience_s: float = 0.0
    then: list[Callable[[], object]] = field(default_factory=list)
    is_navigation: bool = False


def go_to(runs: Sequence[Run], step: int) -> Steps:
    """Bring every run to exactly this step of its past."""
    for run in runs:
        for left in run.timeline.go_to(run.trainer, step):
            yield None if left % steps_between_words else f"Going to step {step:,}: {left:,} to compute again"
    return ""


def catch_up(runs: Sequence[Run]) -> Steps:
    """Train the runs that are behind until all have come equally far; what they have lived already is lived again."""
    furthest = max(run.trainer.step for run in runs)
    for run in runs:
        if run.timeline.is_past:
            yield from go_to([run], furthest)
        while run.trainer.step < furthest and run.trainer.diverged_at is None:
            run.trainer.advance()
            run.record_if_due()
            left = furthest - run.trainer.step
            yield None if left % steps_between_words else f"Catching up: {left:,} steps to come"
    return ""


def meet(runs: Sequence[Run]) -> None:
    """Bring runs to one step at once, where their way through the past was left: back to the last that all have kept.

    One whose loss is no number any more stays where it is.
    """
    if any(run.trainer.diverged_at is not None for run in runs):
        return
    while (least := min(run.trainer.step for run in runs)) < max(run.trainer.step for run in runs):
        for run in runs:
            if run.trainer.step > least:
                run.timeline.go_back(run.trainer, least)
        if min(run.trainer.step for run in runs) == least < max(run.trainer.step for run in runs):
            return  # nothing as early is kept of one of them


class Forecast(Struct, frozen=True, eq=False):
    """Runs that were sent ahead, one for each choice. from_step: where they left. titles, ghosts: what was found and
    seen of each when it was looked at last.
    """

    run: int
    from_step: int
    wish: LookAhead
    trainers: tuple[Trainer, ...]
    titles: list[tuple[str, ...]]
    ghosts: list[Ghost | None]

    @classmethod
    def of(cls, run: Run, wish: LookAhead) -> Self:
        """Twins of a run with their knobs turned. Raises PlaygroundError where a choice cannot be."""
        trainer, twins = run.trainer, []
        for option in wish.options:
            twin = run.timeline.twin(trainer, trainer.run)
            twin.apply(*(Edit(path, value) for path, value in option.values.items()))
            twins.append(twin)
        return cls(trainer.run, trainer.step, wish, tuple(twins), [() for _ in twins], [None for _ in twins])

    def look_at(self, place: int, look: Look) -> None:
        """See where one of them is."""
        frame = self.trainers[place].observe(look=look)
        self.titles[place] = tuple(finding.title for finding in frame.diagnosis if finding.state in worth_telling)
        self.ghosts[place] = ghost_of(frame)

    def outcomes(self) -> Outcomes:
        """What is to be seen of it."""
        made = sum(twin.step - self.from_step for twin in self.trainers)
        seen = [
            Outcome(option, twin.log.history, titles, ghost)
            for option, twin, titles, ghost in zip(
                self.wish.options, self.trainers, self.titles, self.ghosts, strict=True
            )
        ]
        share = made / max(len(self.trainers) * self.wish.steps, 1)
        return Outcomes(self.run, self.from_step, self.wish.steps, tuple(seen), share)


def foresee(forecast: Forecast, look: Look, tell: Callable[[Outcomes], None]) -> Steps:
    """Train each of them for as many steps as were wished for, all in step, and look now and then."""
    between, told_s = max(forecast.wish.steps // looks_ahead, 1), 0.0
    for step in range(1, forecast.wish.steps + 1):
        for place, twin in enumerate(forecast.trainers):
            twin.advance()
            if step % between == 0 or step == forecast.wish.steps:
                forecast.look_at(place, look)
            yield None
        if time.perf_counter() - told_s > tell_interval_s:
            told_s = time.perf_counter()
            for twin in forecast.trainers:
                twin.flush()
            tell(forecast.outcomes())
            yield f"Looking ahead: {step:,} of {forecast.wish.steps:,} steps"
    tell(forecast.outcomes())
    return ""
