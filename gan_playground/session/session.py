"""What the window talks to: its words for runs and for training, each of which is a command."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, Slot

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.downloads import DOWNLOADS
from gan_playground.gan.experiment.experiment import Experiment, find_knob
from gan_playground.gan.observe.look import Look
from gan_playground.gan.timeline.steps import StepKind
from gan_playground.session import commands
from gan_playground.session.commands import Open, Start
from gan_playground.session.comparison.client import ComparisonClient
from gan_playground.session.events import Fetched, GaveWay
from gan_playground.session.files.fetching import Fetching
from gan_playground.session.files.tables import TableSurveyor
from gan_playground.session.history.client import HistoryClient
from gan_playground.session.order_channel import OrderChannel

if TYPE_CHECKING:
    from gan_playground.gan.runfile import SavedRun


class Session(OrderChannel):
    """One run at a time, or two side by side, trained in another thread.

    past, comparison_client: the words for where the runs have been, and for a second one beside the first. tables:
    looks at files of numbers; TableSurveyed tells. What it signals is in OrderChannel.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.past = HistoryClient(self)
        self.comparison_client = ComparisonClient(self)
        self._fetching = Fetching(self)
        self._fetching.said.connect(self._on_said)
        self.tables = TableSurveyor(self)
        self.tables.said.connect(self._on_said)

    def close(self) -> None:
        """End the threads and wait for them; harmless when they have ended, or never began."""
        self._stop()
        self.past.let_go()
        self.tables.cancel()
        self._fetching.cancel()  # it ends while the trainer does
        self.autosave.stop()
        self._end_thread()
        self._fetching.close()
        self.autosave.close()
        self.tables.close()  # last, since nothing is kept by what may take a while

    def tell(self, event: object) -> None:
        """Pass something on to whoever hears it."""
        super().tell(event)
        if isinstance(event, Fetched):
            self._go_on_with(event.name)

    # Runs.

    def start(
        self, experiment: Experiment, seed: int, playing: bool = True, snapshot: str = "", lesson: str | None = None
    ) -> None:
        """Order a run; `run_started` tells when it trains. Until then, and if it fails, the old one goes on.

        What is turned meanwhile belongs to the run that was ordered. snapshot: a file of players that have learned.
        lesson: the id of the lesson that it is of; None for that of the run before.
        """
        self.past.let_go()
        self.send(self.start_command(experiment, seed, playing, snapshot, lesson))

    def start_command(
        self, experiment: Experiment, seed: int, playing: bool = True, snapshot: str = "", lesson: str | None = None
    ) -> Start:
        """What asks for a run, with a place of its own."""
        lesson = self.lesson if lesson is None else lesson
        return Start(self.new_berth(lesson), experiment, seed, playing, snapshot, lesson)

    def open_run(self, saved: SavedRun) -> int:
        """Go on with a run that was saved, paused where it stands; if that fails, the one that trains goes on.

        Gives the id that it has here.
        """
        self.past.let_go()
        berth = self.new_berth(saved.lesson)
        self.send(Open(berth, saved))
        return berth.run

    @Slot()
    def restart(self) -> None:
        """The same experiment and seed, from the first step, with the knobs as they are now."""
        if self._first is not None:
            self._begin_anew(self._first.experiment, self._first.seed)

    @Slot(int)
    def reseed(self, seed: int) -> None:
        """The same experiment from other random numbers."""
        self._begin_anew(self.experiment, seed)

    def _begin_anew(
        self, experiment: Experiment, seed: int, playing: bool = True, gave_way: Mapping[str, object] | None = None
    ) -> None:
        """From the first step; a second run begins anew as well, and differs in the same as before."""
        self.past.let_go()
        start = self.start_command(experiment, seed, playing)
        beside = self.new_berth() if self._unheard.expected.second is not None else None
        self.send(replace(start, gave_way=gave_way, beside=beside))

    def turn(self, values: Mapping[str, object]) -> None:
        """Turn knobs, together: from the next step on where that is possible, else with a restart from the same seed.

        What contradicts them is switched off, and told as GaveWay. A value that cannot be is told through `failed`, and
        `experiment_changed` puts the panels right.
        """
        before = self._first
        try:
            changes = self.experiment.changes_for(values)
            changed = self.experiment.with_knobs(changes)
        except PlaygroundError as error:
            self.refuse(error)
            self.experiment_changed.emit(self.experiment)
            return
        if before is None:
            return
        self.past.settle()
        gave_way = {knob: value for knob, value in changes.items() if knob not in values}
        live = {knob: value for knob, value in changes.items() if find_knob(knob).live}
        is_lacking = self.refused is not None
        if is_lacking or any(changed.knob(knob) != before.experiment.knob(knob) for knob in changes.keys() - live):
            self._begin_anew(changed, before.seed, is_lacking or self.will_play, gave_way)
            return
        self.send(commands.TurnKnobs(live, run=before.run))
        if gave_way:
            self.tell(GaveWay(gave_way))

    @Slot(str)
    def choose_device(self, device: str) -> None:
        """Train on, on another device, and begin there from now on."""
        if device != self.device:
            self.send(commands.ChooseDevice(device))

    # Training.

    @Slot()
    def play(self) -> None:
        self.past.settle()
        self.send(commands.Play())

    def play_until(self, step: int) -> None:
        """Train by itself as far as this step; of two runs one that has diverged is not waited for."""
        self.past.settle()
        self.send(commands.Play(step))

    @Slot()
    def pause(self) -> None:
        self.send(commands.Pause())

    @Slot()
    def toggle(self) -> None:
        """Pause what plays, play what is paused; while data are read for another run, that is the one that is seen."""
        if self.will_play if self.state.reading is None else self.is_playing:
            self.pause()
        else:
            self.play()

    @Slot(bool)
    def hold(self, held: bool) -> None:
        """Pause while there is nothing to train on, and go on as before when there is."""
        self.send(commands.Hold(held))

    def move(self, kind: StepKind) -> None:
        """One step by hand."""
        self.past.settle()
        self.send(commands.MakeStep(kind))

    @Slot()
    def step_discriminator(self) -> None:
        """One step by hand, of D alone."""
        self.move(StepKind.DISCRIMINATOR)

    @Slot()
    def step_generator(self) -> None:
        """One step by hand, of G alone."""
        self.move(StepKind.GENERATOR)

    @Slot()
    def step_both(self) -> None:
        """One step by hand, of D and then of G."""
        self.move(StepKind.BOTH)

    @Slot()
    def train_discriminator(self) -> None:
        """Train D to its best against the G there is now."""
        self.past.settle()
        self.send(commands.TrainDiscriminator())

    @Slot()
    def begin_slow_motion(self) -> None:
        """Pause, and see one turn in its parts."""
        self.past.settle()
        self.send(commands.BeginSlowMotion())

    @Slot()
    def next_part(self) -> None:
        self.send(commands.NextPart())

    @Slot()
    def part_back(self) -> None:
        self.send(commands.PartBack())

    @Slot(float)
    def play_parts(self, seconds: float) -> None:
        """Go on from part to part by itself; infinity: no more."""
        self.send(commands.PlayParts(seconds))

    @Slot()
    def end_slow_motion(self) -> None:
        """Make the rest of the turn, and be as before it was looked at so closely."""
        if (slow_motion := self.state.slow_motion) is not None:
            self.send(commands.EndSlowMotion(slow_motion.goes_on))

    @Slot()
    def play_at_full_speed(self) -> None:
        """Make the rest of the turn, and train on at the speed of before."""
        self.send(commands.EndSlowMotion(playing=True))

    @Slot(float)
    def set_speed(self, steps_per_second: float) -> None:
        """Infinity is as fast as it goes."""
        self.send(commands.SetSpeed(steps_per_second))

    @Slot(object)
    def look_at(self, look: Look) -> None:
        """What frames should show from now on: a hidden layer costs nothing."""
        self.send(commands.LookAt(look))

    # Downloads.

    @property
    def fetching(self) -> str:
        """The name of the download under way; empty where there is none."""
        return self._fetching.name

    def download(self, name: str, source: Path | None = None) -> None:
        """Fetch this; the run that could not start without it starts then, unless another was ordered since.

        source: the folder in which somebody has it already.
        """
        self._fetching.fetch(name, source)

    @Slot()
    def cancel_download(self) -> None:
        """Stop what is being fetched; `told` says when it has stopped."""
        self._fetching.cancel()

    def _go_on_with(self, download: str) -> None:
        order = self._lacking.again_with(download)
        if order is not None:
            self.send(order)
        else:
            self.told.emit(f"{DOWNLOADS[download].title.partition(':')[0]} is on this computer now.")
