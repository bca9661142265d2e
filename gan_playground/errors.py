"""The exceptions whose text is meant for the person at the window."""

from collections.abc import Iterable

most_listed = 24  # names that there are; of more, only those that were perhaps meant


class PlaygroundError(Exception):
    """A user's mistake, or a limit of this machine, told in one sentence that says what would be right."""


def first_line(error: Exception) -> str:
    """What a fault says, or else its kind; without a full stop."""
    return str(error).partition("\n")[0].rstrip(".") or type(error).__name__


def nearest(name: str, there: Iterable[str]) -> str:
    """What may have been meant, and what there is, as in: perhaps 'ring'; there are: pinned, ring."""
    import difflib  # only who has made a mistake waits for it

    there = list(there)
    ends_so = [one for one in there if one.endswith(name.rpartition(".")[2])]
    near = list(dict.fromkeys([*difflib.get_close_matches(name, ends_so), *difflib.get_close_matches(name, there)]))
    meant = [f"perhaps {' or '.join(map(repr, near[:2]))}"] if near else []
    whole = [] if near and len(there) > most_listed else [f"there are: {', '.join(there)}"]
    return "; ".join(meant + whole)


class NotDownloadedError(PlaygroundError):
    """Data are wanted that have to be fetched first, which only happens when somebody asks for it.

    name: the download that would help, as DOWNLOADS has it. sentence: what is so, for whoever has a button for it;
    the text of the error ends with the command that helps.
    """

    def __init__(self, sentence: str, name: str) -> None:
        command = f"gan-playground download {name} fetches it, or takes your copy with --from FOLDER."
        super().__init__(f"{sentence}: {command}")
        self.sentence, self.name = f"{sentence}.", name
