"""Gold questions, metrics and runs that measure the assistant."""
