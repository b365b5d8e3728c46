"""What a fact does to a hearer: its effect, its marker, and how far that brought it."""
