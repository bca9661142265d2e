"""The lessons that ship, and what is said of a lesson file that is wrong."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import get_args

import pytest

import tables
from cases import each_of
from gan_playground.errors import PlaygroundError
from gan_playground.gan.data.images.downloads import DOWNLOADS, cached
from gan_playground.gan.data.plane import PlaneDistribution
from gan_playground.gan.doctor.doctor import Doctor
from gan_playground.gan.doctor.finding import State
from gan_playground.gan.experiment.experiment import KNOBS, Experiment
from gan_playground.gan.networks.work import SampleShape
from gan_playground.gan.training.trainer import Trainer
from gan_playground.gan.training.work import step_work
from gan_playground.lessons.catalogue import default_lesson, lesson_to_begin_with, lessons, load_lesson, read_lesson
from gan_playground.lessons.lesson import Action, Lesson, LessonGroup
from gan_playground.lessons.markup import knobs_in, plain
from gan_playground.resources import resource_path
from gan_playground.ui.transport.speed_control import speeds

FILES = sorted(resource_path("lessons").glob("*.toml"))
GOOD = """
title = "A lesson"
tagline = "short"
shows = "One line."
order = 1

[story]
shown = "One."
look = "Two."
try = "Three."

[experiment.generator]
learning_rate = 0.01
"""


every_lesson = each_of("lesson", lessons().values())


def written(folder: Path, text: str) -> Path:
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_file_is_in_the_catalogue_in_its_order() -> None:
    found = lessons()
    assert set(found) == {file.stem for file in FILES}
    orders = [lesson.order for lesson in found.values()]
    assert orders == sorted(set(orders)), "each lesson has a place of its own"


@every_lesson
def test_no_page_is_longer_than_is_read(lesson: Lesson) -> None:
    assert max(len(plain(text).split()) for text in lesson.texts) <= 40


NAMES = {
    "D": ("discriminator", "detective", "police", "policeman", "watcher", "critic", "examiner"),
    "G": ("generator", "forger", "counterfeiter", "faker", "painter", "artist", "student"),
}
"""What the players have been called, or might be."""


@every_lesson
def test_each_player_has_one_name_which_is_told_with_its_letter(lesson: Lesson) -> None:
    titles = [lesson.shows, lesson.tagline, *(phase.title for phase in lesson.phases)]
    texts = [plain(text) for text in lesson.texts]
    for letter, names in NAMES.items():
        written = [rf"\b{name}(?:s|es|men)?\b" for name in names]
        used = [name for name in written if re.search(name, "\n".join((*titles, *texts)), re.IGNORECASE)]
        assert len(used) <= 1, "one player, one name"
        first = next((text for text in texts if used and re.search(used[0], text)), "")
        if first:
            assert re.search(rf"{used[0]},? \(?{letter}\b", first), first


@every_lesson
def test_a_page_leads_to_knobs_that_matter_there(lesson: Lesson) -> None:
    """A story page to those of the lesson, a phase to those of what it begins or compares."""
    turned = ({}, {}, {}, *(phase.knobs for phase in lesson.phases))
    for text, knobs in zip(lesson.texts, turned, strict=True):
        experiment = lesson.experiment.with_knobs(knobs)
        assert all(experiment.reads(path) for path in knobs_in(text)), text


@every_lesson
def test_a_number_that_is_a_standard_deviation_is_called_so(lesson: Lesson) -> None:
    assert not any(re.search(r"\bspread(?= (of )?[\dθσ])|\bheaps?\b", plain(text)) for text in lesson.texts)


def test_a_page_that_leads_to_no_knob_is_refused(tmp_path: Path) -> None:
    text = resource_path("new-lesson.toml").read_text(encoding="utf-8")
    assert "(generator.learning_rate)" in text
    with pytest.raises(PlaygroundError, match="There is no knob"):
        read_lesson(written(tmp_path, text.replace("(generator.learning_rate)", "(generator.speed)")))


@every_lesson
def test_a_lesson_begins_at_a_speed_at_which_its_first_page_can_be_read(lesson: Lesson) -> None:
    """Not too slow either: who has read it sees the end soon. What is too heavy to run away goes as fast as it can."""
    if not lesson.speed:
        assert lesson.experiment.data.kind in DOWNLOADS
        assert step_work(lesson.experiment.knob, SampleShape(3, 32, 32)) > 1e9
        return
    assert lesson.speed in speeds, "the slider has it"
    words = len(lesson.story.shown.split())
    if lesson.ends:
        assert words / 150 * 60 + 6 <= lesson.ends / lesson.speed <= 30


@pytest.mark.slow
@pytest.mark.parametrize("name", ["two-knobs", "textbook-curve", "two-blobs", "palette"])
def test_a_lesson_ends_before_there_is_nothing_more_to_see(name: str) -> None:
    """Until then the doctor does not call it settled."""
    lesson = load_lesson(name)
    trainer = Trainer(lesson.experiment, seed=0)
    doctor = Doctor(trainer)
    while trainer.step < lesson.ends:
        trainer.advance(50)
        assert doctor.diagnosis()[0].state is not State.SETTLED, trainer.step


def test_a_lesson_that_is_over_before_it_is_read_is_refused(tmp_path: Path) -> None:
    page = " ".join(["word"] * 35)  # 14 s to read, 6 to look
    text = GOOD.replace('"One."', f'"{page}"')
    assert read_lesson(written(tmp_path, f"speed = 20.0\nends = 400{text}")).ends == 400
    for head in ("speed = 20.1\nends = 400", "speed = 20.0\nends = 399", "ends = 400"):
        with pytest.raises(PlaygroundError, match="20 s to read"):
            read_lesson(written(tmp_path, head + text))


def test_a_newcomer_starts_with_five_and_then_comes_one_group_after_the_other() -> None:
    groups = [lesson.group for lesson in lessons().values()]
    assert groups == sorted(groups, key=list(LessonGroup).index)
    assert groups.count(LessonGroup.START_HERE) == 5
    assert groups.count(LessonGroup.WRONG) == 6
    assert set(groups) == set(LessonGroup)


def test_a_lesson_of_ones_own_stands_with_ones_own_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert read_lesson(written(tmp_path, GOOD)).group is LessonGroup.OWN
    assert read_lesson(written(tmp_path, f'group = "1-d"{GOOD}')).group is LessonGroup.LINE
    with pytest.raises(PlaygroundError, match="group"):
        read_lesson(written(tmp_path, f'group = "best"{GOOD}'))


@every_lesson
def test_the_story_has_three_paragraphs_of_a_readable_length(lesson: Lesson) -> None:
    for paragraph in (lesson.story.shown, lesson.story.look, lesson.story.attempt):
        assert 20 <= len(paragraph.split()) <= 90
        assert "\n" not in paragraph
        assert paragraph.rstrip().endswith((".", "?"))


@every_lesson
def test_what_stands_in_the_gallery_is_short(lesson: Lesson) -> None:
    assert len(lesson.title) <= 24
    assert len(lesson.tagline) <= 22
    assert len(lesson.shows) <= 130
    assert "\n" not in lesson.shows


@every_lesson
def test_phases_fit_on_their_page(lesson: Lesson) -> None:
    for phase in lesson.phases:
        assert 3 <= len(phase.title) <= 30
        assert 10 <= len(phase.text.split()) <= 50


@every_lesson
def test_bold_marks_come_in_pairs(lesson: Lesson) -> None:
    story = lesson.story
    for text in (story.shown, story.look, story.attempt, *(phase.text for phase in lesson.phases)):
        assert text.count("**") % 2 == 0


@every_lesson
def test_the_data_of_every_lesson_can_be_made(lesson: Lesson) -> None:
    if (name := lesson.experiment.data.kind) in DOWNLOADS and cached(name) is None:
        with pytest.raises(PlaygroundError, match=f"gan-playground download {name}"):
            lesson.experiment.make_data()
        return
    assert lesson.experiment.make_data().dim >= 1


def test_the_next_window_begins_with_the_last_lesson_if_that_can_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GAN_PLAYGROUND_DATA", str(tmp_path))  # nothing is downloaded
    first = default_lesson().id
    begun = [lesson_to_begin_with(last).id for last in ("ring", "cifar-convolutional", "of-an-older-program", "")]
    assert begun == ["ring", first, first, first]


def test_two_knobs_tells_its_own_arithmetic() -> None:
    """The worked example of the lesson's text: x = (z + theta1) * theta2, and the data's variance of 4."""
    lesson = load_lesson("two-knobs")
    data = lesson.experiment.data
    assert (data.mean, data.std**2) == (10.0, 4.0)
    assert lesson.experiment.generator.kind == "two-knobs"
    words = " ".join([lesson.story.look, *(phase.text for phase in lesson.phases)])
    for theta1, theta2, decimals in ((3, 1, 1), (5, 2, 1), (10, 1.1, 2)):
        images = [f"{(z + theta1) * theta2:.{decimals}f}" for z in lesson.example]
        assert f"[{', '.join(images)}]" in words


def test_the_textbook_curve_walks_through_the_four_pictures() -> None:
    phases = load_lesson("textbook-curve").phases
    assert [phase.title[:3] for phase in phases[:4]] == ["(a)", "(b)", "(c)", "(d)"]
    assert [phase.action for phase in phases[1:4]] == ["train_discriminator", "step_generator", "play"]


def test_photos_convolved_are_ten_times_the_arithmetic() -> None:
    flat, convolved = (
        step_work(load_lesson(f"cifar-{kind}").experiment.knob, SampleShape(3, 32, 32))
        for kind in ("fully-connected", "convolutional")
    )
    assert convolved / flat == pytest.approx(10, abs=0.5)


# The plane: what the words say of the data is so.


def test_two_blobs_three_islands_eight_modes_and_twenty_five() -> None:
    rings = ("ring", 8), ("chasing-ring", 8), ("ring-rescued", 8)
    for id, modes in (("two-blobs", 2), ("disjoint", 3), *rings, ("grid", 25)):
        real = load_lesson(id).experiment.make_data()
        assert isinstance(real, PlaneDistribution)
        assert real.modes is not None
        assert len(real.modes.centres) == modes


@pytest.mark.parametrize("seed", range(3))
def test_the_three_islands_begin_as_the_text_says(seed: int) -> None:
    """The forger begins where none of them is, and the divergence at its ceiling, 0.693."""
    frame = Trainer(load_lesson("disjoint").experiment, seed=seed).observe()
    assert round(frame.metrics["js"].value, 3) == 0.693
    assert frame.metrics["modes"].value == 0
    distance = frame.metrics["sliced_wasserstein"]
    assert distance.floor is not None
    assert distance.value > 10 * distance.floor


def test_the_rescue_is_the_same_ring_and_another_game() -> None:
    ring, chasing, rescued = (load_lesson(id).experiment for id in ("ring", "chasing-ring", "ring-rescued"))
    assert ring.data == chasing.data == rescued.data
    assert (rescued.objective, rescued.penalty.r1 > 0, rescued.penalty.r2 > 0) == ("relativistic", True, True)
    assert rescued.stabilise.average_half_life > 0
    assert rescued.stabilise.rate_half_life > 0
    assert ring.stabilise == chasing.stabilise == Experiment().stabilise
    assert ring.penalty == chasing.penalty == Experiment().penalty


def test_only_the_chase_is_after_data_that_turn() -> None:
    for id, lesson in lessons().items():
        assert (lesson.experiment.data.drift != 0) == (id == "chase")


def test_the_hand_has_a_face_to_begin_with() -> None:
    experiment = load_lesson("draw-your-own").experiment
    assert (experiment.data.kind, experiment.data.drawing) == ("drawing", "")


def test_a_file_gets_its_id_from_its_name(tmp_path: Path) -> None:
    lesson = read_lesson(written(tmp_path, GOOD))
    assert (lesson.id, lesson.story.attempt) == ("mine", "Three.")
    assert lesson.experiment.generator.learning_rate == 0.01


NO_NUMBERS = [
    *("speed = inf", "speed = nan", "film_steps = -5", "film_steps = 100_000_000_000"),
    *("example = [nan, 0.0]", "example = [0.0, inf]", "example = [1e300]"),
]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[story]", "[story", "line 7"),
        ('tagline = "short"', "", "tagline"),
        ("order = 1", 'order = "first"', "order"),
        ("learning_rate", "learning_speed", "learning_speed"),
        ("learning_rate = 0.01", "learning_rate = -1.0", "generator.learning_rate"),
        ("learning_rate = 0.01", 'kind = "three-knobs"', "three-knobs"),
        ("[experiment.generator]", "[experiment.forger]", "forger"),
        ("order = 1", "order = 1\nspeed = -2.0", "speed"),
        ("order = 1", 'order = 1\ngradients = "on"', "gradients"),
        *[("order = 1", f"order = 1\n{number}", number.partition(" ")[0]) for number in NO_NUMBERS],
        ("order = 1", f"order = 1\nphases = {'[' * 5000}", "too deep"),
    ],
)
def test_a_fault_is_one_sentence_that_names_the_file_and_the_fault(
    tmp_path: Path, old: str, new: str, fault: str
) -> None:
    with pytest.raises(PlaygroundError) as caught:
        read_lesson(written(tmp_path, GOOD.replace(old, new)))
    sentence = str(caught.value)
    assert "mine.toml" in sentence
    assert fault in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


PHASE = """
[[phases]]
title = "A page"
text = "Words."
action = "restart"
knobs = { "penalty.r1" = 0.3 }

[experiment.generator]"""


def test_a_phase_may_have_knobs(tmp_path: Path) -> None:
    lesson = read_lesson(written(tmp_path, GOOD.replace("[experiment.generator]", PHASE)))
    assert [dict(phase.knobs) for phase in lesson.phases] == [{"penalty.r1": 0.3}]


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ('"penalty.r1" = 0.3', '"penalty.r9" = 0.3', ["penalty.r9", "penalty.r1"]),
        ('"penalty.r1" = 0.3', '"penalty.r1" = -1.0', ["penalty.r1", "-1.0", "from 0 to 100"]),
        ('"penalty.r1" = 0.3', '"penalty.r1" = "much"', ["penalty.r1", "much", "a number"]),
        ('"penalty.r1" = 0.3', '"stabilise.spectral_norm" = 1', ["stabilise.spectral_norm", "on or off"]),
        (
            '"penalty.r1" = 0.3',
            '"objective" = "hinge", "stabilise.label_smoothing" = 0.1',
            ["stabilise.label_smoothing", "no labels"],
        ),
        ('"penalty.r1" = 0.3', '"data.kind" = "point"', ["data.kind", "generator.kind"]),
        ('"penalty.r1" = 0.3', '"data.drift" = 1.0', ["data.drift", "no such knob"]),
        ('"penalty.r1" = 0.3', '"data.kind" = "ring", "data.mean" = 2.0', ["data.mean", "data.kind is ring"]),
        ('"restart"\nknobs = { "penalty.r1" = 0.3 }', '"turn"', ["A page", "knobs"]),
        ('action = "restart"', 'action = "spin"', ["spin"]),
        ('"restart"', '"turn"', []),
        ('"penalty.r1" = 0.3', '"generator.width" = 8', []),
        ('"penalty.r1" = 0.3', '"data.kind" = "ring", "data.drift" = 1.0', []),
    ],
)
def test_a_phase_with_a_bad_knob_is_refused_with_a_sentence(
    tmp_path: Path, old: str, new: str, faults: list[str]
) -> None:
    text = GOOD.replace("[experiment.generator]", PHASE.replace(old, new))
    assert text != GOOD.replace("[experiment.generator]", PHASE)
    if not faults:
        assert read_lesson(written(tmp_path, text)).phases
        return
    with pytest.raises(PlaygroundError) as caught:
        read_lesson(written(tmp_path, text))
    sentence = str(caught.value)
    assert all(fault in sentence for fault in ["mine.toml", *faults]), sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


@every_lesson
def test_knobs_that_are_turned_live_can_be(lesson: Lesson) -> None:
    for phase in lesson.phases:
        if phase.action == "turn":
            assert all(KNOBS[path].live for path in phase.knobs), phase.title


@every_lesson
def test_every_experiment_of_a_walk_is_another(lesson: Lesson) -> None:
    now = lesson.experiment
    for phase in lesson.phases:
        before = now if phase.action == "turn" else lesson.experiment
        if phase.knobs:
            assert before.with_knobs(phase.knobs) != before, phase.title
        if phase.action not in ("", "play", "pause", "compare"):
            now = before.with_knobs(phase.knobs)


@pytest.mark.parametrize("content", [None, b'title = "\xff"'], ids=["missing", "not-utf-8"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "mine.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PlaygroundError, match=r"mine\.toml"):
        read_lesson(file)


def test_an_unknown_lesson_is_answered_with_those_that_exist() -> None:
    with pytest.raises(PlaygroundError, match=r"'nosuch'.*two-knobs, textbook-curve"):
        load_lesson("nosuch")


def test_the_irises_are_fishers() -> None:
    """Mean and deviation of the petal lengths as the literature has them: 3.758 and 1.765 cm, n = 150."""
    with resource_path("data/iris.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lengths = [float(row["petal length (cm)"]) for row in rows]
    mean = sum(lengths) / len(lengths)
    deviation = (sum((x - mean) ** 2 for x in lengths) / (len(lengths) - 1)) ** 0.5
    assert len(lengths) == 150
    assert (round(mean, 3), round(deviation, 3)) == (3.758, 1.765)
    assert set(rows[0]) == {f"{part} {side} (cm)" for part in ("sepal", "petal") for side in ("length", "width")}


def test_the_data_that_ships_names_its_source() -> None:
    sources = resource_path("data/SOURCES.md").read_text(encoding="utf-8")
    for file in resource_path("data").iterdir():
        assert file.name == "SOURCES.md" or f"`{file.name}`" in sources


DOCS = Path(__file__).parents[2] / "docs"


def test_the_guide_for_authors_names_every_knob_and_every_field() -> None:
    guide = DOCS.joinpath("lessons.md").read_text(encoding="utf-8")
    assert knob_table() in guide, f"docs/lessons.md should hold this table (make tables):\n{knob_table()}"
    for field in (
        *Lesson.__struct_fields__,
        "shown",
        "look",
        "try",
        "text",
        "action",
        "knobs",
        "until",
        "within",
        "then",
    ):
        assert f"`{field}`" in guide
    for action in get_args(Action):
        assert not action or f"`{action}`" in guide


def knob_table() -> str:
    """Every knob as a row of a Markdown table, its value as a lesson file has it."""
    start = Experiment()
    rows = ["| knob | what it is | values | unless written |", "| --- | --- | --- | --- |"]
    for path, knob in KNOBS.items():
        values = ", ".join(f"`{name}`" for name in knob.choices) if knob.choices else knob.expected
        rows.append(f"| `{path}` | {knob.explanation} | {values} | {as_written(start.knob(path))} |")
    return "\n".join(rows)


def as_written(value: object) -> str:
    if value == "":
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


@pytest.mark.parametrize(
    ("page", "name"), [("docs/lessons.md", "knobs"), ("docs/games.md", "objectives"), ("README.md", "keys")]
)
def test_the_tables_of_the_docs_are_those_of_the_registries(page: str, name: str) -> None:
    text = DOCS.parent.joinpath(page).read_text(encoding="utf-8")
    assert f"<!-- {name} -->" in text
    assert tables.filled_in(text) == text, "make tables"


@each_of("path", [path for path, knob in KNOBS.items() if knob.type is not str or knob.choices])
def test_what_the_table_says_of_a_value_can_be_written_so(tmp_path: Path, path: str) -> None:
    """The last column's values, pasted into a lesson file, are read as they are."""
    value = Experiment().knob(path)
    table, _, name = path.rpartition(".")
    text = as_written(value).strip("`")
    line = f'{name} = "{text}"' if isinstance(value, str) else f"{name} = {text}"
    head = f"[experiment.{table}]" if table else "[experiment]"
    plain = GOOD.partition("[experiment.generator]")[0]
    assert read_lesson(written(tmp_path, f"{plain}{head}\n{line}\n")).experiment.knob(path) == value


def test_the_guides_own_example_is_a_lesson(tmp_path: Path) -> None:
    guide = Path(__file__).parents[2].joinpath("docs", "lessons.md").read_text(encoding="utf-8")
    example = guide.partition("```toml\n")[2].partition("```")[0]
    assert read_lesson(written(tmp_path, example)).experiment.data.kind == "mixture"


WAIT = 'until = { measure = "wasserstein", relation = "<", value = 0.5, within = 100, then = "There it is." }'


@pytest.mark.parametrize(
    ("wait", "fault"),
    [
        (f'action = "step_both"\n{WAIT}', "its action lets nothing train"),
        (f'action = "play"\n{WAIT.replace("wasserstein", "modes")}', "no measure 'modes' here"),
        (f'action = "play"\n{WAIT.replace("wasserstein", "weights.generator")}', "no step changes"),
        (f'action = "play"\n{WAIT.replace("within = 100", "within = 0")}', "within"),
        (f'action = "play"\n{WAIT.replace("<", "falls-by")}', "'falls-by'"),
    ],
)
def test_a_page_waits_only_for_what_can_come(tmp_path: Path, wait: str, fault: str) -> None:
    page = f'[[phases]]\ntitle = "Wait"\ntext = "It comes."\n{wait}\n\n[experiment.generator]'
    good = page.replace(wait, f'action = "play"\n{WAIT}')
    assert read_lesson(written(tmp_path, GOOD.replace("[experiment.generator]", good))).phases[0].until is not None
    with pytest.raises(PlaygroundError, match=fault):
        read_lesson(written(tmp_path, GOOD.replace("[experiment.generator]", page)))
