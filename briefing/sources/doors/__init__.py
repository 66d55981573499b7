"""Doors: where articles come from: files, feeds, pages, mailboxes, folders."""
