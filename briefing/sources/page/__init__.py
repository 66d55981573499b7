"""The page: Draft → Article; debris, day, outlet, author told apart from the text."""
