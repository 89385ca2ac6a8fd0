"""Between JSON and typed Python values."""
