"""The two-player game: Algorithm 1 of Goodfellow et al. (2014), one method a player."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import torch
from msgspec import structs
from msgspec.structs import replace
from torch import Tensor

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.making import made_already
from gan_playground.gan.data.plane.turning import turned
from gan_playground.gan.experiment.experiment import Edit, Experiment, find_knob
from gan_playground.gan.networks import Network, make_discriminator, make_generator
from gan_playground.gan.timeline.checkpoint import Checkpoint, Layout, in_one_row
from gan_playground.gan.timeline.score_log import ScoreLog, is_scored_alike
from gan_playground.gan.timeline.steps import Moves, StepKind, with_move
from gan_playground.gan.training.devices import find_device
from gan_playground.gan.training.edit_log import EditLog
from gan_playground.gan.training.game import Game
from gan_playground.gan.training.latents import LATENTS
from gan_playground.gan.training.optimizers import OptimizerState
from gan_playground.gan.training.player import Player, follow_knobs, kept_by, tensors_of
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.gan.training.stabilisers import decayed
from gan_playground.gan.training.threads import claim, threads_for
from gan_playground.gan.training.turns import TURNS

if TYPE_CHECKING:
    from gan_playground.gan.experiment.parts import PlayerConfig
    from gan_playground.gan.observe.frame import Frame
    from gan_playground.gan.observe.look import Detail, Look
    from gan_playground.gan.observe.observer import Observer


class Trainer:
    """A run: trains, takes edits, and can be looked at.

    The same experiment, seed, edits and number of threads give bitwise the same weights on one kind of machine,
    however often it is looked at. Training sets torch's number of threads in the thread that trains.

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
        self._edit_log = EditLog()
        self._pending: list[Edit] = []
        self._layout: Layout = ()
        weights_rng = random_generator(seed, Stream.WEIGHTS)
        self._rng = random_generator(seed, Stream.TRAINING, self.device)
        generator = make_generator(experiment, self.real, weights_rng).to(self.device)
        self.replace_networks(generator, make_discriminator(experiment, self.real, weights_rng).to(self.device))

    def advance(self, steps: int = 1) -> None:
        """Train: each step is D's turn, then G's. Stops early where a loss is no longer finite."""
        for _ in range(steps):
            if self.diverged_at is not None:
                return
            self._begin_step()
            self._look_ahead()
            before = self._discriminator_before_its_turn()
            self._discriminator_turn(self.experiment.discriminator.steps)
            self._generator_turn(self.experiment.generator.steps, before)
            self._end_step()

    def step_discriminator(self) -> None:
        """A step in which only D moves, once."""
        self._begin_step(StepKind.DISCRIMINATOR)
        self._discriminator_turn(1)
        self._end_step()

    def step_generator(self) -> None:
        """A step in which only G moves, once."""
        self._begin_step(StepKind.GENERATOR)
        self._generator_turn(1, self.discriminator.present)
        self._end_step()

    def make(self, move: StepKind) -> None:
        """One step of this kind."""
        steps = {
            StepKind.DISCRIMINATOR: self.step_discriminator,
            StepKind.GENERATOR: self.step_generator,
            StepKind.BOTH: self.advance,
        }
        steps[move]()

    def _discriminator_turn(self, updates: int) -> None:
        for _ in range(updates):
            loss, logits = self._discriminator_loss()
            self.discriminator.descend(loss, self._settings(self.experiment.discriminator))
            self.discriminator.clip(self.experiment.penalty.clip)
        if updates:
            self.log.discriminator(self.step, logits.detach())

    def _generator_turn(self, updates: int, opponent: OptimizerState) -> None:
        for _ in range(updates):
            loss, on_real, on_fake = self._generator_loss(opponent)
            self.generator.descend(loss, self._settings(self.experiment.generator))
            self.generator.follow(self.experiment)
        if updates:
            self.log.generator(self.step, on_real.detach(), on_fake.detach())

    def _discriminator_loss(self) -> tuple[Tensor, Tensor]:
        """D's loss on fresh samples, and its logits on them (2, m, 1)."""
        D, G = self.discriminator.network, self.generator.network
        D.iterate_spectrally()
        x = self._as_seen(self._sample_real())  # (m, pack * dim), from p_data
        fake = self._as_seen(G.frozen(self._sample_latent()))  # (m, pack * dim), from p_g
        return self._game.discriminator_loss(D, D, x, fake, self._rng)

    def _generator_loss(self, opponent: OptimizerState) -> tuple[Tensor, Tensor, Tensor]:
        """G's loss against this D, and D's logits on real and on generated samples (m, 1) each."""
        D, G, game = self.discriminator, self.generator.network, self._game
        G.iterate_spectrally()
        fake = self._as_seen(G(self._sample_latent()))
        x = self._as_seen(self._sample_real()) if game.needs_real else None
        return game.generator_loss(D.network, opponent, x, fake, self._rng, D.optimizer)

    def _discriminator_before_its_turn(self) -> OptimizerState:
        """The D that G answers to: the one that is about to move, or a copy of it where both move at once."""
        D = self.discriminator
        return D.copied() if TURNS[self.experiment.turns].at_once else D.present

    def _look_ahead(self) -> None:
        """Where extragradient is played: move to the point at which the coming gradients are to be taken."""
        D, G, experiment = self.discriminator, self.generator, self.experiment
        if not (D.optimizer.looks_ahead or G.optimizer.looks_ahead):
            return
        before = self._discriminator_before_its_turn()
        if D.optimizer.looks_ahead and experiment.discriminator.steps:
            D.look_ahead(self._discriminator_loss()[0], self._settings(experiment.discriminator))
        if G.optimizer.looks_ahead and experiment.generator.steps:
            G.look_ahead(self._generator_loss(before)[0], self._settings(experiment.generator))

    def _settings(self, player: PlayerConfig) -> PlayerConfig:
        """The player's knobs, with the learning rate as it is at this step."""
        half_life = self.experiment.stabilise.rate_half_life
        if not half_life:
            return player
        return structs.replace(player, learning_rate=decayed(player.learning_rate, half_life, self.step))

    @property
    def _count(self) -> int:
        """How many samples make a batch of packs."""
        return self.experiment.batch_size * self.experiment.stabilise.pack

    def _sample_real(self) -> Tensor:
        samples = self.real.sample(self._count, self._rng)  # (m * pack, dim)
        return turned(samples, self.angle) if self.angle else samples

    def _sample_latent(self) -> Tensor:
        latent = self.experiment.latent
        z = LATENTS[latent.kind].sample(self._count, latent.dim, self._rng)  # (m * pack, latent.dim)
        if self.real.sample_labels is None:
            return z
        return torch.cat((z, self.real.sample_labels(self._count, self._rng)), dim=1)

    def _as_seen(self, samples: Tensor) -> Tensor:
        """Samples (m * pack, dim) as D gets them: packed, and blurred by the instance noise, (m, pack * dim)."""
        stabilise = self.experiment.stabilise
        if stabilise.pack > 1:
            samples = samples.view(self.experiment.batch_size, -1)
        if stabilise.instance_noise:
            samples = samples + self.noise * torch.randn(samples.shape, generator=self._rng, device=self.device)
        return samples

    @property
    def noise(self) -> float:
        """The deviation of the instance noise at this step."""
        stabilise = self.experiment.stabilise
        return decayed(stabilise.instance_noise, stabilise.instance_noise_half_life, self.step)

    def _begin_step(self, move: StepKind = StepKind.BOTH) -> None:
        claim(self.threads)
        if self._pending and (due := [edit for edit in self._pending if edit.step == self.step]):
            self._pending = [edit for edit in self._pending if edit.step != self.step]
            for _, together in groupby(due, key=attrgetter("turn")):
                edits = tuple(together)
                self._turn(edits)
                self._edit_log.repeat(edits)
        if self.log.is_due:
            self.flush()
        self.step += 1
        self.moves = with_move(self.moves, self.step, move)
        self.angle += self.experiment.data.drift * 2 * math.pi / 1000
        self._game.stride = self._settings(self.experiment.discriminator)

    def _end_step(self) -> None:
        if self.experiment.is_duel:
            theta, psi = self.generator.network.values[0], self.discriminator.network.values[0]
            self.log.position(self.step, torch.cat((theta, psi)))

    def flush(self) -> None:
        """Bring the score up to date."""
        self.log.flush(self._game.objective, self.experiment.stabilise.label_smoothing)

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
        checked = [self._checked(edit) for edit in edits if edit.run in (None, self.run)]
        now = [replace(edit, step=self.step) for edit in checked if edit.step is None or edit.step <= self.step]
        pending = [*self._pending, *(edit for edit in checked if edit.step is not None and edit.step > self.step)]
        self._rehearse([*now, *sorted(pending, key=lambda edit: edit.step or 0)])
        self._pending = pending
        if now:
            before = self.experiment
            self._turn(now)
            self._edit_log.take(now, self.step, leaves_trace=kept_by(before) != kept_by(self.experiment))

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Those that were taken."""
        return self._edit_log.all

    def _checked(self, edit: Edit) -> Edit:
        knob = find_knob(edit.knob)
        if not knob.live:
            raise PlaygroundError(f"{knob.path} can only be set at the start of a run: it decides what is trained.")
        return replace(edit, value=knob.check(edit.value), run=self.run)

    def _rehearse(self, edits: Sequence[Edit]) -> None:
        """See whether the edits, in the order of their steps, lead from one experiment that can be to the next."""
        experiment = self.experiment
        for step in dict.fromkeys(edit.step for edit in edits):
            before = experiment
            experiment = experiment.with_knobs({edit.knob: edit.value for edit in edits if edit.step == step})
            if not experiment.has_same_data(before):
                experiment.make_data()

    def _turn(self, edits: Sequence[Edit]) -> None:
        before = self.experiment
        after = before.with_knobs({edit.knob: edit.value for edit in edits})
        if not is_scored_alike(before, after):
            self.flush()
        self.experiment = after
        if not after.has_same_data(before):
            self.real = after.make_data()
        self._follow_knobs()

    def _follow_knobs(self) -> None:
        """Bring all that is kept from step to step in line with the knobs; what they do not touch goes on."""
        self._game = Game(self.experiment)
        follow_knobs(self.generator, self.discriminator, self.experiment)

    def replace_networks(self, generator: Network, discriminator: Network) -> None:
        """Train these instead, from now on; for networks that no knob describes."""
        self.generator, self.discriminator = Player(generator), Player(discriminator)
        self._follow_knobs()

    def begin_with(self, kept: Mapping[str, Tensor], step: int) -> None:
        """Let both players begin where others were at `step`: weights and buffers, by their names in `state`.

        All else that is kept from step to step, an average or an optimizer's memory, begins anew from there.
        """
        for name, player in self._players.items():
            player.load({key: kept[f"{name}.{key}"] for key in player.tensors() if f"{name}.{key}" in kept})
            player.updates = step
        self.step = step

    def state(self) -> dict[str, Tensor]:
        """Copies on the CPU of all that decides the future: weights, optimizers' memory, random state, counters."""
        state = {name: tensor.to("cpu", copy=True) for name, tensor in self._tensors().items()}
        state["random"] = self._rng.get_state()
        state["counters"] = torch.tensor([self.step, self.generator.updates, self.discriminator.updates])
        state["angle"] = torch.tensor(self.angle, dtype=torch.float64)
        return state

    def load_state(self, state: Mapping[str, Tensor]) -> None:
        """Go on from a `state()` of a trainer with the same networks.

        What the other's knobs did not keep, an average or another optimizer's memory, begins anew.
        """
        for name, player in self._players.items():
            player.load({key: state[f"{name}.{key}"] for key in player.tensors() if f"{name}.{key}" in state})
        if state["random"].shape == self._rng.get_state().shape:  # devices count their random numbers differently
            self._rng.set_state(state["random"])
        self.step, self.generator.updates, self.discriminator.updates = state["counters"].tolist()
        self.angle = float(state["angle"])

    def checkpoint(self, stays: bool = True) -> Checkpoint:
        """All that decides the future, in one piece; taking it changes nothing.

        stays: somebody goes on from its edits, so that a knob turned again at this step is another one. A copy for a
        file does not need that.
        """
        layout, numbers = in_one_row(self._tensors())
        if layout != self._layout:
            self._layout = layout  # one for all checkpoints, which may be thousands
        return Checkpoint(
            step=self.step,
            experiment=self.experiment,
            edits=self._edit_log.keep() if stays else self._edit_log.all,
            pending=self.pending,
            moves=self.moves,
            layout=self._layout,
            numbers=numbers,
            random=self._rng.get_state(),
            updates=(self.generator.updates, self.discriminator.updates),
            angle=self.angle,
        )

    def return_to(self, checkpoint: Checkpoint) -> None:
        """Be where this run, or one with the same networks, once was. The score is not part of it: see `log`."""
        if not checkpoint.experiment.has_same_data(self.experiment):
            self.real = checkpoint.experiment.make_data()
        self.experiment, self.moves = checkpoint.experiment, checkpoint.moves
        self._edit_log.begin_with(checkpoint.edits)
        self.expect(checkpoint.pending)
        self._follow_knobs()
        self.load_state(checkpoint.state())

    @property
    def pending(self) -> tuple[Edit, ...]:
        """Edits that wait for their step."""
        return tuple(self._pending)

    def expect(self, edits: Sequence[Edit]) -> None:
        """Take these edits at their steps, in place of those that waited; they were checked when they were made."""
        self._pending = list(edits)

    def twin(self, run: int) -> Trainer:
        """Another trainer at this step of the run, with the score so far, which goes its own way from here."""
        twin = self._another(str(self.device), run)
        twin.threads = self.threads
        twin.return_to(self.checkpoint())
        self.flush()
        twin.log = self.log.until(self.step)
        return twin

    def moved_to(self, device: str, checkpoint: Checkpoint | None = None) -> Trainer:
        """This run on another device: the same weights, edits and score, and random numbers of that device's own.

        checkpoint: as it was there, and nothing is asked of the old device, which may be lost.
        """
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

    @property
    def _players(self) -> dict[str, Player]:
        return {"generator": self.generator, "discriminator": self.discriminator}

    def _tensors(self) -> dict[str, Tensor]:
        return tensors_of(self.generator, self.discriminator)

    @property
    def game(self) -> Game:
        """The losses of the experiment as it is now."""
        return self._game

    def observe(self, fighting: bool = False, look: Look | None = None, detail: Detail | None = None) -> Frame:
        """A picture of this instant, as `Observer.observe` gives it; looking changes nothing in the run."""
        return self.observer.observe(fighting, look, detail)

    @cached_property
    def observer(self) -> Observer:
        """Who looks at this run; made for whoever looks first."""
        from gan_playground.gan.observe.observer import make_observer

        return make_observer(self)
