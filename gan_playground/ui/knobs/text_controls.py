"""Controls of what is written: lines of text, files, and the columns in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.images.picture import picture_endings
from gan_playground.gan.data.line.column import shipped_file
from gan_playground.gan.data.plane.picture import read_darkness
from gan_playground.gan.data.table import column_names, table_endings
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.knob import Knob
from gan_playground.resources import resource_path
from gan_playground.ui.knobs.control import Control
from gan_playground.ui.knobs.flat_combo import FlatCombo
from gan_playground.ui.theme.icons import draw_icon
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.file_dialogs import chosen_folder, chosen_to_open, leads_out
from gan_playground.ui.widgets.menu import Menu

file_kinds = {
    "numbers": f"Numbers ({' '.join(f'*{ending}' for ending in table_endings)});;All files (*)",
    "picture": f"Pictures ({' '.join(f'*{ending}' for ending in picture_endings)});;All files (*)",
    "pictures": "Pictures (*ubyte* *.gz *.bin *.npz *.npy);;All files (*)",
}
icon_size_px = 18


class TextControl(Control):
    """A line of text; what cannot be is said below it and taken back."""

    hint = ""

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(knob, parent)
        self.line = QLineEdit(placeholderText=self.hint)
        self.line.editingFinished.connect(self._read_line)
        self._column.setSpacing(4)
        self._column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._dress(self.line))
        self._column.addWidget(self.problem)
        self._introduce(self.line)
        self.show_value("")

    def _dress(self, line: QLineEdit) -> QWidget:
        """The line together with what helps to fill it."""
        return line

    def _reflect(self, value: str) -> None:
        if self.line.text() != value:
            self.line.setText(value)

    @Slot()
    def _read_line(self) -> None:
        text = self.line.text().strip()
        if text == self.value:
            return
        try:
            self._check(text)
        except PlaygroundError as error:
            self._reflect(self.value)
            self._complain(str(error))
            return
        self._turn(text)

    def _check(self, text: str) -> None:
        self.knob.parse(text)


class FileControl(TextControl):
    """A file of numbers, a picture, or a folder or file of many; typed or chosen."""

    forgets = ("data.column", "data.sheet", "data.decimals")
    heeds = ("data.kind",)
    _kind = "numbers"

    def show_experiment(self, experiment: Experiment) -> None:
        family = FAMILIES[experiment.data.kind]
        self.line.setPlaceholderText(family.file_hint)
        self._kind = family.file_kind
        super().show_experiment(experiment)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        draw_icon(self.button, "folder", theme.text, icon_size_px)

    def _dress(self, line: QLineEdit) -> QWidget:
        self.button = QPushButton(focusPolicy=Qt.FocusPolicy.TabFocus)
        self.button.setToolTip("Choose a file, or a folder of pictures")
        self.button.setProperty("variant", "icon")
        self.button.setProperty(leads_out, True)
        self.button.setAccessibleName("Choose a file")
        self.button.clicked.connect(self._ask)
        both = QWidget()
        row = QHBoxLayout(both, spacing=8)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line)
        row.addWidget(self.button)
        return both

    def _check(self, text: str) -> None:
        super()._check(text)
        if text and self._kind == "picture":
            read_darkness(Path(text).expanduser())

    @Slot()
    def _ask(self) -> None:
        if self._kind != "pictures":
            self._ask_for_a_file()
            return
        menu = Menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("A folder of pictures…", self._ask_for_a_folder)
        menu.addAction("A file of many…", self._ask_for_a_file)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    @Slot()
    def _ask_for_a_file(self) -> None:
        self._take(chosen_to_open(self, "Choose a file", self._start(), file_kinds[self._kind]))

    @Slot()
    def _ask_for_a_folder(self) -> None:
        self._take(chosen_folder(self, "Choose a folder of pictures", self._start()))

    def _start(self) -> str:
        return str(Path(self.value).expanduser().parent) if self.value else ""

    def _take(self, chosen: str) -> None:
        if chosen:
            self.line.setText(chosen)
            self._read_line()


class ColumnControl(TextControl):
    """A column of the file that is in use: typed, or chosen from the names in it."""

    hint = "the first column of numbers"
    heeds = ("data.kind", "data.path", "data.sheet")
    _offered: tuple[str, str] | None = None  # whose columns the list holds

    def __init__(self, knob: Knob, parent: QWidget | None = None) -> None:
        super().__init__(knob, parent)
        self.how_button = QPushButton("How it was read…", focusPolicy=Qt.FocusPolicy.TabFocus)
        self.how_button.setObjectName("tableReading")
        self.how_button.setToolTip("The file's first rows and all its columns, and what can be changed of them")
        self.how_button.clicked.connect(self.more_wanted)
        self._column.addWidget(self.how_button, 0, Qt.AlignmentFlag.AlignLeft)

    def leave_out_title(self) -> None:
        super().leave_out_title()
        self.how_button.hide()  # a value is chosen here that is of no run yet

    def show_experiment(self, experiment: Experiment) -> None:
        source = experiment.data.path, experiment.data.sheet
        if experiment.reads(self.knob.path) and source != self._offered:
            self._offer(*source)
        super().show_experiment(experiment)

    def _dress(self, line: QLineEdit) -> QWidget:
        self.combo = FlatCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(FlatCombo.InsertPolicy.NoInsert)
        self.combo.setLineEdit(line)
        self.combo.textActivated.connect(self._pick)
        return self.combo

    def _offer(self, path: str, sheet: str) -> None:
        """Fill the list with the columns of the file at `path`; one that cannot be read has none."""
        self._offered = path, sheet
        try:
            names = column_names(Path(path).expanduser() if path else resource_path(shipped_file), sheet)
        except PlaygroundError:
            names = []
        blocker = QSignalBlocker(self.combo)
        self.combo.clear()
        self.combo.addItems(names)
        self.combo.setEditText(self.value or "")
        blocker.unblock()

    @Slot(str)
    def _pick(self, name: str) -> None:
        self._turn(name)


text_controls: dict[str, Callable[[Knob], Control]] = {"data.path": FileControl, "data.column": ColumnControl}
"""Those of knobs whose text is of a kind of its own."""
