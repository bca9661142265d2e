"""Whether Qt can show something here, found out before Qt is begun: where it cannot, it ends the process by an abort.

On Linux a display may be named that is gone, and the system libraries that Qt's plugin for it needs may be missing.
Both are tried as Qt will try them: the plugin is loaded, which Qt then need not do, and the display is called.
"""

from __future__ import annotations

import ctypes
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from gan_playground.errors import PlaygroundError

patience_s = 10.0  # a display that is stopped takes a call and never answers
platform_name, folder_name = "QT_QPA_PLATFORM", "QT_QPA_PLATFORM_PLUGIN_PATH"
wayland_name, x11_name = "WAYLAND_DISPLAY", "DISPLAY"
without = "`gan-playground film LESSON --out film.mp4` films a lesson without one."


class DisplayKind(Struct, frozen=True):
    """A kind of display. variable: what names it. answers: whether it can be reached."""

    variable: str
    answers: Callable[[], bool]


def names_display() -> bool:
    """Whether anything in the surroundings names a display, or how to do without; elsewhere than on Linux, always."""
    return sys.platform != "linux" or any(map(os.environ.get, (platform_name, x11_name, wayland_name)))


def check_display() -> None:
    """Raise PlaygroundError, with what would help, where Qt could not begin. Needed before QApplication."""
    if sys.platform != "linux":
        return
    chosen = os.environ.get(platform_name)
    platforms = [one.partition(":")[0] for one in chosen.split(";")] if chosen else list(KINDS)
    reached = [one for one in platforms if (kind := _kind(one)) is None or _within_patience(kind.answers)]
    if not reached:
        raise PlaygroundError(f"{_told_of_dead(platforms)} {without}")
    reasons = [_why_not_loaded(one) for one in reached]
    if all(reasons):
        raise PlaygroundError(reasons[-1])


def _kind(platform: str) -> DisplayKind | None:
    return KINDS.get(platform.partition("-")[0])


def _within_patience(answers: Callable[[], bool]) -> bool:
    answer: list[bool] = []
    asking = threading.Thread(target=lambda: answer.append(answers()), name="display", daemon=True)
    asking.start()
    asking.join(patience_s)
    return any(answer)


def _told_of_dead(platforms: list[str]) -> str:
    variables = [kind.variable for kind in map(_kind, platforms) if kind is not None]
    named = [f"{name}={os.environ[name]}" for name in variables if os.environ.get(name)]
    if not named:
        return f"There is no display here: {' or '.join(variables)} would name one."
    return f"There can be no window: the display that is named, {' or '.join(named)}, is not there or lets nobody in."


def _x11_answers() -> bool:
    """Called by the library that Qt calls it by, with all its ways and rights; where that is missing, Qt lacks it."""
    if not os.environ.get(x11_name):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_broken = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not is_broken


def _wayland_answers() -> bool:
    if os.environ.get("WAYLAND_SOCKET"):  # a connection that was handed over
        return True
    path = Path(os.environ.get("XDG_RUNTIME_DIR") or "/", os.environ.get(wayland_name) or "wayland-0")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as call:
        try:
            call.connect(str(path))
        except OSError:
            return False
    return True


KINDS = {"wayland": DisplayKind(wayland_name, _wayland_answers), "xcb": DisplayKind(x11_name, _x11_answers)}
"""By Qt's names for its platforms, in the order in which Qt tries them."""


def _why_not_loaded(platform: str) -> str:
    """Why Qt could not load this platform; empty where it could."""
    there = {file: file.stem.removeprefix("libq") for folder in _folders() for file in folder.glob("libq*.so")}
    base = platform.partition("-")[0]  # there are wayland-egl and others, each in a file of its own in some versions
    plugins = [file for file, name in there.items() if name.partition("-")[0] == base]
    if not plugins:
        names = ", ".join(sorted(set(there.values())))
        return f"Qt has no platform {platform!r}; {platform_name} can be one of: {names}."
    whys = [_why_not_opened(file) for file in plugins]
    return whys[0] if all(whys) else ""


def _folders() -> Iterator[Path]:
    """Where Qt looks for its platforms."""
    from PySide6.QtCore import QLibraryInfo

    if own := os.environ.get(folder_name):
        yield from (Path(own), Path(own, "platforms"))
    others = os.environ.get("QT_PLUGIN_PATH", "").split(os.pathsep)
    for folder in filter(None, (*others, QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))):
        yield Path(folder, "platforms")


def _why_not_opened(plugin: Path) -> str:
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        from gan_playground.qt_libraries import explain, install_command, missing_by, missing_libraries, package_manager

        if missing := missing_libraries([plugin]) or missing_by(error):
            return explain(missing, install_command(missing, package_manager()))
        return f"Qt cannot load {plugin}: {error}."
    return ""
