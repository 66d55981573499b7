"""The web view: the archive and the desk in a browser."""
