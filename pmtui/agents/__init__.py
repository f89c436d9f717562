"""`pmtui mcp`: what an agent can do with one folder of drafts, over standard input and output.

`tools` has what an agent can do: what `set`, `add`, `import`, `check`, `figures`, and `export` do, and no more.
`server` offers it through the Model Context Protocol's own SDK, which is an extra.
"""
