"""Files sent in chunks, and resumed."""
