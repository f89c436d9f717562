"""A postmortem on disk: TOML that people can read, edit and diff; written completely or not at all."""
