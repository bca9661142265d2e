"""The walls of the house, looked at from outside: what an import loads, in a fresh interpreter."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cases import each_of

PACKAGE = Path(__file__).parent.parent / "gan_playground"
QT = {"PySide6", "shiboken6", "pyqtgraph"}
READERS = {f"gan_playground.gan.data.table.{name}" for name in ("opening", "learning", "cells", "survey")}
"""What reads tables."""


LATER = {
    *("contourpy", "gan_playground.lessons.route", "gan_playground.ui.networks.network_plot"),
    *(f"gan_playground.ui.{name}" for name in ("predict.answers.table", "predict.today", "route.walk")),
}
"""What a window has no need of before somebody asks for it."""


def loaded_by(*modules: str) -> set[str]:
    """Return the names in sys.modules after `modules` were imported."""
    code = f"import sys, json, {', '.join(modules)}; print(json.dumps(list(sys.modules)))"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout))


def modules_of(folder: str) -> list[str]:
    """Return the dotted name of every module in a folder of the package, the folder's own included."""
    paths = [path.relative_to(PACKAGE.parent).with_suffix("") for path in (PACKAGE / folder).rglob("*.py")]
    return sorted(".".join(path.parts).removesuffix(".__init__") for path in paths)


def imported_names(path: Path) -> set[str]:
    """Return every dotted name that a file imports, inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_the_package_alone_loads_nothing_heavy() -> None:
    assert not loaded_by("gan_playground") & {"torch", "numpy", "msgspec", "av", *QT}


def test_the_command_line_loads_neither_torch_nor_qt() -> None:
    assert not loaded_by("gan_playground.cli") & {"torch", *QT}


def test_what_reads_pictures_for_the_window_is_there_soon() -> None:
    loaded = loaded_by("gan_playground.gan.data.images.child", "gan_playground.gan.data.images.files")
    assert not loaded & {"torch", "requests", "gan_playground.gan.data.families", *QT}
    assert "numpy" not in loaded_by("gan_playground.gan.data.images.child"), "names are listed without"


def test_who_reads_tables_comes_with_the_first_table() -> None:
    loaded = loaded_by("gan_playground.gan.experiment.experiment", "gan_playground.session.files.tables")
    assert not loaded & READERS


def test_what_is_imported_after_qt_is_imported_by_python_itself() -> None:
    code = "import builtins, sys; own = builtins.__import__; from gan_playground.app import import_qt; import_qt(); "
    code += "import PySide6.QtWidgets; sys.exit(builtins.__import__ is not own)"
    assert subprocess.run([sys.executable, "-c", code], timeout=100, check=False).returncode == 0


def test_the_description_and_the_message_load_neither_torch_nor_qt() -> None:
    assert not loaded_by("gan_playground.gan.experiment.experiment", "gan_playground.gan.observe.frame") & {
        "torch",
        *QT,
    }


def test_the_window_comes_before_torch() -> None:
    loaded = loaded_by("gan_playground.app", "gan_playground.ui.window.main_window")
    assert "PySide6.QtWidgets" in loaded
    assert "torch" not in loaded
    assert not loaded & LATER


def test_without_a_window() -> None:
    assert not loaded_by(*modules_of("gan"), *modules_of("lessons")) & QT


def test_what_is_seen_never_loads_torch() -> None:
    assert "torch" not in loaded_by(*modules_of("ui"))


@each_of("path", sorted((PACKAGE / "session").rglob("*.py")))
def test_the_bridge_uses_qtcore_alone(path: Path) -> None:
    of_qt = {name for name in imported_names(path) if name.startswith("PySide6")}
    assert {name for name in of_qt if not name.startswith("PySide6.QtCore")} == set()


@pytest.mark.parametrize("folder", ["gan", "lessons", "session", "ui"])
def test_every_room_of_the_house_is_looked_into(folder: str) -> None:
    assert len(modules_of(folder)) > 1
