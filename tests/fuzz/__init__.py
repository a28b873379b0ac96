"""Coverage-guided fuzzing of the readers of files, run by name: ``python -m tests.fuzz SECONDS``; needs atheris."""
