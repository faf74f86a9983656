"""The console's pages about questions nobody could answer."""
