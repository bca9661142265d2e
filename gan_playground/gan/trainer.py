"""The two-player game: Algorithm 1 of Goodfellow et al. (2014), one method a player."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from gan_playground.errors import PlaygroundError
from gan_playground.gan.devices import find_device
from gan_playground.gan.experiment import Edit, Experiment, Player, find_knob
from gan_playground.gan.history import ScoreLog
from gan_playground.gan.latents import LATENTS
from gan_playground.gan.networks import Network, make_discriminator, make_generator
from gan_playground.gan.objectives import OBJECTIVES
from gan_playground.gan.optimizers import OPTIMIZERS
from gan_playground.gan.seeds import Stream, random_generator

if TYPE_CHECKING:
    from gan_playground.gan.frame import Frame
    from gan_playground.gan.observe import LineObserver


class Competitor:
    """A player in training: its network, its optimizer, and the last gradient it followed."""

    def __init__(self, network: Network, optimizer: str) -> None:
        self.network = network
        self.updates = 0
        self.gradients: Sequence[Tensor] = ()
        self.choose_optimizer(optimizer)

    def choose_optimizer(self, name: str) -> None:
        """A fresh optimizer; it has no memory of earlier gradients."""
        self.optimizer = OPTIMIZERS[name].make(self.network.values)

    def descend(self, loss: Tensor, settings: Player) -> None:
        """One step of this player, and only this player, down the gradient of `loss`."""
        self.gradients = torch.autograd.grad(loss, self.network.parameters)
        self.optimizer.step(self.gradients, settings.learning_rate)
        self.updates += 1


class Trainer:
    """A run: trains, takes edits, and can be looked at.

    The same experiment, seed and edits give bitwise the same weights on one kind of machine, however often
    it is looked at. Small networks train fastest on one thread, and a fixed number keeps sums in one order:
    making a Trainer sets torch to one thread in the thread that makes it.

    Raises PlaygroundError for data that cannot be read or a device that is not there.
    """

    def __init__(self, experiment: Experiment, seed: int = 0, device: str = "cpu", run: int = 0) -> None:
        torch.set_num_threads(1)
        self.experiment, self.seed, self.run = experiment, seed, run
        self.device = find_device(device)
        self.real = experiment.make_data()
        self.step = 0
        self.edits: tuple[Edit, ...] = ()
        self.log = ScoreLog()
        self._pending: list[Edit] = []
        weights_rng = random_generator(seed, Stream.WEIGHTS)
        generator = make_generator(experiment, self.real, weights_rng).to(self.device)
        discriminator = make_discriminator(experiment, self.real, weights_rng).to(self.device)
        self.generator = Competitor(generator, experiment.generator.optimizer)
        self.discriminator = Competitor(discriminator, experiment.discriminator.optimizer)
        self._rng = random_generator(seed, Stream.TRAINING, self.device)

    def advance(self, steps: int = 1) -> None:
        """Train: each step is D's turn, then G's. Stops early where a loss is no longer finite."""
        for _ in range(steps):
            if self.diverged_at is not None:
                return
            self._begin_step()
            self._discriminator_turn(self.experiment.discriminator.steps)
            self._generator_turn(self.experiment.generator.steps)

    def step_discriminator(self) -> None:
        """A step in which only D moves, once."""
        self._begin_step()
        self._discriminator_turn(1)

    def step_generator(self) -> None:
        """A step in which only G moves, once."""
        self._begin_step()
        self._generator_turn(1)

    def _discriminator_turn(self, updates: int) -> None:
        m, objective = self.experiment.batch_size, OBJECTIVES[self.experiment.objective]
        D, G = self.discriminator.network, self.generator.network
        for _ in range(updates):
            x = self.real.sample(m, self._rng)  # (m, dim), from p_data
            fake = G.frozen(self._sample_latent(m))  # (m, dim), from p_g
            logits = D(torch.cat((x, fake))).view(2, m, 1)
            on_real, on_fake = logits.unbind()  # unbind's backward is one stack; two slices' is three passes
            self.discriminator.descend(objective.discriminator(on_real, on_fake).mean(), self.experiment.discriminator)
        if updates:
            self.log.discriminator(self.step, logits.detach())

    def _generator_turn(self, updates: int) -> None:
        m, objective = self.experiment.batch_size, OBJECTIVES[self.experiment.objective]
        D, G = self.discriminator.network, self.generator.network
        for _ in range(updates):
            on_fake = D.frozen(G(self._sample_latent(m)))  # (m, 1)
            self.generator.descend(objective.generator(on_fake).mean(), self.experiment.generator)
        if updates:
            self.log.generator(self.step, on_fake.detach())

    def _sample_latent(self, count: int) -> Tensor:
        latent = self.experiment.latent
        return LATENTS[latent.kind].sample(count, latent.dim, self._rng)  # (count, latent.dim)

    def _begin_step(self) -> None:
        for edit in [edit for edit in self._pending if edit.step == self.step]:
            self._pending.remove(edit)
            self._take(edit)
        if self.log.is_due:
            self.flush()
        self.step += 1

    def flush(self) -> None:
        """Bring the score up to date."""
        self.log.flush(OBJECTIVES[self.experiment.objective])

    @property
    def diverged_at(self) -> int | None:
        """The first step, among those looked at so far, whose loss was not finite."""
        return self.log.diverged_at

    def apply(self, edit: Edit) -> None:
        """Turn a live knob, now or when the edit's step is reached; the optimizers keep their memory.

        Raises PlaygroundError for an unknown knob, a value out of range, or a knob that needs a new run.
        An edit that names another run is dropped.
        """
        if edit.run is not None and edit.run != self.run:
            return
        knob = find_knob(edit.knob)
        if not knob.live:
            raise PlaygroundError(f"{knob.path} can only be set at the start of a run: it decides what is trained.")
        edit = replace(edit, value=knob.check(edit.value), run=self.run)
        if edit.step is not None and edit.step > self.step:
            self._pending.append(edit)
        else:
            self._take(replace(edit, step=self.step))

    def _take(self, edit: Edit) -> None:
        self.flush()  # what was collected so far belongs to the old objective and batch size
        before, self.experiment = self.experiment, self.experiment.with_knobs({edit.knob: edit.value})
        for name in ("generator", "discriminator"):
            optimizer = getattr(self.experiment, name).optimizer
            if optimizer != getattr(before, name).optimizer:
                getattr(self, name).choose_optimizer(optimizer)
        self.edits = (*self.edits, edit)

    def state(self) -> dict[str, Tensor]:
        """Copies on the CPU of all that decides the future: weights, optimizers' memory, random state, counters."""
        state = {name: tensor.to("cpu", copy=True) for name, tensor in self._tensors().items()}
        state["random"] = self._rng.get_state()
        state["counters"] = torch.tensor([self.step, self.generator.updates, self.discriminator.updates])
        return state

    def load_state(self, state: Mapping[str, Tensor]) -> None:
        """Go on from a `state()` of a trainer with the same experiment."""
        for name, tensor in self._tensors().items():
            tensor.copy_(state[name])
        if state["random"].shape == self._rng.get_state().shape:  # devices count their random numbers differently
            self._rng.set_state(state["random"])
        self.step, self.generator.updates, self.discriminator.updates = state["counters"].tolist()

    def moved_to(self, device: str) -> Trainer:
        """This run on another device: the same weights, edits and score, and random numbers of that device's own."""
        moved = Trainer(self.experiment, self.seed, device, self.run)
        self.log.forget_pending()  # what still lies on the old device, which may be lost
        moved.load_state(self.state())
        moved.edits, moved.log, moved._pending = self.edits, self.log, self._pending
        return moved

    def _tensors(self) -> dict[str, Tensor]:
        tensors: dict[str, Tensor] = {}
        for name, player in (("generator", self.generator), ("discriminator", self.discriminator)):
            tensors |= {f"{name}.weights.{i}": tensor for i, tensor in enumerate(player.network.values)}
            tensors |= {f"{name}.memory.{i}": tensor for i, tensor in enumerate(player.optimizer.memory)}
        return tensors

    def observe(self) -> Frame:
        """A picture of this instant; looking changes nothing in the run."""
        return self._observer.observe()

    @cached_property
    def _observer(self) -> LineObserver:
        from gan_playground.gan.observe import OBSERVERS

        return OBSERVERS[self.experiment.stage](self)
