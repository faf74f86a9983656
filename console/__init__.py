"""Pages and calls for the staff: the desk of the mediators, accounts, the rota."""
