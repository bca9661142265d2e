"""The process that reads for another one: what it is asked comes in, and what it says goes out, through pipes.

It is asked once, in a line of JSON (a `Wish`). What it says are lines of JSON too, each an `Answer`, the last of which
may announce so many bytes that follow. The first says that it is there. It imports neither torch nor Qt, comes after
everybody else at the processor, and ends as soon as nobody listens any more.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

import msgspec

from gan_playground.errors import PlaygroundError, first_line
from gan_playground.files import remove_unfinished
from gan_playground.gan.data.images.extent import read_here
from gan_playground.gan.data.images.listing import content_here, list_folder, listed_once
from gan_playground.gan.data.images.wish import Answer, Wish
from gan_playground.gan.data.watching import watched

niceness = 10
told_every_s = 0.05
most_address_bytes = 6 * 2**30  # where the system can be asked for that


Found = tuple[object, Iterable[memoryview]]


def serve() -> NoReturn:
    """Do what is asked on stdin, and answer on stdout, which is nobody else's."""
    wishes, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")  # a frozen program may have no sys.stdin
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _stand_back()
    with suppress(OSError):  # nobody listens
        _say(answers, Answer())
        wish = msgspec.json.decode(wishes.readline(), type=Wish)
        threading.Thread(target=_end_with_who_asked, args=(wishes,), daemon=True).start()
        _obey(wish, answers)
        answers.close()
    os._exit(0)


def _stand_back() -> None:
    """Whoever trains or draws comes first; and a picture that would take all memory does not get it."""
    if hasattr(os, "nice"):  # elsewhere it was begun so
        os.nice(niceness)
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_address_bytes, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _end_with_who_asked(wishes: BinaryIO) -> None:
    """Its end of the pipe is closed when it ends, however that was, and when nothing is wanted any more."""
    with suppress(OSError):
        wishes.read()
    remove_unfinished()
    os._exit(0)


def _say(answers: BinaryIO, answer: Answer, content: Iterable[memoryview] = ()) -> None:
    answers.write(msgspec.json.encode(answer) + b"\n")
    for piece in content:
        answers.write(piece)
    answers.flush()


class _Teller:
    """Says how far reading is, now and then."""

    def __init__(self, answers: BinaryIO, every_s: float) -> None:
        self._answers, self._every_s = answers, every_s
        self._due_s = 0.0

    def tell(self, done: int, total: int) -> None:
        if total and time.monotonic() >= self._due_s:
            self._due_s = time.monotonic() + self._every_s
            _say(self._answers, Answer(done=done, total=total))


def _obey(wish: Wish, answers: BinaryIO) -> None:
    try:
        with watched(_Teller(answers, 0.0 if wish.closely else told_every_s).tell):
            words, content = TASKS[wish.task](wish)
    except PlaygroundError as error:
        _say(answers, Answer(is_last=True, failed=str(error)))
        return
    except Exception as error:  # noqa: BLE001 - whatever it was, whoever asked tells
        name = os.path.basename(os.fsdecode(wish.path))
        _say(answers, Answer(is_last=True, failed=f"{name} cannot be read: {first_line(error)}."))
        return
    content = list(content)
    sizes = tuple(piece.nbytes for piece in content)
    _say(answers, Answer(is_last=True, words=msgspec.Raw(msgspec.json.encode(words)), sizes_bytes=sizes), content)


def _list(wish: Wish) -> Found:
    return list_folder(Path(os.fsdecode(wish.path))), ()


def _look_into(wish: Wish) -> Found:
    return content_here(Path(os.fsdecode(wish.path))), ()


def _read(wish: Wish) -> Found:
    from gan_playground.gan.data.images.album import packed
    from gan_playground.gan.data.images.files import read_album
    from gan_playground.gan.data.images.folder import sparing

    path = Path(os.fsdecode(wish.path))
    known = {} if wish.listing is None else {path: wish.listing}
    with read_here(), sparing(wish.deadly), listed_once(known):
        return packed(read_album(path, wish.side, wish.colour))


TASKS: dict[str, Callable[[Wish], Found]] = {"list": _list, "content": _look_into, "read": _read}
