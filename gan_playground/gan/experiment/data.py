"""The knobs of the real data: what they are, where they come from, and how a hand has changed them."""

from typing import Annotated

from gan_playground.gan.data.families import FAMILIES
from gan_playground.gan.data.plane.mixtures import read_centres
from gan_playground.gan.data.plane.strokes import read_strokes
from gan_playground.gan.data.plane.word import check_word
from gan_playground.gan.data.table.decimal_choices import DECIMALS
from gan_playground.gan.experiment.knob import Knob, Part


class Data(Part, frozen=True):
    """The real distribution."""

    kind: Annotated[
        str,
        Knob(
            title="Real data",
            explanation="The distribution that G should learn.",
            choices=FAMILIES,
            live=False,
            simple=True,
        ),
    ] = "normal"
    mean: Annotated[
        float, Knob(title="Mean", explanation="The centre of the real data.", low=-1e6, high=1e6, live=False)
    ] = 0.0
    std: Annotated[
        float,
        Knob(
            title="Standard deviation",
            explanation="How far the real data lie from their mean, usually: the square root of the variance.",
            low=1e-6,
            high=1e6,
            logarithmic=True,
            live=False,
        ),
    ] = 1.0
    modes: Annotated[
        int,
        Knob(title="Modes", explanation="How many modes the mixture has.", low=2, high=8, live=False, simple=True),
    ] = 2
    path: Annotated[
        str,
        Knob(
            title="File",
            explanation="A file of numbers, a picture, or a folder or file of many; empty for what ships.",
            live=False,
            simple=True,
        ),
    ] = ""
    column: Annotated[
        str,
        Knob(
            title="Column",
            explanation="The column's name, or its number from 1; two with a comma between them for points. Empty for "
            "the first of numbers.",
            live=False,
            simple=True,
        ),
    ] = ""
    sheet: Annotated[
        str,
        Knob(
            title="Sheet",
            explanation="Which sheet of a workbook, by its name. Empty for the first one with a column of numbers.",
            live=False,
        ),
    ] = ""
    decimals: Annotated[
        str,
        Knob(
            title="Decimals",
            explanation="Whether 1,234 in the file is a thousand and more, or one and some decimals.",
            choices=DECIMALS,
            live=False,
        ),
    ] = "auto"
    sigma: Annotated[
        float,
        Knob(
            title="Width of a mode (σ)",
            explanation="The standard deviation of a mode: how far points stray from its middle, or from a curve. Auto "
            "is what suits the shape.",
            low=0.0,
            high=2.0,
            least=5e-3,
            logarithmic=True,
            named={0: "auto"},
            simple=True,
        ),
    ] = 0.0
    centres: Annotated[
        str,
        Knob(
            title="Where the modes lie",
            explanation="x and y of each mode, as in '2 0; -1 1.5'; empty for where they lie by themselves, 'none' for "
            "no mode.",
            reader=read_centres,
            on_stage=True,
        ),
    ] = ""
    text: Annotated[
        str,
        Knob(
            title="The word",
            explanation="Its ink is the real data; empty for GAN.",
            reader=check_word,
            simple=True,
        ),
    ] = ""
    drawing: Annotated[
        str,
        Knob(
            title="Painted and rubbed out",
            explanation="Strokes on the real data, as in 'brush 0.2 0.5: 0 0, 1 0.5; eraser 0.3 0: 1 1': the radius of "
            "the tip, how soft it is, and where it goes.",
            reader=read_strokes,
            on_stage=True,
        ),
    ] = ""
    conditional: Annotated[
        bool,
        Knob(
            title="Conditional (class)",
            explanation="G is told which class to paint, and D which class it should be, where pictures have classes.",
            source="Mirza and Osindero 2014; Miyato and Koyama 2018",
            live=False,
            simple=True,
        ),
    ] = False
    colour: Annotated[
        bool,
        Knob(
            title="Colour",
            explanation="Red, green and blue, or shades of grey: three times the numbers, or a third of the work.",
            live=False,
            simple=True,
        ),
    ] = True
    side: Annotated[
        int,
        Knob(
            title="Size",
            explanation="Pictures are cut to a square and made this large. Auto: as they are, where they are small.",
            unit="pixels a side",
            low=0,
            high=64,
            named={0: "auto"},
            live=False,
            simple=True,
        ),
    ] = 0
    drift: Annotated[
        float,
        Knob(
            title="Data rotation",
            explanation="How often the real data go round the middle while both train; below 0 to the right.",
            unit="turns in 1,000 steps",
            low=-2.0,
            high=2.0,
            named={0: "off"},
            simple=True,
        ),
    ] = 0.0
