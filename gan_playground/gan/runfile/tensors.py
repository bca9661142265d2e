"""Tensors of a run file, each group of them a safetensors file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
import numpy as np
import torch
from safetensors.numpy import save
from torch import Tensor

from gan_playground.errors import PlaygroundError
from gan_playground.gan.timeline.checkpoint import Checkpoint, Layout

DTYPES = {"F32": torch.float32, "F64": torch.float64, "U8": torch.uint8}
length_bytes = 8
alignment_bytes = 8

Whole = Annotated[int, msgspec.Meta(ge=0, le=1 << 40)]


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one tensor lies, as the header says. data_offsets: its bytes, counted from the header's end."""

    dtype: Literal["F32", "F64", "U8"]
    shape: tuple[Whole, ...]
    data_offsets: tuple[Whole, Whole]


def packed(tensors: Mapping[str, Tensor]) -> bytes:
    """The tensors as a safetensors file; the wider their numbers, the earlier they lie in it.

    The library takes memory as it lies, in whatever order a convolution's weights are there.
    """
    return save({name: tensor.contiguous().numpy() for name, tensor in tensors.items()})


def unpacked(member: bytearray) -> dict[str, Tensor]:
    """The tensors of a safetensors file in the order in which they lie there, as views of it all.

    The library would copy each of them. Raises PlaygroundError where the file is not one, or not of these kinds.
    """
    try:
        begin = length_bytes + int.from_bytes(member[:length_bytes], "little")
        header = msgspec.json.decode(memoryview(member)[length_bytes:begin], type=dict[str, Place])
        places = dict(sorted(header.items(), key=lambda item: item[1].data_offsets))
        _check_places(list(places.values()), begin, len(member))
        content = torch.from_numpy(np.frombuffer(member, np.uint8)[begin:])
        return {key: _tensor(content, place) for key, place in places.items()}
    except (msgspec.MsgspecError, ValueError, RuntimeError, RecursionError) as error:
        raise PlaygroundError("its tensors cannot be told apart; it is damaged.") from error


def _check_places(places: list[Place], begin: int, end: int) -> None:
    """Every byte belongs to one tensor."""
    ends = [0, *(place.data_offsets[1] for place in places)]
    if [place.data_offsets[0] for place in places] != ends[:-1] or begin + ends[-1] != end:
        raise ValueError("a gap, an overlap, or an end elsewhere")
    if begin % alignment_bytes:
        raise ValueError("out of line")


def _tensor(content: Tensor, place: Place) -> Tensor:
    first, last = place.data_offsets
    return content[first:last].view(DTYPES[place.dtype]).view(place.shape)


def packed_checkpoint(checkpoint: Checkpoint) -> bytes:
    """What a checkpoint has of tensors; the random state, of bytes, comes to lie at the end."""
    return packed({**checkpoint.tensors(), "random": checkpoint.random})


def unpacked_checkpoint(member: bytearray) -> tuple[Layout, Tensor, Tensor]:
    """Layout, numbers (N,) float32 and random state (bytes) of a checkpoint; the numbers are a view of the member."""
    tensors = unpacked(member)
    random = tensors.pop("random", None)
    if random is None or random.dtype != torch.uint8 or random.dim() != 1 or not tensors:
        raise PlaygroundError("a random state or weights are missing.")
    first, count = next(iter(tensors.values())), sum(tensor.numel() for tensor in tensors.values())
    is_row = random.storage_offset() == count * first.itemsize
    if not is_row or any(tensor.dtype != torch.float32 for tensor in tensors.values()):
        raise PlaygroundError("weights in it are not numbers of 32 bits.")
    layout = tuple((key, tensor.shape) for key, tensor in tensors.items())
    return layout, first.as_strided((count,), (1,), 0), random.clone()  # torch reads a random state in words
