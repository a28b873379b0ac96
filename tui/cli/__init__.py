"""The command line: the same book without the screen. ``main`` is the one place where an error becomes an exit status.

0 fine; 1 done, and there are findings that need a person; 2 used wrongly; 3 the data could not be read or written; 130 interrupted.
"""

from __future__ import annotations

import io
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Runs the command line on the process's own arguments, and leaves with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_status(sys.argv[1:]))


def _status(arguments: list[str]) -> int:
    if arguments == ["count"]:
        from tui.cli import count

        return count.main()

    import click

    from tui.cli import click_words
    from tui.cli.context import Failure, book_failure, log_unforeseen, office
    from tui.cli.group import cli, worded
    from tui.wording import use

    try:
        language = office(None).laptop.language
        use(language)
        click_words.speak(language)
        result = worded(cli).main(arguments, prog_name="haulbook", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except Failure as error:
        click.echo(str(error), err=True)
        return 3
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 3
    except Exception as error:  # noqa: BLE001  the one place where what nobody foresaw is kept from the user's screen
        click.echo(book_failure(error) or log_unforeseen(), err=True)
        return 3
    return result if isinstance(result, int) else 0
