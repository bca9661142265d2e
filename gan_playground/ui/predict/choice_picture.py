"""The small drawing on the button of an answer: what G would make, over what is real."""

from __future__ import annotations

import numpy as np

from gan_playground.gan.observe.frame import Frame, LinePicture, PlanePicture
from gan_playground.lessons.drawn_choice import DrawnChoice
from gan_playground.ui.plot.pixels import Array
from gan_playground.ui.predict.today import TodaysDots, TodaysLines, TodaysPicture

dots_in_all, clump_share = 180, 0.018  # how far a clump strays, of the width of the view


def choice_picture(choice: DrawnChoice, frame: Frame) -> TodaysPicture | None:
    """As the stage would show it, seen from the frame of a run; None: that shows something else."""
    picture = frame.picture
    if isinstance(picture, LinePicture) and choice.curve:
        return TodaysLines((), (picture.x, picture.real_density), (picture.x, _density(choice, picture.x)))
    if isinstance(picture, PlanePicture) and choice.dots:
        return TodaysDots((), picture.real, _clumps(choice, picture), picture.view)
    return None


def _density(choice: DrawnChoice, x: Array) -> Array:
    """Of area 1, nil beyond its ends."""
    places = np.array([point[0] for point in choice.curve])
    heights = np.interp(x, places, np.array(choice.heights), left=0.0, right=0.0)
    area = float(np.sum(heights * np.gradient(x)))
    return heights / area if area > 0 else heights


def _clumps(choice: DrawnChoice, picture: PlanePicture) -> Array:
    """As many dots in each."""
    across, up = picture.scale
    middles = np.resize(np.array(choice.dots), (dots_in_all, 2))
    strays = clump_share * picture.view.width * np.array((1.0, up / across))
    return middles + strays * np.random.default_rng(0).standard_normal(middles.shape)
