"""What a seeded hand does with the controls of a window: clicks, chooses, drags, types."""

from __future__ import annotations

from random import Random

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QSlider, QWidget

from gan_playground.ui.window.main_window import MainWindow

heavy = {"batch_size", "generator.steps", "discriminator.steps", "stabilise.unroll", "generator.width",
         "discriminator.width", "generator.depth", "discriminator.depth"}  # fmt: skip
"""What makes a step long: kept in the lower third, so that many things happen in a minute."""

left = Qt.MouseButton.LeftButton


class Hands:
    """Each says what it did."""

    def __init__(self, window: MainWindow, rng: Random) -> None:
        self.window, self.rng = window, rng

    def able(self, path: str) -> QWidget | None:
        widget = self.window.findChild(QWidget, path)
        turned = isinstance(widget, (QSlider, QComboBox, QAbstractButton))
        return widget if turned and widget.isVisibleTo(self.window) and widget.isEnabled() else None

    def turn(self, widget: QWidget) -> str:
        if isinstance(widget, QSlider):
            return self.slide(widget)
        if isinstance(widget, QComboBox):
            if widget.count():
                self.choose(widget, self.rng.randrange(widget.count()))
            return str(widget.currentData())
        QTest.mouseClick(widget, left)
        return "clicked"

    def choose(self, box: QComboBox, index: int) -> None:
        """As by its list: what is chosen is also activated."""
        if box.itemText(index):  # a line between two groups has none
            box.setCurrentIndex(index)
            box.activated.emit(index)

    def slide(self, slider: QSlider) -> str:
        """Drag it, press keys on it, or type into its field."""
        name = slider.objectName()
        most = slider.maximum() // 3 if name in heavy else slider.maximum()
        way = self.rng.choice(("drag", "keys", "set", "field"))
        target = self.rng.randint(min(1, most), most)
        field = self.window.findChild(QLineEdit, f"{name}.field")
        if way == "keys":
            for _ in range(self.rng.randint(1, 4)):
                QTest.keyClick(slider, self.rng.choice((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageDown)))
        elif way == "field" and field is not None:
            field.selectAll()
            QTest.keyClicks(field, self.rng.choice(("0.001", "3", "1e9", "-4", "what", "64")))
            QTest.keyClick(field, Qt.Key.Key_Return)
        elif way == "drag" and name not in heavy:
            self.drag(slider)
        else:
            slider.setValue(target)
        return f"{way} to {slider.value()}"

    def drag(self, slider: QSlider) -> None:
        places = [QPoint(self.rng.randrange(slider.width()), slider.height() // 2) for _ in range(6)]
        QTest.mousePress(slider, left, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(slider, place)
            QTest.qWait(self.rng.choice((0, 5, 16)))
        QTest.mouseRelease(slider, left, pos=places[-1])

    def click(self, name: str, times: int = 1) -> str:
        """Where a hand could: what is hidden or grey is left alone, and so is a download."""
        button = self.window.findChild(QAbstractButton, name)
        if button is None or not button.isVisibleTo(self.window) or not button.isEnabled():
            return f"{name} cannot be clicked"
        for _ in range(times):
            QTest.mouseClick(button, left)
        return f"{name} {times}x"
