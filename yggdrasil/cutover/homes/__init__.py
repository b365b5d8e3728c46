"""What is written to the homes and kept there: documents, book, lease and remainders."""
