"""One session with a draft, independent of the screen: its state, what its keys do as edits, and its file."""
