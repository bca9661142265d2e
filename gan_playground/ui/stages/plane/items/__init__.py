"""What only the plane draws, one item a file."""
