"""Runnable examples, one an item: `python -m gan_playground.ui.plot.examples.line [picture.png]`."""
