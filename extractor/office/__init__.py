"""The office's desk: who owes which report by when, what came of it, and what that makes together.

Knows the archive's tables and the tree of units; reads no document itself.
"""
