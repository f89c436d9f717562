"""One sitting with a draft, on whatever screen: the session, what its keys do as edits, and its file."""
