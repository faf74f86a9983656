"""What people could not get answered: noticed, kept without personal data, grouped, answered later."""
