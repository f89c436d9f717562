"""The rules, a file for each topic."""
