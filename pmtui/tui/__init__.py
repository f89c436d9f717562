"""The app: a session that holds the record, and screens that draw it."""
