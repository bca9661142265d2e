"""What holds for every test: no display, settings of its own, and nothing left running behind it."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("short", max_examples=30)
settings.register_profile("whole", max_examples=100)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: pytest looks through every tmp_path before it makes another."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(scope="session")
def move_in(homes: Path, cache_folder: Path) -> Callable[[pytest.MonkeyPatch], None]:
    """Let the program, and every process a test starts, keep its settings in a new folder."""

    def move(patch: pytest.MonkeyPatch) -> None:
        home = Path(tempfile.mkdtemp(dir=homes))
        patch.setenv("HOME", str(home))  # macOS has no variable of its own
        patch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", str(home))
        for kind in ("CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
        # Shared, or every process would have to look through all the fonts again.
        patch.setenv("XDG_CACHE_HOME", str(cache_folder))

    return move


@pytest.fixture(autouse=True)
def own_settings(move_in: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has settings of its own, and lessons."""
    move_in(monkeypatch)
    if catalogue := sys.modules.get("gan_playground.lessons.catalogue"):
        catalogue.reread_own()


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("short" if config.option.markexpr == "not slow" else "whole")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, because a test with a window waits for a part of its time."""
    return 1 + (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


OF_TWO_THREADS = {"opened", "opened_alone", "shared", "heard", "told", "there", "open_keeper"}
"""The fixtures that hold a real window or a real session."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give a test of two threads a second chance; the summary names each that needed it, because it is to be mended.

    Whoever looks for such tests takes the chance away: `-p no:rerunfailures`.
    """
    if config.pluginmanager.hasplugin("rerunfailures"):
        for item in items:
            if OF_TWO_THREADS.intersection(getattr(item, "fixturenames", ())):
                item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why each first try failed: that it passed the second time mends nothing."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"first try of {report.nodeid}", "_")
        terminalreporter.line(report.longreprtext)


failed = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    before = call.when != "setup" and item.stash[failed]  # a second try begins anew
    item.stash[failed] = before or report.failed
    return report


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a running QThread, an active QTimer or a window behind, and name it.

    Objects made before the test are frozen out of the garbage collector, so that what it lists and
    collects afterwards is the test's own, in milliseconds, and wider fixtures may keep their windows. So no
    window may freeze more, or give back what it did not freeze.
    """
    threads, windows = set(threading.enumerate()), set(top_level_widgets())
    gc.freeze()
    freeze, unfreeze = gc.freeze, gc.unfreeze
    gc.freeze = gc.unfreeze = lambda: None
    try:
        yield
        process_deletions()
        gc.collect()
        at_work = living()
        left = [
            *(f"thread {thread.name!r}" for thread in running_threads() if thread not in threads),
            *map(told, at_work),
            *(f"window {name_of(widget)}" for widget in windows_of_others(windows)),
        ]
        if left:
            clear_away(at_work, windows)
        if not any(map(is_seen, windows)):  # a window of the whole module stays as it is
            undress()
    finally:
        gc.freeze, gc.unfreeze = freeze, unfreeze
        gc.unfreeze()
    # The traceback of a failed test keeps its objects alive: one failure is enough said.
    if left and not request.node.stash.get(failed, False):
        pytest.fail("The test left behind: " + "; ".join(left), pytrace=False)


@pytest.fixture
def at_work() -> Callable[[], list[Any]]:
    """Tells which QThreads and QTimers that this test began are at work."""
    return living


def running_threads() -> list[threading.Thread]:
    """Return Python's threads, without the stand-ins for threads that Qt or torch started."""
    return [thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)]


def living() -> list[Any]:
    """Return the running QThreads and the active QTimers among the objects made since the freeze."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    from shiboken6 import isValid

    things = gc.get_objects()
    # By type, because isinstance() asks the objects themselves, and dead weak proxies raise.
    kinds = {kind for kind in set(map(type, things)) if issubclass(kind, (core.QThread, core.QTimer))}
    found = [thing for thing in things if type(thing) in kinds and isValid(thing)]
    return [thing for thing in found if (thing.isRunning() if is_thread(thing) else thing.isActive())]


def is_thread(thing: Any) -> bool:
    return isinstance(thing, sys.modules["PySide6.QtCore"].QThread)


def told(thing: Any) -> str:
    """Say of a QThread or a QTimer what it is at."""
    return f"running {name_of(thing)}" if is_thread(thing) else f"active {name_of(thing)}, every {thing.interval()} ms"


def top_level_widgets() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.topLevelWidgets() if widgets and widgets.QApplication.instance() else []


def windows_of_others(windows: set[Any]) -> list[Any]:
    """Those that are none of these, nor of a part of these, as the list of a combo box is.

    Where a window of the whole module is open, its plots may be new: each has a form of pyqtgraph's, unseen.
    """
    others = [widget for widget in top_level_widgets() if root_of(widget) not in windows]
    if any(map(is_seen, windows)):
        return [widget for widget in others if widget.isVisible() or type(widget).__name__ != "QWidget"]
    return others


def is_seen(window: Any) -> bool:
    from shiboken6 import isValid

    return isValid(window) and window.isVisible()


def root_of(widget: Any) -> Any:
    while (owner := widget.parent()) is not None:
        widget = owner
    return widget


def name_of(thing: Any) -> str:
    """Return type, objectName and owner: as much as Qt knows of who made it."""
    owner = thing.parent()
    name = f"{type(thing).__name__} {thing.objectName()!r}"
    return f"{name} of {type(owner).__name__} {owner.objectName()!r}" if owner else name


def undress() -> None:
    """Take the style sheet of a window off the application, so that no test sees that of one before.

    Qt would dress every part of the next window as it is put in, and all of it again at the end: five times the work.
    """
    widgets, scales = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("gan_playground.ui.theme.text_scale")
    application = widgets.QApplication.instance() if widgets else None
    if scales:
        scales.text_scale.factor = 1.0  # nor words as large as in a large window
    if application and application.styleSheet():
        if themes := sys.modules.get("gan_playground.ui.theme.theme"):
            application.setFont(themes.typeface())
        application.setStyleSheet("")
        application.setPalette(application.style().standardPalette())


def process_deletions() -> None:
    """Carry out deleteLater(), which otherwise waits for an event loop."""
    core = sys.modules.get("PySide6.QtCore")
    if core and core.QCoreApplication.instance():
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        core.QCoreApplication.processEvents()


def clear_away(at_work: list[Any], windows: set[Any]) -> None:
    """Stop what was left, so that the next test is not blamed for it, nor Qt aborts for a running thread."""
    for thing in at_work:
        if is_thread(thing):
            thing.requestInterruption()
            thing.quit()
            thing.wait(5_000)
        elif thing.thread().isCurrentThread():
            thing.stop()
    for widget in windows_of_others(windows):
        widget.close()
        widget.deleteLater()
    process_deletions()
