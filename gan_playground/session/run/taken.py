"""What is said of a file of the user's own that a run begins to learn from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.source import change_words
from gan_playground.session.comparison.differences import changed_knobs
from gan_playground.session.events import Remark

if TYPE_CHECKING:
    from gan_playground.gan.data.distribution import Distribution
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.session.run.run import Run


def told_of_data(run: Run, before: Run | None) -> Remark | None:
    """What is learned from, where it is another than before; where it is the same, whether it has changed since.

    before: the run whose place this one takes.
    """
    real, source = run.trainer.real, run.trainer.real.source
    if before is None or not run.trainer.experiment.has_same_data(before.trainer.experiment):
        taken = _taken(real, run.trainer.experiment)
        return Remark(f"{taken}{_along(run, before)}", of_table=real.reading is not None) if taken else None
    known = before.trainer.real.source
    if source is None or known is None or source.is_as(known):
        return None
    return Remark(change_words(known, source, "since the run before"))


def _taken(real: Distribution, experiment: Experiment) -> str:
    """What of the file is learned from; empty where there is none."""
    if real.reading is not None:
        return real.reading.notice()
    say = FAMILIES[experiment.data.kind].taken
    return say(real, real.source.name) if say is not None and real.source is not None else ""


def _along(run: Run, before: Run | None) -> str:
    """What came of it that nobody asked for, where the lesson is the same: other knobs that changed."""
    if before is None or before.lesson != run.lesson:
        return ""
    now, then = run.trainer.experiment, before.trainer.experiment
    others = [path for path in changed_knobs(then, now) if not path.startswith("data.") and now.reads(path)]
    count, them = (f"{len(others)} other knobs", "them") if len(others) > 1 else ("one other knob", "it")
    return f" With it {count} changed; Undo brings {them} back." if others else ""
