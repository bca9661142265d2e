"""Pasts of real, small runs, as a window gets to see them."""

from __future__ import annotations

from gan.runs import make
from gan_playground.gan.experiment.experiment import Edit
from gan_playground.gan.timeline.summary import TimelineSummary
from gan_playground.gan.timeline.timeline import Timeline
from gan_playground.gan.training.trainer import Trainer


class Past:
    """A trainer and its timeline."""

    def __init__(self) -> None:
        self.trainer: Trainer = make()
        self.timeline = Timeline(self.trainer)

    def train(self, steps: int) -> Past:
        """Go on; from the past, on a branch of its own."""
        self.timeline.fork(self.trainer)
        for _ in range(0, steps, 10):
            self.trainer.advance(10)
            self.timeline.record(self.trainer)
        return self

    def turn(self, knob: str, value: object) -> Past:
        self.timeline.fork(self.trainer)
        self.trainer.apply(Edit(knob, value))
        return self

    def go_to(self, step: int) -> Past:
        for _ in self.timeline.go_to(self.trainer, step):
            pass
        return self

    def bookmark(self, name: str = "") -> Past:
        self.timeline.bookmark(self.trainer, name)
        return self

    def issue(self, step: int, title: str) -> Past:
        self.timeline.issue(step, "collapse", title)
        return self

    @property
    def summary(self) -> TimelineSummary:
        return self.timeline.summary(self.trainer)


def straight() -> Past:
    """200 steps, a knob turned at 50 and one at 120, trouble at 150, a bookmark at 80."""
    past = Past().train(50).turn("generator.learning_rate", 0.02).train(30).bookmark("before it broke")
    past.train(40).turn("discriminator.learning_rate", 0.003).train(80)
    return past.issue(150, "Mode collapse")


def branched() -> Past:
    """The same; a second branch from 80 to 300, and a third from its step 200 to 240, where the run is."""
    past = straight().go_to(80).turn("generator.learning_rate", 0.0005).train(220)
    past.timeline.rename(past.timeline.branch.number, "a slower G")
    return past.go_to(200).turn("batch_size", 64).train(40).bookmark()
