"""The kinds of sources: each module reads one tool's exports, and has a `SOURCE`, or several."""
