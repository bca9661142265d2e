"""Asks a process of its own to read what is long: so that the window and what trains keep the interpreter, and a
picture that is the end of whoever opens it is the end of nobody else.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, TypeAlias

import msgspec
from msgspec.structs import replace

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.wish import Answer, Wish
from gan_playground.gan.data.watching import tell_read

most_deadly = 8
look_s, patience_s = 0.03, 0.1
pipe_bytes = 2**20
frozen_argument = "--read-pictures"  # of the command line
own_modules = "import sys; sys.path[:] = sys.argv[1:]; from gan_playground.gan.data.images.child import serve; serve()"

Content: TypeAlias = list[bytearray]
Said: TypeAlias = "tuple[Answer, Content]"


class NoProcessError(Exception):
    """None can be had here; whoever asked does it himself."""


class _EndedError(Exception):
    """It ended before it was done. place: which picture it had said that it is at."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


def ask(wish: Wish) -> Said:
    """What a process answers; says how far it is, and is stopped, as whoever watches wants.

    A picture that ends the process is left out the next time. Raises PlaygroundError with the sentence that it says, or
    where it ends again and again; NoProcessError where there can be none.
    """
    while True:
        try:
            answer, content = _asked(wish)
        except _EndedError as end:
            wish = _warned(wish, end.place)
        else:
            if answer.failed:
                raise PlaygroundError(answer.failed)
            return answer, content


def _warned(wish: Wish, place: int) -> Wish:
    """The same after the process has ended: looked at closely, and then without the picture that it was."""
    if not wish.closely:
        return replace(wish, closely=True)
    if len(wish.deadly) >= most_deadly or place in wish.deadly or not os.path.isdir(wish.path):
        name = os.path.basename(os.fsdecode(wish.path))
        raise PlaygroundError(
            f"{name} cannot be read: what reads it is ended again and again. Close other programs, if there is little "
            "memory, or choose a part of it."
        )
    return replace(wish, deadly=(*wish.deadly, place))


def _asked(wish: Wish) -> Said:
    with _process() as process:
        said: queue.SimpleQueue[Said | None] = queue.SimpleQueue()
        thread = threading.Thread(target=_listen, args=(process, wish, said), name="reading process", daemon=True)
        thread.start()
        try:
            return _last(said)
        finally:
            _end(process)
            thread.join()


def _last(said: queue.SimpleQueue[Said | None]) -> Said:
    """What was asked for, after all that is said on the way there."""
    now, is_there = Answer(), False
    while True:
        tell_read(now.done, now.total)
        with suppress(queue.Empty):
            heard = said.get(timeout=look_s)
            if heard is None:
                raise _EndedError(now.done) if is_there else NoProcessError
            now, is_there = heard[0], True
            if now.is_last:
                return heard


@contextmanager
def _process() -> Iterator[subprocess.Popen[bytes]]:
    try:
        process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pipesize=pipe_bytes,
            **_apart(),
        )
    except (OSError, ValueError) as error:
        raise NoProcessError from error
    with process:
        yield process


def _end(process: subprocess.Popen[bytes]) -> None:
    """It ends by itself where nobody listens, and leaves nothing half-written; if not, it is ended."""
    with suppress(OSError):
        _there(process.stdin).close()
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()


def _command() -> list[str]:
    """Python with the modules of this one; a program that was frozen is its own Python."""
    if getattr(sys, "frozen", False):
        return [sys.executable, frozen_argument]
    return [sys.executable, "-c", own_modules, *sys.path]


def _apart() -> dict[str, Any]:
    """Ctrl+C is for this process, and no terminal opens for the other."""
    if sys.platform == "win32":
        return {
            "creationflags": subprocess.CREATE_NO_WINDOW
            | subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        }
    return {"process_group": 0}


def _listen(process: subprocess.Popen[bytes], wish: Wish, said: queue.SimpleQueue[Said | None]) -> None:
    """Ask, and hand on what is said; None at its end."""
    with suppress(OSError, ValueError, msgspec.DecodeError):
        stdin, stdout = _there(process.stdin), _there(process.stdout)
        stdin.write(msgspec.json.encode(wish) + b"\n")
        stdin.flush()
        while line := stdout.readline():
            answer = msgspec.json.decode(line, type=Answer)
            said.put((answer, [_read(stdout, size) for size in answer.sizes_bytes]))
    said.put(None)


def _read(stream: IO[bytes], size_bytes: int) -> bytearray:
    """Raises ValueError where less comes."""
    content = bytearray(size_bytes)
    view = memoryview(content)
    while view:
        count = stream.readinto(view)  # type: ignore[attr-defined]
        if not count:
            raise ValueError("it ended in the middle of it")
        view = view[count:]
    return content


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream
