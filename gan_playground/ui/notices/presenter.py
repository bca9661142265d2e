"""What the session has to say, as notices: failures and ways out of them, and how far a download is."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from gan_playground.gan.data.images.downloads import DOWNLOADS
from gan_playground.interrupts import say_aside
from gan_playground.session.events import Arrival, Failure, Fetched, GaveWay
from gan_playground.session.order_state import OrderStage
from gan_playground.session.session import Session
from gan_playground.ui.notices.notice import Notice, NoticeKind
from gan_playground.ui.theme.wording import setting_words
from gan_playground.ui.widgets.file_dialogs import chosen_folder, is_exhibited

most_letters = 56  # of a folder's name
have_files = "I have the files …"


class Notifier(QObject):
    """Puts a session's words into the notice, and gives the notice's button something to do.

    A download shows how far it is while nothing else is told, and comes back when that was read.
    """

    def __init__(self, notice: Notice, session: Session) -> None:
        super().__init__(notice)
        self._notice, self._session = notice, session
        self._on_button: Callable[[], None] = session.restart
        self._restart_would_help = False
        self._offered, self._is_answering = "", False
        self._says_opening = False
        notice.acted.connect(self._on_acted)
        notice.other_acted.connect(self._point_to_files)
        session.run_started.connect(self._on_run_started)
        session.playing_changed.connect(self._on_playing_changed)
        session.failed.connect(self._on_failed)
        session.told.connect(self.tell)
        session.hear(GaveWay, self._on_gave_way)
        session.hear(Arrival, self._on_downloading)
        session.hear(Fetched, self._on_downloaded)

    @Slot()
    def _on_acted(self) -> None:
        self._on_button()

    @Slot(object)
    def _on_run_started(self, _run: object) -> None:
        self._clear_old_notifier()

    @Slot(bool)
    def _on_playing_changed(self, playing: bool) -> None:
        if playing and self._restart_would_help:
            self._restart_would_help = False
            self._clear_old_notifier()

    def _is_free_for(self, kind: NoticeKind) -> bool:
        """Whether nothing else is to be read there that came later."""
        return self._notice.isHidden() or self._notice.kind is kind

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        if failure.details:
            say_aside(failure.details)
        self._restart_would_help = failure.can_restart
        if self._session.refused is not None and failure is self._session.refused.failure:
            self._clear_old_notifier()
            return  # it is told in the lesson's own place
        if failure.download and not is_exhibited(self._notice):
            self._offer(failure)
        elif failure.cancelled:
            self.tell(failure.sentence)
        else:
            self._on_button = self._session.restart
            self._notice.show_notice(failure.sentence, NoticeKind.ERROR, "Restart" if failure.can_restart else "")

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say something that needs no answer."""
        self._notice.show_notice(sentence, NoticeKind.INFO)

    @Slot(str)
    def tell_error(self, sentence: str) -> None:
        """Say why something that was wanted cannot be."""
        self._notice.show_notice(sentence, NoticeKind.ERROR)

    def _on_gave_way(self, event: GaveWay) -> None:
        words = ", ".join(setting_words(path, value) for path, value in event.values.items())
        self._notice.show_notice(f"To go with that: {words}.", NoticeKind.INFO)

    @Slot(object)
    def tell_saved(self, path: Path) -> None:
        """Say where something was saved, and offer to show it there."""
        folder = path.absolute().parent
        self._on_button = partial(self.show_folder, folder)
        sentence = f"Saved {path.name} in {folder_words(folder)}."
        self._notice.show_notice(sentence, NoticeKind.INFO, "Show folder", f"Open {folder} outside of this program")

    def show_folder(self, folder: Path) -> None:
        """Let the system show what lies there; where nothing can, say where it is."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._notice.show_notice(f"Nothing here can show a folder. This one is {folder}", NoticeKind.INFO)

    def tell_with(self, sentence: str, word: str, action: Callable[[], None]) -> None:
        """Say something that goes by itself, with a button for whoever wants to see more."""
        self._on_button = action
        self._notice.show_notice(sentence, NoticeKind.INFO, word)

    def offer(self, sentence: str, word: str, action: Callable[[], None]) -> None:
        """Say something, with a button that does something about it."""
        self._on_button = action
        self._notice.show_notice(sentence, NoticeKind.OFFER, word)

    def offers(self, word: str) -> bool:
        """Whether a button of this word is to be seen."""
        return self._notice.action == word

    def withdraw(self, word: str) -> None:
        """There is no use any more in what a button of this word would do."""
        if self.offers(word):
            self._notice.clear()

    def _offer(self, failure: Failure) -> None:
        """Ask whether to fetch what is lacking; what is on its way already needs no question."""
        if failure.download == self._session.fetching:
            self._notice.clear()
            return
        self._offered = failure.download
        self._on_button = self._download
        lacks_only_that = failure.run is not None
        kind = NoticeKind.OFFER if lacks_only_that else NoticeKind.ERROR
        self._notice.show_notice(failure.sentence, kind, download_words(failure.download), other=have_files)

    @Slot()
    def _download(self) -> None:
        self._bring()

    @Slot()
    def _point_to_files(self) -> None:
        self.point_to_files(self._offered)

    def point_to_files(self, download: str) -> None:
        """Let somebody choose where what is lacking lies already."""
        self._offered = download
        title = DOWNLOADS[download].title.partition(":")[0]
        if chosen := chosen_folder(self._notice, f"The folder with the files of {title}"):
            self._bring(Path(chosen))

    def _bring(self, source: Path | None = None) -> None:
        self._is_answering = True
        self._session.download(self._offered, source)
        self._is_answering = False

    def _on_downloading(self, arrival: Arrival) -> None:
        if self._is_told_elsewhere(arrival.name):
            self._on_downloaded()
            return
        if not (self._is_free_for(NoticeKind.DOWNLOADING) or self._is_answering):
            return
        self._on_button = self.cancel_download
        self._notice.show_progress(progress_words(arrival), arrival.share)

    def _is_told_elsewhere(self, download: str) -> bool:
        """A lesson that waits for it says so in its own place."""
        refused = self._session.refused
        return refused is not None and refused.failure.download == download

    @Slot()
    def cancel_download(self) -> None:
        """Stop it, which may take a moment."""
        self._session.cancel_download()
        self._notice.show_notice("Cancelling the download …", NoticeKind.LOADING)

    def _on_downloaded(self, _event: Fetched | None = None) -> None:
        if self._notice.kind is NoticeKind.DOWNLOADING:
            self._notice.clear()

    def show_opening(self, words: str, cancel: Callable[[], None] | None) -> None:
        """Say which run is being opened; cancel: the way out of it, while there is one."""
        if cancel is None:
            if self._session.order.stage is not OrderStage.ORDERED:  # which says more, and can be cancelled
                self._notice.show_notice(words, NoticeKind.LOADING)
        else:
            self._on_button = cancel
            self._notice.show_progress(words, None, NoticeKind.OPENING)
        self._says_opening = True

    def end_opening(self) -> None:
        """The run is open, or is not wanted any more."""
        if self._says_opening and self._notice.kind in (NoticeKind.OPENING, NoticeKind.LOADING):
            self._notice.clear()
        self._says_opening = False

    def show_filming(self, words: str, share: float | None, cancel: Callable[[], None]) -> None:
        """Say how far a film is, where nothing else is to be read there; cancel: the way out of it."""
        if self._is_free_for(NoticeKind.FILMING):
            self._on_button = cancel
            self._notice.show_progress(words, share, NoticeKind.FILMING)

    def end_filming(self) -> None:
        """It is there, or will not be."""
        if self._notice.kind is NoticeKind.FILMING:
            self._notice.clear()

    def _clear_old_notifier(self) -> None:
        """Away with what was said of the run before; what is on its way is not of that run."""
        if self._notice.kind not in (NoticeKind.DOWNLOADING, NoticeKind.OPENING, NoticeKind.FILMING):
            self._notice.clear()


def download_words(name: str) -> str:
    """On the button that fetches it."""
    return f"Download ({_megabytes(DOWNLOADS[name].size_bytes)} MB)"


def progress_words(arrival: Arrival) -> str:
    """How far a download is."""
    download = DOWNLOADS[arrival.name]
    title = download.title.partition(":")[0]
    if arrival.done_bytes >= arrival.total_bytes:
        return f"Unpacking {title} …" if download.unpacked else f"Checking {title} …"
    return f"Downloading {title}: {_megabytes(arrival.done_bytes)} of {_megabytes(arrival.total_bytes)} MB"


def folder_words(folder: Path) -> str:
    """A folder as a sentence has room for it: from the home folder on, its beginning and its end."""
    home = Path.home()
    words = f"~{os.sep}{folder.relative_to(home)}" if folder.is_relative_to(home) and folder != home else str(folder)
    half = (most_letters - 1) // 2
    return words if len(words) <= most_letters else f"{words[:half]}…{words[-half:]}"


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:.0f}"
