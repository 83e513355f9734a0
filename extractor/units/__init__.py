"""Reporting units over time: which there are and were, what became of them, and their names.

Knows names and days; no report and no figure.
"""
