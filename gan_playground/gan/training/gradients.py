"""The gradient of a loss, for what is called twice a step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import torch
from torch import Tensor
from torch.autograd import Variable

# torch.autograd.grad ends here too; what it checks and prepares before takes a tenth of a small network's step.
_engine = getattr(Variable, "_execution_engine", None)


@cache
def _one(device: torch.device, dtype: torch.dtype) -> Tensor:
    return torch.ones((), device=device, dtype=dtype)


def gradients(loss: Tensor, weights: Sequence[Tensor], differentiable: bool = False) -> tuple[Tensor, ...]:
    """d loss / d weights; the loss is a single number, and every weight must have a part in it.

    `differentiable`: as functions of whatever the loss is a function of.
    """
    if _engine is None:
        return torch.autograd.grad(loss, weights, create_graph=differentiable)
    found: tuple[Tensor, ...] = _engine.run_backward(
        (loss,),
        (_one(loss.device, loss.dtype),),
        differentiable,  # whether to keep the graph
        differentiable,  # whether to make one of the gradients
        tuple(weights),
        allow_unreachable=False,
        accumulate_grad=False,
    )
    return found


def norm(tensors: Sequence[Tensor]) -> float:
    """The Euclidean norm of all their numbers together."""
    return float(torch.stack(torch._foreach_norm(list(tensors))).norm())
