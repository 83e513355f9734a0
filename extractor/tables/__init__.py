"""Tables: from the grids that readers deliver to figures, each with its cell's place."""

from extractor.tables.line import read_tables
from extractor.tables.meant import as_tables_tell
from extractor.tables.overlooked import overlooked

__all__ = ["as_tables_tell", "overlooked", "read_tables"]
