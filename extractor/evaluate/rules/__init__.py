"""Rules that check themselves: what the declared relations imply, and cases that prove each."""
