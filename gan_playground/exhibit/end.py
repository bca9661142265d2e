"""How the window of an exhibit ends, for whoever watches it."""

left, failed, begin_again = 0, 70, 75
"""Exit statuses: the operator left; something failed; the operator wants it begun again."""

lightest = ("textbook-curve", "two-blobs")
"""What a window shows after too many failures."""
