"""The app: a session that holds the postmortem, and screens that draw it."""
