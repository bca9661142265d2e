"""`--exhibit`: a window for visitors, and the watchdog that keeps it alive."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gan_playground.errors import PlaygroundError
from gan_playground.exhibit.config import example, read_config

checkout = Path(__file__).parent.parent / "main.py"


def exhibit(options: argparse.Namespace) -> int:
    """Show it, print what can be set, or install it; gives the exit status."""
    if options.exhibit is None:
        wanted = "--print-config" if options.print_config else "--install"
        raise PlaygroundError(f"{wanted} belongs to --exhibit; `gan-playground --exhibit {wanted}` is what does it.")
    if options.print_config:
        print(example(), end="")
        return 0
    file = Path(options.exhibit).absolute() if options.exhibit else None
    config = read_config(file)  # a mistake is told now, and not by a window that ends again and again
    if options.install:
        return _install(file)
    if options.exhibit_window:
        from gan_playground.app import run_exhibit

        return run_exhibit(config, options)
    return _guard(config.folder, file, options)


def own_command() -> list[str]:
    """What begins this very program, from any folder."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, *([str(checkout)] if checkout.is_file() else ["-m", "gan_playground"])]


def exhibit_command(file: Path | None) -> list[str]:
    """What begins an exhibit with these settings."""
    return [*own_command(), "--exhibit", *([str(file)] if file else [])]


def _install(file: Path | None) -> int:
    from gan_playground.exhibit.install import install, unit_name

    print(f"{install(exhibit_command(file))} is written. It begins at the next log-in after:")
    print(f"  systemctl --user daemon-reload && systemctl --user enable {unit_name}")
    return 0


def _guard(folder: Path, file: Path | None, options: argparse.Namespace) -> int:
    from gan_playground.display import names_display
    from gan_playground.exhibit.guardian import Guardian
    from gan_playground.exhibit.logbook import close_log, open_log

    if not names_display():
        raise PlaygroundError("There is no display here, and an exhibit is for one.")

    def command(is_safe: bool) -> list[str]:
        place = ["--device", options.device, "--seed", str(options.seed)]
        return [*exhibit_command(file), "--exhibit-window", *place, *(["--safe"] if is_safe else [])]

    log = open_log(folder)
    try:
        return Guardian(command, log).keep()
    finally:
        close_log(log)
