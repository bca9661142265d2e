"""Commands and events as bytes, for a trainer in another process or on another computer.

MessagePack: the name of a type, and what it holds. Runs travel as the bytes of their file. Nothing in a message is ever
executed, and nothing but the types below can be made of one.
"""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import numpy as np
from msgspec import Struct

from gan_playground.errors import PlaygroundError
from gan_playground.session import commands, events
from gan_playground.session.commands import Berth, SessionCommand
from gan_playground.session.files.packed import packed, unpacked
from gan_playground.session.state import Report, RunState

EVENTS: tuple[type, ...] = (
    events.Arrival,
    events.BranchesRemoved,
    events.DevicesFound,
    events.Failure,
    events.FetchEnded,
    events.Fetched,
    events.FrameWaits,
    events.GaveWay,
    events.OutcomesChanged,
    events.Remark,
    events.StepForeseen,
    events.Waits,
    RunState,
)
"""All that is said, apart from the Report that it comes in."""


class OpenPacked(Struct, frozen=True):
    """An Open whose run is the bytes of its file."""

    berth: Berth
    saved: bytes


class ReportPacked(Struct, frozen=True):
    """A Report whose state and events are encoded."""

    state: RunState | None
    events: tuple[bytes, ...]


TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (*get_args(SessionCommand), *EVENTS, OpenPacked, ReportPacked)
    if kind is not commands.Open
}
"""All that can be sent, by name."""


def encode(message: object) -> bytes:
    """A command, or what a worker says, as bytes."""
    plain = _plain(message)
    return msgspec.msgpack.encode((type(plain).__name__, plain), enc_hook=_as_plain)


def decode(content: bytes) -> Any:
    """What was encoded; raises PlaygroundError for anything else."""
    try:
        name, held = msgspec.msgpack.decode(content, type=tuple[str, msgspec.Raw])
        if name not in TYPES:
            raise PlaygroundError(f"There is no message {name!r}.")
        return _whole(msgspec.msgpack.decode(held, type=TYPES[name], dec_hook=_as_kind))
    except msgspec.MsgspecError as error:
        raise PlaygroundError(f"This is no message of GAN Playground: {error}.") from error


def _plain(message: object) -> object:
    if isinstance(message, commands.Open):
        return OpenPacked(message.berth, packed(message.saved))
    if isinstance(message, Report):
        return ReportPacked(message.state, tuple(encode(event) for event in message.events))
    return message


def _whole(message: object) -> object:
    if isinstance(message, OpenPacked):
        return commands.Open(message.berth, unpacked(message.saved))
    if isinstance(message, ReportPacked):
        return Report(message.state, tuple(decode(event) for event in message.events))
    return message


def _as_plain(value: object) -> object:
    """An array by its type, its shape and its numbers; a number of numpy as one of Python."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, np.ascontiguousarray(value).tobytes()
    if isinstance(value, np.generic):
        return value.item()
    raise NotImplementedError(f"{type(value).__name__} cannot be sent")


def _as_kind(kind: Any, value: Any) -> object:
    """What msgspec does not know: a value of any kind, as that of a knob, is itself, and all else is an array."""
    if kind is object:
        return value
    dtype, shape, numbers = msgspec.convert(value, tuple[str, tuple[int, ...], bytes])
    if np.dtype(dtype).hasobject:
        raise PlaygroundError("An array in a message holds numbers alone.")
    return np.frombuffer(numbers, dtype).reshape(shape).copy()
