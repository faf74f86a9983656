"""The editor of guides: coverage, the Italian text, its translations side by side, review, history."""
