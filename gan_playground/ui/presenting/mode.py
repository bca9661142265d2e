"""Before a class: the stage and the story, large, and of all else only what the page speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction

from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.ui.lessons.scene import dial_of
from gan_playground.ui.presenting.pointer_light import PointerLight
from gan_playground.ui.presenting.press_caption import PressCaption

if TYPE_CHECKING:
    from gan_playground.ui.lessons.pages import StoryPage
    from gan_playground.ui.window.main_window import MainWindow

percents = ((1000, 200), (0, 155))
"""From a screen so high on, px, words are so much larger: no smaller than 20 pt on one of 1080, the story's on each."""
of_score, of_right = frozenset({"score"}), frozenset({"doctor", "formula", "slope", "algorithm", "networks"})
remote = ("story_on", "story_back")
"""What the keys of a remote do, while it is on."""


class PresenterMode(QObject):
    """Turns a window into it and back; nothing of the run changes. is_on: whether it is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.is_on, self._was_full = False, False
        self._pressed: tuple[str, int] | None = None  # of which lesson and page the button was
        self._light, self._caption = PointerLight(window), PressCaption(window)
        window.story.page_turned.connect(self._show_what_is_meant)
        window.story.action_wanted.connect(self._on_action)
        window.side_tabs.chosen.connect(self._show_side)

    def lend(self, actions: Mapping[str, QAction]) -> None:
        """Those of the window; a remote's keys do nothing unless it is on."""
        self._actions = actions
        for name in remote:
            actions[name].setEnabled(self.is_on)

    @Slot()
    def toggle(self) -> None:
        """Begin it, or end it."""
        window, self.is_on = self._window, not self.is_on
        if self.is_on:
            self._was_full = window.isFullScreen()
            window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
            window.text_size.lend(next(much for least, much in percents if window.screen().size().height() >= least))
            self._caption.begin(
                [action for name, action in self._actions.items() if name not in (*remote, "spotlight")]
            )
        else:
            self._caption.end()
            window.text_size.take_back()
            if not self._was_full:
                window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.lend(self._actions)
        if (focused := window.focusWidget()) is not None and self.is_on:
            focused.clearFocus()  # or the next of those that stay has the line around it
        window.whole.present(self.is_on)
        window.story.set_wide(self.is_on)
        self._show_what_is_meant()

    @Slot()
    def light(self) -> None:
        """A light around the pointer, while the key is held."""
        self._light.begin()

    @Slot()
    def go_on(self) -> None:
        """What somebody with one button means: press the page's own first, and then turn it."""
        story = self._window.story
        if story.shown.action and self._pressed != self._page:
            story.press()
        else:
            story.turn()

    @Slot()
    def go_back(self) -> None:
        """The page before."""
        self._window.story.go_to(self._window.story.page - 1)

    @property
    def _page(self) -> tuple[str, int]:
        return self._window.lesson.id, self._window.story.page

    @Slot()
    def _on_action(self) -> None:
        self._pressed = self._page

    @Slot(str)
    def _show_side(self, page: str) -> None:
        """Somebody asks for a page of the right side, which may be away."""
        if self.is_on and page != "knobs":
            self._window.knobs_column.show()

    @Slot()
    def _show_what_is_meant(self) -> None:
        """Of the parts that are away only what the page speaks of."""
        self._pressed = None
        window = self._window
        page = window.story.shown if window.story.has_pages else None
        window.run_view.show_score(not self.is_on or (page is not None and speaks_of_score(page)))
        window.knobs_column.setVisible(not self.is_on or (page is not None and self._speaks_of_right(page)))
        window.diagnosis.set_away(self.is_on and (page is None or "doctor" not in page.light))

    def _speaks_of_right(self, page: StoryPage) -> bool:
        """Whether a page opens or lights something at the right, or asks a hand to turn a knob there."""
        named = {*page.light, *(() if page.deed is None else page.deed.turn)} & {*KNOBS}
        knobs = [path for path in named if dial_of(self._window.run_view.stage, path) is None]
        return bool(page.side or knobs or of_right & set(page.light))


def speaks_of_score(page: StoryPage) -> bool:
    """Whether a page lights the score, or asks how it goes on."""
    asked = page.predict
    return bool(of_score & set(page.light)) or (asked is not None and asked.draw == "score")
