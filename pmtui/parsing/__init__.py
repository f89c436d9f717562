"""Text to values: days, clock times, zones, durations, numbers and amounts, as people write them. Pure."""
