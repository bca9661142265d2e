"""Name the system libraries that Qt lacks on this Linux, and the command that installs them.

PySide6's wheels bring Qt but not the libraries below it (X11, OpenGL, fonts), and a bare server, container
or minimal desktop has not got them all. Where this runs as root beside apt-get, they are installed.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# ldd looks through all that a file needs, so these few stand for everything the program loads.
INSPECTED = (
    "lib/libQt6Widgets.so.6",
    "lib/libQt6OpenGLWidgets.so.6",
    "lib/libQt6Svg.so.6",
    "plugins/platforms/libqoffscreen.so",
    "plugins/platforms/libqxcb.so",
)
MANAGERS = ("apt-get", "dnf", "zypper", "pacman")
PACKAGES: dict[str, tuple[str, str, str, str]] = {
    # library: package for each of MANAGERS
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libX11-xcb1", "libx11"),
    "libX11.so.6": ("libx11-6", "libX11", "libX11-6", "libx11"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "libdbus-1-3", "dbus"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "libfreetype6", "freetype2"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "libglib-2_0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "libgthread-2_0-0", "glib2"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb-randr0", "libxcb"),
    "libxcb-render-util.so.0": (
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "libxcb-render-util0",
        "xcb-util-renderutil",
    ),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb-render0", "libxcb"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb-xkb1", "libxcb"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb1", "libxcb"),
    "libxkbcommon-x11.so.0": (
        "libxkbcommon-x11-0",
        "libxkbcommon-x11",
        "libxkbcommon-x11-0",
        "libxkbcommon-x11",
    ),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon0", "libxkbcommon"),
    "libz.so.1": ("zlib1g", "zlib", "libz1", "zlib"),
    "libzstd.so.1": ("libzstd1", "libzstd", "libzstd1", "zstd"),
}
INSTALL = {
    "apt-get": ("apt-get", "install", "--yes", "--no-install-recommends"),
    "dnf": ("dnf", "install", "--assumeyes"),
    "zypper": ("zypper", "--non-interactive", "install"),
    "pacman": ("pacman", "--sync", "--needed", "--noconfirm"),
}


def missing_in(ldd_output: str) -> set[str]:
    """Return the libraries that ldd could not find."""
    return set(re.findall(r"^\s*(\S+) => not found$", ldd_output, flags=re.MULTILINE))


def packages_for(libraries: Iterable[str], manager: str) -> list[str]:
    """Return the packages of `manager` that hold `libraries`; a library we do not know is left out."""
    column = MANAGERS.index(manager)
    return sorted({PACKAGES[library][column] for library in libraries if library in PACKAGES})


def install_command(libraries: Iterable[str], manager: str | None) -> list[str] | None:
    """Return the command that installs `libraries`, or None where it is not known."""
    packages = packages_for(libraries, manager) if manager else []
    return [*INSTALL[manager], *packages] if manager and packages else None


def explain(libraries: Iterable[str], command: list[str] | None) -> str:
    """Return the sentences for a user who has to install `libraries` alone."""
    names = sorted(libraries)
    lines = ["Qt needs system libraries that are missing here:", *(f"  {name}" for name in names)]
    unknown = [name for name in names if name not in PACKAGES]
    if command:
        lines += ["Install them, and then run the same make command again:", "  sudo " + " ".join(command)]
    else:
        lines += ["Install the packages of your system that hold them, and run the same make command again."]
    if command and unknown:
        lines += [f"No package is known here for {', '.join(unknown)}: your system's search will find it."]
    return "\n".join(lines)


def missing_libraries(qt: Path) -> set[str]:
    """Return the system libraries that the Qt in folder `qt` lacks."""
    files = [str(qt / name) for name in INSPECTED if (qt / name).exists()]
    # ldd exits with 1 for a file that it cannot read, and then says nothing of libraries.
    output = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    return missing_in(output)


def install_as_root(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A fresh image has no package lists; a failed update may still leave usable ones.
    subprocess.run(["apt-get", "update"], env=environment, check=False)
    subprocess.run(command, env=environment, check=False)


def main() -> int:
    spec = importlib.util.find_spec("PySide6")
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None or spec is None:
        return 0
    qt = Path(spec.submodule_search_locations[0]) / "Qt"
    missing = missing_libraries(qt)
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    command = install_command(missing, manager)
    if command and manager == "apt-get" and os.geteuid() == 0:
        print("Installing system libraries for Qt:", *sorted(missing), flush=True)
        install_as_root(command)
        missing = missing_libraries(qt)
    if missing:
        print(explain(missing, install_command(missing, manager)), file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
