"""reading/summarisers."""
