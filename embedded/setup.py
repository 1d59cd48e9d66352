"""``python3 -m embedded.setup [--dev]``: everything MockFlow needs here; a second run only looks.

Standard library only. Each step that is done is remembered with the files it was done from.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import sys
import threading
import time

from embedded.install import browser, livekit_server, packages, supabase_emulator
from embedded.install.step import CACHE, SetupError, Step, check_disk, is_done, mark_done, say

RUN_STEPS = (packages.RUNTIME, livekit_server.STEP, browser.STEP)
DEV_STEPS = (packages.TEST_TOOLS, supabase_emulator.STEP)
_DOT_EVERY_S = 5.0


def _perform(step: Step, label: str) -> None:
    """Run one step, with a dot every five seconds so that nobody thinks it hangs."""
    sys.stdout.write(f"{label} (first time: {step.expects}) ")
    sys.stdout.flush()
    began, over = time.monotonic(), threading.Event()

    def dots() -> None:
        while not over.wait(_DOT_EVERY_S):
            sys.stdout.write(".")
            sys.stdout.flush()

    ticker = threading.Thread(target=dots, daemon=True)
    ticker.start()
    try:
        step.run()
    except BaseException:  # a Ctrl-C too: the line it was on must end
        say(" failed")
        raise
    finally:
        over.set()
        ticker.join()
    mark_done(step)
    say(f" done in {time.monotonic() - began:.0f} s")


def set_up(*, dev: bool = False) -> None:
    """Do what isn't done yet.

    Raises:
        SetupError: with the sentence that says what to do.
    """
    steps = (*RUN_STEPS, *DEV_STEPS) if dev else RUN_STEPS
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        missing = [step for step in steps if not is_done(step)]
        if missing:
            check_disk()
        for number, step in enumerate(steps, 1):
            label = f"[{number}/{len(steps)}] {step.name}"
            if step in missing:
                _perform(step, label)
            else:
                say(f"{label}: ready")


def main() -> int:
    """Returns 0, or 1 with one sentence on stderr."""
    parser = argparse.ArgumentParser(prog="python3 -m embedded.setup", description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also the tools of tests and checks")
    wanted = parser.parse_args()
    try:
        set_up(dev=wanted.dev)
    except SetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        why = "The disk is full" if error.errno == errno.ENOSPC else f"{error.filename}: {error.strerror}"
        sys.stderr.write(f"Set-up can't write here. {why}. Correct that, then run the same command again.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nSet-up was interrupted. Run the same command again to go on.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
