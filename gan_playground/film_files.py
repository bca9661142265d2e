"""Pictures become a film: .mp4, .gif, or what stands still. What they come from is not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from av import VideoFrame
    from av.filter import Graph
    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

gif_rate = 100  # its unit of time is a hundredth of a second
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


def write_video(
    path: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int], preset: str = "veryfast"
) -> None:
    """An .mp4 that plays everywhere. preset: how much work is put into its being small."""
    import av
    from av.video.reformatter import Colorspace

    width, height = (side - side % 2 for side in size)  # what the colour format asks for
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=rate, options={"crf": "18", "preset": preset})
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
        last, number, written = None, 0, 0
        for number, image in enumerate(frames):
            if image is not last:  # what stays is seen for longer, and not written again
                last, written = image, number
                container.mux(stream.encode(_coloured(last, colours, Fraction(number, rate), size)))
        if number > written:
            container.mux(stream.encode(_coloured(last, colours, Fraction(number, rate), size)))
        container.mux(stream.encode())


def _coloured(image: QImage, colours: Graph, at_s: Fraction, size: tuple[int, int]) -> VideoFrame:
    frame = _frame(image, is_even=False).reformat(*size, "rgb24")
    colours.push(frame)
    coloured = colours.pull()
    coloured.time_base = Fraction(1, gif_rate)
    coloured.pts = round(at_s * gif_rate)
    return coloured


def write_pictures(folder: Path, frames: Iterator[QImage], rate: int, size: tuple[int, int]) -> None:
    """A numbered .png of each, in a folder that is there."""
    last, content = None, b""
    for number, image in enumerate(frames, 1):
        if image is not last:
            last, content = image, _png_of(image, size)
        (folder / f"{number:06}.png").write_bytes(content)


def _png_of(image: QImage, size: tuple[int, int]) -> bytes:
    """Not by Qt, which has the interpreter to itself meanwhile."""
    import av

    encoder = av.CodecContext.create("png", "w")
    encoder.width, encoder.height, encoder.pix_fmt, encoder.time_base = *size, "rgb24", Fraction(1, 30)
    encoder.options = {"compression_level": "1"}
    picture = _frame(image, is_even=False).reformat(*size, "rgb24")
    return b"".join(bytes(packet) for part in (picture, None) for packet in encoder.encode(part))


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
    if seen.flags.c_contiguous and seen.flags.writeable:  # without a copy, which would take the interpreter
        return av.VideoFrame.from_numpy_buffer(seen, format="bgra")
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(seen), format="bgra")


def _bytes_of(image: QImage) -> NDArray[np.uint8]:
    """A view of an image as Qt has it: blue, green, red and nothing, (height, width, 4).

    Of one that has another format it is a view of a copy; the image has to outlive a view of its own.
    """
    from PySide6.QtGui import QImage

    if image.format() is not QImage.Format.Format_RGB32:
        copy = image.convertToFormat(QImage.Format.Format_RGB32)
        return _bytes_of(copy).copy()
    rows = np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)


def pixels(image: QImage) -> NDArray[np.uint8]:
    """An image as red, green, blue, (height, width, 3)."""
    return np.ascontiguousarray(_bytes_of(image)[:, :, 2::-1])
