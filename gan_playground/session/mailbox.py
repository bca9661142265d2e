"""One place for the newest frame."""

from threading import Lock

from gan_playground.gan.observe.frame import Frame


class Mailbox:
    """Between the worker, who puts, and the window, who takes: the latest wins, and nothing ever queues.

    A frame is only wanted once the last one was taken, so a slow window costs the trainer nothing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._frame: Frame | None = None
        self._wanted = True
        self._awaited = False

    @property
    def wanted(self) -> bool:
        """Whether a new frame would be looked at."""
        return self._wanted

    def put(self, frame: Frame) -> bool:
        """Leave a frame; gives whether somebody has come in vain since the last one."""
        with self._lock:
            self._frame, self._wanted = frame, False
            awaited, self._awaited = self._awaited, False
        return awaited

    def take(self, run: int) -> Frame | None:
        """The newest frame of this run, once; asks for another.

        A frame of an earlier run is dropped. One of a later run stays until somebody asks for it: the window
        may learn only in a moment that this run has begun.
        """
        with self._lock:
            if self._frame is not None and self._frame.run > run:
                return None
            frame, self._frame, self._wanted = self._frame, None, True
            self._awaited = frame is None
        return frame if frame is not None and frame.run == run else None

    def clear(self) -> None:
        """Drop what lies here: it belongs to a run that has ended."""
        with self._lock:
            self._frame, self._wanted = None, True
