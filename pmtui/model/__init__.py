"""What a postmortem is: one frozen record, the words of its questions, and the edits that change it."""
