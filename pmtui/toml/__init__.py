"""TOML from any source: reading it safely, finding things in it, and changing it in place."""
