"""Many workers write one log file, and none of their lines is lost when it is full."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINES, WRITERS = 150, 4
WRITER = """
import sys, pathlib, logs
logs.MAX_BYTES = 30_000
logs.configure("worker", directory=pathlib.Path(sys.argv[1]), stream=open("/dev/null", "w"))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    logs.get("t").info("a line", writer=sys.argv[2], number=number)
"""


@pytest.mark.process
def test_it_keeps_every_line_of_processes_that_fill_one_file(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(name), str(LINES)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    files = sorted(tmp_path.glob("worker.log*"))
    told = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    assert len(files) > 1
    assert all(path.stat().st_size < 32_000 for path in files)
    assert {(line["writer"], line["number"]) for line in told} == {
        (str(name), number) for name in range(WRITERS) for number in range(LINES)
    }
