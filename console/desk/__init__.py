"""The desk of the mediators: its calls (`/api/v1/desk/…`) and its page (`/console/desk`)."""
