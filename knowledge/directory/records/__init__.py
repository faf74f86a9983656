"""What the editor needs of the directory beside its lists: places, doubles, what points to a record."""
