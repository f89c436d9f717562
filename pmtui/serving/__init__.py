"""`pmtui serve`: the app in a browser, through textual-serve; by default for this machine only.

Anyone with the address that it prints can do in one folder what its user could do there in pmtui, and nothing else:
`door` says who is let in, `sessions` runs a confined pmtui for each page, `server` brings both to the browser.
"""
