"""The stage of data on a line: figure 1 of Goodfellow et al. (2014), alive."""

from gan_playground.ui.stages.line.stage import LineStage

__all__ = ["LineStage"]
