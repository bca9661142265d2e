"""Pasts of real, small runs, as a window gets to see them."""

from __future__ import annotations

from functools import cache, cached_property

from gan.runs import make
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer

Deed = tuple[str, tuple[object, ...]]
"""What was done, by the name of its method, and with what."""


class Lived:
    """A trainer and its timeline, with all that was done."""

    def __init__(self, deeds: tuple[Deed, ...]) -> None:
        self.trainer: Trainer = make()
        self.timeline = Timeline(self.trainer)
        for deed, values in deeds:
            getattr(self, deed)(*values)

    def train(self, steps: int) -> None:
        self.timeline.fork(self.trainer)
        for _ in range(0, steps, 10):
            self.trainer.advance(10)
            self.timeline.record(self.trainer)

    def turn(self, knob: str, value: object) -> None:
        self.timeline.fork(self.trainer)
        self.trainer.apply(Edit(knob, value))

    def go_to(self, step: int) -> None:
        for _ in self.timeline.go_to(self.trainer, step):
            pass

    def bookmark(self, name: str) -> None:
        self.timeline.bookmark(self.trainer, name)

    def rename(self, name: str) -> None:
        self.timeline.rename(self.timeline.branch.number, name)

    def issue(self, step: int, title: str) -> None:
        self.timeline.issue(step, "collapse", title)


@cache
def summary_of(deeds: tuple[Deed, ...]) -> TimelineSummary:
    """Made once for all the tests of this process that look at such a past."""
    lived = Lived(deeds)
    return lived.timeline.summary(lived.trainer)


class Past:
    """What is done in a run, one after the other; whoever asks for its trainer or its timeline gets one of its own."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []

    @cached_property
    def _lived(self) -> Lived:
        return Lived(tuple(self._deeds))

    @property
    def trainer(self) -> Trainer:
        return self._lived.trainer

    @property
    def timeline(self) -> Timeline:
        return self._lived.timeline

    @property
    def summary(self) -> TimelineSummary:
        is_its_own = "_lived" in self.__dict__
        return self.timeline.summary(self.trainer) if is_its_own else summary_of(tuple(self._deeds))

    def train(self, steps: int) -> Past:
        """Go on; from the past, on a branch of its own."""
        return self._do("train", steps)

    def turn(self, knob: str, value: object) -> Past:
        return self._do("turn", knob, value)

    def go_to(self, step: int) -> Past:
        return self._do("go_to", step)

    def bookmark(self, name: str = "") -> Past:
        return self._do("bookmark", name)

    def rename(self, name: str) -> Past:
        """The branch that it is on."""
        return self._do("rename", name)

    def issue(self, step: int, title: str) -> Past:
        return self._do("issue", step, title)

    def _do(self, deed: str, *values: object) -> Past:
        self._deeds.append((deed, values))
        if "_lived" in self.__dict__:
            getattr(self._lived, deed)(*values)
        return self


def straight() -> Past:
    """200 steps, a knob turned at 50 and one at 120, trouble at 150, a bookmark at 80."""
    past = Past().train(50).turn("generator.learning_rate", 0.02).train(30).bookmark("before it broke")
    past.train(40).turn("discriminator.learning_rate", 0.003).train(80)
    return past.issue(150, "Mode collapse")


def branched() -> Past:
    """The same; a second branch from 80 to 300, and a third from its step 200 to 240, where the run is."""
    past = straight().go_to(80).turn("generator.learning_rate", 0.0005).train(220).rename("a slower G")
    return past.go_to(200).turn("batch_size", 64).train(40).bookmark()
