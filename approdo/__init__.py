"""The top of the house: the command line and the supervisor that starts the processes."""
