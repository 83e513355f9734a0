"""The command line: reads arguments, calls the line, says what happened.

Imported at every start, so it imports nothing but the front; each command imports its work
when it runs.
"""

from extractor.cli.app import main

__all__ = ["main"]
