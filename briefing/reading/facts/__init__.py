"""Facts: what an article says that other rooms select from, understood once."""
