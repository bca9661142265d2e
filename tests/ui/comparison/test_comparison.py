"""Two runs side by side: linked stages, the strip that says what differs, and the sheet that begins it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cases import each_of, one_in
from gan_playground.gan.experiment.experiment import Experiment
from gan_playground.gan.experiment.recipes import RECIPES
from gan_playground.gan.training.trainer import Trainer
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment
from gan_playground.session.messages import Comparison, RunInfo
from gan_playground.ui.comparison.sheet import CompareSheet
from gan_playground.ui.comparison.strip import ComparisonStrip
from gan_playground.ui.comparison.words import ToldRow, told
from gan_playground.ui.stages.colours.cube import Turn
from gan_playground.ui.theme.style import stylesheet
from gan_playground.ui.theme.theme import DARK
from gan_playground.ui.widgets.labels import FittingLabel
from gan_playground.ui.window.run_view import RunView
from ui.planes import magnify

SEED = 3


@dataclass
class Pair:
    """A board with two runs, and their trainers."""

    run_view: RunView
    trainers: tuple[Trainer, Trainer]
    comparison: Comparison

    def advance(self, steps: int) -> None:
        """Train both in step, and show them."""
        for trainer in self.trainers:
            trainer.advance(steps)
        one, other = (trainer.observe(look=self.run_view.stage.look) for trainer in self.trainers)
        self.run_view.show_frame(one)
        self.run_view.show_run_b_frame(other)


PairMaker = Callable[..., Pair]


@pytest.fixture
def compare(qtbot: QtBot) -> PairMaker:
    def make(lesson_id: str, values: dict[str, object], size: tuple[int, int] = (1352, 900)) -> Pair:
        lesson = load_lesson(lesson_id)
        run_b = run_b_experiment(lesson.experiment, values)
        trainers = Trainer(lesson.experiment, SEED, run=1), Trainer(run_b, SEED, run=2)
        runs = [RunInfo.of(trainer) for trainer in trainers]
        run_view = RunView(DARK)
        run_view.setStyleSheet(stylesheet(DARK))
        qtbot.addWidget(run_view)
        run_view.resize(*size)
        run_view.show_run(runs[0], lesson)
        comparison = comparison_of(*runs)
        run_view.show_comparison(comparison, lesson)
        run_view.show()
        pair = Pair(run_view, trainers, comparison)
        pair.advance(1)
        return pair

    return make


def layers_of(run_view: RunView) -> list[frozenset[str]]:
    return [stage.figure.visible_layers for stage in (run_view.stage, run_view.run_b)]


def test_each_stage_shows_its_own_run_and_the_strip_what_differs(compare: PairMaker) -> None:
    pair = compare("pinned", {"objective": "non-saturating"})
    pair.advance(40)
    run_view = pair.run_view
    own, other = run_view.stage.figure.frame, run_view.run_b.figure.frame
    assert (own.run, other.run, own.step, other.step) == (1, 2, 41, 41)
    assert own.picture.theta != other.picture.theta
    assert [side.text() for side in run_view.strip.sides] == ["Minimax", "Non-saturating"]
    assert run_view.strip.what.text() == "Objective"
    assert run_view.strip.same.text() == "· all else is the same: seed, data, noise"
    assert (run_view.stage.tag.letter, run_view.run_b.tag.letter) == ("A", "B")
    assert run_view.strip.isVisible()
    assert not run_view.flow.isVisible()


@pytest.mark.parametrize("lesson", one_in(2, ["pinned", "tug-of-war", "ring-rescued", "palette", "digits"]))
def test_both_figures_are_of_one_size_in_a_small_window_and_in_a_large_one(compare: PairMaker, lesson: str) -> None:
    run_view = compare(lesson, {"generator.learning_rate": 0.003}).run_view
    run_view.setMinimumSize(1, 1)  # as in a window, whose size is not that of what was large a moment ago
    for size in ((800, 640), (1352, 900)):
        run_view.resize(*size)
        run_view.layout().activate()
        assert run_view.size().toTuple() == size
        assert run_view.stage.figure.size() == run_view.run_b.figure.size()
        assert run_view.stage.width() == run_view.run_b.width()


def test_a_frame_of_another_run_is_not_taken_for_the_run_b(compare: PairMaker) -> None:
    pair = compare("pinned", {"objective": "non-saturating"})
    before = pair.run_view.run_b.figure.frame
    pair.run_view.show_run_b_frame(pair.trainers[0].observe())
    assert pair.run_view.run_b.figure.frame is before


def test_what_is_hidden_on_either_stage_is_hidden_on_both(compare: PairMaker) -> None:
    run_view = compare("pinned", {"objective": "non-saturating"}).run_view
    run_view.stage.chips[0].click()
    assert layers_of(run_view)[0] == layers_of(run_view)[1]
    assert run_view.stage.chips[0].layer.id not in layers_of(run_view)[1]
    run_view.run_b.chips[1].click()
    assert layers_of(run_view)[0] == layers_of(run_view)[1]
    assert run_view.run_b.chips[1].layer.id not in layers_of(run_view)[0]


def test_what_was_hidden_before_is_hidden_on_the_run_b(compare: PairMaker, qtbot: QtBot) -> None:
    pair = compare("pinned", {"objective": "non-saturating"})
    lesson, run_view = load_lesson("pinned"), pair.run_view
    run_view.show_comparison(None, lesson)
    run_view.stage.chips[2].click()
    run_view.show_comparison(pair.comparison, lesson)
    assert layers_of(run_view)[0] == layers_of(run_view)[1]


def test_opacity_is_one_for_both(compare: PairMaker) -> None:
    run_view = compare("ring-rescued", {"penalty.r1": 0.0}).run_view
    chip = next(chip for chip in run_view.run_b.chips if chip.opacity is not None)
    chip.change_opacity(0.35)
    assert run_view.stage.figure.opacities[chip.layer.id] == 0.35
    assert run_view.stage.view == run_view.run_b.view


def test_the_line_says_real_or_fake_on_both_and_has_one_scale(compare: PairMaker) -> None:
    pair = compare("pinned", {"objective": "non-saturating"})
    run_view = pair.run_view
    pair.advance(60)
    one, other = (figure.curves for figure in (run_view.stage.figure, run_view.run_b.figure))
    assert one.box.viewRange() == other.box.viewRange()
    assert one.box.rect() == other.box.rect()
    shared = run_view.stage.figure.scale
    assert run_view.run_b.figure.scale == shared
    assert one.axes["left"].scale == other.axes["left"].scale == shared.density_top
    run_view.stage.stand_alone()
    run_view.run_b.stand_alone()
    alone = run_view.stage.figure.scale, run_view.run_b.figure.scale
    assert shared.density_top == max(scale.density_top for scale in alone)
    assert alone[0].density_top != alone[1].density_top, "else nothing was shown"
    run_view.run_b.switch.click()
    assert run_view.stage.switch.isChecked()


def test_the_plane_is_moved_and_a_dot_followed_on_both(compare: PairMaker, qtbot: QtBot) -> None:
    pair = compare("ring-rescued", {"penalty.r1": 0.0})
    run_view = pair.run_view
    magnify(run_view.run_b.figure, 3.0, 0.7, 0.4)
    assert run_view.stage.figure.box.magnification == pytest.approx(3.0)
    assert run_view.stage.figure.region == run_view.run_b.figure.region
    run_view.stage.pin(17)
    pair.advance(1)
    assert run_view.stage.look.pinned == 17
    assert run_view.run_b.pin_card.isVisible()
    assert run_view.run_b.figure.picture.survey.pinned.index == 17
    run_view.run_b.unpin()
    assert run_view.stage.look.pinned is None


def test_a_plane_that_was_magnified_before_is_so_on_the_run_b(compare: PairMaker, qtbot: QtBot) -> None:
    pair = compare("ring-rescued", {"penalty.r1": 0.0})
    lesson, run_view = load_lesson("ring-rescued"), pair.run_view
    run_view.show_comparison(None, lesson)
    magnify(run_view.stage.figure, 4.0, 0.2, 0.2)
    run_view.show_comparison(pair.comparison, lesson)
    pair.advance(1)  # the first frame of a run shows the whole plane
    assert run_view.stage.figure.box.chosen is not None
    assert run_view.stage.figure.box.chosen == run_view.run_b.figure.box.chosen
    qtbot.waitUntil(lambda: run_view.stage.figure.region == run_view.run_b.figure.region)


def test_the_phase_planes_have_the_larger_extent(compare: PairMaker) -> None:
    pair = compare("tug-of-war", {"turns": "alternating"})
    pair.advance(300)
    figures = pair.run_view.stage.figure, pair.run_view.run_b.figure
    extents = [figure.frame.picture.extent for figure in figures]
    assert extents[0] != extents[1], "else nothing was shown"
    assert [figure.extent for figure in figures] == [max(extents)] * 2
    assert figures[0].box.viewRange() == figures[1].box.viewRange()
    pair.advance(1)
    grids = [figure.frame.picture.grid for figure in figures]
    assert (grids[0] == grids[1]).all(), "the pull is seen at the same places"
    assert grids[0].max(axis=0)[1] == max(extents)


def test_pictures_are_walked_together_from_the_same_noise(compare: PairMaker) -> None:
    pair = compare("digits", {"generator.learning_rate": 0.01})
    run_view = pair.run_view
    run_view.run_b.figure.picked.emit(5, False)
    assert run_view.stage.explorer.start == 5
    assert run_view.stage.look.walk.start == 5
    run_view.stage.explorer.buttons[next(iter(run_view.stage.explorer.buttons))].click()
    run_view.stage.explorer.axis_slider.setValue(2)
    pair.advance(1)
    one, other = run_view.stage.explorer.strip.latent_walk, run_view.run_b.explorer.strip.latent_walk
    assert one.walk == other.walk
    assert (one.z == other.z).all()
    assert run_view.run_b.explorer.axis_slider.value() == 2
    run_view.stage.unpick()
    assert run_view.run_b.explorer.isHidden()


def test_the_cube_of_colours_turns_on_both(compare: PairMaker) -> None:
    run_view = compare("palette", {"objective": "hinge"}).run_view
    run_view.run_b.figure.set_turn(Turn(10.0, 50.0))
    assert run_view.stage.figure.turn == Turn(10.0, 50.0)


def test_resetting_the_view_resets_both(compare: PairMaker) -> None:
    run_view = compare("ring-rescued", {"penalty.r1": 0.0}).run_view
    plain = run_view.stage.view
    run_view.stage.chips[0].click()
    magnify(run_view.stage.figure, 2.0)
    run_view.stage.pin(3)
    run_view.reset_view()
    assert run_view.stage.view == run_view.run_b.view == plain


def test_one_run_alone_again_is_as_before(compare: PairMaker, qtbot: QtBot) -> None:
    pair = compare("pinned", {"objective": "non-saturating"})
    run_view = pair.run_view
    run_b = run_view.run_b
    with qtbot.waitSignal(run_b.destroyed):
        run_view.show_comparison(None, load_lesson("pinned"))
    assert run_view.run_b is None
    assert run_view.stage.tag.isHidden()
    assert run_view.flow.isVisible()
    assert not run_view.strip.isVisible()
    run_view.stage.chips[0].click()
    pair.advance(1)
    assert run_view.stage.figure.frame.step == 2


def test_another_kind_of_stage_ends_it(compare: PairMaker) -> None:
    run_view = compare("pinned", {"objective": "non-saturating"}).run_view
    run_view.choose_stage("plane")
    assert run_view.run_b is None


def test_more_differences_of_the_same_run_b_keep_its_stage(compare: PairMaker, qtbot: QtBot) -> None:
    pair = compare("pinned", {"objective": "non-saturating"})
    stage = pair.run_view.run_b
    changed = Comparison(pair.comparison.run, pair.comparison.run_b, ())
    pair.run_view.show_comparison(changed, load_lesson("pinned"))
    assert pair.run_view.run_b is stage
    qtbot.waitUntil(lambda: pair.run_view.strip.what.text() == "Nothing differs")
    assert all(tag.isHidden() for tag in pair.run_view.strip.tags)
    pair.run_view.show_comparison(pair.comparison, load_lesson("pinned"))
    assert not any(tag.isHidden() for tag in pair.run_view.strip.tags)


def runs_with(values: dict[str, object], seeds: tuple[int, int] = (0, 0)) -> Comparison:
    plain = Experiment()
    run_b = plain.with_knobs(values)
    return comparison_of(RunInfo(1, plain, seeds[0], "cpu", 1, 1), RunInfo(2, run_b, seeds[1], "cpu", 1, 1))


def test_words_name_only_what_is_really_shared() -> None:
    other_seed, other_noise = told(runs_with({}, (0, 7))), told(runs_with({"latent.kind": "uniform"}))
    assert other_seed.rows[0] == ToldRow("Seed", "0", "7", "· all else is the same: data, noise")
    assert (other_noise.rows[0].what, other_noise.rows[0].same) == ("Noise", "· all else is the same: seed, data")


def test_several_differences_are_named_on_both_sides() -> None:
    words = told(runs_with({"generator.learning_rate": 0.25, "penalty.r1": 0.5}))
    assert words.rows[0].run_b == "G learning rate 0.25, R1 0.5"
    assert words.rows[0].what == "2 knobs differ"
    assert ToldRow("G learning rate and R1 differ") in words.rows, "a value without its name says nothing"
    assert "<td>Generator learning rate&nbsp;&nbsp;</td>" in words.tip


def test_a_recipe_is_called_by_its_name() -> None:
    words = told(runs_with(RECIPES["r3gan"].values_for(Experiment())))
    assert {row.run_b for row in words.rows if row.run_b} == {"R3GAN"}


DIFFERENCES = ({"objective": "minimax"}, {"generator.learning_rate": 0.25, "penalty.r1": 0.5}, {})


@each_of("differing", [*DIFFERENCES, RECIPES["r3gan"].values_for(Experiment()), {"latent.kind": "uniform"}])
@each_of("width", [520, 712, 1300])
def test_the_strip_has_whole_words_at_every_width(qtbot: QtBot, differing: dict[str, object], width: int) -> None:
    strip = ComparisonStrip(DARK)
    strip.setStyleSheet(stylesheet(DARK))
    qtbot.addWidget(strip)
    strip.resize(width, 44)
    strip.show_comparison(runs_with(differing, (0, 0 if differing else 7)))
    strip.show()
    qtbot.waitExposed(strip)
    labels = [label for label in (strip.what, *strip.sides, strip.same) if label.isVisible()]
    assert labels
    for label in labels:
        assert label.text() in label.texts, "no word is cut"
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
    parts = sorted((label.geometry() for label in labels), key=QRect.left)
    assert parts[-1].right() < strip.swap_button.geometry().left()


def test_a_knob_that_nothing_reads_is_no_difference() -> None:
    assert runs_with({"generator.momentum": 0.5}).differences == ()


def test_a_label_shows_the_longest_text_that_fits(qtbot: QtBot) -> None:
    label = FittingLabel("label")
    qtbot.addWidget(label)
    label.show()
    label.show_texts("a rather long sentence about it", "a short one")
    label.resize(label.sizeHint())
    assert label.text() == "a rather long sentence about it"
    label.resize(label.sizeHint().width() - 4, 20)
    assert label.text() == "a short one"
    label.resize(30, 20)
    assert label.text().endswith("…")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


@pytest.fixture
def sheet(window: QWidget) -> CompareSheet:
    sheet = CompareSheet(DARK, window)
    sheet.show_for(load_lesson("pinned").experiment, SEED, 1204, "pinned")
    return sheet


def turn_to(qtbot: QtBot, sheet: CompareSheet, place: int) -> None:
    qtbot.mouseClick(sheet.findChild(QWidget, f"compareWith.{place}"), Qt.MouseButton.LeftButton)


def press_compare(qtbot: QtBot, sheet: CompareSheet) -> list[object]:
    with qtbot.waitSignal(sheet.compare_wanted) as caught:
        qtbot.mouseClick(sheet.compare_button, Qt.MouseButton.LeftButton)
    return caught.args


def choose_knob(sheet: CompareSheet, path: str) -> None:
    combo = sheet.pages[0].combo
    combo.setCurrentIndex(combo.findData(path))


def test_a_live_knob_goes_on_from_the_present_step(qtbot: QtBot, sheet: CompareSheet) -> None:
    assert sheet.sentence.text() == "Both go on from step 1,204."
    sheet.show_step(1300)
    assert sheet.sentence.text() == "Both go on from step 1,300."
    assert press_compare(qtbot, sheet) == [{"objective": "non-saturating"}, None]
    assert sheet.isHidden()


def test_a_structural_knob_starts_both_again(qtbot: QtBot, sheet: CompareSheet) -> None:
    choose_knob(sheet, "latent.kind")
    assert sheet.sentence.text() == f"Both start again from step 0 with seed {SEED}."
    values, seed = press_compare(qtbot, sheet)
    assert list(values) == ["latent.kind"]
    assert seed is None


def test_a_number_has_to_be_turned_before_it_can_be_compared(qtbot: QtBot, sheet: CompareSheet) -> None:
    choose_knob(sheet, "generator.learning_rate")
    assert not sheet.compare_button.isEnabled()
    qtbot.keyClick(sheet.compare_button, Qt.Key.Key_Return)
    assert sheet.isVisible()
    field = sheet.findChild(QWidget, "rival.generator.learning_rate.field")
    field.setText("0.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert press_compare(qtbot, sheet) == [{"generator.learning_rate": 0.5}, None]


def test_another_seed_starts_both_again(qtbot: QtBot, sheet: CompareSheet) -> None:
    turn_to(qtbot, sheet, 3)
    assert sheet.sentence.text() == f"Both start again from step 0: A with seed {SEED}, B with seed {SEED + 1}."
    assert press_compare(qtbot, sheet) == [{}, SEED + 1]


def test_a_recipe_brings_only_what_it_changes(qtbot: QtBot, sheet: CompareSheet) -> None:
    turn_to(qtbot, sheet, 1)
    own = load_lesson("pinned").experiment
    values, seed = press_compare(qtbot, sheet)
    assert seed is None
    assert values
    assert all(own.knob(path) != value for path, value in values.items())


def test_lessons_of_the_same_stage_are_offered_and_this_one_is_not(qtbot: QtBot, sheet: CompareSheet) -> None:
    turn_to(qtbot, sheet, 2)
    combo = sheet.page.combo
    offered = [combo.itemData(place) for place in range(combo.count())]
    assert "pinned" not in offered
    assert "textbook-curve" in offered
    assert {load_lesson(name).experiment.stage for name in offered} == {"line"}
    combo.setCurrentIndex(combo.findData("textbook-curve"))
    values, _ = press_compare(qtbot, sheet)
    assert load_lesson("pinned").experiment.with_knobs(values) == load_lesson("textbook-curve").experiment


def test_data_of_another_kind_of_stage_are_refused_in_a_sentence(sheet: CompareSheet) -> None:
    choose_knob(sheet, "data.kind")
    assert sheet.compare_button.isEnabled(), "at first another of the same kind is chosen"
    control = sheet.pages[0].control
    control.combo.setCurrentIndex(control.combo.findData("ring"))
    assert "one kind of stage" in sheet.sentence.text()
    assert not sheet.compare_button.isEnabled()


@pytest.mark.parametrize("path", ["objective", "generator.learning_rate", "stabilise.spectral_norm"])
def test_both_values_begin_at_the_left_and_the_knob_is_named_once(qtbot: QtBot, sheet: CompareSheet, path: str) -> None:
    choose_knob(sheet, path)
    qtbot.wait(1)
    page = sheet.pages[0]
    control = page.control
    assert not control.title.isVisible()
    value = next(
        getattr(control, name) for name in ("field", "switch", "combo") if getattr(control, name, None) is not None
    )
    own = next(label for label in page.findChildren(QLabel) if label.text() and label.parent() is page)
    assert abs(value.mapTo(page, value.rect().topLeft()).x() - own.x()) <= 1


def test_its_knobs_have_names_of_their_own(sheet: CompareSheet) -> None:
    assert sheet.parentWidget().findChild(QWidget, "objective") is None
    assert sheet.findChild(QWidget, "rival.objective") is not None


def test_tab_stays_on_the_sheet_and_escape_closes_it(qtbot: QtBot, sheet: CompareSheet) -> None:
    sheet.window().activateWindow()
    seen = set()
    for _ in range(20):
        qtbot.keyClick(sheet.focusWidget() or sheet, Qt.Key.Key_Tab)
        focused = sheet.focusWidget()
        assert sheet.isAncestorOf(focused)
        seen.add(focused)
    assert sheet.compare_button in seen
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)


def test_every_page_names_what_it_offers(qtbot: QtBot, sheet: CompareSheet) -> None:
    for place in range(4):
        turn_to(qtbot, sheet, place)
        assert any(label.text() for label in sheet.page.findChildren(QLabel))
