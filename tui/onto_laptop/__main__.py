"""``python -m tui.onto_laptop fits | install | idle | remove``, called by the scripts on the stick and in the place of the program."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from tui.onto_laptop.place import NotPut, fits, home, idle, install, remove
from tui.wording import tr, use


def main(arguments: list[str]) -> int:
    """Does one step; 0 when it is done, 3 when it is not and why was said."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    step, *stick = arguments
    if step == "fits":
        return 0 if fits(Path(stick[0])) else 3
    sys.path += [str(wheel) for folder in stick for wheel in Path(folder, "wheels").glob("platformdirs-*.whl")]
    from tui import laptop

    use(laptop.read().language)
    try:
        match step:
            case "install":
                sys.stdout.write(install(Path(stick[0]), home()) + "\n")
            case "idle":
                return 0 if idle(laptop.places().book) else 3
            case "remove":
                sys.stdout.write(remove(laptop.places().book) + "\n")
    except NotPut as error:
        sys.stderr.write(f"{error}\n")
        return 3
    except OSError as error:
        sys.stderr.write(tr("That could not be done: {reason}. The program that was there is as it was.", reason=error) + "\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
