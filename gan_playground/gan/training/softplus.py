"""log(1 + e^t), of which most losses are made."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


@cache
def _softplus() -> Callable[[Tensor], Tensor]:
    from torch.nn.functional import softplus

    return softplus


def softplus(t: Tensor) -> Tensor:
    """log(1 + e^t) without overflow, so that -log D(x) = softplus(-a) and -log(1 - D(G(z))) = softplus(b)."""
    return _softplus()(t)
