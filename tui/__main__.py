"""``python -m tui`` is ``haulbook``."""

from tui.cli import main

main()
