"""What prose claims, and what the postmortem knows: the two sides that are held against each other."""
