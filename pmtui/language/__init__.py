"""Finds wording that reviewers flag, and tells prose from code, quotes, and links. Pure, deterministic, offline."""
