"""Reads Vietnamese administrative reports and judges the arithmetic of their figures.

The names below are what programs build on; each is loaded when it is first used, so that
``import extractor`` and the command line's front stay light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.api import figure_table, judge_together, read_reports, write_workbook
    from extractor.errors import BaocaoError
    from extractor.models import Figure, Finding, Report

_HOMES = {
    "read_reports": "extractor.api",
    "judge_together": "extractor.api",
    "figure_table": "extractor.api",
    "write_workbook": "extractor.api",
    "Report": "extractor.models",
    "Figure": "extractor.models",
    "Finding": "extractor.models",
    "BaocaoError": "extractor.errors",
}

__all__ = [
    "BaocaoError",
    "Figure",
    "Finding",
    "Report",
    "__version__",
    "figure_table",
    "judge_together",
    "read_reports",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    """One of the names of ``__all__``, loaded now."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
