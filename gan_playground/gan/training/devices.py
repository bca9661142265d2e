"""What torch can compute on here."""

from __future__ import annotations

import torch
from msgspec import Struct

from gan_playground.errors import PlaygroundError


class Device(Struct, frozen=True):
    """A place to compute: its name for torch and the command line, and its name for people."""

    name: str
    title: str


def devices() -> list[Device]:
    """Every device torch offers on this machine, the processor first."""
    found = [Device("cpu", "CPU")]
    found.extend(Device(f"cuda:{i}", torch.cuda.get_device_name(i)) for i in range(torch.cuda.device_count()))
    if torch.backends.mps.is_available():
        found.append(Device("mps", "Apple GPU"))
    if torch.xpu.is_available():
        found.extend(Device(f"xpu:{i}", torch.xpu.get_device_name(i)) for i in range(torch.xpu.device_count()))
    return found


def find_device(name: str) -> torch.device:
    """The device called `name`; 'auto' is the processor, which small networks train fastest on.

    Raises PlaygroundError with the devices that exist.
    """
    names = [device.name for device in devices()]
    wanted = {"auto": "cpu", "cuda": "cuda:0", "xpu": "xpu:0"}.get(name, name)
    if wanted not in names:
        raise PlaygroundError(f"There is no device {name!r} here; this machine has: {', '.join(['auto', *names])}.")
    return torch.device(wanted)
