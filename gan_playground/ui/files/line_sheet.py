"""The line that begins a run anew, on a sheet: as a code for the phones of a whole class, and as text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from gan_playground.ui.theme.actions import hint
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.qr_code import QrCode
from gan_playground.ui.widgets.sheet import Sheet

sheet_width_px, beside_code_px = 560, 300
least_code_px, text_px = 240, 62
meaning = "It begins this run anew, wherever GAN Playground is installed."
too_long = "It is too long for a code; copy it."


class LineSheet(Sheet):
    """Has nothing to do with the run: it shows what it is given."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("This run, to take along", sheet_width_px, theme, parent)
        self.setObjectName("lineSheet")
        self.setAccessibleName("The line that begins this run anew")
        self.code = QrCode(self)
        self.text = QPlainTextEdit(self, readOnly=True, tabChangesFocus=True)
        self.text.setObjectName("lineText")
        self.text.setAccessibleName("The line")
        self.copy_button = QPushButton("Copy", self, toolTip=hint("copy_line"))
        self.copy_button.setObjectName("lineCopy")
        self.copy_button.clicked.connect(self._copy)
        self._caveat = QLabel(self, wordWrap=True)
        self._caveat.setProperty("role", "muted")
        self._put_together()
        self.set_theme(theme)

    def _put_together(self) -> None:
        row = QHBoxLayout(spacing=12)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(row)
        self.body.addWidget(self._caveat)

    def show_line(self, line: str, caveat: str) -> None:
        """Open the sheet with this line. caveat: what it does not hold; empty: it holds all."""
        has_code = self.code.show_text(line)
        self.code.setAccessibleName(f"A QR code of: {line}")
        self._caveat.setText(" ".join(filter(None, (meaning, "" if has_code else too_long, caveat))))
        self.text.setPlainText(line)
        self.copy_button.setText("Copy")
        if self.isHidden():
            self.show_sheet()
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The code has all the room that the words leave."""
        self.text.setFixedHeight(scaled(text_px))
        side_px = min(self.height() - scaled(beside_code_px), self.width() - scaled(120))
        self.code.fit(max(least_code_px, side_px))

    @Slot()
    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copy_button.setText("Copied")
