"""What the words mean, wherever they stand: marked in a text, a card beside them, a sheet of all."""
