"""Who of the mediators is there, and when the next one will be."""
