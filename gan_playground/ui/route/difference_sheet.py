"""What the route has changed: each question with the answers before and after, and what today's class knew."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gan_playground.ui.route.difference import Change, QuestionDifference, RouteDifference
from gan_playground.ui.route.walk import unknown
from gan_playground.ui.theme.icons import pixmap
from gan_playground.ui.theme.role_picture import role_picture
from gan_playground.ui.theme.text_scale import scaled
from gan_playground.ui.theme.theme import Theme
from gan_playground.ui.widgets.sheet import Sheet

sheet_width_px = 880
picture_px, sign_px, words_px = (96, 60), 18, 120
known = (Change.WON, Change.KEPT)


class DifferenceSheet(Sheet):
    """Made anew for each difference, which never changes."""

    def __init__(self, difference: RouteDifference, theme: Theme, parent: QWidget) -> None:
        super().__init__("What has changed", sheet_width_px, theme, parent)
        self.setObjectName("routeDifference")
        self.setAccessibleName(f"What has changed. {difference.sentence}")
        self.close_button.setObjectName("routeDifferenceClose")
        self._difference = difference
        self._grid = QGridLayout(horizontalSpacing=16, verticalSpacing=8)
        self._grid.setContentsMargins(0, 0, 10, 0)
        self._grid.setColumnStretch(0, 1)
        self._pictures: list[tuple[QLabel, QuestionDifference, int]] = []
        self._signs: list[tuple[QLabel, Change]] = []
        sentence = _label(difference.sentence, "heading", self)
        sentence.setObjectName("routeSentence")
        self.body.addWidget(sentence)
        self.body.addLayout(self._grid)
        self._add_heads()
        for row, one in enumerate(difference.questions, 1):
            self._add_row(row, one)
        if difference.class_sentence:
            told = _label(difference.class_sentence, "label", self)
            told.setObjectName("routeClass")
            self.body.addWidget(told)
        kept = "Kept on this computer without names; “Forget what was drawn” in the gallery’s … menu forgets it."
        self.body.addWidget(_label(kept, "caption", self))
        self.set_theme(theme)

    def _add_heads(self) -> None:
        for column, words in ((1, "before"), (2, "after")):
            self._grid.addWidget(_label(words, "caption", self), 0, column, Qt.AlignmentFlag.AlignHCenter)

    def _add_row(self, row: int, one: QuestionDifference) -> None:
        question = one.question
        right = question.answers[question.right].words
        self._grid.addWidget(_label(f"<b>{_begun(question.name)}: {right}.</b> {question.why}", "label", self), row, 0)
        for column, answer in ((1, one.before), (2, one.after)):
            picture = QLabel(self)
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words = "no answer" if answer == unknown else question.answers[answer].words
            picture.setAccessibleName(words)
            picture.setToolTip(words)
            picture.setProperty("role", "caption")
            self._pictures.append((picture, one, answer))
            self._grid.addWidget(picture, row, column)
        sign = QLabel(self)
        self._signs.append((sign, one.change))
        self._grid.addWidget(sign, row, 3)
        words = "<br>".join(filter(None, (one.change.value, one.class_words)))
        change = _label(words, "label", self)
        change.setObjectName(f"routeChange.{question.name}")
        self._grid.addWidget(change, row, 4)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        size, ratio = QSize(*map(scaled, picture_px)), self.devicePixelRatioF()
        for label, one, answer in self._pictures:
            label.setFixedSize(size)
            if answer == unknown:
                label.setText("–")
            else:
                label.setPixmap(role_picture(one.question.answers[answer].file, theme, size, ratio))
        for sign, change in self._signs:
            name, colour = ("check", theme.good) if change in known else ("dot", theme.muted)
            sign.setPixmap(pixmap(name, colour, scaled(sign_px), ratio))
        self._grid.setColumnMinimumWidth(4, scaled(words_px))


def _label(words: str, role: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent, wordWrap=True)
    label.setProperty("role", role)
    return label


def _begun(words: str) -> str:
    return words[0].upper() + words[1:]
