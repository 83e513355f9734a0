"""The version of the program; a test holds it to the package's."""

from __future__ import annotations

__version__ = "0.1.0"
