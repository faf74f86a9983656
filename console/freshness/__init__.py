"""What is due for a check, who looks after it, links that fail, and what organizations say of their own record."""
