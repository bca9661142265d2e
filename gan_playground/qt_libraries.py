"""The system libraries below Qt: which are missing here, and the command that installs them.

PySide6's wheels bring Qt but not the libraries below it (X11, OpenGL, fonts), and a bare server, container or minimal
desktop has not got them all.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from gan_playground.errors import PlaygroundError

# ldd looks through all that a file needs, so these few stand for everything the program loads on most systems.
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
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "libwayland-client0", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "libwayland-cursor0", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "libwayland-egl1", "wayland"),
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


def qt_folder() -> Path | None:
    """Where Qt lies; None where it is not installed, or not as PySide6's wheels bring it."""
    spec = importlib.util.find_spec("PySide6")
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) / "Qt" if places else None


def missing_libraries(files: Iterable[Path]) -> set[str]:
    """The system libraries that these files lack, as far as ldd is there to tell."""
    there = [str(file) for file in files if file.exists()]
    if not there or shutil.which("ldd") is None:
        return set()
    # ldd exits with 1 for a file that it cannot read, and then says nothing of libraries.
    return missing_in(subprocess.run(["ldd", *there], capture_output=True, text=True, check=False).stdout)


def missing_for_qt() -> set[str]:
    """The system libraries that Qt lacks, wherever it is shown."""
    qt = qt_folder()
    return missing_libraries(qt / name for name in INSPECTED) if qt else set()


def missing_in(ldd_output: str) -> set[str]:
    """The libraries that ldd could not find."""
    return set(re.findall(r"^\s*(\S+) => not found$", ldd_output, flags=re.MULTILINE))


def missing_by(error: ImportError | OSError) -> set[str]:
    """The library for lack of which something could not be loaded; the system names one at a time."""
    return set(re.findall(r"(\S+): cannot open shared object file", str(error)))


def lacking(error: ImportError) -> PlaygroundError:
    """What to say of a module that a system library is missing for; raises the error again where it is another one."""
    missing = missing_by(error)
    if not missing:
        raise error
    is_qts = "PySide6" in Path(error.path or "").parts
    if is_qts:
        missing |= missing_for_qt()
    return PlaygroundError(
        explain(missing, install_command(missing, package_manager()), "Qt" if is_qts else error.name or "The program")
    )


def package_manager() -> str | None:
    """The one that this system has."""
    return next((name for name in MANAGERS if shutil.which(name)), None)


def packages_for(libraries: Iterable[str], manager: str) -> list[str]:
    """The packages of `manager` that hold `libraries`; a library we do not know is left out."""
    column = MANAGERS.index(manager)
    return sorted({PACKAGES[library][column] for library in libraries if library in PACKAGES})


def install_command(libraries: Iterable[str], manager: str | None) -> list[str] | None:
    """The command that installs `libraries`, or None where it is not known."""
    packages = packages_for(libraries, manager) if manager else []
    return [*INSTALL[manager], *packages] if manager and packages else None


def explain(libraries: Iterable[str], command: list[str] | None, what: str = "Qt") -> str:
    """What is missing, in one line, and what a user can do who has to install it."""
    names = sorted(libraries)
    unknown = [name for name in names if name not in PACKAGES]
    told = f"{what} needs what is missing on this system: {', '.join(names)}."
    if not command:
        return f"{told} Install the packages of your system that hold it."
    told = f"{told} Install it with: sudo {' '.join(command)}"
    return f"{told} (and what holds {', '.join(unknown)})" if unknown else told
