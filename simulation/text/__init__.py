"""Interviews held in text by simulated people, without a room, sound or waiting, and judged by code."""
