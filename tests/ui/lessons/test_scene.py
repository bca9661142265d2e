"""What is lit while a page is up, and which page of the right side is open: seen, in nobody's way, and gone with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gan_playground.errors import PlaygroundError
from gan_playground.gan.experiment.experiment import KNOBS
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import BUTTONS, LAYERS, PANELS, Phase
from gan_playground.ui.plot.light import NOBODY, OF_FAKES, OF_REAL, Roles, faint_shade
from gan_playground.ui.theme.theme import DARK, LIGHT, Theme
from gan_playground.ui.widgets.halo import Halo
from gan_playground.ui.window.layout import smallest_size
from watched import Opener, Watched

PAGE = 3
RATE = "discriminator.learning_rate"
DEEP = next(path for path, knob in KNOBS.items() if not knob.simple and load_lesson("pinned").experiment.reads(path))


@pytest.fixture
def watched(shared: Opener) -> Iterator[Watched]:
    watched = shared("--lesson", "pinned")
    yield watched
    watched.window.story.go_to(0)
    watched.window.resize(1280, 720)


def open_page(watched: Watched, **phase: object) -> None:
    pages = (Phase(title="Look", text="…", **phase), Phase(title="End", text="…"))
    watched.window.story.show_lesson(replace(load_lesson("pinned"), phases=pages, claims=()))
    watched.window.story.go_to(PAGE)
    QApplication.processEvents()


def halos(watched: Watched) -> list[Halo]:
    return [halo for halo in watched.window.findChildren(Halo) if halo.isVisible()]


def in_window(part: QWidget) -> tuple[QPoint, QPoint]:
    corner = part.mapTo(part.window(), QPoint(0, 0))
    return corner, corner + QPoint(part.width() - 1, part.height() - 1)


@pytest.mark.parametrize("size", [smallest_size, (1280, 720)])
@pytest.mark.parametrize("name", [*PANELS, *BUTTONS, RATE])
def test_a_line_goes_around_what_is_lit_inside_of_the_window(
    watched: Watched, name: str, size: tuple[int, int]
) -> None:
    watched.window.resize(*size)
    QApplication.processEvents()
    open_page(watched, light=(name,))
    (halo,) = halos(watched)
    assert watched.window._scene.lit == [halo.part]
    first, last = in_window(halo)
    part_first, part_last = in_window(halo.part)
    assert first.x() <= part_first.x()
    assert last.x() >= part_last.x()
    assert first.y() <= part_first.y() or name == RATE
    assert halo.parentWidget().rect().contains(halo.geometry())
    assert watched.window.rect().contains(first)
    assert watched.window.rect().contains(last)
    watched.window.story.turn()
    QApplication.processEvents()
    assert halos(watched) == [] == watched.window._scene.lit


@pytest.mark.parametrize("name", ["slope", "algorithm"])
def test_what_stands_below_the_formulas_is_scrolled_to_and_they_are_on_the_next_page(
    watched: Watched, name: str
) -> None:
    watched.window.resize(*smallest_size)
    open_page(watched, light=(name,), side="formula")
    formula = watched.window.formula
    part = {"slope": formula.loss, "algorithm": formula.algorithm}[name]
    assert watched.window._scene.lit == [part]
    assert formula.viewport().rect().contains(part.mapTo(formula.viewport(), QPoint(0, 0)))
    assert formula.verticalScrollBar().value() > 0
    open_page(watched, light=("real",), side="formula")
    assert formula.verticalScrollBar().value() == 0


def test_the_dials_are_lit_on_the_stage(watched: Watched) -> None:
    open_page(watched, light=("generator.theta1", "generator.theta2"))
    (halo,) = halos(watched)
    assert halo.part.findChild(QWidget, "theta2Dial") is not None


def test_it_follows_its_part_and_takes_no_press(watched: Watched) -> None:
    open_page(watched, light=("playButton",))
    (halo,) = halos(watched)
    watched.window.resize(1400, 900)
    QApplication.processEvents()
    middle = halo.part.mapTo(watched.window, halo.part.rect().center())
    assert (in_window(halo)[0] + in_window(halo)[1]) / 2 - middle in [
        QPoint(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)
    ]
    was_playing = watched.settle() and watched.window.session.is_playing
    QTest.mouseClick(watched.window.childAt(middle), Qt.MouseButton.LeftButton)
    assert watched.window.session.will_play is not was_playing


def test_what_does_not_stand_there_is_not_lit_until_it_does(watched: Watched) -> None:
    open_page(watched, light=(RATE,), side="formula")
    assert halos(watched) == []
    watched.window.side_tabs.show_page("knobs")
    assert [halo.part for halo in halos(watched)] == [watched.window.knob_panel.controls[RATE]]
    watched.window.side_tabs.show_page("formula")
    assert halos(watched) == []
    watched.window.side_tabs.show_page("knobs")


def test_a_knob_that_is_none_of_the_simple_ones_is_neither_lit_nor_sought(watched: Watched) -> None:
    bar = watched.window.knob_panel._area.verticalScrollBar()
    bar.setValue(0)
    open_page(watched, light=(DEEP,))
    assert (watched.window._scene.lit, bar.value()) == ([], 0)
    assert watched.window.knob_panel.simple_button.isChecked()


def test_a_lit_knob_is_brought_into_sight(watched: Watched) -> None:
    watched.window.resize(*smallest_size)
    QApplication.processEvents()
    open_page(watched, light=("batch_size",))
    control = watched.window.knob_panel.controls["batch_size"]
    assert not control.visibleRegion().isEmpty()


def test_a_lit_knob_stays_whole_as_the_card_below_grows(watched: Watched) -> None:
    open_page(watched, light=("batch_size",))
    control, card = watched.window.knob_panel.controls["batch_size"], watched.window.diagnosis
    assert control.visibleRegion().boundingRect() == control.rect()
    room_px = card.height()
    card.setMinimumHeight(room_px + control.height() // 2)
    QApplication.processEvents()
    assert card.height() > room_px
    assert control.visibleRegion().boundingRect() == control.rect()
    card.setMinimumHeight(0)


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_its_line_is_seen_in_both_themes(watched: Watched, theme: Theme) -> None:
    if watched.window.theme is not theme:
        watched.window.toggle_theme()
    open_page(watched, light=("score",))
    (halo,) = halos(watched)
    line = luminance(halo.palette().color(QPalette.ColorRole.WindowText))
    for below in (theme.background, theme.surface):
        low, high = sorted((line, luminance(QColor(below))))
        assert (high + 0.05) / (low + 0.05) >= 3.0
    assert halo.grab().toImage().pixelColor(halo.width() // 2, 1).name() == theme.text.lower()


def shades(watched: Watched, about: Roles) -> set[float]:
    """How strongly what is about these alone is drawn."""
    return {item._shade for item, its in watched.window.run_view.stage._figure._about if its == about}


def test_data_are_lit_until_a_hand_points_at_others(watched: Watched) -> None:
    open_page(watched, light=("generated", "flow"))
    stage, scene = watched.window.run_view.stage, watched.window._scene
    assert scene._roles == OF_FAKES
    assert shades(watched, OF_FAKES) == {1.0}
    assert shades(watched, OF_REAL) == {faint_shade}
    stage.pointed.emit(OF_REAL)
    assert scene._roles == NOBODY
    assert shades(watched, OF_REAL) == {1.0}, "to whoever points there, the stage shows all"
    assert len(halos(watched)) == 1, "the halo stays"
    watched.window.story.go_to(0)
    open_page(watched, light=("real",))
    watched.window.formula.pointed.emit(OF_FAKES)
    watched.window.formula.pointed.emit(NOBODY)
    assert scene._roles == NOBODY


def test_it_opens_a_page_of_the_side_and_takes_no_keyboard(watched: Watched) -> None:
    watched.window.story.findChild(QWidget, "storyNext").setFocus()
    had = QApplication.focusWidget()
    open_page(watched, side="formula")
    assert watched.window.side_tabs.name == "formula"
    assert QApplication.focusWidget() is had
    watched.window.story.turn()
    assert watched.window.side_tabs.name == "formula", "the next page says nothing of it"


def test_another_stage_is_lit_as_the_one_before(watched: Watched) -> None:
    open_page(watched, light=("stage", "real"))
    watched.window.run_view.choose_stage("phase")
    QApplication.processEvents()
    assert [halo.part for halo in halos(watched)] == [watched.window.run_view.stage]
    watched.window.run_view.choose_stage("line")


@pytest.mark.parametrize("lesson_id", ["pinned", "ring", "tug-of-war", "digits", "palette"])
def test_a_lesson_can_name_all_layers_of_its_stage(shared: Opener, lesson_id: str) -> None:
    stage = shared("--lesson", lesson_id).window.run_view.stage
    assert stage is not None
    there = tuple(chip.layer.id for chip in stage.chips)
    assert LAYERS[load_lesson(lesson_id).experiment.stage] == there


def test_layers_are_seen_as_a_page_wants_while_it_is_up(watched: Watched) -> None:
    stage = watched.window.run_view.stage
    assert stage is not None
    before = stage.view.visible
    assert "real" in before
    open_page(watched, layers={"arrows": "arrows" not in before, "real": False, "best": "best" in before})
    assert stage.view.visible == (before ^ {"arrows", "real"})
    watched.window.story.turn()
    assert stage.view.visible == before


def test_a_layer_that_a_hand_has_put_otherwise_stays_so(watched: Watched) -> None:
    stage = watched.window.run_view.stage
    assert stage is not None
    before = stage.view.visible
    open_page(watched, layers={"real": False, "generated": False})
    stage.chip("real").click()
    stage.chip("arrows").click()
    watched.window.story.turn()
    assert stage.view.visible == before ^ {"arrows"}
    stage.chip("arrows").click()


def test_a_layer_that_is_not_there_is_refused_by_name() -> None:
    lesson = load_lesson("pinned")
    with pytest.raises(PlaygroundError, match=r"no layer 'saliency' here.*histograms"):
        replace(lesson, phases=(Phase(title="Look", text="…", layers={"saliency": True}),), claims=())
