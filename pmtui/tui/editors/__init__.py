"""Editors, one for each kind of answer, and what they are put together from."""
