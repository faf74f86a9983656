"""Words by which people ask for a topic, as staff of this house have added them to those that ship."""
