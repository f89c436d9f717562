"""Wording that reviewers flag, found in running text, and what isn't prose in it. Pure, deterministic, offline."""
