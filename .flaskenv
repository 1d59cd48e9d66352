# Makes `flask keys rotate` find its commands. It serves nothing: `make run` or gunicorn does.
FLASK_APP=commands
