"""TOML from anybody: reading it safely, where things are in it, and changing it in place."""
