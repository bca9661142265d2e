"""The one exception whose text is meant for the person at the window."""


class PlaygroundError(Exception):
    """A user's mistake, or a limit of this machine, told in one sentence that says what would be right."""
