"""What prose claims, and what the postmortem knows: the two sides that rules compare."""
