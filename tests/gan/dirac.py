"""The Dirac-GAN by hand: two numbers and their gradients, in double precision (Mescheder et al. 2018).

D(x) = psi x, the real sample is 0 and the generated one theta, so a = 0 and b = psi theta.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Pull = Callable[[float, float], float]
"""A gradient at theta and psi."""


def sigmoid(t: float) -> float:
    return 1 / (1 + math.exp(-t)) if t > -700 else 0.0


# d/dpsi of D's loss and d/dtheta of G's.
OBJECTIVES: dict[str, tuple[Pull, Pull]] = {
    "minimax": (lambda th, ps: th * sigmoid(ps * th), lambda th, ps: -ps * sigmoid(ps * th)),
    "non-saturating": (lambda th, ps: th * sigmoid(ps * th), lambda th, ps: -ps * sigmoid(-ps * th)),
    "least-squares": (lambda th, ps: th * ps * th, lambda th, ps: ps * (ps * th - 1)),
    "wasserstein": (lambda th, ps: th, lambda th, ps: -ps),
    "hinge": (lambda th, ps: th if ps * th > -1 else 0.0, lambda th, ps: -ps),
    "relativistic": (lambda th, ps: th * sigmoid(ps * th), lambda th, ps: -ps * sigmoid(-ps * th)),
}

# d/dpsi of each penalty at strength 1: of psi^2 / 2, and of (|psi| - 1)^2.
PENALTIES: dict[str, Pull] = {
    "r1": lambda th, ps: ps,
    "r2": lambda th, ps: ps,
    "wgan_gp": lambda th, ps: 2 * (abs(ps) - 1) * math.copysign(1, ps),
    "dragan": lambda th, ps: 2 * (abs(ps) - 1) * math.copysign(1, ps),
}


@dataclass(frozen=True)
class Duel:
    """A game of two numbers, and how it is played."""

    objective: str
    penalties: tuple[tuple[str, float], ...] = ()
    turns: str = "simultaneous"
    d_steps: int = 1
    optimizer: str = "sgd"
    momentum: float = 0.0
    clip: float = 0.0
    rate: float = 0.2
    start: tuple[float, float] = (1.0, 1.0)

    @property
    def knobs(self) -> dict[str, object]:
        """The same for the program."""
        players = ("generator", "discriminator")
        return {
            "objective": self.objective,
            "turns": self.turns,
            "discriminator__steps": self.d_steps,
            "penalty__clip": self.clip,
            **{f"penalty__{name}": strength for name, strength in self.penalties},
            **{f"{player}__optimizer": self.optimizer for player in players},
            **{f"{player}__momentum": self.momentum for player in players},
            **{f"{player}__learning_rate": self.rate for player in players},
            "generator__start": self.start[0],
            "discriminator__start": self.start[1],
        }

    def of_d(self, theta: float, psi: float) -> float:
        pulls = [strength * PENALTIES[name](theta, psi) for name, strength in self.penalties]
        return OBJECTIVES[self.objective][0](theta, psi) + sum(pulls)

    def of_g(self, theta: float, psi: float) -> float:
        return OBJECTIVES[self.objective][1](theta, psi)

    def force(self, theta: float, psi: float) -> tuple[float, float]:
        return -self.of_g(theta, psi), -self.of_d(theta, psi)

    def clipped(self, psi: float) -> float:
        return min(max(psi, -self.clip), self.clip) if self.clip else psi

    def positions(self, steps: int) -> np.ndarray:
        """theta and psi after each step (steps, 2)."""
        play = {"extragradient": self._extragradient, "optimistic": self._optimistic}.get(self.optimizer, self._descent)
        return np.array(play(steps))

    @property
    def at_once(self) -> bool:
        return self.turns == "simultaneous"

    def _descent(self, steps: int) -> list[tuple[float, float]]:
        """w -= h v with v = m v + g; without momentum v is the gradient."""
        (theta, psi), of_theta, of_psi, path = self.start, 0.0, 0.0, []
        for _ in range(steps):
            before = psi
            for _ in range(self.d_steps):
                of_psi = self.momentum * of_psi + self.of_d(theta, psi)
                psi = self.clipped(psi - self.rate * of_psi)
            of_theta = self.momentum * of_theta + self.of_g(theta, before if self.at_once else psi)
            theta -= self.rate * of_theta
            path.append((theta, psi))
        return path

    def _extragradient(self, steps: int) -> list[tuple[float, float]]:
        """w' = w - h g(w), w -= h g(w'); in turn, G answers to the psi that has looked, and then moved."""
        (theta, psi), path = self.start, []
        for _ in range(steps):
            psi_ahead = psi - self.rate * self.of_d(theta, psi)
            theta_ahead = theta - self.rate * self.of_g(theta, psi if self.at_once else psi_ahead)
            psi = psi - self.rate * self.of_d(theta_ahead, psi_ahead)
            opponent = psi_ahead if self.at_once else psi
            for _ in range(self.d_steps - 1):
                psi -= self.rate * self.of_d(theta_ahead, psi)
                opponent = psi_ahead if self.at_once else psi
            theta = theta - self.rate * self.of_g(theta_ahead, opponent)
            path.append((theta, psi))
        return path

    def _optimistic(self, steps: int) -> list[tuple[float, float]]:
        """w -= 2 h g_t - h g_(t-1)."""
        (theta, psi), last_d, last_g, path = self.start, 0.0, 0.0, []
        for _ in range(steps):
            before = psi
            for _ in range(self.d_steps):
                of_psi = self.of_d(theta, psi)
                psi, last_d = psi - self.rate * (2 * of_psi - last_d), of_psi
            of_theta = self.of_g(theta, before if self.at_once else psi)
            theta, last_g = theta - self.rate * (2 * of_theta - last_g), of_theta
            path.append((theta, psi))
        return path
