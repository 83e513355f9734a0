"""The official table of a period: form 06 from the reports that count, recomputed and compared.

Knows units, months and what reports print; no archive, no file format, and no word that is said
to people. Nothing is guessed: what is missing, not read for certain or in dispute stays what it is
and is counted.
"""
