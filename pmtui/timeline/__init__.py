"""The timeline as people write it and read it: times, entry lines, pastes, hints, and its charts."""
