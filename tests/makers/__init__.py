"""Helpers that make test documents; nothing here judges anything."""
