"""Pictures of the places that figures were read from: the line of print on the scanned page.

Cut while the original is at hand (a member of an archive is gone when the run ends), after the
checks, for they tell which figures must be looked at first. Nothing of it flows back into a report.
"""
