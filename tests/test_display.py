"""A display that is gone, stopped or lacks a library is a sentence, found out before Qt could abort."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from gan_playground import display
from gan_playground.display import check_display, names_display
from gan_playground.errors import PlaygroundError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")

DEAD = ":7654"
X11_PORTS = range(6000, 6100)


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No display is named, and none is there by itself."""
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM_PLUGIN_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({}, "would name one"),
        ({"DISPLAY": DEAD}, f"named, DISPLAY={DEAD}, is not there"),
        ({"WAYLAND_DISPLAY": "gone"}, "named, WAYLAND_DISPLAY=gone, is not there"),
        ({"WAYLAND_DISPLAY": "gone", "DISPLAY": DEAD}, f"named, WAYLAND_DISPLAY=gone or DISPLAY={DEAD}, is not there"),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": DEAD}, f"named, DISPLAY={DEAD}, is not there"),
        ({"QT_QPA_PLATFORM": "moon"}, "no platform 'moon'; QT_QPA_PLATFORM can be one of: .*offscreen.*xcb"),
    ],
)
def test_what_cannot_be_shown_is_a_sentence(monkeypatch: pytest.MonkeyPatch, named: dict[str, str], told: str) -> None:
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert names_display() is bool(named)
    with pytest.raises(PlaygroundError, match=told):
        check_display()


def test_without_any_display_qt_can_still_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", f"xcb;offscreen:{DEAD}")  # Qt takes the first that is there
    check_display()


def test_a_wayland_display_is_there_as_long_as_somebody_listens(tmp_path: Path) -> None:
    assert not display._wayland_answers()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-0"))
        listening.listen()
        assert display._wayland_answers()
    assert (tmp_path / "wayland-0").exists()
    assert not display._wayland_answers()


def listening_as_x11() -> socket.socket:
    """What takes calls for a display and never answers."""
    for port in reversed(X11_PORTS):
        with suppress(OSError):  # somebody else's
            return socket.create_server(("127.0.0.1", port))
    raise AssertionError


def test_a_display_that_is_stopped_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "patience_s", 0.05)
    with listening_as_x11() as stopped:
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{stopped.getsockname()[1] - X11_PORTS.start}")
        with pytest.raises(PlaygroundError, match="is not there or lets nobody in"):
            check_display()
    for thread in threading.enumerate():
        if thread.name == "display":
            thread.join()


def test_a_library_that_is_missing_below_qt_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Qt's smallest platform, which is made to need a library that nobody has."""
    from PySide6.QtCore import QLibraryInfo

    whole = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms", "libqminimal.so")
    needed, content = b"\0libxkbcommon.so.0\0", whole.read_bytes()
    assert needed in content
    (tmp_path / "libqmoon.so").write_bytes(content.replace(needed, b"\0libxkbc0mmon.so.0\0"))
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "moon")
    with pytest.raises(PlaygroundError, match=r"Qt needs what is missing on this system: .*libxkbc0mmon\.so\.0"):
        check_display()
    (tmp_path / "libqmars.so").write_bytes(content[:100])
    monkeypatch.setenv("QT_QPA_PLATFORM", "mars")
    with pytest.raises(PlaygroundError, match=r"Qt cannot load .*libqmars\.so"):
        check_display()


def test_the_program_ends_in_order_where_qt_would_abort() -> None:
    surroundings = {**os.environ, "DISPLAY": DEAD}
    code = "from gan_playground.app import make_application; make_application()"
    ended = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "PlaygroundError: There can be no window" in ended.stderr
