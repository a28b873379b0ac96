"""Files out of the book."""
