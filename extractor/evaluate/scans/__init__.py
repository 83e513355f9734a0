"""Made scans: pages of the corpus drawn and damaged, with their truth; the score of reading."""
