"""Findings about a postmortem: what is missing, what contradicts itself, what reads like blame."""
