"""Real data made of pictures: where they come from, and how files of them are read."""
