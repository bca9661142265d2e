"""Pictures become a film: .mp4, .gif, or what stands still. What they come from is not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from av import VideoFrame
    from av.filter import Graph
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

bt709 = 1  # its number in the H.264 standard

Write = Callable[[Path, "Iterator[QImage]", int, tuple[int, int]], None]
"""Where to, which pictures, how many a second, and how large; those of another size are scaled."""


def write_picture(path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    """The only one of the pictures."""
    from PySide6.QtCore import QBuffer

    (image,) = frames
    content = QBuffer()  # Qt itself does not notice where the end of a file finds no room
    content.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(content, "PNG")
    path.write_bytes(content.data().data())


def write_video(path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    """An .mp4 that plays everywhere."""
    import av
    from av.video.reformatter import Colorspace

    width, height = (side - side % 2 for side in size)  # what the colour format asks for
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "18", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        # Players take a film without a mark for BT.709, which is not what the converter does unasked.
        stream.codec_context.colorspace = stream.codec_context.color_primaries = stream.codec_context.color_trc = bt709
        for image in frames:
            frame = _frame(image).reformat(width, height, "yuv420p", dst_colorspace=Colorspace.ITU709)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def write_gif(path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    """A .gif, of which each picture has the colours that suit it."""
    import av

    width, height = size
    with av.open(str(path), "w") as container:
        stream = container.add_stream("gif", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "pal8"
        colours = _own_palette(width, height, rate)
        for image in frames:
            colours.push(_frame(image, is_even=False).reformat(width, height, "rgb24"))
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


def _frame(image: QImage, is_even: bool = True) -> VideoFrame:
    """A picture as the encoder takes it. is_even: an odd side loses its last line."""
    import av

    seen = _bytes_of(image)
    if is_even:
        seen = seen[: seen.shape[0] // 2 * 2, : seen.shape[1] // 2 * 2]
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(seen), format="bgra")


def _bytes_of(image: QImage) -> NDArray[np.uint8]:
    """A view of an image as Qt has it: blue, green, red and nothing, (height, width, 4)."""
    from PySide6.QtGui import QImage

    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)


def pixels(image: QImage) -> NDArray[np.uint8]:
    """An image as red, green, blue, (height, width, 3)."""
    return np.ascontiguousarray(_bytes_of(image)[:, :, 2::-1])
