"""Things that are put where nothing is."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPointF, QRectF

from gan_playground.ui.plot.free_places import free_place, kept_in, rows_of

room = QRectF(0, 0, 200, 100)
box = QRectF(50, 40, 20, 20)


def test_what_lies_on_nothing_stays() -> None:
    assert free_place(box, [QRectF(70, 40, 9, 20)], room, 1.0) == box


def test_what_lies_on_something_goes_the_shortest_way_off_it() -> None:
    assert free_place(box, [QRectF(0, 35, 200, 30)], room, 1.0) == box.translated(0, -25)
    assert free_place(box, [QRectF(0, 0, 200, 65)], room, 1.0) == box.translated(0, 25)
    assert free_place(box, [QRectF(65, 0, 99, 100)], room, 1.0) == box.translated(-5, 0)


def test_without_room_it_stays_and_beyond_the_room_it_comes_in() -> None:
    assert free_place(box, [room], room, 1.0) == box
    assert kept_in(QRectF(-50, 95, 20, 20), room) == QRectF(0, 80, 20, 20)


def test_those_that_would_lie_on_one_another_stand_in_a_row_around_their_middle() -> None:
    places = {2: QPointF(100, 50), 0: QPointF(104, 54), 1: QPointF(10, 50), 3: QPointF(125, 52)}
    rows = {row.numbers: row.box(20.0) for row in rows_of(places, 20.0)}
    assert rows.keys() == {(1,), (0, 2, 3)}, "the third meets the row of both others, not them alone"
    assert rows[0, 2, 3].center() == QPointF((100 + 104 + 125) / 3, 52)
    assert rows[0, 2, 3].width() == 60
    assert not any(a.intersects(b) for a, b in combinations(rows.values(), 2))
