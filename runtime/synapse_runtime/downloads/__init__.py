"""Files fetched from where a row says they are."""
