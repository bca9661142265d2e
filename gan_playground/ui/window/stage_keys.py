"""The keys that a stage has of its own, as the sheet of all keys tells them; it is shown before a stage is loaded."""

stage_keys = (
    ("H, A, P, E", "On the plane: hand, add a mode, brush, eraser"),
    ("0", "The whole plane again; + and − magnify"),
    ("F", "On a plot of the score: in the stage's place"),
    ("Shift+N", "On pictures: another draw"),
    ("Ctrl+Shift+O", "On the plane: open a drawing"),
    ("Ctrl+E", "On the plane and on pictures: export them"),
)
