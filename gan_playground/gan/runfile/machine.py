"""What a run was computed on: where all of it is the same, a run goes on bit for bit."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Annotated

import msgspec
import torch

from gan_playground import __version__
from gan_playground.gan.training import threads

if TYPE_CHECKING:
    from gan_playground.gan.training.trainer import Trainer


class Machine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """program, torch: versions. processor: its kind. device: what torch calls it. threads: as many were computed on."""

    program: str
    torch: str
    processor: str
    device: str
    threads: Annotated[int, msgspec.Meta(ge=1, le=4096)]

    @classmethod
    def of(cls, trainer: Trainer) -> Machine:
        """What a trainer computes on."""
        return cls(__version__, str(torch.__version__), processor(), trainer.device.type, trainer.threads)

    @property
    def usable_threads(self) -> int:
        """As many as there were, as far as this computer has them."""
        return min(self.threads, threads.at_hand)

    def caveat(self, device: str) -> str:
        """What will not be as it was, if the run goes on here on a device; empty where all will."""
        if self.device != device.partition(":")[0]:
            return f"This run was saved on {self.device}; on {device} it goes on with other random numbers."
        differences = [*self._differences()]
        if not differences:
            return ""
        return f"This run was saved {' and '.join(differences)}; here it goes on within rounding, not bit for bit."

    def _differences(self) -> list[str]:
        found = {
            f"by version {self.program} of GAN Playground": self.program != __version__,
            f"with PyTorch {self.torch}": self.torch != str(torch.__version__),
            f"on another kind of processor ({self.processor})": self.processor != processor(),
            f"on {self.threads} threads, of which this computer has {threads.at_hand}": (
                self.threads != self.usable_threads
            ),
        }
        return [words for words, differs in found.items() if differs]


def processor() -> str:
    """The kind of processor, as far as it decides in which order sums are taken."""
    name = torch.cpu.get_capabilities().get("cpu_name", "") if hasattr(torch.cpu, "get_capabilities") else ""
    return " ".join(filter(None, (platform.machine(), torch.backends.cpu.get_cpu_capability(), str(name))))
