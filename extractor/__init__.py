"""Reads Vietnamese administrative reports and judges the arithmetic of their figures."""

__version__ = "0.1.0"
