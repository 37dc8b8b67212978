"""The console script: runs the command line and decides, alone, the exit code.

Typer's own habits are not enough here: an uncaught crash would leave with 1, which CI reads as "the answer is
no". So every way out is spelled out below, and a test walks through each of them.

An interrupt that comes before :func:`main` is at work ends with Python's own traceback. So nothing is imported up here
that takes time: what a way out needs it imports itself.
"""

from __future__ import annotations

import gc
import sys

from woosh_split.errors import (
    EXIT_BUG,
    EXIT_CANNOT,
    EXIT_DONE,
    EXIT_INTERRUPTED,
    ReaderGoneError,
    WooshSplitError,
)

REPORT_BUGS = "Please report it to the woosh-split project, with what `--debug` prints."


def main(arguments: list[str] | None = None, *, as_program: bool = False) -> int:
    """Run one command and return the exit code: 0, 1, 2, 70 or 130 (see ``woosh_split.errors``).

    ``as_program`` tells that the process is ours, and with it what it does when it is told to end.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        if sys.stderr is None:
            _open_stderr()
        gc.disable()  # imports make much and throw nothing away
        from woosh_split.cli.shortcut import shortcut

        if as_program:
            _end_as_interrupted()
        answered = shortcut(arguments)
        if answered is None:
            gc.enable()
            from woosh_split.cli.app import run

            answered = run(arguments)
        code = answered
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError as error:
        _close_stdout()
        return _code_without_reader(error)
    except KeyboardInterrupt:
        return _say("Interrupted.", EXIT_INTERRUPTED)
    except WooshSplitError as error:
        return _say(f"Error: {error}", error.exit_code, arguments)
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # typer made 1 of it
            _close_stdout()
            return _code_without_reader(leaving.__context__)
        return _code_of(leaving)
    except Exception as error:
        if isinstance(error, OSError) and _is_without_room(error):
            _close_stdout()
            return _say(f"Error: the result cannot be written: {error.strerror}. Make room.", EXIT_CANNOT)
        if isinstance(error, OSError) and _is_too_long(error):
            name = f"{str(error.filename)[:60]}..."
            return _say(
                f"Error: {name} is too long for the name of a file or folder. Give a shorter one.",
                EXIT_CANNOT,
                arguments,
            )
        name = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _say(
            f"Error: this is a bug of woosh-split ({name}). {REPORT_BUGS}",
            EXIT_BUG,
            arguments,
        )
    return code


def console() -> int:
    """Run the command line as a program of its own, which ends with the code that :func:`main` returns."""
    code = main(as_program=True)
    if code == EXIT_INTERRUPTED:
        import signal

        # Python kills itself by the signal where the interrupt came while it ran code from a text (dataclasses are
        # made so), though it was caught. Held back, the signal leaves the exit code to us.
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    return code


def _open_stderr() -> None:
    """Give what is told to nobody: whoever started us has closed stderr."""
    from os import devnull

    sys.stderr = open(devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - it stays open; pathlib takes long


def _is_without_room(error: OSError) -> bool:
    import errno

    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO)


def _is_too_long(error: OSError) -> bool:
    import errno

    return error.errno == errno.ENAMETOOLONG and error.filename is not None


def _end_as_interrupted() -> None:
    """Let being told to end be an interruption, as Ctrl-C is: what was begun is taken back, and our processes end too."""
    import signal

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Under nohup it is ignored, and stays so.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)


def _say(text: str, code: int, arguments: list[str] | None = None) -> int:
    from woosh_split.cli.console import complain, wants_debug, wants_json

    if arguments is not None and wants_json(arguments):
        _say_as_json(text.removeprefix("Error: "), code)
    complain(text, with_traceback=arguments is not None and wants_debug(arguments))
    return code


def _say_as_json(text: str, code: int) -> None:
    """Give whoever reads the JSON of a check an object, also where there is no result."""
    import contextlib
    import json

    from woosh_split.model.url_passwords import masked_urls

    with contextlib.suppress(OSError, ValueError):
        print(json.dumps({"version": 1, "error": {"code": code, "message": masked_urls(text)}}), flush=True)


def _close_stdout() -> None:
    """Make the flush at exit harmless: the reader has gone, or the disk is full."""
    from woosh_split.cli.output import abandon_stdout

    abandon_stdout()


def _code_without_reader(error: BrokenPipeError) -> int:
    return error.exit_code if isinstance(error, ReaderGoneError) else EXIT_DONE


def _code_of(leaving: SystemExit) -> int:
    """Return the code of an exit of the command line's own; a text is an exit that nobody of us meant."""
    return leaving.code if isinstance(leaving.code, int) else EXIT_BUG


if __name__ == "__main__":
    sys.exit(console())
