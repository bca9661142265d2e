"""What is drawn in a plot, one item a file; each has a runnable example in gan_playground.ui.plot.examples."""
