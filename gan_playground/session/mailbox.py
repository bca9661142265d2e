"""One place for the newest frame."""

from threading import Lock

from gan_playground.gan.frame import Frame


class Mailbox:
    """Between the worker, who puts, and the window, who takes: the latest wins, and nothing ever queues.

    A frame is only wanted once the last one was taken, so a slow window costs the trainer nothing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._frame: Frame | None = None
        self._wanted = True

    @property
    def wanted(self) -> bool:
        """Whether a new frame would be looked at."""
        return self._wanted

    def put(self, frame: Frame) -> None:
        with self._lock:
            self._frame, self._wanted = frame, False

    def take(self) -> Frame | None:
        """The newest frame, once; asks for another."""
        with self._lock:
            frame, self._frame, self._wanted = self._frame, None, True
        return frame

    def clear(self) -> None:
        """Drop what lies here: it belongs to a run that has ended."""
        self.take()
