"""A postmortem on disk: TOML that a person can read, edit and diff; written whole or not at all."""
