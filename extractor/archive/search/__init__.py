"""Looking for documents in the archive: the index, questions to it, and what they find.

Knows words, tables and the pattern book's names of figures; reads no document.
"""
