"""Letters that ask a unit to look at its figures: which findings go to whom, and in what words.

A letter quotes, shows the equation and asks; it never says who is wrong. What may be our own
misreading stands apart or is held back for the office to look at first. Knows reports and
findings; no paper and no archive.
"""
