"""Steps that will take long are told of before they begin, with knobs that would make them short."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from gan_playground.gan.experiment.lighter import lighter, shape_unread
from gan_playground.gan.training.work import shape_of, step_work
from gan_playground.session.events import StepForeseen
from gan_playground.session.state import Report

if TYPE_CHECKING:
    from gan_playground.gan.experiment.experiment import Experiment
    from gan_playground.gan.networks.work import SampleShape
    from gan_playground.session.worker import Worker

long_s = 2.0
light_s = 0.5  # what is offered takes less than that
slowest_rate = 1e9  # multiply-adds a second that every computer has: by it most runs need no measure
trials = 3


class StepTimes:
    """Foresees how long a step of what trains takes on the device that it is on, for one worker."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._rates: dict[tuple[str, int], float] = {}
        self._seen: tuple[object, ...] = ()
        self._was_long = False

    def look(self) -> None:
        """Tell of what trains now, where that has changed and a step is long, or is not any more."""
        trainers = [run.trainer for run in self._worker.runs]
        seen = (self._worker.run_server.begun, *((one.experiment, str(one.device)) for one in trainers))
        if seen == self._seen or self._worker.tasks.is_navigation:
            return
        self._seen = seen
        if not trainers:
            return
        work = sum(step_work(one.experiment.knob, shape_of(one.real)) for one in trainers)
        first = trainers[0]
        event = self._foreseen(first.run, first.experiment, shape_of(first.real), work, str(first.device))
        if event.is_long or self._was_long:
            self._worker.say(event)
        self._was_long = event.is_long

    def foresee(self, run: int, experiment: Experiment) -> None:
        """Tell of a run that is about to be made on the processor, which takes long as well, before data are read."""
        if self._worker.run_server.device not in ("auto", "cpu"):
            return
        shape = shape_unread(experiment.knob)
        event = self._foreseen(run, experiment, shape, step_work(experiment.knob, shape), "cpu")
        if event.is_long:
            self._worker.said.emit(Report(None, (event,)))  # at once: the state is told when the order is done

    def _foreseen(self, run: int, experiment: Experiment, shape: SampleShape, work: int, device: str) -> StepForeseen:
        """work: of all that trains, of which the experiment is the first."""
        seconds = self._seconds(work, experiment, device)
        if seconds <= long_s:
            return StepForeseen(run, seconds)
        rate, own = work / seconds, step_work(experiment.knob, shape)
        values = lighter(experiment.knob, shape, light_s * rate * own / work)
        light = step_work(experiment.with_knobs(values).knob, shape) * work / own
        return StepForeseen(run, seconds, is_long=True, lighter=values, lighter_s=light / rate)

    def _seconds(self, work: int, experiment: Experiment, device: str) -> float:
        if work / slowest_rate <= long_s:
            return work / slowest_rate
        from gan_playground.gan.training.threads import threads_for

        place = device, threads_for(experiment)
        if place not in self._rates:
            self._rates[place] = self._rate_of(*place)
        return work / self._rates[place]

    @staticmethod
    def _rate_of(device: str, threads: int) -> float:
        """Multiply-adds a second; no bound to them, where the device fails: the step itself will say so."""
        try:
            return measured_rate(device, threads)
        except RuntimeError:
            return math.inf


def measured_rate(device: str, threads: int) -> float:
    """Those of a convolution of a middling size, the fastest of a few: some hundredths of a second."""
    import torch

    from gan_playground.gan.training.threads import claim

    claim(threads)
    batch, channels, side = 16, 64, 16
    maps = torch.ones(batch, channels, side, side, device=device).contiguous(memory_format=torch.channels_last)
    kernel = torch.ones(channels, channels, 3, 3, device=device).contiguous(memory_format=torch.channels_last)
    taken_s = []
    for _ in range(1 + trials):
        began_s = time.perf_counter()
        float(torch.conv2d(maps, kernel, padding=1)[0, 0, 0, 0])  # asked for, or a graphics card would only begin
        taken_s.append(time.perf_counter() - began_s)
    return batch * channels**2 * 3**2 * side**2 / min(taken_s[1:])
