"""One file over the network: it is gone on with where the line breaks off, and can be stopped at once.

What comes is read in a thread of its own, so that whoever waits for it need not wait for a silent server. Proxies are
those that the surroundings name (HTTPS_PROXY and the others).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from requests import Response

timeout_s = 15.0  # without a byte
pauses_s = (1.0, 4.0, 10.0)  # before each try to go on, as long as nothing more comes
look_s = 0.1  # between two looks at whether it is still wanted
piece_bytes, most_pieces = 2**16, 8
part_of_it, server_fault = 206, 500  # among HTTP's answers


class TransferError(Exception):
    """It does not come; the text says why, without a full stop."""


def transfer(
    address: str,
    file: BinaryIO,
    most_bytes: int,
    arrived: Callable[[int], None],
    check: Callable[[], None],
    done: int = 0,
) -> None:
    """Write into `file` what comes from `address`, and nothing that comes after more than `most_bytes`.

    done: how many of its bytes are there already, of some version that whoever calls can tell from others afterwards.

    arrived: told how many bytes are there, after every 64 KB. check: asked ten times a second; may raise to stop it.
    Raises TransferError where it does not come.
    """
    tries, mark, has_come = 0, "", False
    while True:
        before = done
        answer = _Answer(address, done, mark)
        try:
            for piece in answer.pieces(check):
                if isinstance(piece, _Head):
                    done, mark = piece.begins_at, piece.mark
                    file.seek(done)
                    file.truncate()
                    continue
                done += file.write(piece)
                if done > most_bytes:
                    return
                arrived(done)
            return
        except _BrokenOffError as error:
            has_come = has_come or done > before
            tries = 0 if done > before else tries + 1
            if not has_come or tries > len(pauses_s):
                raise TransferError(str(error)) from error
        finally:
            answer.stop()
        _wait(pauses_s[max(0, tries - 1)], check)


def _wait(time_s: float, check: Callable[[], None]) -> None:
    until_s = time.monotonic() + time_s
    while (left_s := until_s - time.monotonic()) > 0:
        check()
        time.sleep(min(look_s, left_s))


class _BrokenOffError(Exception):
    """Nothing more comes this time; it may be gone on with."""


class _StoppedError(Exception):
    """Nobody wants any more of it."""


class _Head:
    """What an answer says before its first byte.

    begins_at: which byte of the file that is. mark: what tells this version of the file from others.
    """

    def __init__(self, response: Response, asked_from: int) -> None:
        part = response.headers.get("Content-Range", "")
        goes_on = response.status_code == part_of_it and part.startswith(f"bytes {asked_from}-")
        self.begins_at = asked_from if goes_on else 0
        tag = response.headers.get("ETag", "")
        self.mark = tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


class _Answer:
    """What a server answers to one question, from a byte on; `mark`: of the version of which that is there already."""

    def __init__(self, address: str, begin: int, mark: str) -> None:
        self._address, self._begin, self._mark = address, begin, mark
        self._pieces: Queue[_Head | bytes | Exception | None] = Queue(most_pieces)
        self._stop = Event()
        self._response: Response | None = None
        self._thread = Thread(target=self._listen, name="transfer", daemon=True)
        self._thread.start()

    def pieces(self, check: Callable[[], None]) -> Iterator[_Head | bytes]:
        """Its head, and what comes, until the end."""
        while True:
            check()
            with suppress(Empty):
                piece = self._pieces.get(timeout=look_s)
                if piece is None:
                    return
                if isinstance(piece, Exception):
                    raise piece
                yield piece

    def stop(self) -> None:
        """Hang up; a server that is silent is not waited for."""
        self._stop.set()
        if self._response is not None and self._thread.is_alive():
            with suppress(OSError, ValueError, RuntimeError):  # it may be over just now
                self._response.raw.shutdown()
        self._thread.join(look_s)

    def _listen(self) -> None:
        with suppress(_StoppedError):
            try:
                self._ask()
            except _StoppedError:
                raise
            except Exception as error:  # noqa: BLE001 - whoever waits for it tells
                self._put(_in_words(error, self._address))
            else:
                self._put(None)

    def _ask(self) -> None:
        import requests

        # As it lies there: a server may offer to pack it once more, or call a packed file a packed answer.
        headers = {"Accept-Encoding": "identity"}
        if self._begin:
            headers["Range"] = f"bytes={self._begin}-"
            if self._mark:
                headers["If-Range"] = self._mark
        with requests.get(self._address, headers=headers, stream=True, timeout=timeout_s) as response:
            self._response = response
            response.raise_for_status()
            self._put(_Head(response, self._begin))
            for piece in response.raw.stream(piece_bytes, decode_content=False):
                self._put(piece)

    def _put(self, piece: _Head | bytes | Exception | None) -> None:
        while not self._stop.is_set():
            with suppress(Full):
                self._pieces.put(piece, timeout=look_s)
                return
        raise _StoppedError


def _in_words(error: Exception, address: str) -> Exception:
    """Why it does not come, or does not go on."""
    from requests import Response
    from requests import exceptions as of_requests
    from urllib3 import exceptions as of_urllib3

    where = urlsplit(address).hostname or address
    match error:
        case of_requests.HTTPError(response=Response(status_code=status, reason=reason)):
            comes_never = status < server_fault
            return (TransferError if comes_never else _BrokenOffError)(f"{where} answers {status} {reason}".rstrip())
        case of_requests.InvalidURL() | of_requests.MissingSchema() | of_requests.InvalidSchema():
            return TransferError(f"{address} is no address to fetch from")
        case of_requests.ProxyError():
            return _BrokenOffError(
                "the proxy that the surroundings name (HTTPS_PROXY or the like) lets nothing through"
            )
        case of_requests.SSLError() | of_urllib3.SSLError():
            return TransferError(f"{where} cannot show that it is who it says")
        case of_requests.Timeout() | of_urllib3.TimeoutError():
            return _BrokenOffError(f"{where} has sent nothing for {timeout_s:.0f} seconds")
        case of_requests.ConnectionError():
            return _BrokenOffError(f"{where} cannot be reached")
        case of_requests.RequestException() | of_urllib3.HTTPError() | OSError():
            return _BrokenOffError(f"the line to {where} broke off")
    return error
