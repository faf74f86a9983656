"""Ask the assistant in the console, and see why it answers so."""
