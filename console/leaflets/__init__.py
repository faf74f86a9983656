"""Leaflets to print, from the guides and the directory."""
