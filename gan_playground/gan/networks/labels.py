"""Classes as both players are told of them: numbers at the end of a sample, 1 at its class and 0 at the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def parted(samples: Tensor, label_count: int, pack: int = 1) -> tuple[Tensor, Tensor]:
    """Samples (B, pack * (dim + label_count)) as what they show (B, pack * dim) and their classes (B, label_count).

    The classes of a pack are the mean of its samples'. Whatever noise or mixture was laid over a sample, its class is
    one: the one that is named loudest; no gradient flows there.
    """
    import torch

    members = samples.view(len(samples), pack, -1)
    shown, named = members[..., :-label_count], members[..., -label_count:]
    one_hot = torch.nn.functional.one_hot(named.argmax(dim=-1), label_count).to(samples)
    return shown.reshape(len(samples), -1), one_hot.mean(dim=1)
