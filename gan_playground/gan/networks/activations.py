"""What bends between the layers of a network. torch is loaded when a function is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gan_playground.gan.experiment.knob import Choice

if TYPE_CHECKING:
    from torch import Tensor


class Activation(Choice, frozen=True, kw_only=True):
    """`function()` gives the function, which makes of every `pieces` neighbouring numbers one."""

    function: Callable[[], Callable[[Tensor], Tensor]]
    pieces: int = 1


def _relu() -> Callable[[Tensor], Tensor]:
    import torch

    return torch.relu


def _leaky_relu() -> Callable[[Tensor], Tensor]:
    from torch.nn.functional import leaky_relu

    return lambda x: leaky_relu(x, 0.2)


def _tanh() -> Callable[[Tensor], Tensor]:
    import torch

    return torch.tanh


def _silu() -> Callable[[Tensor], Tensor]:
    from torch.nn.functional import silu

    return silu


def _maxout() -> Callable[[Tensor], Tensor]:
    return lambda x: x.view(*x.shape[:-1], -1, maxout_pieces).amax(-1)


maxout_pieces = 5  # as the discriminator of Goodfellow et al. 2014

ACTIVATIONS: dict[str, Activation] = {
    "relu": Activation(
        title="ReLU",
        explanation="max(0, x): straight pieces with corners.",
        source="Nair and Hinton 2010",
        function=_relu,
    ),
    "leaky-relu": Activation(
        title="Leaky ReLU",
        explanation="ReLU with slope 0.2 below zero, so that no unit ever falls silent.",
        source="Maas et al. 2013",
        function=_leaky_relu,
    ),
    "tanh": Activation(title="tanh", explanation="Smooth, between -1 and 1.", function=_tanh),
    "silu": Activation(
        title="SiLU",
        explanation="x * sigmoid(x): a ReLU without the corner.",
        source="Elfwing et al. 2018",
        function=_silu,
    ),
    "maxout": Activation(
        title="Maxout",
        explanation="The largest of five straight lines of its own: five times the weights.",
        source="Goodfellow et al. 2013",
        function=_maxout,
        pieces=maxout_pieces,
    ),
}
