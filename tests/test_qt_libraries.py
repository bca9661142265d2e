"""The system libraries below Qt: what is read out of ldd, what is advised, and what set-up does as root."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import qt_libraries as tool
from gan_playground import cli, listing
from gan_playground.qt_libraries import explain, install_command, missing_in, packages_for

LDD = """\
/venv/PySide6/Qt/plugins/platforms/libqxcb.so:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibQt6XcbQpa.so.6 => /venv/PySide6/Qt/lib/libQt6XcbQpa.so.6 (0x00007f1)
\tlibxcb-cursor.so.0 => not found
\tlibX11.so.6 => /lib/x86_64-linux-gnu/libX11.so.6 (0x00007f2)
/venv/PySide6/Qt/lib/libQt6Widgets.so.6:
\tlibEGL.so.1 => not found
\tlibxcb-cursor.so.0 => not found
"""
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd and apt-get are Linux's")


def test_reads_each_missing_library_once() -> None:
    assert missing_in(LDD) == {"libxcb-cursor.so.0", "libEGL.so.1"}


def test_finds_nothing_where_all_is_there() -> None:
    assert missing_in(LDD.replace("not found", "/lib/found.so (0x00007f3)")) == set()


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "apt-get install --yes --no-install-recommends libegl1 libxcb-cursor0"),
        ("dnf", "dnf install --assumeyes libglvnd-egl xcb-util-cursor"),
        ("zypper", "zypper --non-interactive install libglvnd libxcb-cursor0"),
        ("pacman", "pacman --sync --needed --noconfirm libglvnd xcb-util-cursor"),
    ],
)
def test_names_the_command_of_each_system(manager: str, command: str) -> None:
    assert install_command(missing_in(LDD), manager) == command.split()


def test_a_package_that_holds_two_libraries_is_named_once() -> None:
    assert packages_for(["libglib-2.0.so.0", "libgthread-2.0.so.0"], "apt-get") == ["libglib2.0-0"]


@pytest.mark.parametrize(("libraries", "manager"), [({"libEGL.so.1"}, None), ({"libnew.so.9"}, "apt-get")])
def test_invents_no_command(libraries: set[str], manager: str | None) -> None:
    command = install_command(libraries, manager)
    assert command is None
    assert all(library in explain(libraries, command) for library in libraries)


def test_says_which_library_it_knows_no_package_for() -> None:
    libraries = {"libEGL.so.1", "libnew.so.9"}
    text = explain(libraries, install_command(libraries, "apt-get"))
    assert text.endswith("sudo apt-get install --yes --no-install-recommends libegl1 (and what holds libnew.so.9)")


def test_a_module_that_cannot_be_loaded_for_lack_of_a_library_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As QtGui on a server, after a plain `pip install`."""
    fault = ImportError("libmoon.so.1: cannot open shared object file: No such file or directory", name="QtGui")

    def fail(_: object) -> int:
        raise fault

    monkeypatch.setattr(listing, "list_lessons", fail)
    assert cli.main(["lessons"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("gan-playground: QtGui needs what is missing on this system: libmoon.so.1. ")
    fault.msg = "cannot import name 'moon'"
    with pytest.raises(ImportError, match="moon"):
        cli.main(["lessons"])


@pytest.fixture
def bare_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an ldd and an apt-get first on the path: the one misses libEGL until the other has installed it."""
    log = tmp_path / "log"
    scripts = {
        "ldd": f"grep -q ' install ' {log} 2>/dev/null || printf '\\tlibEGL.so.1 => not found\\n'",
        "apt-get": f'echo "apt-get $* DEBIAN_FRONTEND=$DEBIAN_FRONTEND" >> {log}',
    }
    for name, body in scripts.items():
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{body}\n")
        script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return log


@linux_only
def test_root_gets_them_installed(
    bare_linux: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert tool.main() == 0
    assert bare_linux.read_text().splitlines() == [
        "apt-get update DEBIAN_FRONTEND=noninteractive",
        "apt-get install --yes --no-install-recommends libegl1 DEBIAN_FRONTEND=noninteractive",
    ]
    assert capfd.readouterr().err == ""


@linux_only
def test_others_are_told_and_nothing_is_touched(
    bare_linux: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert tool.main() == 1
    assert not bare_linux.exists()
    assert "libEGL.so.1" in (told := capfd.readouterr().err)
    assert "sudo apt-get install --yes --no-install-recommends libegl1" in told


@linux_only
def test_an_installation_that_did_not_help_is_not_called_a_success(
    bare_linux: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (bare_linux.parent / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    assert tool.main() == 1
    assert "libEGL.so.1" in capfd.readouterr().err
