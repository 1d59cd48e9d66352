"""How long a person waits, measured at the candidate's ear."""
