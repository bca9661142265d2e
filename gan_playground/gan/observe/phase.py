"""Looks at the Dirac-GAN, where a whole game is two numbers: a point in a plane, and what pulls at it."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
import torch
from torch import Tensor

from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.networks import Network
from gan_playground.gan.observe.arrays import fixed, to_numpy
from gan_playground.gan.observe.frame import Array, Frame, Measure, PhasePicture
from gan_playground.gan.observe.look import Detail, Look
from gan_playground.gan.observe.observer import Observer
from gan_playground.gan.observe.passage import Coordinates, plain
from gan_playground.gan.training.game import Game
from gan_playground.gan.training.optimizers import OptimizerState
from gan_playground.gan.training.seeds import Stream, random_generator
from gan_playground.gan.training.trainer import Trainer

grid_rows = 15  # over the height of the view; as far apart along its width
width_share = 3  # the stage is at most so many times as wide as high
noise_draws = 64  # over which the pull at one place is averaged, where there is instance noise; fewer to unroll
extents = (2.0, 3.0, 4.0, 6.0, 8.0, 12.0)


class PhaseObserver(Observer):
    """Draws theta and psi, their path, and the force of the game everywhere."""

    def __init__(self, trainer: Trainer) -> None:
        super().__init__(trainer)
        experiment = trainer.experiment
        self._start = (experiment.generator.start, experiment.discriminator.start)
        self._origin = torch.zeros(1, 1, device=trainer.device)
        self._extent = 0.0
        self._field_of: tuple[Experiment | None, float, float] = (None, 0.0, 0.0)
        self._grid = self._force = np.empty((0, 2))

    def _observe(self, G: Network, look: Look, detail: Detail) -> Frame:
        trainer = self._trainer
        theta, psi = (player.network.values[0] for player in (trainer.generator, trainer.discriminator))
        position = (float(theta), float(psi))
        on_fake = trainer.discriminator.network.look(theta.view(1, 1))
        on_real = trainer.discriminator.network.look(self._origin)
        metrics = {
            "radius": Measure(math.hypot(*position)),
            "theta": Measure(position[0]),
            "psi": Measure(position[1]),
        }
        averaged = (float(G.values[0]), position[1]) if self._is_average(G) else None
        self._extent = max(self._extent, look.extent)
        picture = self._picture(position, averaged)
        return self._frame(picture, on_real, on_fake, metrics, "radius", averaged=self._is_average(G))

    def _followed(self, look: Look) -> tuple[Tensor, bool]:
        return torch.zeros(1, self._trainer.experiment.latent.dim, device=self._trainer.device), False

    def _coordinates(self, look: Look) -> Coordinates:
        seen = self._extent or extents[0]
        return plain(("x",), (-seen, seen))

    def _picture(self, position: tuple[float, float], averaged: tuple[float, float] | None) -> PhasePicture:
        steps, path = self._path(position)
        self._make_room(path)
        self._renew_field()
        return PhasePicture(
            start=self._start,
            position=position,
            averaged=averaged,
            path_steps=fixed(steps),
            path=fixed(path),
            grid=self._grid,
            force=self._force,
            extent=self._extent,
        )

    def _path(self, position: tuple[float, float]) -> tuple[Array, Array]:
        """Steps (N,) and places (N, 2) from the start to now.

        The score of a step in the past may end before it.
        """
        known = self._trainer.log.positions
        steps = np.concatenate(([0.0], known.steps))
        path = np.concatenate(([self._start], known.values[:, :2]))
        if steps[-1] < self._trainer.step:
            steps, path = np.append(steps, self._trainer.step), np.vstack((path, position))
        return steps, path

    def _make_room(self, path: Array) -> None:
        """Show more of the plane where the path leaves it; never less, so that it keeps still."""
        reach = float(np.max(np.abs(path[np.isfinite(path)]), initial=0.0))
        self._extent = max(self._extent, next((e for e in extents if e > 1.05 * reach), extents[-1]))

    def _renew_field(self) -> None:
        """Work the forces out again, if the rules of the game or the view changed."""
        trainer = self._trainer
        field_of = (trainer.experiment, self._extent, round(trainer.noise, 2))
        if field_of == self._field_of:
            return
        self._field_of = field_of
        rows = np.linspace(-self._extent, self._extent, grid_rows)
        columns = np.linspace(
            -width_share * self._extent, width_share * self._extent, width_share * (grid_rows - 1) + 1
        )
        self._grid = fixed(np.stack(np.meshgrid(columns, rows), axis=-1).reshape(-1, 2))
        with torch.enable_grad():
            self._force = fixed(forces(trainer, self._grid))


def forces(trainer: Trainer, places: Array) -> Array:
    """Minus the gradient of each player's loss, with respect to its own number, at places (P, 2) of theta and psi.

    From the losses that train, with a batch of games in the place of a batch of samples.
    """
    stabilise = trainer.experiment.stabilise
    draws = max(4, noise_draws // (1 + stabilise.unroll)) if stabilise.instance_noise else 1
    rng = random_generator(trainer.seed, Stream.OBSERVATION, trainer.device)
    points = torch.tensor(places, dtype=torch.float32, device=trainer.device)
    theta, psi = (column[:, None].requires_grad_() for column in points.T.contiguous().unbind())  # (P, 1) each
    D, G = trainer.discriminator.network, trainer.generator.network

    def seen(samples: Tensor) -> Tensor:
        return samples + trainer.noise * torch.randn(samples.shape, generator=rng, device=trainer.device)

    many_theta, many_psi = (one.repeat(draws, 1) for one in (theta, psi))  # (draws * P, 1)
    nothing = torch.zeros_like(many_theta)
    real, fake = seen(nothing), seen(G.forward([many_theta], nothing))
    game = Game(trainer.experiment, games=len(nothing))
    each = len(places)  # a loss is the mean over all places; wanted is each one's own
    d_loss, _ = game.discriminator_loss(D, partial(D.forward, [many_psi]), real, fake.detach(), rng)
    (d_gradient,) = torch.autograd.grad(d_loss * each, psi)
    optimizer = trainer.discriminator.optimizer
    opponent = OptimizerState([many_psi.detach()], optimizer.memory)
    g_loss, _, _ = game.generator_loss(D, opponent, real, fake, rng, optimizer)
    (g_gradient,) = torch.autograd.grad(g_loss * each, theta)
    return -np.hstack((to_numpy(g_gradient), to_numpy(d_gradient)))
