"""The keys that a stage has of its own, as the sheet of all keys tells them; it is shown before a stage is loaded."""

stage_keys = (
    ("H, A, P, E", "On the plane: hand, add a mode, brush, eraser"),
    ("0", "All there is to see again, after the wheel or a drag; + and − magnify the plane"),
    ("Shift+N", "On pictures: another draw"),
    ("Ctrl+Shift+O", "On the plane: open a drawing"),
    ("Ctrl+E", "On the plane and on pictures: export them"),
)
