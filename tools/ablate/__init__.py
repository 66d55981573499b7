"""Which rules earn their lines."""
