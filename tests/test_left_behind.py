"""The watchman in conftest.py, tried on tests that leave things behind and on tests that do not; second chances."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

UNTIDY = """
import threading
import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QWidget
import pyqtgraph

kept = []
tries = []

@pytest.fixture
def opened(qapp):
    tries.append(1)
    return len(tries)

def test_thread():
    threading.Thread(target=threading.Event().wait, args=(1,), name="forgotten", daemon=True).start()

def test_qthread(qapp):
    kept.append(thread := QThread(objectName="engine"))
    thread.start()

def test_timer(qapp):
    kept.append(owner := QObject(objectName="poller"))
    QTimer(owner, objectName="tick").start(33)

def test_window(qapp):
    kept.append(window := QWidget(objectName="palette"))
    window.show()

def test_failure_is_told_once(qapp):
    window = QWidget(objectName="innocent")
    assert False

def test_dressed(qapp):
    qapp.setStyleSheet("QWidget { color: red; }")

def test_the_next_one_is_not(qapp):
    assert qapp.styleSheet() == ""

def test_tidy(qtbot):
    window = pyqtgraph.PlotWidget()
    qtbot.addWidget(window)
    window.show()
    timer = QTimer(window)
    timer.start(33)
    thread = QThread()
    thread.start()
    thread.quit()
    assert thread.wait(5_000)

def test_racy(opened):
    assert opened == 2

def test_racy_and_untidy(opened):
    assert opened == 4
    kept.append(window := QWidget(objectName="left by the second"))
    window.show()
"""


def test_what_is_left_behind_is_named(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyfile(UNTIDY)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-raR")
    assert result.parseoutcomes() == {"passed": 9, "errors": 5, "failed": 1, "rerun": 2}
    result.stdout.fnmatch_lines(
        [
            "The test left behind: thread 'forgotten'",
            "The test left behind: running QThread 'engine'",
            "The test left behind: active QTimer 'tick' of QObject 'poller', every 33 ms",
            "The test left behind: window QWidget 'palette'",
            "The test left behind: window QWidget 'left by the second'",
            "*first try of *::test_racy *",
            "E       assert 1 == 2",
            "RERUN *::test_racy",
        ]
    )
    result.stdout.no_fnmatch_line("*left behind*innocent*")
