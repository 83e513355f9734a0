"""Scores what the line read against gold: figures, findings, heads, whole reports, time."""
