"""The tree of causes: how it hangs together, how it changes, what the document takes from it. Pure."""
