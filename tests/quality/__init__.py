"""Is ksearch as good as it was? Four sets of questions, asked of the measuring data."""
