"""The parts of the understanding pipeline that are ours."""
