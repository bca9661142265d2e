"""One place for the newest frames."""

from threading import Lock

from gan_playground.gan.observe.frame import Frame


class Mailbox:
    """Between the worker, who puts, and the window, who takes: the latest wins, and nothing ever queues.

    Two runs that are compared lie here together, so that both are seen at one step. Frames are only wanted once the
    last ones were taken, so a slow window costs the trainer nothing.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._frames: tuple[Frame, ...] = ()
        self._wanted = True
        self._awaited = False

    @property
    def wanted(self) -> bool:
        """Whether new frames would be looked at."""
        return self._wanted

    def put(self, *frames: Frame) -> bool:
        """Leave a frame of each run; gives whether somebody has come in vain since the last ones."""
        with self._lock:
            self._frames, self._wanted = frames, False
            awaited, self._awaited = self._awaited, False
        return awaited

    def take(self) -> tuple[Frame, ...]:
        """The newest frames, once; asks for others."""
        with self._lock:
            frames, self._frames, self._wanted = self._frames, (), True
            self._awaited = not frames
        return frames

    def clear(self) -> None:
        """Drop what lies here: it belongs to runs that have ended."""
        with self._lock:
            self._frames, self._wanted = (), True
