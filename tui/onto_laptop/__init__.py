"""The program put onto a laptop without internet, from a stick that ``.ci/stick`` makes: in place, with a shortcut, and away again.

Run by any Python there (``python -m tui.onto_laptop``) from the wheel itself, before a single package is installed: standard library only.
"""
