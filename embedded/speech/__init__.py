"""The embedded speech server: an OpenAI-compatible audio API over faster-whisper and Piper."""
