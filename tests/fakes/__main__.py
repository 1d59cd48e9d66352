"""The emulated vendors on one loopback port, for trying things by hand: ``python -m tests.fakes``.

The model says ``--say`` to everything, or one plausible sentence; ``--fault chat=429``, as often as wanted,
lets a service go wrong every time. Stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any, get_args

from aiohttp import web

from tests.fakes.vendors import KEY, Fault, Service, Vendors
from tests.fakes.vendors.script import Kind
from tests.fakes.vendors.server import app


def parse(arguments: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes", description=__doc__)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--say", help="what the model says to everything")
    parser.add_argument("--first", type=float, default=0.3, help="seconds before the first token or sound")
    parser.add_argument("--between", type=float, default=0.02, help="seconds between two tokens")
    parser.add_argument("--fault", action="append", default=[], metavar="SERVICE=KIND", help="see Fault")
    return parser.parse_args(arguments)


def prepared(options: argparse.Namespace) -> web.Application:
    """All services behind one port, set as the command line says."""
    vendors = Vendors()
    by_name: dict[str, Service[Any, Any]] = {service.name: service for service in vendors.all}
    if options.say:
        vendors.chat.answer(options.say)
    for service in vendors.all:
        service.delays.first_s = options.first
    vendors.chat.delays.between_s = options.between
    vendors.listen.delays.final_s = vendors.assemblyai.delays.final_s = options.first
    for wish in options.fault:
        name, _, kind = wish.partition("=")
        if name not in by_name or kind not in get_args(Kind) or kind == "refused":
            raise SystemExit(f"{wish!r} names no service ({', '.join(by_name)}) and fault it can have.")
        by_name[name].fail(Fault(kind, times=None))
    return app(vendors, *vendors.all)


def main() -> None:
    """Serve until stopped."""
    options = parse(sys.argv[1:])
    here = f"127.0.0.1:{options.port}"
    sys.stdout.write(
        f"OpenAI      http://{here}/v1\nDeepgram    http://{here}/v1/listen and /v1/speak\n"
        f"AssemblyAI  ws://{here}\nkey         {KEY}\n"
    )
    sys.stdout.flush()
    web.run_app(prepared(options), host="127.0.0.1", port=options.port, print=None, handler_cancellation=True)


if __name__ == "__main__":
    main()
