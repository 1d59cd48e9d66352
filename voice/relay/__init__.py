"""Going on with the next provider when one fails, without losing a word."""
