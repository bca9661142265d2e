"""The real distributions, one file a family; their registry is `families`."""
