"""Forms: what a time expression says, and the days that this means."""
