"""What this machine is, what else it is doing, and how much memory this process holds."""

from __future__ import annotations

import math
import os
import platform
import sys
import time
from pathlib import Path

from gan_playground.bench.report import Facts


def facts(threads: int, others_percent: float) -> Facts:
    """For the head of the report; `threads` is torch's own choice."""
    import pyqtgraph
    import PySide6
    import torch

    told: Facts = {} if math.isnan(others_percent) else {"others_percent": round(others_percent, 1)}
    return {
        "processor": processor_name(),
        "cores": os.cpu_count() or 1,
        "threads": threads,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "qt": PySide6.__version__,
        "pyqtgraph": pyqtgraph.__version__,
        **told,
    }


def processor_name() -> str:
    """As the system calls it."""
    described = Path("/proc/cpuinfo")
    if described.is_file():
        for line in described.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def memory_mb() -> float:
    """Memory that this process holds now; where the system only tells its peak, that; NaN where it tells nothing."""
    pages = Path("/proc/self/statm")
    if pages.is_file():
        return int(pages.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    try:
        import resource
    except ImportError:  # Windows has none
        return math.nan
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


class Disturbance:
    """How much of the processors other programs take, from its creation on."""

    def __init__(self) -> None:
        self._from = _busy_s(), _own_s(), time.perf_counter()

    @property
    def percent(self) -> float:
        """0 to 100, of all cores; NaN where the system does not tell."""
        busy_s, own_s, began_s = self._from
        others_s = (_busy_s() - busy_s) - (_own_s() - own_s)
        whole_s = (time.perf_counter() - began_s) * (os.cpu_count() or 1)
        return max(0.0, 100 * others_s / whole_s)


def _busy_s() -> float:
    """Time that all cores together have worked."""
    told = Path("/proc/stat")
    if not told.is_file():
        return math.nan
    user, nice, system, _idle, _waiting, *interrupts = map(int, told.read_text(encoding="ascii").split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def _own_s() -> float:
    """Time that this process and the processes it started have worked."""
    return sum(os.times()[:4])
