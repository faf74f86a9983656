"""The directory for everybody: an interface in HSDS's form, open data, a page a province. Read only."""
