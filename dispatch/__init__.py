"""Dispatch mode: this box as a named agent of an operator's own LiveKit server, without the web app."""
