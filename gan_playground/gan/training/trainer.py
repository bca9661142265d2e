"""A run: the two players, who train step by step, and all that is kept of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import torch
from msgspec.structs import replace
from torch import Tensor

from gan_playground.gan.data.making import made_already
from gan_playground.gan.experiment.experiment import Edit, Experiment
from gan_playground.gan.networks import Network, make_discriminator, make_generator
from gan_playground.gan.timeline.checkpoint import Checkpoint, Layout, in_one_row
from gan_playground.gan.timeline.pulse_row import pulse_every
from gan_playground.gan.timeline.score_log import ScoreLog, is_scored_alike
from gan_playground.gan.timeline.steps import Moves, StepKind, with_move
from gan_playground.gan.training.batches import noise_at
from gan_playground.gan.training.devices import find_device
from gan_playground.gan.training.edit_log import EditLog, checked_edit, rehearse
from gan_playground.gan.training.match import Match
from gan_playground.gan.training.optimizers import OptimizerState
from gan_playground.gan.training.player import Player
from gan_playground.gan.training.players import Players, kept_by
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.gan.training.threads import claim, threads_for
from gan_playground.gan.training.update import SteppedTurn, TurnParts

if TYPE_CHECKING:
    from gan_playground.gan.doctor.pulse import Pulse
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.observe.look import Detail, Look
    from gan_playground.gan.observe.observer import Observer


class Trainer:
    """A run: trains, takes edits, and can be looked at.

    The same experiment, seed, edits and number of threads give bitwise the same weights on one kind of machine,
    however often it is looked at. Training sets torch's number of threads in the thread that trains.
    generator, discriminator: G and D. game: the losses of the experiment as it is now. turn: stops a step between its
    parts; whatever needs a whole one runs through the rest of it first.

    Raises PlaygroundError for data that cannot be read or a device that is not there.
    """

    def __init__(self, experiment: Experiment, seed: int = 0, device: str = "cpu", run: int = 0) -> None:
        self.experiment, self.seed, self.run = experiment, seed, run
        self.threads = threads_for(experiment)
        claim(self.threads)
        self.device = find_device(device)
        self.real = experiment.make_data()
        self.step = 0
        self.angle = 0.0  # by which the real data have turned about their middle
        self.moves: Moves = ()
        self.log = ScoreLog()
        self._edits = EditLog()
        self._layout: Layout = ()
        self.turn = SteppedTurn(self._parts)
        weights_rng = random_generator(seed, Stream.WEIGHTS)
        self._rng = random_generator(seed, Stream.TRAINING, self.device)
        generator = make_generator(experiment, self.real, weights_rng).to(self.device)
        self.replace_networks(generator, make_discriminator(experiment, self.real, weights_rng).to(self.device))

    def advance(self, steps: int = 1) -> None:
        """Train: each step is D's turn, then G's. Stops early where a loss is no longer finite."""
        for _ in range(steps):
            if self.diverged_at is not None:
                return
            self.turn.make(StepKind.BOTH)

    def step_discriminator(self) -> None:
        """A step in which only D moves, once."""
        self.turn.make(StepKind.DISCRIMINATOR)

    def step_generator(self) -> None:
        """A step in which only G moves, once."""
        self.turn.make(StepKind.GENERATOR)

    def make(self, move: StepKind) -> None:
        """One step of this kind."""
        alone = {StepKind.DISCRIMINATOR: self.step_discriminator, StepKind.GENERATOR: self.step_generator}
        alone.get(move, self.advance)()

    def _parts(self, move: StepKind) -> TurnParts[None]:
        """One step of this kind, which can be stopped between its parts."""
        self._begin_step(move)
        is_whole, G, D = move is StepKind.BOTH, self.experiment.generator, self.experiment.discriminator
        if is_whole:
            yield from self._match.look_ahead()
        opponent = self._match.opponent() if is_whole else self.discriminator.present
        if move is not StepKind.GENERATOR:
            yield from self._discriminator_turn(D.steps if is_whole else 1)
        if move is not StepKind.DISCRIMINATOR:
            yield from self._generator_turn(G.steps if is_whole else 1, opponent)
        self._end_step()

    def _discriminator_turn(self, updates: int) -> TurnParts[None]:
        if updates:
            self.log.discriminator(self.step, (yield from self._match.discriminator_turn(updates)))

    def _generator_turn(self, updates: int, opponent: OptimizerState) -> TurnParts[None]:
        if updates:
            self.log.generator(self.step, *(yield from self._match.generator_turn(updates, opponent)))

    @property
    def noise(self) -> float:
        """The deviation of the instance noise at this step."""
        return noise_at(self.experiment.stabilise, self.step)

    def _begin_step(self, move: StepKind = StepKind.BOTH) -> None:
        claim(self.threads)
        for edits in self._edits.due(self.step):
            self._turn(edits)
        if self.log.is_due:
            self.flush()
        self.step += 1
        self.moves = with_move(self.moves, self.step, move)
        self.angle += self.experiment.data.drift * 2 * math.pi / 1000
        self._match.begin(self.real, self.step, self.angle)

    def _end_step(self) -> None:
        if self.experiment.is_dirac:
            theta, psi = self.generator.network.values[0], self.discriminator.network.values[0]
            self.log.position(self.step, torch.cat((theta, psi)))
        elif self.step % pulse_every == 0:
            self.log.pulse(self.step, self.pulse.take())

    def flush(self) -> None:
        """Bring the score up to date."""
        self.log.flush(self.game.objective, self.experiment.stabilise.label_smoothing)

    @property
    def diverged_at(self) -> int | None:
        """The first step, among those looked at so far, whose loss was not finite."""
        return self.log.diverged_at

    def apply(self, *edits: Edit) -> None:
        """Turn live knobs, now or when the edits' steps are reached; the optimizers keep their memory.

        Edits of one step take effect together. A knob that is turned again before the next step is one edit, the newer,
        where nothing is kept of the older. Raises PlaygroundError, and changes nothing, for an unknown knob, a
        value out of range, knobs that contradict one another, or a knob that needs a new run. An edit that names
        another run is dropped.
        """
        self.turn.finish()
        checked = [checked_edit(edit, self.run) for edit in edits if edit.run in (None, self.run)]
        now = [replace(edit, step=self.step) for edit in checked if edit.step is None or edit.step <= self.step]
        pending = *self.pending, *(edit for edit in checked if edit.step is not None and edit.step > self.step)
        rehearse(self.experiment, [*now, *sorted(pending, key=lambda edit: edit.step or 0)])
        self._edits.pending = pending
        if now:
            before = self.experiment
            self._turn(now)
            self._edits.take(now, self.step, leaves_trace=kept_by(before) != kept_by(self.experiment))

    def _turn(self, edits: Sequence[Edit]) -> None:
        before = self.experiment
        after = before.turned({edit.knob: edit.value for edit in edits})
        if not is_scored_alike(before, after):
            self.flush()
        self.experiment = after
        if not after.has_same_data(before):
            self.real = after.make_data()
        self._follow_knobs()
        self._players.put(edits)

    def _follow_knobs(self) -> None:
        """Bring all that is kept from step to step in line with the knobs; what they do not touch goes on."""
        self._match = Match(self.experiment, self._players, self._rng)
        self.game = self._match.game
        self._players.follow_knobs(self.experiment)

    def replace_networks(self, generator: Network, discriminator: Network) -> None:
        """Train these instead, from now on; for networks that no knob describes."""
        self.generator, self.discriminator = Player(generator), Player(discriminator)
        self._players = Players(self.generator, self.discriminator)
        self._follow_knobs()

    def begin_with(self, kept: Mapping[str, Tensor], step: int) -> None:
        """Let both begin with others' weights and buffers at `step`, named as in `state`; all else begins anew."""
        self._players.load(kept, (step, step))
        self.step = step

    def state(self) -> dict[str, Tensor]:
        """Copies on the CPU of all that decides the future: weights, optimizers' memory, random state, counters."""
        self.turn.finish()
        state = {name: tensor.to("cpu", copy=True) for name, tensor in self._players.tensors().items()}
        state["random"] = self._rng.get_state()
        state["counters"] = torch.tensor([self.step, *self._players.updates])
        state["angle"] = torch.tensor(self.angle, dtype=torch.float64)
        return state

    def load_state(self, state: Mapping[str, Tensor]) -> None:
        """Go on from a `state()` of a trainer with the same networks.

        What the other's knobs did not keep, an average or another optimizer's memory, begins anew.
        """
        self.step, *updates = state["counters"].tolist()
        self._players.load(state, tuple(updates))
        if state["random"].shape == self._rng.get_state().shape:  # devices count their random numbers differently
            self._rng.set_state(state["random"])
        self.angle = float(state["angle"])

    def checkpoint(self, stays: bool = True) -> Checkpoint:
        """All that decides the future, in one piece; taking it changes nothing.

        stays: somebody goes on from its edits, so that a knob turned again at this step is another one. A copy for a
        file does not need that.
        """
        self.turn.finish()
        layout, numbers = in_one_row(self._players.tensors())
        if layout != self._layout:
            self._layout = layout  # one for all checkpoints, which may be thousands
        return Checkpoint(
            step=self.step,
            experiment=self.experiment,
            edits=self._edits.keep() if stays else self._edits.all,
            pending=self.pending,
            moves=self.moves,
            layout=self._layout,
            numbers=numbers,
            random=self._rng.get_state(),
            updates=self._players.updates,
            angle=self.angle,
            last_updates=self._players.last_updates,
        )

    def return_to(self, checkpoint: Checkpoint) -> None:
        """Be where this run, or one with the same networks, once was. The score is not part of it: see `log`."""
        self.turn.forget()  # a turn under way is no step of where it goes
        if not checkpoint.experiment.has_same_data(self.experiment):
            self.real = checkpoint.experiment.make_data()
        self.experiment, self.moves = checkpoint.experiment, checkpoint.moves
        self._edits.begin_with(checkpoint.edits)
        self.expect(checkpoint.pending)
        self._follow_knobs()
        self.load_state(checkpoint.state())
        self._players.recall(checkpoint.last_updates)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Those that were taken."""
        return self._edits.all

    @property
    def pending(self) -> tuple[Edit, ...]:
        """Edits that wait for their step."""
        return self._edits.pending

    def expect(self, edits: Sequence[Edit]) -> None:
        """Take these edits at their steps, in place of those that waited; they were checked when they were made."""
        self._edits.pending = tuple(edits)

    def twin(self, run: int) -> Trainer:
        """Another trainer at this step of the run, with the score so far, which goes its own way from here."""
        twin = self._another(str(self.device), run)
        twin.threads = self.threads
        twin.return_to(self.checkpoint())
        self.flush()
        twin.log = self.log.until(self.step)
        return twin

    def moved_to(self, device: str, checkpoint: Checkpoint | None = None) -> Trainer:
        """This run on another device, with random numbers of its own; as at a checkpoint, where the old may be lost."""
        moved = self._another(device, self.run)
        moved.threads = self.threads
        self.log.forget_pending()  # what still lies on the old device, which may be lost
        moved.return_to(checkpoint or self.checkpoint())
        moved.log = self.log if checkpoint is None else self.log.until(checkpoint.step)
        return moved

    def _another(self, device: str, run: int) -> Trainer:
        """One that begins as this one did, on the same data, whatever has become of their file."""
        with made_already({self.experiment.data: self.real}):
            return Trainer(self.experiment, self.seed, device, run)

    def observe(self, fighting: bool = False, look: Look | None = None, detail: Detail | None = None) -> Frame:
        """A picture of this instant, as `Observer.observe` gives it; looking changes nothing in the run."""
        return self.observer.observe(fighting, look, detail)

    @cached_property
    def observer(self) -> Observer:
        """Who looks at this run; made for whoever looks first."""
        from gan_playground.gan.observe.observer import make_observer

        return make_observer(self)

    @cached_property
    def pulse(self) -> Pulse:
        """What this run measures of itself, now and then."""
        from gan_playground.gan.doctor.pulse import Pulse

        return Pulse(self)
