"""Data into the knowledge base from the browser: the plan first, then the import."""
