"""Tables: from the grids that readers deliver to figures, each with its cell's place."""

from extractor.tables.line import read_tables

__all__ = ["read_tables"]
