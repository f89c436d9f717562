"""Tables, lists and trees of rows."""
