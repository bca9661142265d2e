"""`film`: a lesson trained and its real board painted, frame after frame, with no display needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from gan_playground.errors import PlaygroundError
from gan_playground.files import replacing
from gan_playground.gan.experiment.settings import read_settings
from gan_playground.interrupts import advance
from gan_playground.lessons.catalogue import load_lesson
from gan_playground.lessons.lesson import Lesson
from gan_playground.progress import progress_bar
from gan_playground.reading_bar import told_while_read
from gan_playground.session.comparison.differences import comparison_of, run_b_experiment

if TYPE_CHECKING:
    from av.filter import Graph
    from PySide6.QtGui import QImage

    from gan_playground.gan.experiment.experiment import Experiment

bt709 = 1  # its number in the H.264 standard
looks_before_picture = 100  # the distance is known only where somebody looked

Write = Callable[[Path, "Iterator[QImage]", int, tuple[int, int]], None]


def film_lesson(
    lesson_id: str,
    out: Path,
    steps: int | None = None,
    seconds: float = 10.0,
    size: tuple[int, int] = (1280, 720),
    seed: int = 0,
    theme: str = "dark",
    compare: Sequence[str] = (),
) -> None:
    """Train a lesson and write its film; a .png is its last frame.

    compare: settings such as "objective=minimax" of a second run from the same seed, which is shown beside the first.

    Raises PlaygroundError for an unknown lesson, another kind of file, a place that cannot be written, or a setting
    that cannot be.
    """
    lesson = load_lesson(lesson_id)
    if out.suffix.lower() not in KINDS:
        raise PlaygroundError(f"{out.name} is not a film this can make; name a file in {', '.join(KINDS)}.")
    frames_per_second, write = KINDS[out.suffix.lower()]
    length = max(2, round(seconds * frames_per_second)) if frames_per_second else 1
    steps = lesson.film_steps if steps is None else steps
    run_b = run_b_experiment(lesson.experiment, read_settings(compare)) if compare else None
    frames = paint_frames(lesson, steps, length, size, seed, theme, run_b)
    with replacing(out) as temporary, closing(frames):
        write(temporary, frames, frames_per_second, size)


def paint_frames(
    lesson: Lesson,
    steps: int,
    length: int,
    size: tuple[int, int],
    seed: int,
    theme: str,
    run_b: Experiment | None = None,
) -> Generator[QImage]:
    """The view at `length` moments from the start to step `steps`, as images of `size`; 1 is the last alone.

    run B: the experiment of a second run, trained in step with the lesson's.
    """
    if sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from gan_playground.app import make_application
    from gan_playground.gan.training.trainer import Trainer
    from gan_playground.session.messages import RunInfo
    from gan_playground.ui.theme.theme import THEMES
    from gan_playground.ui.window.film_sheet import FilmSheet

    application = make_application()
    experiments = (lesson.experiment,) if run_b is None else (lesson.experiment, run_b)
    with told_while_read():
        trainers = [Trainer(experiment, seed, run=run) for run, experiment in enumerate(experiments)]
    runs = [RunInfo.of(trainer) for trainer in trainers]
    comparison = comparison_of(*runs) if run_b is not None else None
    sheet = FilmSheet(lesson, runs[0], THEMES[theme], size, comparison)
    looks = length if length > 1 else looks_before_picture
    try:
        with progress_bar(looks, "frames") as progress:
            for look in range(looks):
                for trainer in trainers:
                    advance(trainer, round(look * steps / (looks - 1)))
                image = sheet.paint(*(trainer.observe(look=sheet.look) for trainer in trainers))
                if length > 1 or look == looks - 1:
                    yield image
                progress.update()
    finally:
        sheet.close()
        application.processEvents()


def _write_picture(path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    from PySide6.QtCore import QBuffer

    (image,) = frames
    content = QBuffer()  # Qt itself does not notice where the end of a file finds no room
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")
    path.write_bytes(content.data().data())


def _write_video(path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    import av
    from av.video.reformatter import Colorspace

    from gan_playground.ui.window.film_sheet import pixels

    width, height = (side - side % 2 for side in size)  # what the colour format asks for
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "18", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        # Players take a film without a mark for BT.709, which is not what the converter does unasked.
        stream.codec_context.colorspace = stream.codec_context.color_primaries = stream.codec_context.color_trc = bt709
        for image in frames:
            frame = av.VideoFrame.from_ndarray(pixels(image)[:height, :width], format="rgb24")
            container.mux(stream.encode(frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)))
        container.mux(stream.encode())


def _write_gif(path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    import av

    from gan_playground.ui.window.film_sheet import pixels

    width, height = size
    with av.open(str(path), "w") as container:
        stream = container.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "pal8"
        colours = _own_palette(width, height, rate)
        for image in frames:
            colours.push(av.VideoFrame.from_ndarray(pixels(image), format="rgb24"))
            container.mux(stream.encode(colours.pull()))
        container.mux(stream.encode())


def _own_palette(width: int, height: int, rate: int) -> Graph:
    """Gives each frame the 256 colours that suit it, since a .gif has no more."""
    from av.filter import Graph

    graph = Graph()
    source = graph.add_buffer(width=width, height=height, format="rgb24", time_base=f"1/{rate}")
    split = graph.add("split")
    palette = graph.add("palettegen", "stats_mode=single")
    use = graph.add("paletteuse", "new=1:dither=none")
    source.link_to(split)
    split.link_to(use, 0, 0)
    split.link_to(palette, 1, 0)
    palette.link_to(use, 0, 1)
    use.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


KINDS: dict[str, tuple[int, Write]] = {
    ".mp4": (30, _write_video),
    ".gif": (15, _write_gif),
    ".png": (0, _write_picture),
}
"""Frames a second, and how to write them, by the file's ending."""
