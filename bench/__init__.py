"""`make bench`: what is fast, small and right, each figure beside a baseline measured in the same run."""
