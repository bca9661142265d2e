"""Networks and opinions written again in numpy and scipy, which know nothing of the program but its weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from torch import Tensor

tiny = 1e-5  # beside a variance, as torch has it


def mlp(weights: Sequence[Tensor], x: np.ndarray, norm: str = "none", company: np.ndarray | None = None) -> np.ndarray:
    """ReLU layers at x (N, inputs): (N, outputs).

    norm: "batch", by mean and deviation of `company` (M, inputs), which is x itself unless told; "spectral", by the
    singular values of numpy.
    """
    arrays = [weight.double().numpy() for weight in weights]
    if norm == "spectral":
        arrays = [array / np.linalg.norm(array, 2) if array.ndim > 1 else array for array in arrays]
    stride = 4 if norm == "batch" else 2
    others = x if company is None else company
    for first in range(0, len(arrays) - 2, stride):
        matrix, bias, *shape = arrays[first : first + stride]
        x, others = x @ matrix.T + bias, others @ matrix.T + bias
        if shape:
            mean, deviation = others.mean(axis=0), np.sqrt(others.var(axis=0) + tiny)
            x, others = ((t - mean) / deviation * shape[0] + shape[1] for t in (x, others))
        x, others = np.maximum(x, 0), np.maximum(others, 0)
    return x @ arrays[-2].T + arrays[-1]


def sigmoid(t: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-t))


def opinions(objective: str, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """D's probability of "real" of real and of generated samples, from its logits a and b (N,) on them."""
    says: Callable[[np.ndarray], np.ndarray] = sigmoid
    middle = (a.mean() + b.mean()) / 2 if objective in ("wasserstein", "relativistic") else 0.0
    if objective == "least-squares":
        says = _unit_interval
    return says(a - middle), says(b - middle)


def _unit_interval(t: np.ndarray) -> np.ndarray:
    return np.clip(t, 0, 1)


def value(on_real: np.ndarray, on_fake: np.ndarray) -> float:
    """V = E log D(x) + E log(1 - D(G(z))) of probabilities; no logarithm below -100, as torch has it."""
    with np.errstate(divide="ignore"):
        return float(sum(np.maximum(np.log(p), -100).mean() for p in (on_real, 1 - on_fake)))
