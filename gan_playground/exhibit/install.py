"""Lets an exhibit begin when somebody logs in, by a unit of systemd."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from platformdirs import user_config_path

from gan_playground.errors import PlaygroundError
from gan_playground.files import write_whole

unit_name = "gan-playground-exhibit.service"
unit = """\
[Unit]
Description=GAN Playground, as an exhibit
PartOf=graphical-session.target
After=graphical-session.target

[Service]
ExecStart={command}
# The watchdog begins a failed window again by itself; this is for the watchdog.
Restart=on-failure
RestartSec=2
TimeoutStopSec=10

[Install]
WantedBy=graphical-session.target
"""


def install(command: Sequence[str]) -> Path:
    """Write the unit, and give its place; raises PlaygroundError where there is no systemd, or it cannot be written."""
    if sys.platform != "linux":
        raise PlaygroundError("There is no systemd here; docs/exhibit.md says how it begins at log-in on this system.")
    file = user_config_path("systemd", appauthor=False) / "user" / unit_name
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PlaygroundError(f"{file.parent} cannot be made: {error.strerror or error}.") from error
    write_whole(file, unit.format(command=" ".join(map(_quoted, command))).encode())
    return file


def _quoted(word: str) -> str:
    """As systemd reads it, to which % and $ mean something."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
