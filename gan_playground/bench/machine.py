"""What this machine is, and how much memory this process holds."""

from __future__ import annotations

import math
import os
import platform
import sys
from pathlib import Path

from gan_playground.bench.report import Facts


def facts(threads: int) -> Facts:
    """For the head of the report; `threads` is torch's own choice."""
    import pyqtgraph
    import PySide6
    import torch

    return {
        "processor": processor_name(),
        "cores": os.cpu_count() or 1,
        "threads": threads,
        "python": platform.python_version(),
        "torch": torch.__version__,
        "qt": PySide6.__version__,
        "pyqtgraph": pyqtgraph.__version__,
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
