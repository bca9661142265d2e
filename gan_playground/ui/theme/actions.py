"""Everything that a key can do: the one table of which keys, tooltips, menus, the keys sheet and the README are made.

What a button says of itself ends with its key, and that comes from here (`hint`); the window makes a QAction of every
row and gives it something to do (`ui/window/actions.py`).
"""

from __future__ import annotations

from msgspec import Struct


class ActionRow(Struct, frozen=True, kw_only=True):
    """Something that can be done in the window.

    keys: any of them does it; the first is the one that is told. words: what it does, in the sheet of keys and in the
    README. tip: what a button says of it, and menu: what a menu says; both are `words` unless written. repeats: held
    down it goes on. secret: it goes without saying, and no list tells it. basic: the README tells it too.
    """

    keys: tuple[str, ...]
    words: str
    tip: str = ""
    menu: str = ""
    repeats: bool = False
    secret: bool = False
    basic: bool = False


ACTIONS = {
    "play": ActionRow(keys=("Space",), words="Play or pause", basic=True),
    "step_discriminator": ActionRow(
        keys=("D",), words="One step of D", tip="One update of the discriminator", repeats=True
    ),
    "step_generator": ActionRow(keys=("G",), words="One step of G", tip="One update of the generator", repeats=True),
    "step_both": ActionRow(
        keys=(".",), words="One step of both", tip="One turn of both players", repeats=True, basic=True
    ),
    "slow_motion": ActionRow(
        keys=("M",),
        words="Slow motion: one turn in its parts; then . is the next part, and , the one before",
        tip="One turn in its parts: what flows where, and what G and D hear of it",
        basic=True,
    ),
    "step_back": ActionRow(keys=(",",), words="One step back", repeats=True, basic=True),
    "bookmark": ActionRow(keys=("B",), words="Bookmark this step", basic=True),
    "branches": ActionRow(keys=("Shift+B",), words="Branches and bookmarks", basic=True),
    "present": ActionRow(keys=("End",), words="Back to the present"),
    "compare": ActionRow(keys=("C",), words="Compare two runs, or end it", basic=True),
    "keep_run_b": ActionRow(
        keys=("K",), words="Keep the second of two runs", tip="End the comparison, and go on with B alone."
    ),
    "swap_runs": ActionRow(
        keys=("X",),
        words="Let two runs change places",
        tip="The runs change places: the knobs then turn the other one.",
    ),
    "look_ahead": ActionRow(
        keys=("L",),
        words="Look ahead; then 1 to 4 takes a future",
        tip="See what would come of other settings",
        basic=True,
    ),
    "save_run": ActionRow(keys=("Ctrl+S",), words="Save the run", menu="Save the run …", basic=True),
    "open_run": ActionRow(keys=("Ctrl+O",), words="Open a run", menu="Open a run …", basic=True),
    "copy_line": ActionRow(
        keys=("Ctrl+L",), words="Copy the line that begins this run anew", menu="Copy this run as a command line"
    ),
    "show_line": ActionRow(
        keys=("Ctrl+Shift+L",), words="That line as a code for phones", menu="Show that line as a QR code"
    ),
    "record": ActionRow(
        keys=("F9",),
        words="Record what is seen, or stop and save it",
        tip="Record a film of the stage or of the window",
        menu="Record …",
    ),
    "discard_recording": ActionRow(
        keys=("Shift+F9",), words="Stop recording, and keep nothing", menu="Stop recording, and keep nothing"
    ),
    "last_minute": ActionRow(
        keys=("Ctrl+F9",), words="The last minute as a film", menu="Save the last minute as a film …"
    ),
    "train_discriminator": ActionRow(
        keys=("Shift+D",),
        words="Train D to its best",
        tip="Hold G still and train D until it is as good as it gets against this G",
    ),
    "restart": ActionRow(
        keys=("R",), words="Restart, from the same seed", tip="Begin again from the same random numbers"
    ),
    "new_seed": ActionRow(keys=("N",), words="Restart, from a new seed", tip="Begin again from other random numbers"),
    "undo": ActionRow(keys=("Ctrl+Z",), words="Undo what was turned, painted or removed", basic=True),
    "redo": ActionRow(keys=("Ctrl+Shift+Z", "Ctrl+Y"), words="Redo what was undone", basic=True),
    "full_speed": ActionRow(
        keys=("S",),
        words="Full speed, or the lesson’s own",
        tip="As fast as it goes, in every lesson until the window is closed; again: the lesson’s own speed",
        basic=True,
    ),
    "slower": ActionRow(keys=("[",), words="Slower", repeats=True),
    "faster": ActionRow(keys=("]",), words="Faster", repeats=True),
    "search_lessons": ActionRow(keys=("Ctrl+F", "/"), words="Search the lessons", basic=True),
    "lesson_before": ActionRow(keys=("Ctrl+PgUp",), words="The lesson before"),
    "next_lesson": ActionRow(keys=("Ctrl+PgDown",), words="The next lesson"),
    "formula": ActionRow(
        keys=("V",), words="The formulas, or the knobs", tip="What each player minimises, with the numbers of now"
    ),
    "networks": ActionRow(
        keys=("W",), words="The networks, or the knobs", tip="Layers, units and weights, with a sample on its way"
    ),
    "theme": ActionRow(keys=("T",), words="The next theme: dark, light, high contrast"),
    "larger_text": ActionRow(keys=("Ctrl++", "Ctrl+="), words="Larger words", basic=True),
    "smaller_text": ActionRow(keys=("Ctrl+-",), words="Smaller words", basic=True),
    "usual_text": ActionRow(keys=("Ctrl+0",), words="Words of the usual size"),
    "full_screen": ActionRow(keys=("F11",), words="Full screen", basic=True),
    "presenter": ActionRow(
        keys=("F5",),
        words="Presenter mode, for a projector; Page Up and Page Down, or a remote, go through the story",
        menu="Presenter mode",
        basic=True,
    ),
    "spotlight": ActionRow(keys=("O",), words="While it is held: a light around the pointer", basic=True),
    "story_on": ActionRow(keys=("PgDown",), words="The page’s button, then the next page", secret=True),
    "story_back": ActionRow(keys=("PgUp",), words="The page before", secret=True),
    "glossary": ActionRow(keys=("F1",), words="What the words mean", basic=True),
    "keys": ActionRow(keys=("?",), words="All the keys", basic=True),
    "escape": ActionRow(keys=("Esc",), words="Close, cancel, or leave the full screen", secret=True),
}
"""What can be done wherever the keyboard is, by name."""

tool_keys = {"hand": "H", "add": "A", "brush": "P", "eraser": "E"}
"""Of the tools of the plane, by their icons; the lists tell them in one row."""

STAGE_ACTIONS = {
    "tools": ActionRow(
        keys=(", ".join(tool_keys.values()),), words="On the plane: hand, add a mode, brush, eraser", basic=True
    ),
    "fit": ActionRow(keys=("0",), words="All there is to see again, after the wheel or a drag; + and − magnify"),
    "enlarge_plot": ActionRow(keys=("F",), words="On a chart: in the stage's place, and back"),
    "another_draw": ActionRow(keys=("Shift+N",), words="On pictures: another draw"),
    "open_drawing": ActionRow(keys=("Ctrl+Shift+O",), words="On the plane: open a drawing"),
    "export_samples": ActionRow(keys=("Ctrl+E",), words="On the plane and on pictures: export them"),
}
"""What can be done on some stages only; they listen for it themselves."""


def hint(action: str, words: str = "") -> str:
    """What a button that does this says, and its key: "Full screen  (F11)". words: others than usual."""
    row = ACTIONS[action]
    return f"{words or row.tip or row.words}  ({row.keys[0]})"


def stage_key(action: str) -> str:
    """The key that does this on a stage."""
    return STAGE_ACTIONS[action].keys[0]


def told_rows() -> list[ActionRow]:
    """All that the sheet of keys tells, in its order."""
    return [row for row in (*ACTIONS.values(), *STAGE_ACTIONS.values()) if not row.secret]
