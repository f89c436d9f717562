"""What follows from the record: durations, error budget, targets. Pure functions; each gives its unit and source."""
