"""The kept collection: originals by their hash, and in a database all that was read from them.

Knows folders, hashes and tables; reads no document itself (:mod:`extractor.batch` does) and has
no opinion on figures.
"""
