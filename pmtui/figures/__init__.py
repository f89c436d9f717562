"""What pmtui computes from a postmortem: durations, error budget, targets. Pure functions, each with its unit."""
