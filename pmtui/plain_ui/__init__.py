"""The interview line by line, for screen readers and plain terminals: the same questions, session and draft."""
