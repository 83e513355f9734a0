"""Tables: from the grids that readers deliver to figures, each with its cell's place."""

from extractor.tables.line import read_tables
from extractor.tables.overlooked import overlooked

__all__ = ["overlooked", "read_tables"]
