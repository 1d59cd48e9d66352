"""What reads an uploaded file, in a child process of its own."""
